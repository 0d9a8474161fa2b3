import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addNote, beginMatter, closeMatter, exclude, invite, listRows, noteAdded, readSection, replaceNote, writer } from '#test/support/actions.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import type { FreeAction, StreamAction } from './action.ts';
import { draft } from './entries.ts';
import { ActionFailed } from './failed.ts';
import { performOn } from './perform.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
const ben = { id: 'ben', agency: AGENCIES[1] };
const chris = { id: 'chris', agency: AGENCIES[0] };
const mallory = { id: 'mallory', agency: STRANGER };
const nobody = { id: 'nobody', agency: null };
const absent = '77777777-7777-4777-8777-777777777777';

beforeAll(async () => {
  await ground.give(anna, ['writer', 'reader']);
  await ground.give(ben, ['writer', 'reader']);
  await ground.give(chris, ['chair', 'reader']);
  await ground.give(mallory, ['writer', 'reader', 'chair']);
});

const begin = async (words = 'first words') => valueOf(await ground.perform(beginMatter, anna, { words }));
const records = (stream: string) => ground.database.query('select action, outcome, section, actor from keerpunt.access_record where stream_id = $1 order by sequence', [stream]);
const counts = async (stream: string) => (await ground.database.query(`select (select count(*)::int from keerpunt.entry where stream_id = $1) as entries, (select count(*)::int from keerpunt.list_row where stream_id = $1) as rows,
  (select count(*)::int from keerpunt.section_key where stream_id = $1) as keys, (select count(*)::int from keerpunt.party where stream_id = $1) as parties`, [stream]))[0];
const wordsOf = async (stream: string, section = 'one', who = anna) => valueOf(await ground.perform(readSection, who, { stream, section })).entries.map((e) => (e.body?.opened ? e.body.value.toString() : null));

describe('an action that is allowed', () => {
  it('keeps its entries, its list rows and its access record together, and what was sealed opens again', async () => {
    const stream = await begin('what was seen');
    expect(valueOf(await ground.perform(addNote, anna, { stream, section: 'two', words: 'a second thing' }))).toBe(null);
    expect([await wordsOf(stream), await wordsOf(stream, 'two'), await wordsOf(stream, 'three')]).toEqual([['what was seen'], ['a second thing'], []]);
    expect(await counts(stream)).toEqual({ entries: 3, rows: 2, keys: 2, parties: 3 });
    expect(await records(stream)).toEqual([
      { action: 'matter.begin', outcome: 'done', section: null, actor: 'anna' },
      { action: 'note.add', outcome: 'done', section: 'two', actor: 'anna' },
      ...['one', 'two', 'three'].map((section) => ({ action: 'section.read', outcome: 'done', section, actor: 'anna' })),
    ]);
  });
  it('leaves no word of a body where a thief of the database could read it', async () => {
    const stream = await begin('zebrafish');
    const rows = await ground.database.query('select e.*, encode(sealed_body, \'escape\') as as_text from keerpunt.entry e where stream_id = $1', [stream]);
    expect(JSON.stringify(rows)).not.toContain('zebrafish');
    expect(await wordsOf(stream)).toEqual(['zebrafish']);
  });
  it('gives many at once their turn and loses none', async () => {
    const stream = await begin();
    await Promise.all(Array.from({ length: 24 }, (_, n) => ground.perform(addNote, anna, { stream, section: 'one', words: `note ${n}` })));
    expect(new Set(await wordsOf(stream))).toHaveLength(25);
  });
  it('changes its row in a list instead of adding a second', async () => {
    const stream = await begin();
    for (const words of ['a', 'b']) await ground.perform(addNote, anna, { stream, section: 'one', words });
    expect((await counts(stream))?.['rows']).toBe(2);
  });
});

describe('an action that is refused', () => {
  it('leaves nothing but the record of the try', async () => {
    const stream = await begin();
    const before = await counts(stream);
    expect(await ground.perform(addNote, chris, { stream, section: 'one', words: 'x' })).toEqual({ done: false, because: 'not-allowed' });
    expect(await ground.perform(addNote, ben, { stream, section: 'one', words: 'x' })).toEqual({ done: false, because: 'not-there' });
    expect(await counts(stream)).toEqual(before);
    expect((await records(stream)).slice(1)).toEqual([
      { action: 'note.add', outcome: 'refused', section: 'one', actor: 'chris' },
      { action: 'note.add', outcome: 'refused', section: 'one', actor: 'ben' },
    ]);
  });
  it('looks the same for what is hidden and for what does not exist, to whoever may do it elsewhere and to whoever may never', async () => {
    const stream = await begin();
    for (const who of [mallory, ben, chris, nobody]) {
      const [hidden, none, noIdentity] = await Promise.all([stream, absent, "' or true"].map((s) => ground.perform(addNote, who, { stream: s, section: 'one', words: 'x' })));
      expect(hidden).toEqual({ done: false, because: who === chris || who === nobody ? 'not-allowed' : 'not-there' });
      expect([none, noIdentity]).toEqual([hidden, hidden]);
    }
  });
  it('about nothing that is there is recorded with the agency, and without an agency with the node', async () => {
    await ground.perform(readSection, mallory, { stream: absent, section: 'one' });
    await ground.perform(readSection, nobody, { stream: absent, section: 'one' });
    expect((await records(STRANGER)).at(-1)).toEqual({ action: 'section.read', outcome: 'refused', section: 'one', actor: 'mallory' });
    expect((await records('00000000-0000-0000-0000-000000000000')).at(-1)).toEqual({ action: 'section.read', outcome: 'refused', section: 'one', actor: 'nobody' });
  });
  it('with an input that is not valid says what is wrong and touches nothing', async () => {
    const stream = await begin();
    expect(await ground.perform(addNote, anna, { stream, section: 'nine', words: '' })).toEqual({
      done: false,
      because: 'invalid',
      problems: [
        { path: 'section', code: 'invalid_value' },
        { path: 'words', code: 'too_small' },
      ],
    });
    expect(await records(stream)).toHaveLength(1);
  });
  it('stops at once for whoever lost the role', async () => {
    const stream = await begin();
    const dora = { id: 'dora', agency: AGENCIES[0] };
    await ground.give(dora, ['reader']);
    expect(await wordsOf(stream, 'one', dora)).toHaveLength(1);
    await ground.give(dora, ['reader'], false);
    expect(await ground.perform(readSection, dora, { stream, section: 'one' })).toEqual({ done: false, because: 'not-allowed' });
  });
});

describe('a role', () => {
  it('counts only at the agency at which it is held', async () => {
    const stream = await begin();
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1] }));
    expect(await ground.perform(readSection, { ...anna, agency: AGENCIES[1] }, { stream, section: 'one' })).toEqual({ done: false, because: 'not-allowed' });
  });
  it('of a person is what her membership says, and of a service what the operator said', async () => {
    const [person, service] = [{ id: randomUUID(), agency: AGENCIES[0] }, { id: 'service:trial', agency: AGENCIES[0] }];
    for (const actor of [person, service]) {
      expect(await ground.perform(beginMatter, actor, { words: 'x' })).toEqual({ done: false, because: 'not-allowed' });
      await ground.give(actor, ['writer']);
      expect(await ground.perform(beginMatter, actor, { words: 'x' })).toMatchObject({ done: true });
      await ground.give(actor, ['writer'], false);
      expect(await ground.perform(beginMatter, actor, { words: 'x' })).toEqual({ done: false, because: 'not-allowed' });
    }
  });
  it('of a person ends with her account, and counts for nothing before it is confirmed', async () => {
    const [waiting, disabled] = [{ id: randomUUID(), agency: AGENCIES[0] }, { id: randomUUID(), agency: AGENCIES[0] }];
    for (const actor of [waiting, disabled]) await ground.give(actor, ['writer']);
    await ground.database.query(`set session_replication_role = replica; update keerpunt.membership set confirmed_at = null, confirmed_by = null where person_id = '${waiting.id}'; update keerpunt.person set disabled_at = now(), disabled_by = 'x' where person_id = '${disabled.id}'`, [], 'postgres');
    for (const actor of [waiting, disabled]) expect(await ground.perform(beginMatter, actor, { words: 'x' })).toEqual({ done: false, because: 'not-allowed' });
  });
  it('is never given to a person past her membership', async () => {
    await expect(ground.database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, $2, 'writer', true, '2026-11-25', 'x')`, [AGENCIES[0], randomUUID()])).rejects.toThrow('service_role_is_of_no_person');
  });
});

describe('a person', () => {
  it('who is excluded finds nothing, also in lists, until let in again', async () => {
    const stream = await begin();
    const listed = async () => valueOf(await ground.perform(listRows, chris, { list: 'matters' })).filter((row) => row.stream_id === stream).length;
    expect(await listed()).toBe(1);
    expect(await ground.perform(exclude, ben, { stream, actor: 'chris' })).toEqual({ done: false, because: 'not-there' });
    valueOf(await ground.perform(exclude, anna, { stream, actor: 'chris' }));
    expect([await listed(), await ground.perform(readSection, chris, { stream, section: 'one' })]).toEqual([0, { done: false, because: 'not-there' }]);
    valueOf(await ground.perform(exclude, anna, { stream, actor: 'chris', isExcluded: false }));
    expect([await listed(), await wordsOf(stream, 'one', chris)]).toEqual([1, ['first words']]);
  });
  it('who did not begin the matter does not decide who is excluded', async () => {
    const stream = await begin();
    const frank = { id: 'frank', agency: AGENCIES[0] };
    await ground.give(frank, ['writer']);
    expect(await ground.perform(exclude, frank, { stream, actor: 'chris' })).toEqual({ done: false, because: 'not-allowed' });
  });
  it('with a conflict of interest may not, whatever role was given', async () => {
    const stream = await begin();
    await ground.give(anna, ['chair']);
    expect(await ground.perform(closeMatter, anna, { stream })).toEqual({ done: false, because: 'conflict-of-interest' });
    for (const section of ['two', 'three']) await ground.perform(addNote, anna, { stream, section, words: 'x' });
    expect(await ground.perform(closeMatter, chris, { stream })).toEqual({ done: true, value: null });
  });
});

describe('the rules', () => {
  it('name every obstacle, and of a section that the reader does not see only that it has not cleared', async () => {
    const stream = await begin();
    expect(await ground.perform(closeMatter, chris, { stream })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'note-missing', section: 'two' }, { code: 'note-missing', section: 'three' }] });
    valueOf(await ground.perform(invite, anna, { stream, section: 'two', agency: AGENCIES[1] }));
    await ground.give(ben, ['chair']);
    expect(await ground.perform(closeMatter, ben, { stream })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'note-missing', section: 'two' }, { code: 'not-cleared', section: 'three' }] });
    const gina = { id: 'gina', agency: AGENCIES[2] };
    await ground.give(gina, ['chair']);
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[2] }));
    expect(await ground.perform(closeMatter, gina, { stream })).toMatchObject({ obstacles: [{ code: 'not-cleared', section: 'two' }, { code: 'not-cleared', section: 'three' }] });
    expect((await records(stream)).at(-1)).toEqual({ action: 'matter.close', outcome: 'refused', section: null, actor: 'gina' });
  });
});

describe('two who decide at once', () => {
  it('see the conflict: the second is told, and nothing is overwritten', async () => {
    const stream = await begin();
    const { version } = valueOf(await ground.perform(readSection, anna, { stream, section: 'one' }));
    const replace = (words: string, base: string) => ground.perform(replaceNote, anna, { stream, section: 'one', words, base });
    const answers = await Promise.all([replace('mine', version), replace('yours', version)]);
    expect(answers).toContainEqual({ done: true, value: null });
    expect(answers).toContainEqual({ done: false, because: 'changed-meanwhile' });
    expect(await wordsOf(stream)).toHaveLength(2);
  });
  it('in different sections do not disturb each other, and the first in an empty section is no conflict', async () => {
    const stream = await begin();
    const { version } = valueOf(await ground.perform(readSection, anna, { stream, section: 'two' }));
    valueOf(await ground.perform(addNote, anna, { stream, section: 'one', words: 'x' }));
    expect(await ground.perform(replaceNote, anna, { stream, section: 'two', words: 'y', base: version })).toEqual({ done: true, value: null });
    expect(await ground.perform(replaceNote, anna, { stream, section: 'two', words: 'z', base: version })).toEqual({ done: false, because: 'changed-meanwhile' });
  });
});

describe('an action that goes wrong', () => {
  const failing = (fail: () => never): StreamAction<{ stream: string }, null> => ({
    name: 'matter.break',
    does: 'break',
    input: z.object({ stream: z.string() }),
    allow: [{ role: writer, relation: 'party' }],
    about: { kind: 'matter', stream: (i) => i.stream, sections: ['one'] },
    run: fail,
  });
  it('keeps nothing, is recorded, and is thrown with nothing about people in it', async () => {
    const stream = await begin();
    const before = await counts(stream);
    const error = await ground.perform(failing(() => { throw new TypeError('Jane Roe lives at 4 Elm Street\n    at Elm Street 4'); }), anna, { stream }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ActionFailed);
    expect(error).toMatchObject({ action: 'matter.break', code: 'TypeError', isRecorded: true });
    expect(`${(error as Error).message} ${(error as Error).stack} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toMatch(/Jane|Elm/);
    expect((error as Error).stack).toContain('perform.test.ts');
    expect(await counts(stream)).toEqual(before);
    expect((await records(stream)).at(-1)).toEqual({ action: 'matter.break', outcome: 'failed', section: 'one', actor: 'anna' });
  });
  it('after it began to write keeps nothing of that either', async () => {
    const stream = await begin();
    const before = await counts(stream);
    const error = await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1], endsOn: '2026-12-01' }).then(() => null, (e: unknown) => e);
    expect(error).toBe(null);
    const broken: typeof addNote = { ...addNote, run: (known) => ({ ...addNote.run(known), lists: [{ list: 'Not a code', item: 'x', section: 'two', state: 'new', dueOn: null }] }) as ReturnType<typeof addNote.run> };
    await expect(ground.perform(broken, anna, { stream, section: 'two', words: 'Jane Roe' })).rejects.toMatchObject({ code: '23514 list_row_list_is_a_code', isRecorded: true });
    expect(await counts(stream)).toEqual({ ...before, entries: (before?.['entries'] as number) + 1, parties: 4 });
    expect((await records(stream)).at(-1)).toEqual({ action: 'note.add', outcome: 'failed', section: 'two', actor: 'anna' });
  });
  it('says so when not even the failure could be recorded', async () => {
    const away = performOn({ ...ground, database: { transaction: () => Promise.reject(new Error('the server is away')) } });
    await expect(away(beginMatter, anna, { words: 'x' })).rejects.toMatchObject({ isRecorded: false });
  });
  it.each([
    ['records in another section', { ...addNote, run: () => ({ value: null, entries: [draft(noteAdded, { pages: 1 }, { section: 'two' })] }) }],
    ['changes a list in another section', { ...addNote, run: () => ({ value: null, entries: [draft(noteAdded, { pages: 1 }, { section: 'one' })], lists: [{ list: 'x', item: 'x', section: 'two', state: 'x', dueOn: null }] }) }],
    ['changes a list without an entry', { ...addNote, run: () => ({ value: null, lists: [{ list: 'x', item: 'x', section: 'one', state: 'x', dueOn: null }] }) }],
    ['changes who is at the table of another section', { ...addNote, run: () => ({ value: null, entries: [draft(noteAdded, { pages: 1 }, { section: 'one', parties: [{ agency: STRANGER, section: 'two', isParty: true, purpose: 'x', ground: 'x', endsOn: null }] })] }) }],
    ['seals what everybody at the table reads', { ...addNote, run: () => ({ value: null, entries: [draft(noteAdded, { pages: 1 }, { section: null, body: 'x' })] }) }],
  ])('that %s is stopped before anything is kept', async (_, action) => {
    const stream = await begin();
    const before = await counts(stream);
    await expect(ground.perform(action as typeof addNote, anna, { stream, section: 'one', words: 'x' })).rejects.toMatchObject({ code: 'ActionMisdeclared' });
    expect(await counts(stream)).toEqual(before);
  });
});

describe('an action without a grant', () => {
  it('does not compile, nor one that gives a stream to whoever stands in no relation to it', () => {
    // @ts-expect-error -- at least one grant
    const nobodyMay: FreeAction<{ words: string }, string> = { ...beginMatter, allow: [] };
    // @ts-expect-error -- about a stream only for a party or its author
    const anybodyMay: StreamAction<{ stream: string }, null> = { ...closeMatter, allow: [{ role: writer, relation: 'none' }] };
    expect([nobodyMay.allow, anybodyMay.allow.length]).toEqual([[], 1]);
  });
});

describe('what was shredded', () => {
  it('shows its place and no words, and its section takes no more', async () => {
    const stream = await begin();
    await ground.database.query("update keerpunt.section_key set wrapped_key = null, shredded_on = '2026-11-25', shredded_by = 'x', shredded_because = 'x' where stream_id = $1", [stream], 'postgres');
    expect(valueOf(await ground.perform(readSection, anna, { stream, section: 'one' })).entries.map((e) => e.body)).toEqual([{ opened: false, because: 'shredded' }]);
    expect(await ground.perform(addNote, anna, { stream, section: 'one', words: 'x' })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'section-shredded' }] });
    expect(await ground.perform(addNote, anna, { stream, section: 'two', words: 'x' })).toEqual({ done: true, value: null });
  });
});
