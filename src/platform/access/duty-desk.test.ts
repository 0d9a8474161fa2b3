import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exclude, invite, noteAdded, reader, readSection, writer } from '#test/support/actions.ts';
import { acting } from '#test/support/database.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { addRules, beginSmall, look, reach, type Reaching } from '#test/support/reaching.ts';
import type { Actor, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { canBeReached, dutyDesks, writeDutyDesk } from './duty-desk.ts';
import { enter } from './store.ts';

const ground = useGround();
const anna = { id: 'service:anna', agency: AGENCIES[0] };
/** On duty, at no table. */
const dora = { id: 'service:dora', agency: AGENCIES[2] };
/** Her colleague in another role than the one that was named. */
const cleo = { id: 'service:cleo', agency: AGENCIES[2] };
const mallory = { id: 'service:mallory', agency: STRANGER };
const [today, tomorrow, later] = ['2026-11-25', '2026-11-26', '2026-11-27'];
const notThere = { done: false, because: 'not-there' };

/** Does nothing else, and so may begin outside the table. */
const reachNow: StreamAction<Reaching, null> = { ...reach, name: 'section.reach-now', allow: [{ role: writer, relation: 'party' }, { role: reader, relation: 'party' }], reaches: ['emergency'] };

const setDesk = (agencyId: string | null) => ground.database.transaction(asOperator(ground.clock.now), (tx) => writeDutyDesk(tx, { kind: 'matter', role: 'writer', agencyId }, ground.clock.now));
const go = (who: Actor, stream: string, section = 'two', rest: object = {}) => ground.perform(reachNow, who, { stream, section, how: 'emergency', endsOn: tomorrow, ...rest });
const read = async (who: Actor, stream: string, section = 'two') => {
  const answer = await ground.perform(readSection, who, { stream, section });
  return answer.done ? answer.value.entries.length : answer.because;
};
async function begin(): Promise<string> {
  const stream = valueOf(await ground.perform(beginSmall, anna, { words: 'x' }));
  for (const section of ['two', 'three']) valueOf(await ground.perform(reach, anna, { stream, section, how: 'first', words: `in ${section}` }));
  return stream;
}
const looksAt = (stream: string, who: Actor) => ground.database.query('select action, outcome from keerpunt.access_record where stream_id = $1 and actor = $2 order by sequence', [stream, who.id]);
const counts = async (stream: string) => (await ground.database.query('select (select count(*)::int from keerpunt.entry where stream_id = $1) as entries, (select count(*)::int from keerpunt.party where stream_id = $1) as seats', [stream]))[0];

beforeAll(async () => {
  for (const who of [anna, dora, mallory]) await ground.give(who, ['writer', 'reader']);
  await ground.give(cleo, ['reader']);
  await addRules(ground.database);
});
beforeEach(async () => {
  ground.clock.now = new Date(`${today}T10:00:00Z`);
  await setDesk(AGENCIES[2]);
});

describe('the duty desk', () => {
  it('comes from no table into one section until tomorrow, and everybody at the table is told', async () => {
    const stream = await begin();
    valueOf(await go(dora, stream));
    expect(await read(dora, stream)).toBe(1);
    expect(valueOf(await ground.perform(look, anna, { stream })).table).toContainEqual({ agency: AGENCIES[2], section: 'two', purpose: 'trial', ground: 'trial', endsOn: tomorrow, since: today, how: 'emergency' });
    ground.clock.now = new Date(`${later}T00:00:00Z`);
    expect(await read(dora, stream)).toBe('not-there');
    valueOf(await go(dora, stream, 'two', { endsOn: later }));
    expect(await read(dora, stream)).toBe(1);
  });
  it('finds nothing there by any other action, and each of its looks is recorded at the stream', async () => {
    const stream = await begin();
    for (const section of ['one', 'two', 'three']) expect(await read(dora, stream, section)).toBe('not-there');
    expect(await ground.perform(look, dora, { stream })).toEqual(notThere);
    expect(await ground.perform(exclude, dora, { stream, actor: 'x' })).toEqual(notThere);
    expect(await ground.perform(invite, dora, { stream, section: 'one', agency: AGENCIES[2] })).toEqual(notThere);
    // This one may also be the first somewhere: that is no emergency.
    expect(await ground.perform(reach, dora, { stream, section: 'two', how: 'emergency', endsOn: tomorrow })).toEqual(notThere);
    valueOf(await go(dora, stream));
    expect((await looksAt(stream, dora)).map((r) => r['outcome'])).toEqual([...Array<string>(7).fill('refused'), 'done']);
  });
  it('reaches nothing whose rule forbids it, for longer, or as the first, and nothing is kept', async () => {
    const stream = valueOf(await ground.perform(beginSmall, anna, { words: 'x' }));
    const before = await counts(stream);
    for (const [section, rest] of [['one', {}], ['three', {}], ['two', { endsOn: later }], ['two', { endsOn: null }], ['two', { how: 'first' }]] as const) {
      await expect(go(dora, stream, section, rest)).rejects.toThrow('nothing of it was kept');
    }
    expect(await counts(stream)).toEqual(before);
  });
  it('does nothing else from outside: an action that reaches nowhere keeps nothing and shows nothing', async () => {
    const stream = await begin();
    const before = await counts(stream);
    const peeking: typeof reachNow = { ...reachNow, needs: ['headers'], run: () => ({ value: null, entries: [draft(noteAdded, { pages: 1 }, { section: null })] }) };
    const looking: typeof reachNow = { ...peeking, run: () => ({ value: null }) };
    for (const action of [peeking, looking]) await expect(ground.perform(action, dora, { stream, section: 'two', how: 'emergency' })).rejects.toThrow('from outside the table');
    expect(await counts(stream)).toEqual(before);
  });
  it('keeps nobody out and lets nobody in while it is there', async () => {
    const stream = await begin();
    valueOf(await go(dora, stream));
    const asParty: typeof exclude = { ...exclude, allow: [{ role: writer, relation: 'party' }] };
    await expect(ground.perform(asParty, dora, { stream, actor: anna.id })).rejects.toMatchObject({ code: 'KP005' });
  });
  it('is one agency: where another takes its place, it comes no more; where there is none, nobody does', async () => {
    const stream = await begin();
    await setDesk(STRANGER);
    expect(await go(dora, stream)).toEqual(notThere);
    valueOf(await go(mallory, stream));
    await setDesk(null);
    const other = await begin();
    for (const who of [dora, mallory]) expect(await go(who, other)).toEqual(notThere);
    const desks = () => ground.database.transaction(asOperator(ground.clock.now), async (tx) => [await dutyDesks(tx), await canBeReached(tx, 'matter'), await canBeReached(tx, 'nothing')]);
    expect(await desks()).toEqual([[], true, false]);
    await setDesk(STRANGER);
    expect(await desks()).toEqual([[{ kind: 'matter', role: 'writer', agencyId: STRANGER, agency: 'Agency 9' }], true, false]);
  });
});

describe('what is there and what is not is the same', () => {
  const answers = async (who: Actor, stream: string) => [await go(who, stream), await go(who, stream, 'three'), await ground.perform(look, who, { stream }), await read(who, stream)];
  it.each([
    ['an agency that is no duty desk', mallory],
    ['a colleague at the duty desk who holds another role', cleo],
    ['somebody of the duty desk who is kept out', dora],
  ])('for %s', async (_what, who) => {
    const stream = await begin();
    valueOf(await ground.perform(exclude, anna, { stream, actor: dora.id }));
    expect(await answers(who, stream)).toEqual(await answers(who, randomUUID()));
    expect(await answers(who, stream)).toEqual([notThere, notThere, expect.objectContaining({ done: false }), expect.any(String)]);
  });
  it('for the duty desk, where the stream is of another kind or does not exist', async () => {
    expect(await go(dora, randomUUID())).toEqual(notThere);
    expect(await go(dora, AGENCIES[0])).toEqual(notThere);
    expect(await go(dora, 'no identity')).toEqual(notThere);
  });
});

describe('the database, when our code is bypassed', () => {
  const as = (who: Actor) => acting({ actor: who.id, agency: who.agency, today });
  const claiming = (tx: Transaction, stream: string) => tx.selectNoFrom((e) => [e.fn('set_config', [e.val('keerpunt.stream'), e.val(stream), e.lit(true)]).as('a'), e.fn('set_config', [e.val('keerpunt.sections'), e.val('one,two,three'), e.lit(true)]).as('b')]).execute();
  const seat = (stream_id: string, who: Actor, section: string, more: object) => ({ stream_id, section, agency: who.agency, since_sequence: 2, is_party: true, purpose: 'x', ground: 'x', ends_on: tomorrow, how: 'emergency', ...more });
  const take = (who: Actor, row: ReturnType<typeof seat>) =>
    ground.database.transaction(as(who), async (tx) => {
      await claiming(tx, row.stream_id);
      await tx.insertInto('party').values(row as never).execute();
    });
  it('gives the desk no seat but that of an emergency, and nobody else any', async () => {
    const stream = await begin();
    for (const [who, row] of [
      [dora, seat(stream, dora, 'three', {})],
      [dora, seat(stream, dora, 'two', { ends_on: later })],
      [dora, seat(stream, dora, 'two', { how: 'invited', ends_on: null })],
      [dora, seat(stream, dora, 'two', { how: 'first' })],
      [dora, seat(stream, mallory, 'two', {})],
      [cleo, seat(stream, cleo, 'two', {})],
      [mallory, seat(stream, mallory, 'two', {})],
    ] as const) {
      await expect(take(who, row)).rejects.toMatchObject({ code: 'KP005' });
    }
    await take(dora, seat(stream, dora, 'two', {}));
    // Where nobody ever was the desk is not the first either.
    const unopened = valueOf(await ground.perform(beginSmall, anna, { words: 'x' }));
    await expect(take(dora, seat(unopened, dora, 'two', { how: 'first', ends_on: null }))).rejects.toMatchObject({ code: 'KP005' });
  });
  it('opens the stream with no section: shown is what is for everybody at the table, and no key', async () => {
    const stream = await begin();
    const shown = (who: Actor) =>
      ground.database.transaction(as(who), async (tx) => {
        const entered = await enter(tx, { streamId: stream, section: 'two', apartFrom: [], isInEmergency: true });
        const entries = await tx.selectFrom('entry').select('section').distinct().where('stream_id', '=', stream).execute();
        return { sections: entered.standing.table?.sections, key: entered.stream?.key, inEntries: entries.map((e) => e.section), keys: (await tx.selectFrom('section_key').select('section').execute()).length };
      });
    expect(await shown(dora)).toEqual({ sections: [], key: null, inEntries: [null], keys: 0 });
    for (const who of [cleo, mallory]) expect(await shown(who)).toEqual({ sections: undefined, key: undefined, inEntries: [], keys: 0 });
  });
  it('lets nobody name a desk but the operator, and nobody change what was said', async () => {
    const row = { stream_kind: 'matter', agency: STRANGER, role: 'writer', recorded_on: today as string, recorded_by: dora.id };
    await expect(ground.database.transaction(as(dora), (tx) => tx.insertInto('duty_desk').values(row).execute())).rejects.toThrow('permission denied');
    await expect(ground.database.transaction(asOperator(ground.clock.now), (tx) => tx.insertInto('duty_desk').values(row).execute())).rejects.toThrow('row-level security');
    for (const statement of ["update keerpunt.duty_desk set role = 'reader'", 'delete from keerpunt.duty_desk', 'truncate keerpunt.duty_desk']) await expect(ground.database.query(statement, [], 'postgres')).rejects.toMatchObject({ code: 'KP001' });
  });
});
