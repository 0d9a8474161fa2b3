import { beforeAll, describe, expect, it } from 'vitest';
import { exclude, invite, listRows, noteAdded, readSection, sectionReached } from '#test/support/actions.ts';
import { acting } from '#test/support/database.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { LISTS } from '#test/support/lists.ts';
import { addRules, beginSmall, look, reach, type Reaching } from '#test/support/reaching.ts';
import { openStream, type Transaction } from '#src/platform/database/transaction.ts';
import type { Actor, Result, StreamAction } from './action.ts';
import { draft } from './entries.ts';
import { performOn } from './perform.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
const ben = { id: 'ben', agency: AGENCIES[1] };
const mallory = { id: 'mallory', agency: STRANGER };
const [today, tomorrow, later] = ['2026-11-25', '2026-11-26', '2026-11-27'];

beforeAll(async () => {
  for (const who of [anna, ben, mallory]) await ground.give(who, ['writer', 'reader']);
  await addRules(ground.database);
});

/** A matter with `one`; Ben's agency is invited to it. */
async function begin(): Promise<string> {
  const stream = valueOf(await ground.perform(beginSmall, anna, { words: 'x' }));
  valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1] }));
  return stream;
}
const go = (who: Actor, stream: string, section: string, how: string, rest: object = {}) => ground.perform(reach, who, { stream, section, how, ...rest });
const wordsIn = async (who: Actor, stream: string, section: string) => {
  const answer = await ground.perform(readSection, who, { stream, section });
  return answer.done ? answer.value.entries.map((e) => (e.body?.opened ? e.body.value.toString() : null)) : answer.because;
};
const counts = async (stream: string) => (await ground.database.query('select (select count(*)::int from keerpunt.entry where stream_id = $1) as entries, (select count(*)::int from keerpunt.party where stream_id = $1) as seats', [stream]))[0];
const obstacle = (code: string) => ({ done: false, because: 'obstacles', obstacles: [{ code }] });

describe('the first in a section', () => {
  it('opens it with the entry that says so, writes in it at once, and may invite others', async () => {
    const stream = await begin();
    expect(await wordsIn(anna, stream, 'two')).toBe('not-there');
    valueOf(await go(ben, stream, 'two', 'first', { words: 'the first words' }));
    expect(await wordsIn(ben, stream, 'two')).toEqual(['the first words']);
    expect(await wordsIn(anna, stream, 'two')).toBe('not-there');
    valueOf(await ground.perform(invite, ben, { stream, section: 'two', agency: AGENCIES[0] }));
    expect(await wordsIn(anna, stream, 'two')).toEqual(['the first words']);
    const [seat] = await ground.database.query(`select p.how, p.ends_on, e.kind, e.section as told_to from keerpunt.party p join keerpunt.entry e on e.stream_id = p.stream_id and e.sequence = p.since_sequence where p.stream_id = $1 and p.section = 'two' order by p.since_sequence limit 1`, [stream]);
    expect(seat).toEqual({ how: 'first', ends_on: null, kind: 'section.reached', told_to: null });
  });
  it('is one: who comes later is told, also when the first has left, and nothing is kept', async () => {
    const stream = await begin();
    valueOf(await go(ben, stream, 'three', 'first'));
    valueOf(await ground.perform(invite, ben, { stream, section: 'three', agency: AGENCIES[1], isParty: false }));
    const before = await counts(stream);
    expect(await go(anna, stream, 'three', 'first')).toEqual(obstacle('section-taken'));
    expect(await counts(stream)).toEqual(before);
  });
  it('is one of two who come at the same moment', async () => {
    const stream = await begin();
    const answers = await Promise.all([go(anna, stream, 'two', 'first'), go(ben, stream, 'two', 'first')]);
    expect(answers.filter((a) => a.done)).toHaveLength(1);
    expect(answers).toContainEqual(obstacle('section-taken'));
  });
  it('finds there the rows of lists that follow from what it wrote, and nobody else does', async () => {
    const stream = await begin();
    valueOf(await performOn({ ...ground, lists: LISTS })(reach, ben, { stream, section: 'two', how: 'first', words: 'x' }));
    const listed = async (who: Actor) => valueOf(await ground.perform(listRows, who, { list: 'notes' })).filter((row) => row.stream_id === stream).map((row) => row.item);
    expect([await listed(ben), await listed(anna)]).toEqual([['notes-of-two'], []]);
  });
  it('is nobody who is not at the table', async () => {
    const stream = await begin();
    expect(await go(mallory, stream, 'two', 'first')).toEqual({ done: false, because: 'not-there' });
  });
});

describe('in an emergency', () => {
  async function withSecret(): Promise<string> {
    const stream = await begin();
    valueOf(await go(anna, stream, 'two', 'first', { words: 'a secret' }));
    return stream;
  }
  it('somebody at the table reads and writes until the day that was set, and no longer', async () => {
    const stream = await withSecret();
    expect(await wordsIn(ben, stream, 'two')).toBe('not-there');
    valueOf(await go(ben, stream, 'two', 'emergency', { endsOn: tomorrow, words: 'entered because' }));
    expect(await wordsIn(ben, stream, 'two')).toEqual(['a secret', 'entered because']);
    expect(valueOf(await ground.perform(look, anna, { stream })).table).toContainEqual({ agency: AGENCIES[1], section: 'two', purpose: 'trial', ground: 'trial', endsOn: tomorrow, since: today, how: 'emergency' });
    ground.clock.now = new Date(`${later}T00:00:00Z`);
    expect(await wordsIn(ben, stream, 'two')).toBe('not-there');
    ground.clock.now = new Date(`${today}T10:00:00Z`);
  });
  it('nobody invites, neither others nor themselves for longer, nor sends anybody away', async () => {
    const stream = await withSecret();
    valueOf(await go(ben, stream, 'two', 'emergency', { endsOn: tomorrow }));
    for (const change of [{ agency: STRANGER }, { agency: AGENCIES[1] }, { agency: AGENCIES[0], isParty: false }]) {
      await expect(ground.perform(invite, ben, { stream, section: 'two', ...change })).rejects.toMatchObject({ code: 'KP005' });
    }
    valueOf(await ground.perform(invite, ben, { stream, section: 'two', agency: AGENCIES[1], isParty: false }));
    expect(await wordsIn(ben, stream, 'two')).toBe('not-there');
  });
  it('it can be renewed while it lasts, and somebody who is there anyway does not need it', async () => {
    const stream = await withSecret();
    for (const endsOn of [today, tomorrow]) valueOf(await go(ben, stream, 'two', 'emergency', { endsOn }));
    expect(await go(anna, stream, 'two', 'emergency', { endsOn: tomorrow })).toEqual(obstacle('already-there'));
  });
  it('nobody goes on whose only seat is that of an emergency', async () => {
    const stream = await withSecret();
    valueOf(await go(ben, stream, 'two', 'emergency', { endsOn: tomorrow }));
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1], isParty: false }));
    await expect(go(ben, stream, 'two', 'emergency', { endsOn: tomorrow })).rejects.toThrow('not-at-the-table');
    await expect(go(ben, stream, 'three', 'first')).rejects.toThrow('not-at-the-table');
  });
  it.each([
    ['a section whose rule forbids it', 'three', tomorrow],
    ['a section without a rule', 'one', tomorrow],
    ['longer than until tomorrow', 'two', later],
    ['without an end', 'two', null],
    ['until a day that is over', 'two', '2026-11-24'],
  ])('never %s', async (_what, section, endsOn) => {
    const stream = valueOf(await ground.perform(beginSmall, ben, { words: 'x' }));
    valueOf(await go(ben, stream, 'three', 'first'));
    valueOf(await ground.perform(invite, ben, { stream, section: 'one', agency: AGENCIES[0] }));
    await expect(go(anna, stream, section, 'emergency', { endsOn })).rejects.toThrow('no-rule');
  });
});

describe('an action that reaches', () => {
  const entry = draft(sectionReached, { section: 'two', how: 'first' }, { section: null });
  const to = { section: 'two', how: 'first', purpose: 'trial', ground: 'trial', endsOn: null } as const;
  const trying = (changed: Partial<StreamAction<Reaching, null>>, result: Partial<Extract<Result<null>, { value: null }>>) => ({ ...reach, ...changed, run: () => ({ value: null, entries: [entry], reaches: to, ...result }) });
  it.each([
    ['declares how', trying({ reaches: ['emergency'] }, {})],
    ['declares it at all', { ...trying({}, {}), reaches: [] }],
    ['tells everybody at the table', trying({}, { entries: [draft(noteAdded, { pages: 1 }, { section: 'two', body: 'x' })] })],
    ['tells them where all of them read it', trying({}, { entries: [draft(sectionReached, { section: 'two', how: 'first' }, { section: 'two' })] })],
    ['names the section that it reaches', trying({}, { entries: [draft(sectionReached, { section: 'three', how: 'first' }, { section: null })] })],
    ['writes nowhere else', trying({}, { entries: [entry, draft(noteAdded, { pages: 1 }, { section: 'three', body: 'x' })] })],
  ])('%s', async (_what, action) => {
    const stream = await begin();
    const before = await counts(stream);
    await expect(ground.perform(action, anna, { stream, section: 'two', how: 'first' })).rejects.toThrow('nothing of it was kept');
    expect(await counts(stream)).toEqual(before);
  });
});

describe('the database, when our code is bypassed', () => {
  const as = (who: Actor) => acting({ actor: who.id, agency: who.agency, today });
  const seat = (stream_id: string, section: string, more: object) => ({ stream_id, section, agency: AGENCIES[1], since_sequence: 2, is_party: true, purpose: 'x', ground: 'x', ends_on: null, ...more });
  const asking = (tx: Transaction, section: string, how: string, endsOn: string | null) => tx.selectNoFrom((e) => e.fn<string | null>('keerpunt.reach_section', [e.val(section), e.val(how), e.cast(e.val(endsOn), 'date')]).as('refusal')).executeTakeFirst();
  /** Says itself which stream and sections it sees, as nothing in our code does. */
  const claiming = (tx: Transaction, stream: string) => tx.selectNoFrom((e) => [e.fn('set_config', [e.val('keerpunt.stream'), e.val(stream), e.lit(true)]).as('a'), e.fn('set_config', [e.val('keerpunt.sections'), e.val('one,two,three'), e.lit(true)]).as('b')]).execute();

  it('opens no section by asking: a stranger, a forbidden section, an end that is too far', async () => {
    const stream = await begin();
    const ask = (who: Actor, section: string, how: string, endsOn: string | null, claims = false) =>
      ground.database.transaction(as(who), async (tx) => {
        await (claims ? claiming(tx, stream) : openStream(tx, stream));
        return (await asking(tx, section, how, endsOn))?.refusal;
      });
    expect(await ask(mallory, 'two', 'first', null)).toBe('not-at-the-table');
    expect(await ask(mallory, 'two', 'emergency', tomorrow, true)).toBe('not-at-the-table');
    expect(await ask(ben, 'three', 'emergency', tomorrow)).toBe('no-rule');
    expect(await ask(ben, 'two', 'emergency', later)).toBe('no-rule');
    expect(await ask(ben, 'two', 'other', tomorrow)).toBe('no-rule');
    expect(await ask(ben, 'two', 'emergency', tomorrow)).toBe(null);
    valueOf(await ground.perform(exclude, anna, { stream, actor: 'ben' }));
    expect(await ask(ben, 'two', 'emergency', tomorrow, true)).toBe('not-at-the-table');
  });
  it('gives no seat to whoever only says that it sees the section', async () => {
    const stream = await begin();
    valueOf(await go(anna, stream, 'three', 'first'));
    const take = (who: Actor, row: ReturnType<typeof seat>) =>
      ground.database.transaction(as(who), async (tx) => {
        await claiming(tx, stream);
        await tx.insertInto('party').values(row as never).execute();
      });
    for (const [who, row] of [
      [ben, seat(stream, 'three', {})],
      [ben, seat(stream, 'three', { how: 'first' })],
      [ben, seat(stream, 'three', { how: 'emergency', ends_on: tomorrow })],
      [ben, seat(stream, 'two', { how: 'emergency', ends_on: later })],
      [ben, seat(stream, 'two', { how: 'emergency', ends_on: tomorrow, agency: STRANGER })],
      [mallory, seat(stream, 'two', { how: 'first', agency: STRANGER })],
    ] as const) {
      await expect(take(who, row)).rejects.toMatchObject({ code: 'KP005' });
    }
    await take(ben, seat(stream, 'two', { how: 'emergency', ends_on: tomorrow }));
  });
  it('lets nobody but a migration write the rules', async () => {
    const adding = ground.database.transaction(as(anna), (tx) => tx.insertInto('reach_rule').values({ stream_kind: 'matter', section: 'one', can_be_first: true, in_emergency: true }).execute());
    await expect(adding).rejects.toThrow('permission denied');
  });
});
