import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FILE_IMPRINTS } from '#src/files/imprints.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { ActionFailed } from '#src/platform/action/failed.ts';
import { performOn } from '#src/platform/action/perform.ts';
import { rebuildLists } from '#src/platform/action/rebuild.ts';
import { BrokenEntryKinds, entryKind, type EntryKind } from '#src/platform/journal/kinds.ts';
import { SHREDDED } from '#src/platform/journal/shredded.ts';
import { placesIn, recorderFor, SHAPES, shapesFor, wordsAbout, type Recorder, type Shape } from './support/any-entry.ts';
import { anyHeader, CannotMakeUp, headersWithEachCode } from './support/any-header.ts';
import { breakingOff, type Broken, type End } from './support/breaking-off.ts';
import { AGENCIES, useGround } from './support/ground.ts';
import { halfWritten } from './support/half-written.ts';
import { matcherWith } from './support/known.ts';
import { verifyDatabase } from './support/verify-database.ts';

/** What must hold for whatever is recorded, for every kind that the product knows and for those that come. */
const ground = useGround();
ground.kinds = KINDS;
ground.lists = LISTS;
const anna = { id: 'anna', agency: AGENCIES[0] };
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-kinds-'));
let broken: Broken;
let recorder: Recorder;
/** One connection as the owner: so much is looked at that a new one each time would take most of the time. */
let owner: Client;
beforeAll(async () => {
  owner = new Client({ host: ground.database.host, user: 'keerpunt_owner', database: ground.database.name });
  await owner.connect();
  await ground.give(anna, ['writer']);
  ground.imprints = new Map([['file', matcherWith(join(folder, 'imprint-keys'), ground.now, FILE_IMPRINTS)]]);
  broken = breakingOff({ ...ground }, ground.database);
  recorder = recorderFor(performOn(broken.ground), anna);
});
afterAll(async () => {
  await owner.end();
  rmSync(folder, { recursive: true, force: true });
});

type Case = { readonly kind: EntryKind; readonly shape: Shape };
/** That a key was destroyed is said where that is done; here it is said of an entry that nobody has, so that no key is missed. */
const NOBODYS = { what: 'entry', sequence: 100_000 };
const headersOf = (kind: EntryKind, ids?: fc.Arbitrary<string>) => anyHeader(kind, ids).map((header) => (kind.name === SHREDDED ? { ...header, ...NOBODYS } : header));
const CASES: readonly Case[] = [...KINDS.values()].flatMap((kind) => shapesFor(kind).map((shape) => ({ kind, shape })));
const named = CASES.map((one) => [`${one.kind.name} in a ${one.shape.streamKind}`, one] as const);

const some = (kind: EntryKind, seed: number): Record<string, unknown> => fc.sample(headersOf(kind), { seed, numRuns: 1 })[0] as Record<string, unknown>;

/** The kind with which streams of this shape begin: the first that is named after it. */
const firstOf = ({ streamKind }: Shape): EntryKind => [...KINDS.values()].find((kind) => kind.name.startsWith(`${streamKind}.`)) as EntryKind;
const begin = (shape: Shape, seed = 1) => recorder.begin(firstOf(shape), shape, some(firstOf(shape), seed));

/** Why a list could not follow: an entry in a section where its feature never puts it, or with an identity that was taken. Nothing is kept then. */
const REFUSED = new Set(['ActionMisdeclared', 'BrokenListRule']);
async function orRefused<V>(answer: Promise<Answer<V>>): Promise<Answer<V> | 'refused'> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ActionFailed && REFUSED.has(error.code)) return 'refused';
    throw error;
  }
}

const rowsIn = async (stream: string) => (await ground.database.query('select 1 from keerpunt.list_row where stream_id = $1', [stream])).length;
const lists = () => ground.database.query('select * from keerpunt.list_row order by stream_id, list, item');
/** All that an append may leave in a stream, but for the record of the try. */
const leftIn = async (stream: string) => {
  const { rows } = await owner.query(
    `select (select head_sequence from keerpunt.stream where stream_id = $1) as head, (select md5(string_agg(e::text, '' order by sequence)) from keerpunt.entry e where stream_id = $1) as entries,
    (select md5(string_agg(l::text, '' order by list, item)) from keerpunt.list_row l where stream_id = $1) as rows, (select count(*) from keerpunt.section_key where stream_id = $1) as keys,
    (select md5(string_agg(p::text, '' order by section, agency, since_sequence)) from keerpunt.party p where stream_id = $1) as parties, (select md5(string_agg(i::text, '')) from keerpunt.imprint i where stream_id = $1) as imprint`,
    [stream],
  );
  return rows;
};

const tried = new Map<string, Promise<readonly (string | null)[]>>();
/** Where an entry of this kind can stand. */
function placesOf({ kind, shape }: Case): Promise<readonly (string | null)[]> {
  const key = `${kind.name} ${shape.streamKind}`;
  const found = tried.get(key) ?? tryPlaces({ kind, shape });
  tried.set(key, found);
  return found;
}

/** Tries each place, in a stream of its own; where an entry cannot stand it leaves nothing. */
async function tryPlaces({ kind, shape }: Case): Promise<readonly (string | null)[]> {
  const stream = await begin(shape);
  const found: (string | null)[] = [];
  for (const [at, section] of placesIn(shape).entries()) {
    const before = await leftIn(stream);
    const answer = await orRefused(recorder.record(kind, shape, section, { stream, header: some(kind, at), words: wordsAbout('place') }));
    if (answer === 'refused') expect(await leftIn(stream), `${kind.name} in ${section}`).toEqual(before);
    else if (answer.done) found.push(section);
  }
  return found;
}

/** Records it in the first place that takes it beside what is there already: where rows follow from others too, fewer do. */
async function standsSomewhere({ kind, shape }: Case, input: Parameters<Recorder['record']>[3]): Promise<boolean> {
  for (const section of await placesOf({ kind, shape })) {
    const answer = await orRefused(recorder.record(kind, shape, section, input));
    if (answer !== 'refused') return answer.done;
  }
  return false;
}

describe('every kind of entry', () => {
  it('can be made up; one that cannot is named instead of being passed over', () => {
    for (const kind of KINDS.values()) expect(fc.sample(headersOf(kind), 5)).toHaveLength(5);
    expect(() => anyHeader({ ...entryKind('trial.made', z.strictObject({ at: z.uuid() })), header: z.strictObject({ at: z.map(z.uuid(), z.uuid()) }) })).toThrow(CannotMakeUp);
    expect(() => anyHeader(entryKind('trial.made', z.strictObject({ at: z.int().min(1000) })))).toThrow(CannotMakeUp);
    expect(() => entryKind('trial.made', z.strictObject({ at: z.string() }))).toThrow(BrokenEntryKinds);
  });
  it('has a stream to stand in, and every kind of stream has its kinds', () => {
    expect(SHAPES.map((shape) => [shape.streamKind, firstOf(shape)?.name ?? 'none'])).not.toContainEqual([expect.anything(), 'none']);
    expect(new Set(CASES.map((one) => one.kind.name))).toEqual(new Set(KINDS.keys()));
  });
});

describe('two who decide on the same version', () => {
  it.each(named)('record %s: one wins, the other reads both and may try again, and nothing is lost', async (_, { kind, shape }) => {
    const places = await placesOf({ kind, shape });
    expect(places.length, 'nowhere to stand').toBeGreaterThan(0);
    // In each kind other sections, so that all of them have their turn.
    const turn = [...KINDS.keys()].indexOf(kind.name);
    for (const section of new Set([places[0], places[turn % places.length]])) {
      if (section === undefined) continue;
      const stream = await begin(shape);
      const { version, entries } = await recorder.read(shape, section, stream);
      const mine = ['one', 'two'].map((who, at) => ({ stream, header: some(kind, 100 + at), words: wordsAbout(who), base: version }));
      const answers = await Promise.all(mine.map((input) => recorder.record(kind, shape, section, input)));
      expect(answers.map((answer) => (answer.done ? 'done' : answer.because)).toSorted()).toEqual(['changed-meanwhile', 'done']);
      const lost = answers.findIndex((answer) => !answer.done);
      const [loser, winner] = [mine[lost], mine[1 - lost]];
      if (!loser || !winner) throw new Error('nobody lost');
      const now = await recorder.read(shape, section, stream);
      expect(now.entries).toHaveLength(entries.length + 1);
      expect(now.entries.at(-1)?.header).toEqual(kind.header.parse(winner.header));
      expect(await recorder.record(kind, shape, section, { ...loser, base: now.version })).toEqual({ done: true, value: null });
      const both = (await recorder.read(shape, section, stream)).entries.slice(entries.length);
      expect(both.map((entry) => entry.header)).toEqual([winner, loser].map(({ header }) => kind.header.parse(header)));
      if (section !== null && kind.name !== SHREDDED) expect(both.map(({ body }) => body?.opened && body.value.toString())).toEqual([winner.words, loser.words]);
    }
  });
});

/** Of the statements of one kind every fifth is broken off after. */
const OF_THEM = 5;
/** And at every third kind a whole backend is killed at one of them. */
const KILLED = 3;

describe('broken off', () => {
  it.each(named)('after any statement, recording %s leaves nothing half-written, and goes well when tried again', async (_, { kind, shape }) => {
    const section = (await placesOf({ kind, shape })).at(-1) ?? null;
    const [twin, stream] = [await begin(shape), await begin(shape)];
    const input = { header: some(kind, 200), words: wordsAbout('tried'), stream };
    broken.breakAfter(Number.POSITIVE_INFINITY, 'thrown');
    await recorder.record(kind, shape, section, { ...input, stream: twin });
    const statements = broken.counted();
    expect(statements).toBeGreaterThan(2);
    const before = await leftIn(stream);
    // A killed backend takes its time, and so do many tries. Over all kinds each statement has its turn, and the last has it always.
    const nth = [...KINDS.keys()].indexOf(kind.name);
    const turn = nth % statements;
    const points = [...Array(statements).keys()].map((n) => n + 1).filter((at) => at === turn + 1 || at === statements || (at + nth) % OF_THEM === 0);
    for (const at of points) {
      const how: End = at === turn + 1 && nth % KILLED === 0 ? 'killed' : 'thrown';
      broken.breakAfter(at, how);
      await expect(recorder.record(kind, shape, section, input), `${how} after ${at}`).rejects.toBeInstanceOf(ActionFailed);
      expect(await leftIn(stream), `${how} after ${at}`).toEqual(before);
    }
    const failures = await ground.database.query(`select 1 from keerpunt.access_record where stream_id = $1 and outcome = 'failed'`, [stream]);
    expect(failures, 'each try is recorded').toHaveLength(points.length);
    expect(await recorder.record(kind, shape, section, input)).toEqual({ done: true, value: null });
    const { entries } = await recorder.read(shape, section, stream);
    expect(entries.at(-1)?.header).toEqual(kind.header.parse(input.header));
  });
});

const ONE = 'a0c5e11a-0000-4000-8000-000000000001';

describe('rebuilt from headers alone', () => {
  const rebuild = async (version: string) => Promise.all([...LISTS.values()].map((rule) => rebuildLists({ database: ground.database, version, now: ground.now }, rule)));
  it('are the rows of all lists, after any history of entries of all kinds', async () => {
    let [kept, refused] = [0, 0];
    // Few identities, so that entries speak of the same task, party or message.
    const ids = fc.constantFrom(...Array.from({ length: 6 }, (_, n) => `${n}a0c5e11-0000-4000-8000-00000000000${n}`));
    for (const shape of SHAPES) {
      const kinds = [...KINDS.values()].filter((kind) => shapesFor(kind).includes(shape));
      const step = fc.constantFrom(...kinds).chain((kind) => fc.record({ kind: fc.constant(kind), header: headersOf(kind, ids), section: fc.constantFrom(...placesIn(shape)) }));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.nat(), async (steps, seed) => {
          const stream = await begin(shape, seed);
          for (const { kind, header, section } of steps) {
            const answer = await orRefused(recorder.record(kind, shape, section, { stream, header, words: wordsAbout('history') }));
            if (answer === 'refused') refused++;
            else {
              expect(answer).toEqual({ done: true, value: null });
              kept++;
            }
          }
        }),
        { numRuns: 8 },
      );
      // Whatever the dice said, each kind was there once, where it can stand.
      const whole = await begin(shape);
      for (const [at, kind] of kinds.entries()) {
        const record = async (header: Record<string, unknown>) => expect(await standsSomewhere({ kind, shape }, { stream: whole, header, words: wordsAbout('whole') }), `${kind.name} beside all others`).toBe(true);
        const before = await rowsIn(whole);
        await record(some(kind, 300 + at));
        // What puts a row into a list may put it into another for each code, as a task does for whoever has it.
        if ((await rowsIn(whole)) > before) for (const header of headersWithEachCode(kind, 1000 * (at + 1))) await record(header);
      }
      // Some rows follow only from several entries about the same thing in one section: what was asked, answered, decided.
      const alike = await begin(shape);
      const section = placesIn(shape).find((place) => place === 'protection');
      for (const [at, kind] of kinds.entries()) {
        const input = { stream: alike, header: fc.sample(headersOf(kind, fc.constant(ONE)), { seed: 500 + at, numRuns: 1 })[0] as Record<string, unknown>, words: wordsAbout('alike') };
        await (section ? orRefused(recorder.record(kind, shape, section, input)) : standsSomewhere({ kind, shape }, input));
      }
    }
    expect(kept).toBeGreaterThan(4 * refused);
    const before = await lists();
    expect(new Set(before.map((row) => row['list']))).toEqual(new Set([...LISTS.values()].flatMap((rule) => rule.lists)));
    expect((await rebuild('unchanged')).map((one) => one.changed)).toEqual([...LISTS].map(() => 0));
    await ground.database.query('delete from keerpunt.list_place; delete from keerpunt.list_row');
    expect((await rebuild('from nothing')).reduce((sum, one) => sum + one.changed, 0)).toBe(before.length);
    expect(await lists()).toEqual(before);
  });
  it('and all of it verifies, with nothing there in part', async () => {
    expect(await halfWritten(ground.database, LISTS)).toEqual([]);
    // A made-up stub speaks of a key that was never lost, which is found as what it is. All other streams hold.
    const madeUp = new Set((await ground.database.query('select distinct stream_id from keerpunt.entry where kind = $1', [SHREDDED])).map((row) => row['stream_id']));
    const { broken: wrong, entries } = await verifyDatabase(async (sql) => (await ground.database.query(sql)).filter((row) => !madeUp.has(row['stream_id'])));
    expect({ wrong, areMany: entries > 1000 }).toEqual({ wrong: undefined, areMany: true });
  });
});
