import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listRules, type ListRule } from '#src/platform/journal/lists.ts';
import { closed } from '#test/support/actions.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { addListed, beginListed, matterLists } from '#test/support/lists.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import type { Wanted } from './wanted.ts';

/** Once three notes stand in a matter it is closed, whoever added the third, and somebody hears of it. */
const notesIn = (headers: readonly { kind: string }[]) => headers.filter((h) => h.kind === 'note.added').length;
const closing: ListRule = {
  ...matterLists,
  tells: (before, after) => (notesIn(before) < 3 && notesIn(after) >= 3 ? { entries: [{ kind: closed, header: {} }], jobs: [{ job: 'trial.hear', payload: { notes: notesIn(after) } }] } : null),
};

const ground = useGround();
ground.lists = listRules([closing]);
const anna = { id: 'anna', agency: AGENCIES[0] };
const queued: Wanted[] = [];
beforeAll(() => ground.give(anna, ['writer', 'reader']));
beforeEach(() => {
  queued.length = 0;
  ground.enqueue = async (_, wanted) => void queued.push(...wanted);
});

const begin = async () => valueOf(await ground.perform(beginListed, anna, { words: 'words' }));
const note = (stream: string) => ground.perform(addListed, anna, { stream, section: 'two', words: 'words' });
const kindsIn = async (stream: string) => (await ground.database.query('select kind, section from keerpunt.entry where stream_id = $1 order by sequence', [stream])).map((row) => [row['kind'], row['section']]);
const stateOf = async (stream: string) => (await ground.database.query(`select state from keerpunt.list_row where stream_id = $1 and list = 'matters'`, [stream]))[0]?.['state'];

describe('what everybody at the table is told because of what was added', () => {
  it('stands behind it in the same transaction, in the chain and in the lists, once, and somebody hears of it', async () => {
    const stream = await begin();
    valueOf(await note(stream));
    expect([await stateOf(stream), queued]).toEqual(['open', []]);
    valueOf(await note(stream));
    valueOf(await note(stream));
    const added = ['note.added', 'two'];
    expect(await kindsIn(stream)).toEqual([['matter.begun', null], ['note.added', 'one'], added, added, ['matter.closed', null], added]);
    expect([await stateOf(stream), queued]).toEqual(['closed', [{ job: 'trial.hear', payload: { notes: 3 } }]]);
    expect((await verifyDatabase(ground.database.query)).broken).toBeUndefined();
  });
  it('is not kept where what it follows from is not', async () => {
    const stream = await begin();
    valueOf(await note(stream));
    Object.assign(ground, { enqueue: () => Promise.reject(new Error('queue is away')) });
    await expect(note(stream)).rejects.toThrow();
    expect([(await kindsIn(stream)).length, await stateOf(stream)]).toEqual([3, 'open']);
  });
  it('stands there also where nobody does jobs', async () => {
    const stream = await begin();
    valueOf(await note(stream));
    Object.assign(ground, { enqueue: undefined });
    valueOf(await note(stream));
    expect(await stateOf(stream)).toBe('closed');
  });
});
