import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile, READ_SECTION } from '#src/files/actions/read-actions.ts';
import { recordSigns } from '#src/files/actions/status-actions.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { NOTHING_ASKED } from '../model/release.ts';
import { doStep, endMissing, recordInterview, reportMissing, TELL_TABLE } from './missing-actions.ts';
import { answerRelease, askRelease, decideRelease } from './release-actions.ts';
import { planFuture, planSafety, reviewSafety, setSheet } from './safety-actions.ts';
import { seeKeeping } from './see-actions.ts';

const ground = useFiles();
const queued: Wanted[] = [];
ground.enqueue = async (_, wanted) => void queued.push(...wanted);

const officer = who('police-officer');
const youth = who('youth-protection-worker');
const SECRET = 'Oom Verzonnen, geheim kenteken XX-00-YY';
const ALL_WELL = { relationship: 'verified', directs: 'not-seen', alone: 'alone', interpreter: 'not-needed', network: 'names-nobody', authority: 'agrees' } as const;
const LONG = 'De piketofficier besloot dit en gaf de reden hieronder door aan de balie.';

async function fileWithTable(): Promise<string> {
  const file = await openedFile(ground);
  for (const section of ['protection', 'chronology'] as const) valueOf(await ground.perform(INVITE[section], officer, { file, agency: AGENCIES[1], purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
  valueOf(await ground.perform(answerInvitation, youth, { file, answer: 'accepted' }));
  return file;
}
const versionOf = async (file: string) => valueOf(await ground.perform(READ_SECTION.protection, officer, { file })).version;
const ask = (file: string, release: string, answers: object = NOTHING_ASKED) =>
  ground.perform(askRelease, officer, { file, asked: { release, claim: 'other-relative', age: '14', heldOn: null, heldMinute: null, questionedAtNight: false, answers }, words: { who: SECRET } });
const decide = async (file: string, release: string, decision: 'kept' | 'released', reasons: string) => ground.perform(decideRelease, officer, { file, base: await versionOf(file), release, decision, words: { reasons } });
const seen = async (file: string, actor = officer) => valueOf(await ground.perform(seeKeeping, actor, { file }));
const codesOf = async (file: string, release: string, actor = officer) => (await seen(file, actor)).obstacles.get(release)?.map((o) => o.code);
const told = async (file: string) => valueOf(await ground.perform(lookAtFile, youth, { file })).state.told.map((x) => x.what);

let file: string;
beforeAll(async () => {
  file = await fileWithTable();
});

describe('letting a child go', () => {
  it('against the gate needs reasons, is told to the table, and keeps what was missing', async () => {
    const release = randomUUID();
    valueOf(await ask(file, release));
    expect(await decide(file, release, 'released', 'ok')).toMatchObject({ done: false, because: 'obstacles', obstacles: [{ code: 'against-needs-reasons' }] });
    valueOf(await decide(file, release, 'released', LONG));
    const { state } = await seen(file);
    expect(state.releases.find((r) => r.release === release)?.decision?.obstacles).toContain('network-not-asked');
    expect(await told(file)).toContain('released-against-gate');
    expect(await decide(file, release, 'released', LONG)).toMatchObject({ obstacles: [{ code: 'release-not-open' }] });
  });
  it('through an open gate needs no more than a word, and is told too', async () => {
    const other = await fileWithTable();
    const release = randomUUID();
    valueOf(await ask(other, release, ALL_WELL));
    expect(await codesOf(other, release)).toEqual([]);
    valueOf(await decide(other, release, 'released', 'Moeder.'));
    expect(await told(other)).toEqual(['released']);
  });
  it('is not told where the child is kept', async () => {
    const other = await fileWithTable();
    const release = randomUUID();
    valueOf(await ask(other, release));
    valueOf(await decide(other, release, 'kept', 'Blijft.'));
    expect(await told(other)).toEqual([]);
  });
  it('can be asked about again, and the last answers hold', async () => {
    const release = randomUUID();
    valueOf(await ask(file, release));
    valueOf(await ground.perform(answerRelease, youth, { file, base: await versionOf(file), release, answers: ALL_WELL, words: { how: 'Gebeld.' } }));
    expect(await codesOf(file, release)).toEqual([]);
  });
  it('that somebody answered meanwhile is not decided on what was read before', async () => {
    const release = randomUUID();
    valueOf(await ask(file, release));
    const base = await versionOf(file);
    valueOf(await ground.perform(answerRelease, youth, { file, base, release, answers: { ...ALL_WELL, directs: 'seen' }, words: {} }));
    expect(await ground.perform(decideRelease, officer, { file, base, release, decision: 'released', words: { reasons: LONG } })).toEqual({ done: false, because: 'changed-meanwhile' });
  });
  it('tells whoever does not see recognition only that it has not cleared it', async () => {
    const other = await fileWithTable();
    valueOf(await ground.perform(recordSigns, officer, { file: other, signs: { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'seen', liv03: 'not-seen', fin08: 'not-seen' }, lines: 'x' }));
    const release = randomUUID();
    valueOf(await ask(other, release, ALL_WELL));
    expect(await codesOf(other, release)).toEqual(['family-sign-seen']);
    expect(await codesOf(other, release, youth)).toEqual(['not-cleared']);
    valueOf(await decide(other, release, 'released', LONG));
    expect((await seen(other, youth)).state.releases[0]?.decision?.obstacles).toEqual(['not-cleared']);
  });
  it('stays closed by a sign of the family where a later check did not look at it, and no longer where one looked and did not see it', async () => {
    const other = await fileWithTable();
    const checked = async (liv06: 'seen' | 'not-seen' | 'not-known') =>
      valueOf(await ground.perform(recordSigns, officer, { file: other, signs: { check: { outcome: 'consult', urgency: null, incident: null }, liv06, liv03: 'not-known', fin08: 'not-known' }, lines: 'x' }));
    const release = randomUUID();
    await checked('seen');
    valueOf(await ask(other, release, ALL_WELL));
    await checked('not-known');
    expect(await codesOf(other, release)).toEqual(['family-sign-seen']);
    await checked('not-seen');
    expect(await codesOf(other, release)).toEqual([]);
  });
  it('asked twice is asked once', async () => {
    const release = randomUUID();
    valueOf(await ask(file, release));
    valueOf(await ask(file, release));
    expect((await seen(file)).state.releases.filter((r) => r.release === release)).toHaveLength(1);
  });
  it('is nothing that anybody away from the table can ask or see', async () => {
    for (const actor of [OUTSIDER, who('guardian')]) {
      expect(await ground.perform(seeKeeping, actor, { file })).toEqual({ done: false, because: 'not-there' });
      expect(await ground.perform(reportMissing, actor, { file, gone: { missing: randomUUID(), lastSeenOn: '2026-11-25', lastSeenHour: null, withCar: 'no', withAdult: 'no' }, words: { place: 'x' } })).toEqual({ done: false, because: 'not-there' });
    }
  });
  it('leaves who wanted the child nowhere in the database in words that can be read', async () => {
    const rows = await ground.database.query(`select count(*)::int as n from keerpunt.entry where position(convert_to('geheim kenteken', 'UTF8') in header_bytes) > 0`, [], 'postgres');
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('plans', () => {
  const plan = () => ({ plan: randomUUID(), risks: ['debt' as const], contacts: 'named-people' as const, phone: 'keeps-it' as const, withChild: true });
  it('are looked at, and a look at an older one is refused', async () => {
    const [first, second] = [plan(), plan()];
    valueOf(await ground.perform(planSafety, youth, { file, base: await versionOf(file), plan: first, words: { first48: 'Wakker: twee mensen.' } }));
    valueOf(await ground.perform(planSafety, youth, { file, base: await versionOf(file), plan: second, words: { first48: 'Wakker: drie mensen.' } }));
    const review = async (id: string) => ground.perform(reviewSafety, youth, { file, base: await versionOf(file), plan: id, result: 'has-to-change', words: {} });
    expect(await review(first.plan)).toMatchObject({ obstacles: [{ code: 'plan-not-there' }] });
    valueOf(await review(second.plan));
    expect((await seen(file)).reviewDueOn).toBe('2026-11-25');
  });
  it('for the future say in codes only whether there is a school, a wish and somebody trusted', async () => {
    valueOf(await ground.perform(planFuture, youth, { file, future: { future: randomUUID(), nextOn: '2026-12-01' }, words: { school: 'Schakelklas', wish: '', trusted: 'Tante V.', next: 'Kennismaken' } }));
    expect((await seen(file)).state.future).toMatchObject({ hasSchool: true, hasWish: false, hasTrustedAdult: true });
  });
  it('for a day that is past are refused', async () => {
    expect(await ground.perform(planFuture, youth, { file, future: { future: randomUUID(), nextOn: '2026-11-25' }, words: { next: 'x' } })).toMatchObject({ obstacles: [{ code: 'day-is-past' }] });
  });
});

describe('a child that is gone', () => {
  const gone = (change: object = {}) => ({ missing: randomUUID(), lastSeenOn: '2026-11-25', lastSeenHour: 2, withCar: 'yes', withAdult: 'not-known', ...change }) as const;
  const report = (input: ReturnType<typeof gone>, on = file) => ground.perform(reportMissing, youth, { file: on, gone: input, words: { place: 'Uit het raam, Verzonnenstraat' } });
  it('is told to every agency at the table in the same transaction, once', async () => {
    queued.length = 0;
    const first = gone();
    valueOf(await report(first));
    valueOf(await report(first));
    expect(queued.map((w) => [w.job, w.payload['agency']]).toSorted()).toEqual([[TELL_TABLE, AGENCIES[0]], [TELL_TABLE, AGENCIES[1]]]);
    expect(JSON.stringify(queued)).not.toContain('Verzonnenstraat');
    expect(await report(gone())).toMatchObject({ obstacles: [{ code: 'is-missing-already' }] });
    expect(valueOf(await ground.perform(lookAtFile, officer, { file })).state.isGone).toBe(true);
    expect(await codesOf(file, (await seen(file)).state.releases[1]?.release as string)).toContain('child-missing');
  });
  it('leaves nothing behind where the notices cannot be queued', async () => {
    const other = await fileWithTable();
    const was = ground.enqueue;
    Object.assign(ground, { enqueue: () => Promise.reject(new Error('queue is away')) });
    await expect(report(gone(), other)).rejects.toThrow();
    Object.assign(ground, { enqueue: was });
    expect(valueOf(await ground.perform(lookAtFile, officer, { file: other })).state.isGone).toBe(false);
  });
  it('has steps that are ticked off, ends, and is spoken with afterwards', async () => {
    const { missing } = valueOf(await ground.perform(lookAtFile, youth, { file })).state.missing[0] as { missing: string };
    valueOf(await ground.perform(doStep, youth, { file, missing, step: 'ring-emergency', outcome: 'done', words: { reference: '112-verzonnen' } }));
    valueOf(await ground.perform(endMissing, officer, { file, missing, how: 'came-back' }));
    expect(await ground.perform(doStep, youth, { file, missing, step: 'tell-expert', outcome: 'done', words: {} })).toMatchObject({ obstacles: [{ code: 'is-not-missing' }] });
    valueOf(await ground.perform(recordInterview, youth, { file, interview: { missing, interview: randomUUID(), by: 'independent', wasAlone: 'yes' }, words: { words: 'Hij wachtte in de auto.' } }));
    expect((await seen(file)).state.interviews).toHaveLength(1);
    expect(valueOf(await ground.perform(lookAtFile, officer, { file })).state.isGone).toBe(false);
  });
  it('was not seen tomorrow', async () => expect(await report(gone({ lastSeenOn: '2026-11-26' }))).toMatchObject({ obstacles: [{ code: 'day-is-to-come' }] }));
  it('has a card from the first day, of which the last one holds', async () => {
    for (const called of ['M.', 'Mira']) valueOf(await ground.perform(setSheet, youth, { file, sheet: { sheet: randomUUID(), risks: ['young'] }, words: { called, looks: 'Klein, zwart haar' } }));
    expect((await seen(file)).state.sheet?.risks).toEqual(['young']);
  });
});
