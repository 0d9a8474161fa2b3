import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCalendar } from './write.ts';

const NOW = new Date('2026-11-25T10:00:00.123Z');
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar', () => {
  it('is one event of a whole day for each task', () => {
    expect(unfolded(writeCalendar('Tasks', [{ id: 'a@keerpunt', on: '2026-12-31', title: 'ABCD1234: Light the beacon' }], NOW))).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Keerpunt//Files//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:Tasks',
      'BEGIN:VEVENT', 'UID:a@keerpunt', 'DTSTAMP:20261125T100000Z', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:ABCD1234: Light the beacon', 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'END:VEVENT',
      'END:VCALENDAR', '',
    ]);
  });
  it('holds any title on lines of at most 75 bytes, and no title begins a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const text = writeCalendar('Tasks', [{ id: 'a', on: '2026-12-31', title }], NOW);
        const lines = text.split('\r\n');
        expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line))).toBe(true);
        expect(unfolded(text).filter((line) => line.startsWith('BEGIN:') || line.startsWith('END:'))).toHaveLength(4);
        const kept = unfolded(text).find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
        const read = kept.replaceAll(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));
        expect(read).toBe(title.replaceAll(/\r\n|\r|\n/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ''));
      }),
    );
  });
  it('with nothing to do is empty and still one', () => expect(unfolded(writeCalendar('Tasks', [], NOW)).filter((line) => line.includes('VEVENT'))).toEqual([]));
});
