import { beforeAll, describe, expect, it } from 'vitest';
import { becomeFileBy, fileOf, reportTexts } from '#src/helpdesk/becoming-file.ts';
import { openReport } from '#src/helpdesk/model/desk-actions.ts';
import { agreeToName } from '#src/helpdesk/model/leaving-actions.ts';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { hrefIn } from '#src/platform/i18n/languages.ts';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { PROJECT } from '#test/support/server.ts';
import { lookAtFile, READ_SECTION } from '../actions/read-actions.ts';
import { statusOf } from '../model/state.ts';
import { factWords, noteWords, spokenWords, unseal } from '../model/words.ts';
import { filesForReports } from './from-report.ts';

const ground = useHelpdesk();
const { reception, worker, second } = DESK_PEOPLE;
beforeAll(() => ground.give(worker, ['care-coordinator']));

const site = { language: 'en' as const, t: translatorFor('en', readMessages(PROJECT).en), href: (path: string) => hrefIn('en', path) };
const files = filesForReports(site, () => ground, reportTexts(site));
const become = (report: string, actor = worker) => becomeFileBy(files.takes, { perform: ground.perform, actor }, report);
const WHO = { who: 'MARKEDWHO', contact: 'MARKEDCONTACT', safeContact: 'MARKEDSAFE' };

async function sent(change: Parameters<typeof aReport>[0] = {}, words: Parameters<typeof aReport>[1] = {}): Promise<string> {
  const report = aReport(change, words);
  valueOf(await ground.perform(sendReport, reception, report));
  return report.report;
}
const read = async (file: string, section: 'chronology' | 'recognition' | 'identity') => valueOf(await ground.perform(READ_SECTION[section], worker, { file })).entries;
const openedIn = (entries: Awaited<ReturnType<typeof read>>) => entries.map((e) => (e.body?.opened ? e.body.value.toString() : '')).join('\n');
const streams = async () => Number((await ground.database.query(`select count(*)::int as n from keerpunt.stream where stream_kind = 'file'`, [], 'postgres'))[0]?.['n']);

describe('a file from a report', () => {
  it('has the child’s own words as its own words, the check with its lines, and is led by the agency of the desk', async () => {
    const report = await sent({ way: 'child', aloneNow: 'no', check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' } }, { text: 'Ik moet stelen.', check: 'Zes regels.', ...WHO });
    expect(await become(report)).toEqual({ done: true, value: fileOf(report) });
    const file = fileOf(report);
    const { state } = valueOf(await ground.perform(lookAtFile, worker, { file }));
    expect(state).toMatchObject({ opened: { origin: 'report', report, country: 'NL' }, lead: worker.agency, words: [{ kind: 'told', wasAlone: 'no' }], checks: [{ check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'not-known' }], hasNewSign: true });
    expect(statusOf(state)).toBeNull();
    const spoken = (await read(file, 'chronology')).filter((e) => e.kind === 'file.words-recorded').map((e) => unseal(spokenWords, e));
    expect(spoken).toMatchObject([{ words: { words: 'Ik moet stelen.', language: 'Dutch' } }]);
    expect(openedIn(await read(file, 'recognition'))).toContain('Zes regels.');
    expect(openedIn([...(await read(file, 'chronology')), ...(await read(file, 'recognition')), ...(await read(file, 'identity'))])).not.toContain('MARKED');
    expect(valueOf(await ground.perform(openReport, worker, { report })).state.file).toBe(file);
  });
  it('never puts what somebody else tells into the child’s mouth', async () => {
    const report = await sent({ way: 'worried' }, { text: 'Het meisje moet stelen.' });
    valueOf(await become(report));
    const { state } = valueOf(await ground.perform(lookAtFile, worker, { file: fileOf(report) }));
    expect(state.words).toEqual([]);
    expect(state.events.map((e) => [e.what, e.source])).toEqual([['notified', 'not-known'], ['notified', 'not-known']]);
    expect(openedIn(await read(fileOf(report), 'chronology'))).toContain('Het meisje moet stelen.');
  });
  it('knows who reported once they agreed, and has that as a note and not as a fact about the child', async () => {
    const report = await sent({ way: 'professional' }, WHO);
    valueOf(await ground.perform(agreeToName, reception, { report, agrees: true }));
    valueOf(await become(report));
    const file = fileOf(report);
    const notes = (await read(file, 'recognition')).filter((e) => e.kind === 'file.note-added').map((e) => unseal(noteWords, e));
    expect(JSON.stringify(notes)).toContain('MARKEDWHO');
    expect((await read(file, 'identity')).flatMap((e) => unseal(factWords, e))).toEqual([]);
  });
  it('is one, however often and however much at once the button is pressed', async () => {
    const report = await sent();
    const before = await streams();
    const answers = await Promise.all([become(report), become(report)]);
    expect(answers.some((a) => a.done)).toBe(true);
    expect(await become(report)).toMatchObject({ obstacles: [{ code: 'report-became-file' }] });
    expect(await streams()).toBe(before + 1);
    expect((await read(fileOf(report), 'chronology')).filter((e) => e.kind === 'file.event-added')).toHaveLength(2);
  });
  it('is one where the first try broke off after the file and before the report', async () => {
    const report = await sent();
    await expect(becomeFileBy(async (...about) => { await files.takes(...about); throw new Error('killed'); }, { perform: ground.perform, actor: worker }, report)).rejects.toThrow('killed');
    const before = await streams();
    expect((await become(report)).done).toBe(true);
    expect(await streams()).toBe(before);
  });
  it('is none, and the report stays as it was, where the worker may not open files', async () => {
    const report = await sent();
    const before = await streams();
    expect(await become(report, second)).toMatchObject({ because: 'not-allowed' });
    expect(await streams()).toBe(before);
    expect(valueOf(await ground.perform(openReport, worker, { report })).state.file).toBeNull();
  });
  it('is none where what was brought cannot stand in a file', async () => {
    const report = await sent();
    const before = await streams();
    const broken = { ...files, takes: (...[actor, file, carried]: Parameters<typeof files.takes>) => files.takes(actor, file, { ...carried, about: { ...carried.about, country: 'XX' } }) };
    expect(await becomeFileBy(broken.takes, { perform: ground.perform, actor: worker }, report)).toMatchObject({ because: 'invalid' });
    expect(await streams()).toBe(before);
  });
});
