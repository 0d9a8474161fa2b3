import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginMatter, readSection } from '#test/support/actions.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { signer } from '#test/support/journal.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import { bringToWitness, closeNow, keepClosing, WitnessDisagrees } from './closing.ts';
import { goldenProblems } from './golden.ts';
import { entryKinds } from './kinds.ts';
import { shred, shredded } from './shredding.ts';
import { noteShredding, readLedger, shredAgain } from './shredding-ledger.ts';
import { fileWitness, readWitness } from './witness.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
beforeAll(() => ground.give(anna, ['writer', 'reader']));
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-closing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const begin = async () => valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
const now = () => ground.clock.now;
const closing = () => ({ database: ground.database, signer, now });
const witness = (name: string) => fileWitness(join(folder, name));
const linesOf = (name: string) => readWitness(readFileSync(join(folder, name), 'utf8')).lines;
const verify = (name?: string) => verifyDatabase((sql) => ground.database.query(sql), signer.publicKeys, name ? linesOf(name) : []);

describe('a block', () => {
  it('is closed over what went on since the last one, and not where nothing did', async () => {
    const stream = await begin();
    const first = await closeNow(closing());
    expect(first?.head_count).toBeGreaterThan(0);
    expect(await closeNow(closing())).toBe(null);
    valueOf(await ground.perform(addNote, anna, { stream, section: 'one', words: 'y' }));
    expect(await closeNow(closing())).toMatchObject({ number: (first?.number ?? 0) + 1, head_count: 1 });
    // A look is something that went on too.
    valueOf(await ground.perform(readSection, anna, { stream, section: 'one' }));
    expect(await closeNow(closing())).toMatchObject({ head_count: 1 });
    expect(await verify()).toMatchObject({ broken: undefined, unsigned: { entries: 0, accessRecords: 0 } });
  });
  it('says nothing of a kind of stream that may not tell its minute, but with the first of the next day, which always comes', async () => {
    const once = { ...closing(), onceADay: ['matter'] };
    await begin();
    await closeNow(closing());
    const stream = await begin();
    expect(await closeNow(once)).toBe(null);
    ground.clock.now = new Date('2026-11-26T00:00:20Z');
    const headsOf = (number: number) => ground.database.query('select stream_id from keerpunt.block_head where block_number = $1', [number]);
    const first = await closeNow(once);
    expect((await headsOf(first?.number ?? 0)).map((h) => h['stream_id'])).toContain(stream);
    await begin();
    expect(await closeNow(once)).toBe(null);
    ground.clock.now = new Date('2026-11-27T00:00:20Z');
    expect(await closeNow(once)).toMatchObject({ head_count: 1 });
    ground.clock.now = new Date('2026-11-28T00:00:20Z');
    expect(await closeNow(once)).toMatchObject({ head_count: 0 });
    expect(await closeNow(once)).toBe(null);
    expect((await verify()).broken).toBe(undefined);
    ground.clock.now = new Date('2026-11-28T10:00:00Z');
  });
  it('is closed once by two who do it at one moment', async () => {
    await begin();
    const both = await Promise.all([closeNow(closing()), closeNow(closing()), closeNow(closing())]);
    expect(both.filter((block) => block !== null)).toHaveLength(1);
    expect((await verify()).broken).toBe(undefined);
  });
  it('may be closed by the closer alone, which sees no header and changes nothing', async () => {
    const as = { role: 'keerpunt_closer', actor: 'x', agency: null, today: '2026-11-25' } as const;
    await expect(ground.database.transaction(as, (tx) => tx.selectFrom('entry').select('header').execute())).rejects.toThrow('permission denied');
    await expect(ground.database.transaction(as, (tx) => tx.updateTable('stream').set({ head_sequence: 1 } as never).execute())).rejects.toThrow('permission denied');
  });
});

describe('the witness', () => {
  it('is handed each block once, also those of a process that died before', async () => {
    await begin();
    await closeNow(closing());
    const all = await bringToWitness(closing(), witness('one'));
    expect(all).toBeGreaterThan(0);
    expect(await bringToWitness(closing(), witness('one'))).toBe(0);
    for (let at = 0; at < 2; at++) {
      await begin();
      await closeNow(closing());
    }
    expect(await bringToWitness(closing(), witness('one'))).toBe(2);
    expect(linesOf('one').map((line) => line.number)).toEqual(Array.from({ length: all + 2 }, (_, at) => at + 1));
    expect(await verify('one')).toMatchObject({ broken: undefined, unwitnessed: { entries: 0, accessRecords: 0 } });
  });
  it('goes on after a line that a hard stop cut off', async () => {
    writeFileSync(join(folder, 'one'), readFileSync(join(folder, 'one'), 'utf8').slice(0, -20));
    await begin();
    await closeNow(closing());
    expect(await bringToWitness(closing(), witness('one'))).toBe(2);
    expect((await verify('one')).broken).toBe(undefined);
  });
  it('that saw another history stops everything, loudly', async () => {
    await begin();
    await closeNow(closing());
    await bringToWitness(closing(), witness('two'));
    const lines = readFileSync(join(folder, 'two'), 'utf8').trim().split('\n');
    const last = lines.at(-1) ?? '';
    writeFileSync(join(folder, 'two'), `${last.replace(/ [0-9a-f]{64} /, ` ${'0'.repeat(64)} `)}\n`);
    await expect(bringToWitness(closing(), witness('two'))).rejects.toBeInstanceOf(WitnessDisagrees);
    writeFileSync(join(folder, 'two'), `${last.replace(/witness-1 (\d+)/, 'witness-1 999999')}\n`);
    await expect(bringToWitness(closing(), witness('two'))).rejects.toBeInstanceOf(WitnessDisagrees);
  });
  it('that cannot be written is told once, tried again, and told to work again', async () => {
    await begin();
    const told: unknown[] = [];
    let isBroken = true;
    const real = witness('three');
    const flaky = { last: real.last, add: (block: Parameters<typeof real.add>[0]) => { if (isBroken) throw Object.assign(new Error('x'), { code: 'ENOSPC' }); real.add(block); } };
    const keeping = keepClosing({ ...closing(), witness: flaky, tell: (state) => told.push(state) });
    await keeping.stop();
    isBroken = false;
    expect(told).toEqual([{ works: false, why: 'ENOSPC' }]);
    const again = keepClosing({ ...closing(), witness: flaky, tell: (state) => told.push(state) });
    await again.stop();
    expect((await verify('three')).broken).toBe(undefined);
  });
});

describe('a stub', () => {
  it('of its first version is read in the shape of today', () => {
    const golden = [{ kind: 'journal.shredded', version: 1, headerBytes: '{"because":"withdrawn","sequence":null,"what":"section"}', today: { because: 'withdrawn', sequence: null, what: 'section' } }];
    expect(goldenProblems(entryKinds([shredded]), golden)).toEqual([]);
  });
});

describe('a key that is destroyed', () => {
  const words = async (stream: string) => valueOf(await ground.perform(readSection, anna, { stream, section: 'one' })).entries.map(({ body }) => (body === null ? null : body.opened ? body.value.toString() : body.because));
  const what = (streamId: string, sequence: number | null = null) => ({ streamId, section: 'one', sequence, because: 'retention-ended' as const });

  it('leaves a stub, opens for nobody, and leaves the chain whole', async () => {
    const stream = await begin();
    valueOf(await ground.perform(addNote, anna, { stream, section: 'one', words: 'second' }));
    expect(await words(stream)).toEqual(['x', 'second']);
    expect(await shred(ground.database, what(stream, 2), 'operator', now())).toEqual({ done: true });
    expect(await words(stream)).toEqual(['shredded', 'second', null]);
    expect(await shred(ground.database, what(stream), 'operator', now())).toEqual({ done: true });
    expect(await words(stream)).toEqual(['shredded', 'shredded', null, null]);
    expect((await verify()).broken).toBe(undefined);
    expect(await ground.perform(addNote, anna, { stream, section: 'one', words: 'third' })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'section-shredded' }] });
    const [record] = await ground.database.query(`select actor, action, section from keerpunt.access_record where stream_id = $1 and action = 'journal.shred' limit 1`, [stream]);
    expect(record).toEqual({ actor: 'operator', action: 'journal.shred', section: 'one' });
  });
  it('is destroyed once, and only where there is one', async () => {
    const stream = await begin();
    await shred(ground.database, what(stream), 'operator', now());
    expect(await shred(ground.database, what(stream), 'operator', now())).toEqual({ done: false, because: 'shredded-already' });
    expect(await shred(ground.database, { ...what(stream), section: 'three' }, 'operator', now())).toEqual({ done: false, because: 'not-there' });
    expect(await shred(ground.database, what('00000000-0000-4000-8000-00000000ffff'), 'operator', now())).toEqual({ done: false, because: 'not-there' });
    const other = await begin();
    expect(await shred(ground.database, what(other, 99), 'operator', now())).toEqual({ done: false, because: 'not-there' });
    expect(await shred(ground.database, what(other, 2), 'operator', now())).toEqual({ done: true });
    expect(await shred(ground.database, what(other, 2), 'operator', now())).toEqual({ done: false, because: 'shredded-already' });
    expect((await ground.database.query(`select count(*)::int as stubs from keerpunt.entry where kind = 'journal.shredded' and stream_id = any ($1)`, [[stream, other]]))[0]).toEqual({ stubs: 2 });
    expect((await verify()).broken).toBe(undefined);
  });
  it('is destroyed by the keeper alone, which leaves no entry but a stub', async () => {
    const stream = await begin();
    const as = { role: 'keerpunt_keeper', actor: 'x', agency: null, today: '2026-11-25' } as const;
    await expect(ground.database.transaction(as, (tx) => tx.selectFrom('entry').select('header').execute())).rejects.toThrow('permission denied');
    const [row] = await ground.database.query('select * from keerpunt.entry where stream_id = $1 order by sequence desc limit 1', [stream]);
    await expect(ground.database.transaction(as, (tx) => tx.insertInto('entry').values({ ...(row as never as object), sequence: 9, actor: 'x' } as never).execute())).rejects.toThrow('row-level security');
  });
  it('is destroyed again where an older backup brought it back', async () => {
    const [kept, gone] = [await begin(), await begin()];
    const ledger = join(folder, 'shredded');
    noteShredding(ledger, what(gone), '2026-11-25');
    noteShredding(ledger, what('00000000-0000-4000-8000-00000000ffff'), '2026-11-25');
    expect(readLedger(ledger)).toEqual([what(gone), what('00000000-0000-4000-8000-00000000ffff')]);
    expect(await shredAgain(ground.database, readLedger(ledger), 'operator', now())).toBe(1);
    expect(await shredAgain(ground.database, readLedger(ledger), 'operator', now())).toBe(0);
    expect([await words(kept), await words(gone)]).toEqual([['x'], ['shredded', null]]);
    writeFileSync(ledger, 'something else\n');
    expect(() => readLedger(ledger)).toThrow('line 1 of the ledger');
    expect(readLedger(join(folder, 'no-ledger'))).toEqual([]);
  });
  // Last, for after this the journal is broken for good.
  it('without a stub is found, and so is a body that was taken away', async () => {
    const stream = await begin();
    await ground.database.query(`set session_replication_role = replica; alter table keerpunt.section_key disable trigger all; update keerpunt.section_key set wrapped_key = null, shredded_on = '2026-11-25', shredded_by = 'x', shredded_because = 'x' where stream_id = '${stream}' and section = 'one'; alter table keerpunt.section_key enable trigger all`, [], 'postgres');
    expect((await verify()).broken).toMatchObject({ streamId: stream });
    await ground.database.query(`alter table keerpunt.section_key disable trigger all; delete from keerpunt.section_key where stream_id = '${stream}'; alter table keerpunt.section_key enable trigger all`, [], 'postgres');
    expect((await verify()).broken).toMatchObject({ streamId: stream });
  });
});
