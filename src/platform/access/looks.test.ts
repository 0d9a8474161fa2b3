import { beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginMatter, invite, readSection } from '#test/support/actions.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { look } from '#test/support/reaching.ts';
import { acting } from '#test/support/database.ts';
import { openStream } from '#src/platform/database/transaction.ts';
import type { Actor } from '#src/platform/action/action.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
const ben = { id: 'ben', agency: AGENCIES[1] };
const mallory = { id: 'mallory', agency: STRANGER };
beforeAll(async () => {
  for (const who of [anna, ben, mallory]) await ground.give(who, ['writer', 'reader']);
});

async function begin(): Promise<string> {
  const stream = valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
  valueOf(await ground.perform(invite, anna, { stream, section: 'two', agency: AGENCIES[1] }));
  return stream;
}
const looks = async (who: Actor, stream: string, rest: object = {}) => valueOf(await ground.perform(look, who, { stream, ...rest })).looks;

describe('who looked', () => {
  it('is shown newest first, with who, for whom, what, how it ended and when, also of those to whom nothing is there', async () => {
    const stream = await begin();
    await ground.perform(readSection, mallory, { stream, section: 'one' });
    const { rows, next } = await looks(anna, stream);
    expect(rows).toEqual([
      { action: 'section.read', outcome: 'refused', section: 'one', actor: 'mallory', agency: STRANGER, day: '2026-11-25', at: new Date('2026-11-25T10:00:00Z') },
      expect.objectContaining({ action: 'party.invite', outcome: 'done', section: 'two', actor: 'anna' }),
      expect.objectContaining({ action: 'matter.begin', section: null }),
    ]);
    expect(next).toBe(null);
  });
  it('is shown for the own sections and the whole, and of looks at other sections neither the look nor their number', async () => {
    const stream = await begin();
    for (let n = 0; n < 3; n++) valueOf(await ground.perform(readSection, anna, { stream, section: 'one' }));
    valueOf(await ground.perform(readSection, anna, { stream, section: 'two' }));
    const { rows, next } = await looks(ben, stream, { limit: 2 });
    expect(rows.map((row) => [row.action, row.section])).toEqual([['section.read', 'two'], ['party.invite', 'two']]);
    expect((await looks(ben, stream, { before: next })).rows.map((row) => row.action)).toEqual(['matter.begin']);
    const hidden = await ground.database.query(`select hash from keerpunt.access_record where stream_id = $1 and section = 'one' limit 1`, [stream]);
    expect(await looks(ben, stream, { before: Buffer.from(hidden[0]?.['hash'] as Buffer).toString('base64url') })).toEqual({ rows: [], next: null });
  });
  it('is shown by the day where the day is all that was kept', async () => {
    const stream = await begin();
    valueOf(await ground.perform({ ...addNote, isDayOnly: true as const }, anna, { stream, section: 'two', words: 'x' }));
    expect((await looks(ben, stream)).rows[0]).toMatchObject({ action: 'note.add', day: '2026-11-25', at: null });
  });
  it('is nothing to whoever opened no stream, and nothing of another one', async () => {
    const [stream, other] = [await begin(), await begin()];
    const seen = (who: Actor, opened: string | null) =>
      ground.database.transaction(acting({ actor: who.id, agency: who.agency }), async (tx) => {
        if (opened !== null) await openStream(tx, opened);
        return (await tx.selectFrom('access_record').select('stream_id').distinct().execute()).map((row) => row.stream_id);
      });
    expect(await seen(anna, null)).toEqual([]);
    expect(await seen(mallory, stream)).toEqual([]);
    expect(await seen(anna, other)).toEqual([other]);
  });
  it('goes on from page to page without a gap and without a look twice', async () => {
    const stream = await begin();
    for (let n = 0; n < 7; n++) valueOf(await ground.perform(readSection, anna, { stream, section: 'two' }));
    const pages: string[] = [];
    const all = (await looks(anna, stream)).rows.length;
    for (let before: string | null = null, n = 0; n < 9; n++) {
      const { rows, next } = await looks(ben, stream, { limit: 4, before });
      pages.push(...rows.map((row) => `${row.action} ${row.actor}`));
      if ((before = next) === null) break;
    }
    // Each page is a look as well, and stands on top of the next: it moves nothing below.
    expect(pages).toHaveLength(all + 1);
  });
});

describe('five thousand looks', () => {
  it('are paged through within a few milliseconds, also by whoever sees few of them', async () => {
    const stream = await begin();
    // Made by the owner, as looks lie there: what is measured reads no chain.
    await ground.database.query(
      `insert into keerpunt.access_record (stream_id, sequence, action, outcome, section, actor, agency, recorded_at, header_bytes, previous_hash, hash)
       select $1, n, 'section.read', 'done', case when n % 500 = 0 then 'two' else 'one' end, 'anna', null, '2026-11-25T10:00:00Z', '{}', decode(repeat('00', 32), 'hex'), decode(lpad(to_hex(n), 64, '0'), 'hex') from generate_series(100, 5100) as n`.replace('insert into', 'set session_replication_role = replica; insert into').replaceAll('$1', `'${stream}'`),
      [],
      'postgres',
    );
    const times: number[] = [];
    let shown: readonly unknown[] = [];
    for (let n = 0; n < 9; n++) {
      const from = performance.now();
      shown = (await looks(ben, stream, { limit: 8 })).rows;
      times.push(performance.now() - from);
    }
    expect(shown).toHaveLength(8);
    expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(60);
  });
});
