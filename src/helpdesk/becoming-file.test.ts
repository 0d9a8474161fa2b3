import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { becomeFileBy, fileOf, type TakesReport } from './becoming-file.ts';
import { askMore, closeReport } from './model/answer-actions.ts';
import type { Carried } from './model/carried.ts';
import { noteOnReport, openReport, reopenReport } from './model/desk-actions.ts';
import { agreeToName } from './model/leaving-actions.ts';
import { sendReport, writeToReport } from './model/reporter-actions.ts';

const ground = useHelpdesk();
const { reception, worker, outsider } = DESK_PEOPLE;
const WHO = { who: 'MARKEDWHO', contact: 'MARKEDCONTACT', safeContact: 'MARKEDSAFE' };

async function sent(): Promise<string> {
  const report = aReport({ way: 'child', check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' } }, { text: 'Ik moet stelen.', check: 'Zes regels.', ...WHO });
  valueOf(await ground.perform(sendReport, reception, report));
  return report.report;
}
const open = async (report: string) => valueOf(await ground.perform(openReport, worker, { report }));

/** Keeps files as whoever keeps them has to: a file of one identity is begun once. */
function filesOf() {
  const files = new Map<string, Carried>();
  const takes: TakesReport = async (_, file, carried) => {
    if (!files.has(file)) files.set(file, carried);
    return { done: true, value: null };
  };
  return { files, takes };
}
const become = (takes: TakesReport, report: string, actor = worker) => becomeFileBy(takes, { perform: ground.perform, actor }, report);

describe('a report that becomes a file', () => {
  it('brings the child’s own words with what was asked before them, circumstances and check, and not who reported or what the desk noted', async () => {
    const report = await sent();
    valueOf(await ground.perform(noteOnReport, worker, { report, note: randomUUID(), text: 'MARKEDNOTE' }));
    valueOf(await ground.perform(askMore, worker, { report, message: randomUUID(), text: 'Wie wacht er op je?', isLegal: false, base: (await open(report)).version }));
    valueOf(await ground.perform(writeToReport, reception, { report, message: randomUUID(), words: { text: 'Een man.' }, answerBy: '2026-11-26T10' }));
    valueOf(await ground.perform(closeReport, worker, { report, base: (await open(report)).version, closing: { outcome: 'advised', advice: [], circumstances: ['made-to-steal'], eventCountry: 'NL' } }));
    valueOf(await ground.perform(reopenReport, worker, { report }));
    valueOf(await ground.perform(closeReport, worker, { report, base: (await open(report)).version, closing: { outcome: 'advised', advice: [], circumstances: ['made-to-steal', 'debt'], eventCountry: 'SE' } }));
    const { files, takes } = filesOf();
    expect(await become(takes, report)).toEqual({ done: true, value: fileOf(report) });
    const carried = files.get(fileOf(report));
    expect(carried).toMatchObject({ isByTheChild: true, circumstances: ['made-to-steal', 'debt'], eventCountry: 'SE', reporter: null, check: { outcome: 'act-now', incident: 'theft', lines: 'Zes regels.' } });
    expect(carried?.words.map((w) => [w.text, w.asked?.text ?? null, w.asked?.worker ?? null])).toEqual([['Ik moet stelen.', null, null], ['Een man.', 'Wie wacht er op je?', worker.id]]);
    expect(JSON.stringify(carried)).not.toMatch(/MARKED/);
    expect((await open(report)).state.file).toBe(fileOf(report));
  });
  it('says who reported only as long as they agree', async () => {
    const { files, takes } = filesOf();
    for (const [agrees, expected] of [[[true], WHO], [[true, false], null]] as const) {
      const report = await sent();
      for (const each of agrees) valueOf(await ground.perform(agreeToName, reception, { report, agrees: each }));
      expect((await become(takes, report)).done).toBe(true);
      expect(files.get(fileOf(report))?.reporter).toEqual(expected);
    }
  });
  it('is one file, also where it broke off in between and is tried again', async () => {
    const report = await sent();
    const { files, takes } = filesOf();
    const breaks: TakesReport = async (...about) => {
      await takes(...about);
      throw new Error('killed');
    };
    await expect(become(breaks, report)).rejects.toThrow('killed');
    expect((await open(report)).state.file).toBeNull();
    expect((await become(takes, report)).done).toBe(true);
    expect(files.size).toBe(1);
    expect(await become(takes, report)).toMatchObject({ obstacles: [{ code: 'report-became-file' }] });
  });
  it('stays a report where no file could be begun, and is nothing to another agency', async () => {
    const report = await sent();
    expect(await become(async () => ({ done: false, because: 'not-allowed' }), report)).toMatchObject({ because: 'not-allowed' });
    expect((await open(report)).state.file).toBeNull();
    expect(await become(filesOf().takes, report, outsider)).toMatchObject({ because: 'not-there' });
  });
});
