import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile, READ_SECTION } from '#src/files/actions/read-actions.ts';
import { recordSigns } from '#src/files/actions/status-actions.ts';
import { RECORD_WORDS } from '#src/files/actions/story-actions.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { MESSENGER } from '#src/files/roles.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import { reportMissing } from '#src/protection/keeping/actions/missing-actions.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { recorderFor, SHAPES, wordsAbout, type Shape } from '#test/support/any-entry.ts';
import { openedFile, OUTSIDER, someWords, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { saidBy, type Call } from '#test/support/on-paper.ts';
import { aJourney, JOURNEY_WORDS, paper, readyFile } from '#test/support/returning.ts';
import { at, game, MOVES, ROLES, STRAIGHT } from '#test/support/returning-game.ts';
import { withdrawEvidence } from './evidence-actions.ts';
import { RETURNING_JOBS } from '../jobs.ts';
import { agenciesWithStopped } from '../store.ts';
import { planJourney, TAKE_STEP } from './journey-actions.ts';
import { seeReturning } from './see-actions.ts';
import { listStopped } from './stopped-actions.ts';

const ground = useFiles();
const queued: Wanted[] = [];
const [POLICE, YOUTH, LAWYERS] = AGENCIES;
const [officer, youth, guardian, partner] = ['police-officer', 'youth-protection-worker', 'guardian', 'partner'].map(who) as [ReturnType<typeof who>, ReturnType<typeof who>, ReturnType<typeof who>, ReturnType<typeof who>];
const FILES = SHAPES.find((shape) => shape.streamKind === 'file') as Shape;
const START = ground.clock.now;
beforeAll(async () => {
  await ground.give(youth, ['writer']);
  ground.enqueue = async (_, wanted) => void queued.push(...wanted);
});

/** A file at whose table police, youth protection and the guardian with the partner sit, in these sections. */
async function fileWithTable(sections: readonly Section[] = ['chronology', 'recognition', 'protection']): Promise<string> {
  ground.clock.now = START;
  const file = await openedFile(ground);
  const invite = async (section: Section, agency: string, by = officer) => valueOf(await ground.perform(INVITE[section], by, { file, agency, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2028-06-01' }));
  for (const section of sections) await invite(section, YOUTH);
  valueOf(await ground.perform(answerInvitation, youth, { file, answer: 'accepted' }));
  valueOf(await ground.perform(OPEN_SECTION.solution, youth, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  for (const section of sections) await invite(section, LAWYERS);
  await invite('solution', LAWYERS, youth);
  valueOf(await ground.perform(answerInvitation, guardian, { file, answer: 'accepted' }));
  return file;
}
const versionOf = async (file: string) => valueOf(await ground.perform(READ_SECTION.solution, guardian, { file })).version;

/** Plays on the database what was played on paper, and says how each ended. */
async function replay(file: string, calls: readonly Call[]): Promise<readonly string[]> {
  const said: string[] = [];
  const recorder = recorderFor(ground.perform, youth);
  for (const call of calls) {
    if (call.is === 'days') ground.clock.now = new Date(ground.clock.now.getTime() + call.days * 86_400_000);
    else if (call.is === 'entry') valueOf(await recorder.record(call.kind, FILES, call.section, { stream: file, header: call.header as Record<string, unknown>, words: wordsAbout('x') }));
    else said.push(saidBy(await ground.perform(call.action, who(call.role), { ...call.input, file, base: await versionOf(file) })));
  }
  return said;
}
const kindsIn = async (file: string) => (await ground.database.query(`select kind from keerpunt.entry where stream_id = $1 and (kind like 'return.%' or kind = 'file.table-told') order by sequence`, [file])).map((row) => row['kind']);
const rowOf = async (file: string) => (await ground.database.query(`select state, due_on::text from keerpunt.list_row where stream_id = $1 and list = 'returns'`, [file]))[0];
const told = async (file: string, actor = officer) => valueOf(await ground.perform(lookAtFile, actor, { file })).state.told.map((x) => x.what);
const toldBy = () => queued.filter((w) => w.job === TELL_AGENCY && w.payload['isUrgent'] === true).map((w) => w.payload['agency']);

/** A file in which a child is on its way. */
async function onTheWay(): Promise<string> {
  const onPaper = readyFile();
  onPaper.act('guardian', planJourney, { planned: aJourney(onPaper), words: JOURNEY_WORDS });
  const journey = String(onPaper.headers.at(-1)?.header['journey']);
  onPaper.act('guardian', TAKE_STEP.departed, { journey, on: onPaper.today(), document: null, words: {} });
  const file = await fileWithTable();
  expect(new Set(await replay(file, onPaper.log))).toEqual(new Set(['done']));
  queued.length = 0;
  return file;
}

describe('a child on its way', () => {
  it('is stopped by what any room records, in the same transaction: the table reads it, is told at once, and the list has it', async () => {
    const falls: readonly ((file: string) => Promise<unknown>)[] = [
      async (file) => ground.perform(withdrawEvidence, partner, { file, evidence: valueOf(await ground.perform(seeReturning, partner, { file })).recordings.find((e) => e.condition === 'reception')?.evidence, because: 'receiver-withdrew', words: { reason: 'Verzonnen.' } }),
      (file) => ground.perform(recordSigns, officer, { file, signs: { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'seen', liv03: 'not-known', fin08: 'not-known' }, lines: 'x' }),
      (file) => ground.perform(RECORD_WORDS.chronology, officer, { file, spoken: someWords({ kind: 'objection' }), words: { words: 'Nu vreau.' } }),
      (file) => ground.perform(reportMissing, youth, { file, gone: { missing: randomUUID(), lastSeenOn: '2026-11-25', lastSeenHour: 2, withCar: 'yes', withAdult: 'yes' }, words: { place: 'Station' } }),
    ];
    for (const fall of falls) {
      const file = await onTheWay();
      expect(await rowOf(file)).toMatchObject({ state: 'under-way' });
      valueOf((await fall(file)) as never);
      expect(await rowOf(file)).toMatchObject({ state: 'stopped', due_on: '2026-11-25' });
      expect(await told(file)).toEqual(['return-stopped']);
      expect([...new Set(toldBy())].toSorted()).toEqual([...AGENCIES].toSorted());
      expect(JSON.stringify(queued)).not.toContain(file);
    }
  });
  it('is nothing that anybody away from the table, or at it without the section, can see', async () => {
    const file = await onTheWay();
    expect(await ground.perform(seeReturning, OUTSIDER, { file })).toEqual({ done: false, because: 'not-there' });
    expect(await ground.perform(seeReturning, officer, { file })).toEqual({ done: false, because: 'not-allowed' });
    expect(POLICE).toBe(officer.agency);
  });
  it('that was planned on an old page is not planned', async () => {
    const file = await fileWithTable();
    const onPaper = readyFile();
    await replay(file, onPaper.log);
    const base = await versionOf(file);
    paper(onPaper);
    await replay(file, onPaper.log.slice(-1));
    expect(await ground.perform(planJourney, guardian, { file, base, planned: aJourney(onPaper), words: JOURNEY_WORDS })).toEqual({ done: false, because: 'changed-meanwhile' });
  });
});

describe('a journey whose evidence grows old', () => {
  it('is found every morning by the service that tells, which learns of agencies and not of files; by nobody else', async () => {
    await onTheWay();
    const service = { id: MESSENGER, agency: POLICE };
    const heard: unknown[] = [];
    const morning = async (day: string) => {
      heard.length = 0;
      await RETURNING_JOBS[0]?.run({ perform: (action, input) => ground.perform(action, service, input), tell: async (whom) => void heard.push(whom), agency: POLICE, today: day }, {});
      return heard.map((whom) => (whom as { agency: string }).agency);
    };
    expect(await ground.perform(listStopped, officer, { today: '2027-01-01' })).toEqual({ done: false, because: 'not-allowed' });
    await ground.give(service, ['messenger']);
    ground.clock.now = new Date('2027-01-10T06:10:00Z');
    expect(await morning('2027-01-10')).toEqual([...AGENCIES]);
    const asOfficer = { role: 'keerpunt_actor', actor: officer.id, agency: POLICE, today: '2027-01-10' } as const;
    expect(await ground.database.transaction(asOfficer, (tx) => agenciesWithStopped(tx, '2027-01-10'))).toEqual([]);
  });
});

describe('sequences of what anybody may do', () => {
  it('end on the database as they end on paper, entry for entry', async () => {
    for (const { moves } of fc.sample(game, { seed: 7, numRuns: Number(process.env['KEERPUNT_DATABASE_GAMES'] ?? 2) })) {
      const onPaper = readyFile();
      for (const move of [...STRAIGHT.slice(0, moves.length % 4), ...moves]) at(MOVES, move.what)(onPaper, at(ROLES, move.role), move);
      const file = await fileWithTable();
      const said = onPaper.log.flatMap((call) => (call.is === 'action' ? [call.said] : []));
      expect(await replay(file, onPaper.log)).toEqual(said);
      const kinds = onPaper.headers.map((h) => h.kind).filter((kind) => kind.startsWith('return.') || kind === 'file.table-told');
      expect(await kindsIn(file)).toEqual(kinds);
    }
  });
});
