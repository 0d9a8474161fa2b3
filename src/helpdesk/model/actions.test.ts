import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceActor } from '#src/platform/action/service.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { askMore, closeReport, passOn, replyToReport, signOff, turnBack } from './answer-actions.ts';
import { agreeToName, becomeFile, carryReport } from './leaving-actions.ts';
import { HELPDESK_ACTIONS } from './actions.ts';
import { assignReport, linkReport, listReports, markSpam, noteOnReport, openReport, phoneIntake, readNotes, reopenReport, restoreReport, takeReport } from './desk-actions.ts';
import { hideEntry, lookAtReport, REPORTER_ACTIONS, readConversation, saySafeOrDanger, sendReport, withdrawReport, writeToReport, type NewReport } from './reporter-actions.ts';

const ground = useHelpdesk();
const { reception, worker, second, jurist, coordinator, outsider, nobody } = DESK_PEOPLE;

async function send(change: Parameters<typeof aReport>[0] = {}, words: Parameters<typeof aReport>[1] = {}): Promise<NewReport> {
  const report = aReport(change, words);
  valueOf(await ground.perform(sendReport, reception, report));
  return report;
}
const open = async (report: string) => valueOf(await ground.perform(openReport, worker, { report }));
const said = (messages: readonly { read: object }[]) => messages.map(({ read }) => ('words' in read ? (read.words as { text: string }).text : 'gone'));
const listed = async (report: string) => valueOf(await ground.perform(listReports, worker, {})).find((r) => r.report === report);
const answer = async (report: string, more: { isLegal?: boolean; text?: string } = {}) => {
  const message = randomUUID();
  const { version } = await open(report);
  valueOf(await ground.perform(replyToReport, worker, { report, message, text: more.text ?? 'Wij komen.', isLegal: more.isLegal ?? false, base: version }));
  return message;
};

describe('a report that was sent', () => {
  it('is in the inbox with codes and no words, and opens for the desk', async () => {
    const { report } = await send({ dangerNow: 'yes', language: 'ro' }, { text: 'MARKED words', who: 'MARKED who' });
    const row = await listed(report);
    expect(row).toMatchObject({ state: 'new', answerBy: '2026-11-26T10', fields: { urgency: 'danger', rank: 0, way: 'worried', language: 'ro', worker: null } });
    expect(JSON.stringify(row)).not.toContain('MARKED');
    expect((await open(report)).messages).toMatchObject([{ direction: 'to-desk', read: { words: { text: 'MARKED words', who: 'MARKED who' } } }]);
  });
  it('is there once when it is sent again', async () => {
    const report = await send();
    expect(await ground.perform(sendReport, reception, report)).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'already-there' }] });
    expect(valueOf(await ground.perform(writeToReport, reception, report))).toBeNull();
    expect((await open(report.report)).messages).toHaveLength(1);
  });
  it('is there once when it is sent twice at the same moment', async () => {
    const report = aReport();
    const both = await Promise.allSettled([ground.perform(sendReport, reception, report), ground.perform(sendReport, reception, report)]);
    expect(both.map((b) => b.status === 'fulfilled' && b.value.done).toSorted()).toEqual([false, true]);
    expect(both.every((b) => b.status === 'fulfilled')).toBe(true);
    expect((await open(report.report)).messages).toHaveLength(1);
  });
  it('carries the day only, in entries and in looks, whatever the reporter does', async () => {
    const { report, message } = await send();
    await ground.perform(lookAtReport, reception, { report });
    await ground.perform(readConversation, reception, { report });
    await ground.perform(writeToReport, reception, { report, message: randomUUID(), words: { text: 'x' }, answerBy: '2026-11-26T10' });
    await ground.perform(hideEntry, reception, { report, message });
    await ground.perform(saySafeOrDanger, reception, { report, says: 'safe', answerBy: '2026-11-26T10' });
    await ground.perform(withdrawReport, reception, { report });
    await ground.perform(lookAtReport, reception, { report: randomUUID() });
    const entries = await ground.database.query('select recorded_at from keerpunt.entry where stream_id = $1 and recorded_at is not null', [report]);
    const looks = await ground.database.query(`select convert_from(header_bytes, 'UTF8') as bytes, recorded_at from keerpunt.access_record where actor = 'service:reception' and stream_id in ($1, $2)`, [report, AGENCIES[0]]);
    expect(entries).toEqual([]);
    expect(looks.length).toBeGreaterThanOrEqual(8);
    for (const { bytes, recorded_at } of looks) {
      expect(recorded_at).toBeNull();
      expect(bytes).toContain('"on":"2026-11-25"');
      expect(bytes).not.toMatch(/\d{2}:\d{2}/);
    }
  });
  it('leaves the moment of what the desk does', async () => {
    const { report } = await send();
    await open(report);
    expect(await ground.database.query(`select recorded_at from keerpunt.access_record where stream_id = $1 and actor = $2`, [report, worker.id])).toEqual([{ recorded_at: ground.clock.now }]);
  });
});

describe('the clock of a report', () => {
  const clockOf = async (report: string) => (await ground.database.query(`select fields from keerpunt.list_row where stream_id = $1 and list = 'report-clocks'`, [report]))[0]?.['fields'];
  it('runs to a whole hour, and nothing of it is left after the first answer', async () => {
    const { report } = await send();
    expect(await clockOf(report)).toEqual({ answerBy: '2026-11-26T10' });
    valueOf(await ground.perform(takeReport, worker, { report }));
    expect(await clockOf(report)).toEqual({ answerBy: '2026-11-26T10' });
    await answer(report);
    expect(await clockOf(report)).toEqual({});
    expect(JSON.stringify(await ground.database.query('select fields from keerpunt.list_row where stream_id = $1', [report]))).not.toMatch(/T\d\d/);
  });
  it('runs on while a legal answer waits, and stops with the signature', async () => {
    const { report } = await send();
    const message = await answer(report, { isLegal: true });
    expect(await clockOf(report)).toEqual({ answerBy: '2026-11-26T10' });
    valueOf(await ground.perform(signOff, jurist, { report, message, base: (await open(report)).version }));
    expect(await clockOf(report)).toEqual({});
  });
  it('starts anew when the reporter writes again, and stops for what is spam or withdrawn', async () => {
    const { report } = await send();
    await answer(report);
    valueOf(await ground.perform(writeToReport, reception, { report, message: randomUUID(), words: { text: 'x' }, answerBy: '2026-11-27T08' }));
    expect(await clockOf(report)).toEqual({ answerBy: '2026-11-27T08' });
    valueOf(await ground.perform(markSpam, worker, { report }));
    expect(await clockOf(report)).toEqual({});
    const other = await send();
    valueOf(await ground.perform(withdrawReport, reception, { report: other.report }));
    expect(await clockOf(other.report)).toEqual({});
  });
  it.each(['2026-11-26T10:30', '2026-11-26', 'soon'])('takes no finer and no other time than an hour: %s', async (answerBy) => {
    expect(await ground.perform(sendReport, reception, { ...aReport(), answerBy })).toMatchObject({ because: 'invalid' });
  });
});

describe('the reporter', () => {
  it('is told first only whether there is an answer, and reads it on asking', async () => {
    const { report } = await send();
    expect(valueOf(await ground.perform(lookAtReport, reception, { report }))).toEqual({ hasAnswer: false, way: 'worried' });
    await answer(report, { text: 'Wij staan naast je.' });
    expect(valueOf(await ground.perform(lookAtReport, reception, { report }))).toEqual({ hasAnswer: true, way: 'worried' });
    expect(said(valueOf(await ground.perform(readConversation, reception, { report })).messages)).toEqual(['Het meisje van hiernaast moet elke dag stelen.', 'Wij staan naast je.']);
  });
  it('never sees legal advice that no jurist signed, nor that it waits', async () => {
    const { report } = await send();
    const message = await answer(report, { isLegal: true, text: 'UNSIGNED' });
    expect(JSON.stringify(valueOf(await ground.perform(readConversation, reception, { report })).messages)).not.toContain('UNSIGNED');
    expect(valueOf(await ground.perform(lookAtReport, reception, { report })).hasAnswer).toBe(false);
    expect(await ground.perform(signOff, worker, { report, message, base: (await open(report)).version })).toEqual({ done: false, because: 'not-allowed' });
    valueOf(await ground.perform(signOff, jurist, { report, message, base: (await open(report)).version }));
    expect(said(valueOf(await ground.perform(readConversation, reception, { report })).messages)).toContain('UNSIGNED');
    expect((await open(report)).state.messages.at(-1)?.signOff).toEqual({ jurist: jurist.id, on: '2026-11-25' });
  });
  it('hides only what is their own, and the desk still has it', async () => {
    const { report, message } = await send();
    const theirs = await answer(report);
    expect(await ground.perform(hideEntry, reception, { report, message: theirs })).toMatchObject({ obstacles: [{ code: 'not-yours' }] });
    valueOf(await ground.perform(hideEntry, reception, { report, message }));
    expect(said(valueOf(await ground.perform(readConversation, reception, { report })).messages)).toEqual(['Wij komen.']);
    expect((await open(report)).messages).toHaveLength(2);
  });
  it('withdraws, and from then on finds nothing, as with words that open nothing; the desk reads nothing either', async () => {
    const { report } = await send({}, { text: 'MARKED' });
    valueOf(await ground.perform(withdrawReport, reception, { report }));
    for (const action of [lookAtReport, readConversation, withdrawReport]) expect(await ground.perform(action as typeof lookAtReport, reception, { report })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'not-there' }] });
    expect(await ground.perform(writeToReport, reception, { report, message: randomUUID(), words: { text: 'x' }, answerBy: '2026-11-26T10' })).toMatchObject({ done: false });
    expect((await open(report)).messages).toEqual([]);
    expect(await listed(report)).toMatchObject({ state: 'withdrawn' });
    expect(await ground.perform(replyToReport, worker, { report, message: randomUUID(), text: 'x', isLegal: false, base: (await open(report)).version })).toMatchObject({ obstacles: [{ code: 'report-withdrawn' }] });
  });
  it('in danger comes first in the inbox, also after saying to be safe', async () => {
    const { report } = await send();
    valueOf(await ground.perform(saySafeOrDanger, reception, { report, says: 'in-danger', answerBy: '2026-11-25T11' }));
    expect(await listed(report)).toMatchObject({ answerBy: '2026-11-25T11', fields: { urgency: 'danger', safety: 'in-danger' } });
    valueOf(await ground.perform(saySafeOrDanger, reception, { report, says: 'safe', answerBy: '2026-11-25T12' }));
    expect(await listed(report)).toMatchObject({ answerBy: '2026-11-25T11', fields: { urgency: 'danger', safety: 'safe' } });
    expect(valueOf(await ground.perform(listReports, worker, { urgency: 'danger' })).every((r) => r.fields['rank'] === 0)).toBe(true);
  });
});

describe('the desk', () => {
  let report: string;
  beforeEach(async () => {
    ({ report } = await send());
  });
  it('takes a report, and over from somebody else only on saying so', async () => {
    valueOf(await ground.perform(takeReport, worker, { report }));
    valueOf(await ground.perform(takeReport, worker, { report }));
    expect(await ground.perform(takeReport, second, { report })).toMatchObject({ obstacles: [{ code: 'somebody-has-it' }] });
    valueOf(await ground.perform(takeReport, second, { report, takesOver: true }));
    expect(await listed(report)).toMatchObject({ state: 'in-hand', fields: { worker: second.id } });
    expect(valueOf(await ground.perform(listReports, worker, { worker: second.id })).map((r) => r.report)).toContain(report);
    expect(valueOf(await ground.perform(listReports, worker, { worker: worker.id })).map((r) => r.report)).not.toContain(report);
    expect(await ground.perform(assignReport, second, { report, worker: worker.id })).toMatchObject({ because: 'not-allowed' });
    valueOf(await ground.perform(assignReport, coordinator, { report, worker: null }));
    expect(await listed(report)).toMatchObject({ fields: { worker: null } });
  });
  it('of two who answer at once, the second is told, and nothing of the second is kept', async () => {
    const { version } = await open(report);
    const both = { report, isLegal: false, base: version };
    valueOf(await ground.perform(replyToReport, worker, { ...both, message: randomUUID(), text: 'first' }));
    expect(await ground.perform(askMore, second, { ...both, message: randomUUID(), text: 'second' })).toEqual({ done: false, because: 'changed-meanwhile' });
    expect(said((await open(report)).messages)).not.toContain('second');
  });
  it('notes what the reporter never reads', async () => {
    valueOf(await ground.perform(noteOnReport, worker, { report, note: randomUUID(), text: 'INTERNAL' }));
    expect(valueOf(await ground.perform(readNotes, second, { report }))).toMatchObject([{ worker: worker.id, read: { words: { text: 'INTERNAL' } } }]);
    expect(JSON.stringify(valueOf(await ground.perform(readConversation, reception, { report })))).not.toContain('INTERNAL');
    expect(await ground.perform(readNotes, reception, { report })).toMatchObject({ because: 'not-allowed' });
  });
  it('asks for more, and the reporter has the turn', async () => {
    valueOf(await ground.perform(askMore, worker, { report, message: randomUUID(), text: 'Waar?', isLegal: false, base: (await open(report)).version }));
    expect(await listed(report)).toMatchObject({ state: 'waits-for-reporter' });
  });
  it('turns a legal answer back with a reason that stays inside', async () => {
    const message = await answer(report, { isLegal: true });
    valueOf(await ground.perform(turnBack, jurist, { report, message, base: (await open(report)).version, text: 'INSIDE' }));
    expect((await open(report)).turnedBack.get(message)).toEqual({ words: { text: 'INSIDE' } });
    expect(await ground.perform(signOff, jurist, { report, message, base: (await open(report)).version })).toMatchObject({ obstacles: [{ code: 'waits-for-no-sign-off' }] });
    expect(JSON.stringify(valueOf(await ground.perform(readConversation, reception, { report })))).not.toContain('INSIDE');
  });
  it('links a report to another, not to itself and not to none', async () => {
    const other = await send();
    valueOf(await ground.perform(linkReport, worker, { report, other: other.report, because: 'same-event' }));
    expect((await open(report)).state.links).toEqual([other.report]);
    expect((await open(other.report)).linkedFrom).toEqual([report]);
    valueOf(await ground.perform(linkReport, worker, { report, other: other.report, because: 'same-event', isLinked: false }));
    expect([(await open(report)).state.links, (await open(other.report)).linkedFrom]).toEqual([[], []]);
    valueOf(await ground.perform(linkReport, worker, { report, other: other.report, because: 'same-event' }));
    expect(await ground.perform(linkReport, worker, { report, other: report, because: 'same-event' })).toMatchObject({ obstacles: [{ code: 'same-report' }] });
    expect(await ground.perform(linkReport, worker, { report, other: randomUUID(), because: 'same-event' })).toMatchObject({ obstacles: [{ code: 'no-such-report' }] });
  });
  it('puts spam aside and restores it', async () => {
    valueOf(await ground.perform(markSpam, worker, { report }));
    expect(await listed(report)).toMatchObject({ state: 'spam' });
    expect(await ground.perform(replyToReport, worker, { report, message: randomUUID(), text: 'x', isLegal: false, base: (await open(report)).version })).toMatchObject({ obstacles: [{ code: 'report-is-spam' }] });
    valueOf(await ground.perform(restoreReport, worker, { report }));
    expect(await listed(report)).toMatchObject({ state: 'new' });
  });
  it('closes with circumstances, and not while a legal answer waits', async () => {
    const closing = { outcome: 'advised', advice: ['lawyer'], circumstances: ['unaccompanied', 'made-to-by-boyfriend'], eventCountry: 'NL' };
    await answer(report, { isLegal: true });
    expect(await ground.perform(closeReport, worker, { report, base: (await open(report)).version, closing })).toMatchObject({ obstacles: [{ code: 'reply-waits-for-sign-off' }] });
    const other = await send();
    valueOf(await ground.perform(closeReport, worker, { report: other.report, base: (await open(other.report)).version, closing }));
    expect((await open(other.report)).state.closed).toMatchObject(closing);
    valueOf(await ground.perform(reopenReport, worker, { report: other.report }));
    expect((await open(other.report)).state.closed).toBeNull();
    expect(await ground.perform(closeReport, worker, { report, base: (await open(report)).version, closing: { ...closing, ethnicity: 'x' } })).toMatchObject({ because: 'invalid' });
  });
  it('takes a call down with a report that the words of the caller open', async () => {
    const call = aReport({ language: 'bs' });
    valueOf(await ground.perform(phoneIntake, worker, call));
    expect(await listed(call.report)).toMatchObject({ fields: { channel: 'telephone', language: 'bs' } });
    expect(valueOf(await ground.perform(lookAtReport, reception, { report: call.report })).hasAnswer).toBe(false);
  });
  it('records what was passed on about an adult, by a jurist or a coordinator', async () => {
    const passing = { authority: 'police', ground: 'gdpr-6-1-d', purpose: 'protect-child', until: '2027-01-31' };
    expect(await ground.perform(passOn, worker, { report, passing, text: 'x' })).toMatchObject({ because: 'not-allowed' });
    valueOf(await ground.perform(passOn, jurist, { report, passing, text: 'x' }));
    expect((await open(report)).state.passedOn).toMatchObject([passing]);
  });
  it('hands the conversation over to a file, once, and without its own notes', async () => {
    valueOf(await ground.perform(noteOnReport, worker, { report, note: randomUUID(), text: 'INTERNAL' }));
    const carried = valueOf(await ground.perform(carryReport, worker, { report }));
    expect(carried.words.map((w) => w.text)).toEqual(['Het meisje van hiernaast moet elke dag stelen.']);
    expect(JSON.stringify(carried)).not.toContain('INTERNAL');
    valueOf(await ground.perform(becomeFile, worker, { report, file: randomUUID() }));
    expect(await ground.perform(becomeFile, worker, { report, file: randomUUID() })).toMatchObject({ obstacles: [{ code: 'report-became-file' }] });
  });
});

describe('who may', () => {
  const streamActions = HELPDESK_ACTIONS.filter((a) => typeof a.about === 'object' && 'stream' in a.about) as (typeof openReport)[];
  const whole = (report: string) => ({ section: 'message', stream: report, attachment: randomUUID(), settings: report, to: { country: 'NL', hours: null, closedOn: [], onCall: null, onCallPhone: '', away: { nl: '', en: '', sv: '', ro: '', bs: '' } }, deadline: randomUUID(), on: '2026-11-25', why: 'hearing', purpose: 'authority', recipient: null, agrees: true, today: '2026-11-25', report, message: randomUUID(), other: report, because: 'same-event', note: randomUUID(), file: randomUUID(), worker: null, text: 'x', isLegal: false, base: 'empty', says: 'safe', answerBy: '2026-11-26T10', words: { text: 'x' }, passing: { authority: 'police', ground: 'gdpr-6-1-d', purpose: 'protect-child', until: null }, closing: { outcome: 'advised', advice: [], circumstances: [], eventCountry: null } });
  it('nobody of another agency finds a report, and nobody without a role may anything', async () => {
    const { report } = await send();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...streamActions), async (action) => {
        expect(await ground.perform(action, nobody, whole(report))).toEqual({ done: false, because: 'not-allowed' });
        const foreign = await ground.perform(action, outsider, whole(report));
        expect(foreign).toEqual({ done: false, because: action.allow.some((g) => g.role.name === 'helpdesk-worker') ? 'not-there' : 'not-allowed' });
      }),
      { numRuns: 40 },
    );
    expect(valueOf(await ground.perform(listReports, outsider, {}))).toEqual([]);
  });
  it('the reception does for reporters what they may, and nothing of the desk; the desk does nothing for reporters', async () => {
    const { report } = await send();
    for (const action of HELPDESK_ACTIONS as unknown as (typeof openReport)[]) {
      const isForReporter = REPORTER_ACTIONS.some((a) => a.name === action.name) || action.name === agreeToName.name;
      // When the desk is open is read by both.
      if (action.name === 'helpdesk.read-settings') continue;
      const asReception = await ground.perform(action, reception, { ...aReport(), ...whole(report) });
      expect([action.name, !asReception.done && asReception.because === 'not-allowed']).toEqual([action.name, !isForReporter]);
      const asWorker = await ground.perform(action, coordinator, { ...aReport(), ...whole(report) });
      if (isForReporter || action.name.startsWith('report.erase') || action.name === 'report.list-due') expect([action.name, asWorker]).toEqual([action.name, { done: false, because: 'not-allowed' }]);
    }
  });
  it('the reception works for the agency that gave it its role, and for none when it was taken away', async () => {
    expect(await serviceActor(ground, 'service:reception', 'reception')).toEqual(reception);
    expect(await serviceActor(ground, 'service:reception', 'helpdesk-worker')).toBeNull();
    await ground.give(reception, ['reception'], false);
    expect(await serviceActor(ground, 'service:reception', 'reception')).toBeNull();
    await ground.give(reception, ['reception']);
  });
});
