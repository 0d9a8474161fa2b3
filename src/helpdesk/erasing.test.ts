import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { draft } from '#src/platform/action/entries.ts';
import { shredded } from '#src/platform/journal/shredding.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import { eraseDue } from './erasing.ts';
import { becomeFile } from './model/leaving-actions.ts';
import { noteOnReport, openReport, readNotes } from './model/desk-actions.ts';
import { eraseReport } from './model/erasing-actions.ts';
import { readConversation, sendReport, withdrawReport, writeToReport } from './model/reporter-actions.ts';

const ground = useHelpdesk();
const { reception, worker } = DESK_PEOPLE;
const service = { id: 'service:retention', agency: AGENCIES[0] };
const START = new Date('2026-11-25T10:00:00Z');
const setDay = (days: number) => (ground.clock.now = new Date(START.getTime() + days * 86_400_000));

const noted: string[] = [];
const note = (what: { streamId: string; section: string; because: string }) => void noted.push(`${what.streamId} ${what.section} ${what.because}`);

beforeAll(() => ground.give(service, ['retention']));

async function send(): Promise<string> {
  setDay(0);
  const report = aReport({}, { text: 'MARKED' });
  valueOf(await ground.perform(sendReport, reception, report));
  valueOf(await ground.perform(noteOnReport, worker, { report: report.report, note: randomUUID(), text: 'NOTED' }));
  return report.report;
}
const words = async (report: string) => JSON.stringify([valueOf(await ground.perform(openReport, worker, { report })).messages, valueOf(await ground.perform(readNotes, worker, { report }))]);

describe('the words of a report', () => {
  it('are kept for a year after the last message, and are gone then, also to whoever has keys and database', async () => {
    const report = await send();
    setDay(100);
    valueOf(await ground.perform(writeToReport, reception, { report, message: randomUUID(), words: { text: 'again' }, answerBy: '2027-03-06T10' }));
    setDay(464);
    expect(await eraseDue(ground, note)).toBe(0);
    expect(await words(report)).toContain('MARKED');
    setDay(465);
    expect(await eraseDue(ground, note)).toBe(1);
    expect(await words(report)).not.toMatch(/MARKED|NOTED|again/);
    expect(valueOf(await ground.perform(readConversation, reception, { report })).messages.every((m) => 'isGone' in m.read)).toBe(true);
    const keys = await ground.database.query('select section, wrapped_key, shredded_because, shredded_by from keerpunt.section_key where stream_id = $1 order by section', [report]);
    expect(keys).toEqual(['desk', 'message'].map((section) => ({ section, wrapped_key: null, shredded_because: 'retention-ended', shredded_by: 'service:retention' })));
    expect(await eraseDue(ground, note)).toBe(0);
    expect(noted).toEqual([`${report} message retention-ended`, `${report} desk retention-ended`]);
    expect(await verifyDatabase((sql) => ground.database.query(sql))).toMatchObject({ broken: undefined });
  });
  it('are gone within fourteen days once it was withdrawn', async () => {
    const report = await send();
    setDay(3);
    valueOf(await ground.perform(withdrawReport, reception, { report }));
    setDay(12);
    expect(await eraseDue(ground, note)).toBe(0);
    setDay(13);
    expect(await eraseDue(ground, note)).toBe(1);
    expect(await ground.database.query('select shredded_because from keerpunt.section_key where stream_id = $1 and wrapped_key is not null', [report])).toEqual([]);
  });
  it('stay where a file goes on with them', async () => {
    const report = await send();
    valueOf(await ground.perform(becomeFile, worker, { report, file: randomUUID() }));
    setDay(4000);
    expect(await eraseDue(ground, note)).toBe(0);
    expect(await words(report)).toContain('MARKED');
  });
  it('are erased by nobody before it is time, and by nobody else at all', async () => {
    const report = await send();
    expect(await ground.perform(eraseReport, service, { report, section: 'message' })).toMatchObject({ obstacles: [{ code: 'not-kept-long-enough' }] });
    setDay(400);
    for (const actor of [reception, worker, DESK_PEOPLE.coordinator]) expect(await ground.perform(eraseReport, actor, { report, section: 'message' })).toMatchObject({ because: 'not-allowed' });
    expect(await words(report)).toContain('MARKED');
  });
  it.each([
    ['destroys a key and leaves no entry that says so', { value: null, entries: [], shreds: { because: 'withdrawn' } }],
    ['says that a key was destroyed, and destroys none', { value: null, entries: [draft(shredded, { what: 'section', sequence: null, because: 'withdrawn' }, { section: 'message' })] }],
  ])('are safe from an action that %s', async (_, result) => {
    const report = await send();
    await expect(ground.perform({ ...eraseReport, run: () => result } as typeof eraseReport, service, { report, section: 'message' })).rejects.toMatchObject({ code: 'ActionMisdeclared' });
    expect(await words(report)).toContain('MARKED');
  });
});
