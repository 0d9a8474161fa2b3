import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addNote, beginMatter, exclude, invite, noteAdded, readSection, replaceNote, writer } from '#test/support/actions.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import type { FreeAction } from './action.ts';
import { draft } from './entries.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
beforeAll(() => ground.give(anna, ['writer', 'reader']));
const begin = async () => valueOf(await ground.perform(beginMatter, anna, { words: 'first words' }));

const verify = () => verifyDatabase((sql) => ground.database.query(sql));

describe('what actions leave', () => {
  it('is a journal that verifies, also of what was refused and what failed; and one altered word is found', async () => {
    const stream = await begin();
    for (const words of ['a', 'b']) valueOf(await ground.perform(addNote, anna, { stream, section: 'two', words }));
    valueOf(await ground.perform(invite, anna, { stream, section: 'two', agency: AGENCIES[1] }));
    valueOf(await ground.perform(exclude, anna, { stream, actor: 'somebody' }));
    await ground.perform(readSection, { id: 'mallory', agency: STRANGER }, { stream, section: 'two' });
    await ground.perform(replaceNote, anna, { stream, section: 'two', words: 'c', base: 'stale' });
    await ground.perform({ ...addNote, run: () => { throw new Error('x'); } }, anna, { stream, section: 'one', words: 'x' }).catch(() => undefined);
    expect(await verify()).toMatchObject({ broken: undefined, entries: 6, accessRecords: 8 });
    await ground.database.query(`alter table keerpunt.access_record disable trigger all; update keerpunt.access_record set actor = 'nobody' where action = 'section.read'`, [], 'postgres');
    expect((await verify()).broken).toMatchObject({ streamId: stream });
    await ground.database.query(`update keerpunt.access_record set actor = 'mallory' where action = 'section.read'; alter table keerpunt.access_record enable trigger all`, [], 'postgres');
    expect((await verify()).broken).toBe(undefined);
  });
  it('is in the stream that an action is made for, and looks absent to one for another kind of stream', async () => {
    const beginOther: FreeAction<{ words: string }, string> = { ...beginMatter, name: 'other.begin', about: { begins: 'other', sections: ['one', 'two', 'three'], purpose: 'trial', ground: 'trial' } };
    const stream = valueOf(await ground.perform(beginOther, anna, { words: 'x' }));
    expect(await ground.perform(addNote, anna, { stream, section: 'one', words: 'x' })).toEqual({ done: false, because: 'not-there' });
  });
  it('for everybody at the table is read like a section, without bodies, and has a version of its own', async () => {
    const stream = await begin();
    const readTable: typeof readSection = { ...readSection, name: 'table.read', about: { kind: 'matter', stream: (i) => i.stream, sections: [null] } };
    const look = async () => valueOf(await ground.perform(readTable, anna, { stream, section: 'one' }));
    const before = await look();
    expect(before.entries).toMatchObject([{ kind: 'matter.begun', section: null, header: {}, actor: 'anna', recordedOn: '2026-11-25', body: null }]);
    valueOf(await ground.perform(addNote, anna, { stream, section: 'one', words: 'x' }));
    expect((await look()).version).toBe(before.version);
    valueOf(await ground.perform(exclude, anna, { stream, actor: 'somebody' }));
    expect((await look()).version).not.toBe(before.version);
  });
  it('holds no header that its kind does not know, and no kind that could not be read again', async () => {
    const stream = await begin();
    const other = entryKind('other.added', z.strictObject({ pages: z.int() }));
    const recording = (entry: ReturnType<typeof draft>) => ground.perform({ ...addNote, run: () => ({ value: null, entries: [entry] }) }, anna, { stream, section: 'one', words: 'x' });
    await expect(recording({ kind: noteAdded, header: { pages: 1, name: 'Jane Roe' }, section: 'one' })).rejects.toMatchObject({ code: 'UnreadableHeader' });
    await expect(recording(draft(other, { pages: 1 }, { section: 'one' }))).rejects.toThrow('other.added is not among the kinds of entries');
    expect(await ground.database.query('select 1 from keerpunt.entry where stream_id = $1', [stream])).toHaveLength(2);
  });
  it('by somebody without an agency is never a stream', async () => {
    expect(await ground.perform({ ...beginMatter, allow: [{ role: writer, relation: 'none' }] }, { id: 'anna', agency: null }, { words: 'x' })).toEqual({ done: false, because: 'not-allowed' });
  });
});
