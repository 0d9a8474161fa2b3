import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginMatter, readSection } from '#test/support/actions.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { sumsOf } from '#test/support/restoring.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import type { ActionFailed } from './failed.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
beforeAll(() => ground.give(anna, ['writer', 'reader']));

// PostgreSQL says 53100 when its disk is full, wherever it was about to write; here a trigger says so in its place.
const fillDisk = (tables: readonly string[]) =>
  ground.database.query(`create function keerpunt.full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    ${tables.map((table) => `create trigger full_disk before insert on keerpunt.${table} for each row execute function keerpunt.full_disk()`).join(';')}`);
const makeRoom = () => ground.database.query('drop function if exists keerpunt.full_disk() cascade');
afterEach(makeRoom);

const begin = async () => valueOf(await ground.perform(beginMatter, anna, { words: 'words' }));
const failing = (work: Promise<unknown>) => work.then(() => Promise.reject(new Error('it did not fail')), (error: ActionFailed) => error);

describe('where the disk of the database is full', () => {
  it.each([['entry'], ['list_row'], ['access_record'], ['list_place']])('nothing of an action is kept when there is no room for its %s, and once there is room it is done', async (table) => {
    const stream = await begin();
    const before = await sumsOf(ground.database.query);
    await fillDisk([...new Set([table, 'access_record'])]);
    const failed = await failing(ground.perform(addNote, anna, { stream, section: 'three', words: `Jane Roe ${table}` }));
    expect(failed).toMatchObject({ name: 'ActionFailed', code: '53100', isRecorded: false });
    expect(`${failed.message} ${failed.stack}`).not.toContain('Jane');
    await makeRoom();
    expect(await sumsOf(ground.database.query)).toEqual(before);
    valueOf(await ground.perform(addNote, anna, { stream, section: 'three', words: 'words' }));
    expect(valueOf(await ground.perform(readSection, anna, { stream, section: 'three' })).entries).toHaveLength(1);
    expect((await verifyDatabase(ground.database.query)).broken).toBeUndefined();
  });
  it('no stream is begun half-way', async () => {
    const before = await sumsOf(ground.database.query);
    await fillDisk(['section_key', 'access_record']);
    await failing(ground.perform(beginMatter, anna, { words: 'words' }));
    await makeRoom();
    expect(await sumsOf(ground.database.query)).toEqual(before);
  });
  it('and only for what was to be done, the failure itself is recorded', async () => {
    const stream = await begin();
    await fillDisk(['entry']);
    expect(await failing(ground.perform(addNote, anna, { stream, section: 'one', words: 'words' }))).toMatchObject({ code: '53100', isRecorded: true });
    await makeRoom();
    const looks = await ground.database.query(`select action, outcome from keerpunt.access_record where stream_id = '${stream}' order by sequence desc limit 1`);
    expect(looks).toEqual([{ action: 'note.add', outcome: 'failed' }]);
  });
});
