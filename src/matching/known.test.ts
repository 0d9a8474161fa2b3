import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNote, beginMatter, closeMatter, exclude, invite, SECTIONS } from '#test/support/actions.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { askKnown, matcherWith, type Question } from '#test/support/known.ts';
import { performOn, type Perform } from '#src/platform/action/perform.ts';
import { rebuildImprints } from '#src/platform/action/rebuild-imprints.ts';
import { epochsInUse, renewImprints } from '#src/platform/action/renew-imprints.ts';
import { shred } from '#src/platform/journal/shredding.ts';
import { addEpoch, retireEpochs } from '#src/platform/vault/imprint-keys.ts';
import type { Profile } from './fields.ts';
import type { Matcher } from './matcher.ts';

const ground = useGround();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-known-'));
const keyFile = join(folder, 'imprint-keys');
const now = () => ground.clock.now;
const [anna, bert, chair, stranger] = [
  { id: 'anna', agency: AGENCIES[0] },
  { id: 'bert', agency: AGENCIES[1] },
  { id: 'chair', agency: AGENCIES[0] },
  { id: 'stranger', agency: STRANGER },
];
let perform: Perform;
let matcher: Matcher;
const again = () => performOn({ ...ground, imprints: new Map([['matter', (matcher = matcherWith(keyFile, now))]]) });

beforeAll(async () => {
  perform = again();
  for (const actor of [anna, bert, stranger]) await ground.give(actor, ['writer']);
  await ground.give(chair, ['chair']);
  await ground.database.query(`insert into keerpunt.imprint_rule values ('matter', 'one')`);
});
beforeEach(async () => {
  ground.clock.now = new Date(ground.clock.now.getTime() + 86_400_000);
  await ground.database.query('delete from keerpunt.imprint');
});
afterAll(() => rmSync(folder, { recursive: true }));

const elif: Profile = { names: [{ given: 'Elif', family: 'Voorbeeld' }], birthDates: ['2011-03-05'] };
const respelt: Profile = { names: [{ given: 'Ëlif', family: 'Vorbeeld' }], birthDates: ['2011-05-03'] };
const nobody: Profile = { names: [{ given: 'Radu', family: 'Exemplescu' }], birthDates: ['2009-11-30'] };

/** As many different ones as it takes. */
const child = (n: number): Profile => ({ names: [{ given: 'Mina', family: 'Kunstnaam' }], birthDates: [`20${10 + Math.floor(n / 28)}-04-${String(1 + (n % 28)).padStart(2, '0')}`] });

const begin = async (who: Profile) => valueOf(await perform(beginMatter, anna, { words: JSON.stringify(who) }));
const ask = async (question: Question | Profile, actor = anna) => valueOf(await perform(askKnown, actor, 'names' in question ? { profile: question } : question));
const streamsFor = async (question: Question | Profile, actor = anna) => (await ask(question, actor)).candidates.map((c) => c.stream);
const imprints = () => ground.database.query('select stream_id, epoch, tokens, is_found, ask, encode(sealed, $1) as sealed from keerpunt.imprint order by stream_id', ['hex']);

describe('a child that is known', () => {
  it('is found under another spelling by whoever sees it, field by field and without a number', async () => {
    const stream = await begin(elif);
    const { candidates, elsewhere } = await ask(respelt);
    expect(candidates).toEqual([
      {
        stream,
        strength: 'likely',
        fields: [
          { field: 'given', says: 'agrees', how: 'same' },
          { field: 'family', says: 'close', how: expect.stringMatching(/sound|near/) },
          { field: 'birthDate', says: 'close', how: 'swapped' },
        ],
      },
    ]);
    expect(elsewhere).toEqual([]);
    expect(JSON.stringify(candidates)).not.toMatch(/bits|\d+\.\d+/);
  });
  it('is found by each of several names and birth dates', async () => {
    const stream = await begin(elif);
    valueOf(await perform(addNote, anna, { stream, section: 'one', words: JSON.stringify({ names: [{ fullName: 'Mina Kunstnaam' }], birthDates: ['2012-07-19'] }) }));
    expect(await streamsFor({ names: [{ given: 'Mina', family: 'Kunstnaam' }], birthDates: ['2012-07-19'] })).toEqual([stream]);
    expect(await streamsFor(respelt)).toEqual([stream]);
  });
  it('is found by the file of another child, which is not found itself', async () => {
    const [one, two] = [await begin(elif), await begin(respelt)];
    expect(await streamsFor({ stream: one })).toEqual([two]);
    expect(await streamsFor({ stream: two })).toEqual([one]);
  });
  it('of which something is not known speaks neither way', async () => {
    await begin({ names: elif.names, birthDates: [] });
    const { candidates } = await ask(elif);
    expect(candidates[0]?.fields.at(-1)).toEqual({ field: 'birthDate', says: 'unknown', how: null });
  });
  it('is not taken for another', async () => {
    await begin(elif);
    expect(await ask(nobody)).toEqual({ candidates: [], elsewhere: [], isQuotaReached: false });
  });
});

describe('whoever does not see it', () => {
  it('hears which agency to ask, and nothing else', async () => {
    await begin(elif);
    await begin(elif);
    expect(await ask(respelt, stranger)).toEqual({ candidates: [], elsewhere: [AGENCIES[0]], isQuotaReached: false });
  });
  it('gets the same answer for a child with a file and one without, but for that', async () => {
    await begin(elif);
    const [known, unknown] = [await ask(elif, stranger), await ask(nobody, stranger)];
    expect({ ...known, elsewhere: [] }).toEqual(unknown);
    const records = await ground.database.query(`select action, outcome, section, stream_id from keerpunt.access_record where actor = 'stranger' order by sequence desc limit 2`);
    expect(records[0]).toEqual(records[1]);
  });
  it('waits as long for the one as for the other', async () => {
    await begin(elif);
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let at = 0; at < 12; at++) {
      for (const [what, who] of [['known', elif], ['unknown', nobody]] as const) {
        const began = performance.now();
        await ask(who, stranger);
        times[what]?.push(performance.now() - began);
      }
    }
    const middle = (of: number[] = []) => of.toSorted((a, b) => a - b)[6] ?? 0;
    expect(Math.abs(middle(times['known']) - middle(times['unknown']))).toBeLessThan(8);
  });
  it('sees it once at the table of that section, and not before', async () => {
    const stream = await begin(elif);
    valueOf(await perform(invite, anna, { stream, section: 'two', agency: AGENCIES[1] }));
    expect(await ask(elif, bert)).toMatchObject({ candidates: [], elsewhere: [AGENCIES[0]] });
    valueOf(await perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1] }));
    expect(await ask(elif, bert)).toMatchObject({ candidates: [{ stream }], elsewhere: [] });
    valueOf(await perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1], isParty: false }));
    expect(await ask(elif, bert)).toMatchObject({ candidates: [], elsewhere: [AGENCIES[0]] });
  });
  it('and is kept away from this child hears nothing at all', async () => {
    const stream = await begin(elif);
    valueOf(await perform(exclude, anna, { stream, actor: 'stranger' }));
    expect(await ask(elif, stranger)).toEqual({ candidates: [], elsewhere: [], isQuotaReached: false });
  });
  it('asks for fifty different ones a day, and then hears that it was not looked at', async () => {
    await begin(elif);
    const asked = (n: number) => ask(child(n), stranger);
    for (let n = 0; n < 50; n++) expect((await asked(n)).isQuotaReached).toBe(false);
    expect(await ask(elif, stranger)).toEqual({ candidates: [], elsewhere: [], isQuotaReached: true });
    expect((await asked(7)).isQuotaReached).toBe(false);
    ground.clock.now = new Date(ground.clock.now.getTime() + 86_400_000);
    expect((await ask(elif, stranger)).elsewhere).toEqual([AGENCIES[0]]);
  });
  it('does not get past the quota by asking many at once', async () => {
    const many = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(child(n), stranger)));
    expect(many.filter((one) => !one.isQuotaReached)).toHaveLength(50);
  });
});

describe('what is left to be found by', () => {
  it('is written in the transaction of the words, and not where that fails', async () => {
    const failing = performOn({ ...ground, imprints: new Map([['matter', { ...matcher, make: () => { throw new Error('broken'); } }]]) });
    const before = (await ground.database.query('select from keerpunt.entry')).length;
    await expect(failing(beginMatter, anna, { words: JSON.stringify(elif) })).rejects.toThrow();
    expect((await ground.database.query('select from keerpunt.entry')).length).toBe(before);
    expect(await imprints()).toEqual([]);
  });
  it('is gone when the matter is closed, by somebody who does not see the words', async () => {
    const stream = await begin(elif);
    for (const section of SECTIONS) valueOf(await perform(addNote, anna, { stream, section, words: JSON.stringify(elif) }));
    valueOf(await perform(closeMatter, chair, { stream }));
    expect(await imprints()).toMatchObject([{ tokens: [], is_found: false }]);
    expect(await streamsFor(elif)).toEqual([]);
    expect((await ask(elif, stranger)).elsewhere).toEqual([]);
  });
  it.each([['the section', null], ['the words', 2]])('is gone when %s is destroyed', async (_, sequence) => {
    const stream = await begin(elif);
    expect(await shred(ground.database, { streamId: stream, section: 'one', sequence, because: 'withdrawn' }, 'operator', now())).toEqual({ done: true });
    expect(await imprints()).toEqual([]);
    const rebuilt = await rebuildImprints({ ...ground, version: String(Math.random()), now }, matcher);
    expect(rebuilt.streams).toBeGreaterThan(0);
    expect((await imprints()).map((row) => row['stream_id'])).not.toContain(stream);
  });
  it('is made again from the words as it was, and counted', async () => {
    for (const who of [elif, respelt, nobody]) await begin(who);
    const rebuild = (version: string) => rebuildImprints({ ...ground, version, now }, matcher);
    await rebuild('first');
    const before = await imprints();
    expect((await rebuild('second')).changed).toBe(0);
    await ground.database.query('delete from keerpunt.imprint');
    const { changed, streams } = await rebuild('third');
    expect(changed).toBe(before.length);
    expect(streams).toBeGreaterThanOrEqual(changed);
    expect(await imprints()).toEqual(before);
  });
  it('holds no name: under another key everything is other', async () => {
    await begin(elif);
    const [row] = (await imprints()) as { stream_id: string; epoch: string; tokens: number[]; sealed: string }[];
    if (!row) throw new Error('nothing was left');
    const other = matcherWith(join(folder, 'other-keys'), now);
    expect(other.make(row.stream_id, [])).toBe(null);
    const encoded = other.write(elif);
    expect(encoded.keys.filter((key) => row.tokens.includes(key))).toEqual([]);
    expect(other.open({ epoch: row.epoch, sealed: Buffer.from(row.sealed, 'hex') })).toBe(null);
  });
  it('looks different for two streams about the same words, but for the tokens', async () => {
    await begin(elif);
    await begin(elif);
    const [one, two] = await imprints();
    expect(one?.['tokens']).toEqual(two?.['tokens']);
    expect(one?.['sealed']).not.toBe(two?.['sealed']);
  });
});

describe('a new epoch', () => {
  it('writes everything anew without a word, is found by meanwhile, and may be killed', async () => {
    const streams = [await begin(elif), await begin(respelt), await begin(nobody)];
    const before = await imprints();
    addEpoch(keyFile);
    // What is written in between is written by the new key, what was there by the old: both are found.
    const late = await begin(elif);
    expect((await streamsFor(elif)).toSorted()).toEqual([streams[0], streams[1], late].toSorted());
    const rules = new Map([['matter', matcher]]);
    const { current } = matcher.keys();
    const dying: Pick<typeof ground.database, 'transaction'> = {
      async transaction(...args) {
        await ground.database.transaction(...args);
        throw new Error('killed');
      },
    };
    await expect(renewImprints({ database: dying, rules, now }, current)).rejects.toThrow('killed');
    expect(await renewImprints({ database: ground.database, rules, now }, current)).toEqual({ renewed: 0, unopened: [] });
    const after = await imprints();
    expect(new Set(after.map((row) => row['epoch']))).toEqual(new Set([current]));
    for (const row of before) expect(after.find((r) => r['stream_id'] === row['stream_id'])?.['tokens']).not.toEqual(row['tokens']);
    expect([...(await epochsInUse({ database: ground.database, now }))]).toEqual([current]);
    expect(retireEpochs(keyFile, new Set([current])).epochs.size).toBe(1);
    expect((await streamsFor(respelt)).toSorted()).toEqual([streams[0], streams[1], late].toSorted());
    // And it is what a rebuild would make from the words.
    const renewed = await imprints();
    await rebuildImprints({ ...ground, version: 'after', now }, matcher);
    const mine = (await imprints()).filter((row) => renewed.some((r) => r['stream_id'] === row['stream_id']));
    expect(mine).toEqual(renewed);
  });
  it('leaves what does not open, and names it', async () => {
    const stream = await begin(elif);
    await ground.database.query(`update keerpunt.imprint set epoch = 'lost'`);
    expect(await renewImprints({ database: ground.database, rules: new Map([['matter', matcher]]), now }, matcher.keys().current)).toEqual({ renewed: 0, unopened: [stream] });
  });
});
