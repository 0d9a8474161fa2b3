import { daysAfter } from '../model/days.ts';

/** One line of a calendar for a day: what it is called there, and by what it is known when it is fetched again. */
export type DayEntry = { readonly id: string; readonly on: string; readonly title: string };

const LONGEST_LINE = 75;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r\n|\r|\n/g, '\\n').replaceAll(/\p{Cc}/gu, '');

/** Lines of at most 75 bytes, never cut within a letter, as RFC 5545 asks. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > LONGEST_LINE) {
      parts.push(part);
      [part, bytes] = [' ', 1];
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}

const compact = (day: string): string => day.replaceAll('-', '');

/** A calendar of whole days (RFC 5545). `made` is the moment at which it is told. */
export function writeCalendar(title: string, entries: readonly DayEntry[], made: Date): string {
  const stamp = `${made.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const events = entries.flatMap(({ id, on, title: summary }) => [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(on)}`,
    `DTEND;VALUE=DATE:${compact(daysAfter(on, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Keerpunt//Files//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(title)}`, ...events, 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
