import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginMatter, SECTIONS } from '#test/support/actions.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { addListed, beginListed, closeListed, LISTS, matterLists } from '#test/support/lists.ts';
import { sumsOf } from '#test/support/restoring.ts';
import { BrokenListRule, listRules, type ListRule } from '../journal/lists.ts';
import { performOn, type Perform } from './perform.ts';
import { rebuildLists } from './rebuild.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
const bert = { id: 'bert', agency: AGENCIES[0] };
let perform: Perform;
beforeAll(async () => {
  perform = performOn({ ...ground, lists: LISTS });
  await ground.give(anna, ['writer', 'reader']);
  await ground.give(bert, ['chair']);
});

const begin = async () => valueOf(await perform(beginListed, anna, { words: 'words' }));
const rebuild = (version = '1', told?: (streams: number) => void, rule: ListRule = matterLists) => rebuildLists({ database: ground.database, version, now: () => new Date() }, rule, told);
const lists = async () => {
  const { list_row, list_place } = await sumsOf(ground.database.query);
  return { list_row, list_place };
};
const rowsOf = (stream: string) => ground.database.query(`select list, item, state, fields from keerpunt.list_row where stream_id = $1 order by list, item`, [stream]);
/** Many streams, several at a time. */
async function beginMany(count: number): Promise<string[]> {
  const made: string[] = [];
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (made.length < count) made.push(await begin());
  }));
  return made;
}

describe('what an action leaves in the lists', () => {
  it('follows from the headers, by the rule from which it is made again', async () => {
    const stream = await begin();
    for (const section of SECTIONS) valueOf(await perform(addListed, anna, { stream, section, words: 'words' }));
    valueOf(await perform(closeListed, bert, { stream }));
    expect(await rowsOf(stream)).toEqual([
      { list: 'matters', item: 'matter', state: 'closed', fields: { isClosed: true } },
      { list: 'notes', item: 'notes-of-one', state: 'new', fields: { pages: 2 } },
      { list: 'notes', item: 'notes-of-three', state: 'new', fields: { pages: 1 } },
      { list: 'notes', item: 'notes-of-two', state: 'new', fields: { pages: 1 } },
    ]);
  });
  it('whatever was done, a rebuild finds nothing to change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...SECTIONS, 'close' as const), { maxLength: 6 }), async (steps) => {
        const stream = await begin();
        for (const step of steps) await (step === 'close' ? perform(closeListed, bert, { stream }) : perform(addListed, anna, { stream, section: step, words: 'words' }));
        const before = await lists();
        expect((await rebuild()).changed).toBe(0);
        expect(await lists()).toEqual(before);
      }),
      { numRuns: 15 },
    );
  }, 60_000);
  it('is not given by the action as well', async () => {
    await expect(perform(beginMatter, anna, { words: 'words' })).rejects.toThrow('matter.begin gives a row of matters, which follows from the headers');
    const stream = await begin();
    await expect(perform(addNote, anna, { stream, section: 'one', words: 'words' })).rejects.toThrow('note.add gives a row of notes, which follows from the headers');
  });
  const withRows = (rows: ListRule['rows']) => performOn({ ...ground, lists: listRules([{ ...matterLists, rows }]) });
  it.each<[string, ListRule['rows'], string]>([
    ['follows from an entry of another section', (all) => [...matterLists.rows(all), ...(all.length > 2 ? [{ list: 'notes', item: 'other', section: 'three', state: 'new', dueOn: null }] : [])], 'a row of notes follows from an entry of another section'],
    ['goes', (all) => (all.length > 2 ? [] : matterLists.rows(all)), 'BrokenListRule'],
    ['moves to another section', (all) => matterLists.rows(all).map((row) => (all.length > 2 && row.list === 'matters' ? { ...row, section: 'one' } : row)), 'BrokenListRule'],
    ['is there twice', (all) => [...matterLists.rows(all), ...matterLists.rows(all)], 'BrokenListRule'],
    ['stands in a list that was not declared', (all) => matterLists.rows(all).map((row) => ({ ...row, list: 'others' })), 'BrokenListRule'],
  ])('is refused with all the rest when a row %s', async (_, rows, why) => {
    const stream = await begin();
    const before = await sumsOf(ground.database.query);
    await expect(withRows(rows)(addListed, anna, { stream, section: 'one', words: 'words' })).rejects.toThrow(why);
    const { access_record: _looks, stream: _heads, ...after } = await sumsOf(ground.database.query);
    expect(before).toMatchObject(after);
  });
  it('has one rule for each kind of stream', () => expect(() => listRules([matterLists, matterLists])).toThrow(BrokenListRule));
});

describe('a rebuild', () => {
  it('mends what is wrong, adds what is missing, takes away what does not follow, and leaves other lists alone', async () => {
    const [one, two, three] = (await beginMany(3)) as [string, string, string];
    const before = await lists();
    await ground.database.query(`insert into keerpunt.list_row (stream_id, list, item, section, state) values ('${two}', 'other-list', 'x', 'one', 'new')`);
    const others = await ground.database.query(`select * from keerpunt.list_row where list = 'other-list'`);
    await ground.database.query(`delete from keerpunt.list_row where stream_id = '${one}' and list = 'matters'`);
    await ground.database.query(`update keerpunt.list_row set state = 'wrong' where stream_id = '${two}' and list = 'matters'`);
    await ground.database.query(`update keerpunt.list_row set fields = '{"pages":9}' where stream_id = '${two}' and list = 'notes'`);
    await ground.database.query(`update keerpunt.list_row set due_on = null where stream_id = '${three}' and list = 'matters'`);
    await ground.database.query(`insert into keerpunt.list_row (stream_id, list, item, section, state) values ('${three}', 'notes', 'stale', 'one', 'new')`);
    await ground.database.query(`delete from keerpunt.list_row where stream_id = '${three}' and item = 'notes-of-one'; insert into keerpunt.list_row (stream_id, list, item, section, state, fields) values ('${three}', 'notes', 'notes-of-one', 'two', 'new', '{"pages":1}')`);
    expect((await rebuild()).changed).toBe(6);
    expect(await ground.database.query(`select * from keerpunt.list_row where list = 'other-list'`)).toEqual(others);
    await ground.database.query(`delete from keerpunt.list_row where list = 'other-list'`);
    expect(await lists()).toEqual(before);
  });

  it('that was stopped goes on where it was; another version begins anew', async () => {
    await beginMany(120);
    const [row] = await ground.database.query(`select count(*)::int as n from keerpunt.stream where stream_kind = 'matter'`);
    const before = await lists();
    const stopAfterFirst = () => {
      throw new Error('stopped');
    };
    await expect(rebuild('1', stopAfterFirst)).rejects.toThrow('stopped');
    expect(await ground.database.query('select streams::int, finished_at from keerpunt.rebuild')).toEqual([{ streams: 50, finished_at: null }]);
    const heard: number[] = [];
    expect(await rebuild('1', (streams) => heard.push(streams))).toEqual({ streams: row?.['n'] as number, changed: 0, isResumed: true });
    expect(heard[0]).toBe(100);
    await expect(rebuild('1', stopAfterFirst)).rejects.toThrow('stopped');
    expect(await rebuild('2')).toEqual({ streams: row?.['n'] as number, changed: 0, isResumed: false });
    expect(await lists()).toEqual(before);
  }, 60_000);

  it('makes nothing wrong while others write', async () => {
    const streams = await beginMany(60);
    const state = { isDone: false };
    const writing = streams.slice(0, 8).map(async (stream) => {
      while (!state.isDone) valueOf(await perform(addListed, anna, { stream, section: 'one', words: 'words' }));
    });
    for (let n = 0; n < 4; n++) expect((await rebuild()).changed).toBe(0);
    state.isDone = true;
    await Promise.all(writing);
    expect((await rebuild()).changed).toBe(0);
  }, 60_000);

  it('does what it does as a role that reads no body, no key and no name, and changes nothing else', async () => {
    const may = (what: string) => ground.database.transaction({ role: 'keerpunt_rebuilder', actor: 'rebuild', agency: null, today: '2026-11-25' }, (tx) => sql.raw(what).execute(tx));
    for (const what of ['select sealed_body from entry', 'select actor from entry', 'select * from stream', 'select * from section_key', 'select * from person', 'select * from access_record', "update list_row set agencies = '{}'", "insert into entry default values", 'delete from rebuild']) {
      await expect(may(what), what).rejects.toThrow('permission denied');
    }
  });
});
