import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { addMasterKey, createMasterKeys, retireMasterKeys } from '#src/platform/vault/master-keys.ts';
import { masterKeysInUse } from '#src/platform/vault/store.ts';
import { dropDrafts, keepDraft, KEPT_DAYS, readDrafts, sweepDrafts, type DraftGround, type ToKeep } from './drafts.ts';
import { rotateDraftKeys } from './rotation.ts';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-drafts-'));
const keys = join(folder, 'keys');
const clock = { at: new Date('2026-11-25T10:00:00Z') };
const later = (ms: number) => (clock.at = new Date(clock.at.getTime() + ms));
const DAY_MS = 86_400_000;
let ground: DraftGround;

beforeAll(() => {
  createMasterKeys(keys);
  ground = { database, wrapper: wrapperFromFile(keys), now: () => clock.at };
});
afterAll(() => rmSync(folder, { recursive: true }));

async function person(): Promise<string> {
  const id = randomUUID();
  await database.query(`insert into keerpunt.person (person_id, sign_in_name, name, administers, added_at, added_by) values ('${id}', 'tester-${id}', 'Tester', false, now(), 'test')`);
  return id;
}
const FORM = 'trial:8d1b:event';
const typed = (text: string, changed: Partial<ToKeep> = {}): ToKeep => ({ id: randomUUID(), from: null, content: { form: FORM, base: 'v1', page: '/en/trial', title: 'A trial', fields: [['text', text]] }, ...changed });
const words = async (who: string, form: string | null = FORM) => (await readDrafts(ground, who, form)).map((draft) => draft.fields[0]?.[1]);
const as = (actor: string, role: ActingAs['role'] = 'keerpunt_drafter'): ActingAs => ({ role, actor, agency: null, today: '2026-11-25' });

describe('a draft', () => {
  it('is there again for whoever typed it, whole, with the version on which it was typed', async () => {
    const who = await person();
    const draft = typed('half a sentence, č and 🙂');
    expect(await keepDraft(ground, who, draft)).toEqual({ kept: true, at: clock.at });
    expect(await readDrafts({ ...ground, wrapper: wrapperFromFile(keys) }, who, FORM)).toEqual([{ ...draft.content, id: draft.id, savedAt: clock.at }]);
    expect(await words(who, 'trial:other')).toEqual([]);
  });
  it('grows under its name, and one window never writes over the draft of another', async () => {
    const who = await person();
    const [one, other] = [typed('in one window'), typed('in another window')];
    for (const draft of [one, other]) await keepDraft(ground, who, draft);
    later(1000);
    await keepDraft(ground, who, { ...one, content: { ...one.content, fields: [['text', 'more in one window']] } });
    expect(await words(who)).toEqual(['more in one window', 'in another window']);
  });
  it('takes the place of the one its page began with, unless somebody went on with that meanwhile', async () => {
    const who = await person();
    const first = typed('first');
    await keepDraft(ground, who, first);
    const from = { id: first.id, savedAt: clock.at };
    await keepDraft(ground, who, typed('second', { from }));
    expect(await words(who)).toEqual(['second']);
    const third = typed('third');
    await keepDraft(ground, who, third);
    const before = { id: third.id, savedAt: clock.at };
    later(1000);
    await keepDraft(ground, who, { ...third, content: { ...third.content, fields: [['text', 'third goes on']] } });
    later(1000);
    await keepDraft(ground, who, typed('fourth', { from: before }));
    expect(await words(who)).toEqual(['fourth', 'third goes on', 'second']);
  });
  it('that was sent stays gone, whatever comes late, also where nothing of it had been kept', async () => {
    const who = await person();
    const [sent, quick] = [typed('sent'), typed('sent before it was kept')];
    await keepDraft(ground, who, sent);
    await dropDrafts(ground, who, [sent.id, quick.id, "' or true"]);
    for (const draft of [sent, quick]) expect(await keepDraft(ground, who, draft)).toEqual({ kept: false, because: 'gone' });
    expect(await words(who)).toEqual([]);
    expect(await database.query('select 1 from keerpunt.form_draft where person_id = $1 and sealed is not null', [who])).toEqual([]);
  });
  it('goes after thirty days, and not before', async () => {
    const who = await person();
    const start = clock.at;
    await keepDraft(ground, who, typed('long ago'));
    later(KEPT_DAYS * DAY_MS - 1000);
    await sweepDrafts(ground);
    expect(await words(who)).toEqual(['long ago']);
    later(1000);
    expect(await words(who)).toEqual([]);
    await sweepDrafts(ground);
    expect(await database.query('select 1 from keerpunt.form_draft where person_id = $1', [who])).toEqual([]);
    clock.at = start;
  });
  it('is one of at most two hundred; one that is there already may still grow', async () => {
    const who = await person();
    const all = Array.from({ length: 200 }, (_, n) => typed(`draft ${n}`));
    for (const draft of all) await keepDraft(ground, who, draft);
    expect(await keepDraft(ground, who, typed('one too many'))).toEqual({ kept: false, because: 'too-many' });
    expect(await keepDraft(ground, who, all[7] as ToKeep)).toMatchObject({ kept: true });
  }, 30_000);
});

describe('somebody else', () => {
  it('finds nothing of it and changes nothing of it, by our code or by SQL', async () => {
    const [who, other] = [await person(), await person()];
    const draft = typed('mine');
    await keepDraft(ground, who, draft);
    await keepDraft(ground, other, typed('of another'));
    expect(await words(other)).toEqual(['of another']);
    await dropDrafts(ground, other, [draft.id]);
    expect(await words(who)).toEqual(['mine']);
    const byHand = (work: (tx: Transaction) => Promise<unknown>) => database.transaction(as(other), work);
    expect(await byHand((tx) => tx.selectFrom('form_draft').select('draft_id').where('person_id', '=', who).execute())).toEqual([]);
    expect(await byHand((tx) => tx.selectFrom('draft_key').select('person_id').where('person_id', '=', who).execute())).toEqual([]);
    expect(await byHand((tx) => tx.updateTable('form_draft').set({ sealed: null }).where('draft_id', '=', draft.id).where('person_id', '=', who).executeTakeFirst())).toMatchObject({ numUpdatedRows: 0n });
    expect(await byHand((tx) => tx.deleteFrom('form_draft').where('person_id', '=', who).executeTakeFirst())).toMatchObject({ numDeletedRows: 0n });
    const planted = { person_id: who, draft_id: randomUUID(), form_mark: Buffer.alloc(32), sealed: Buffer.alloc(40), saved_at: clock.at, expires_at: clock.at };
    await expect(byHand((tx) => tx.insertInto('form_draft').values(planted).execute())).rejects.toThrow('row-level security');
  });
  it.each(['keerpunt_actor', 'keerpunt_rules', 'keerpunt_doorkeeper', 'keerpunt_registrar', 'keerpunt_receiver', 'keerpunt_jobs', 'keerpunt_keeper', 'keerpunt_closer', 'keerpunt_rebuilder'] as const)('as %s may not even ask', async (role) => {
    await expect(database.transaction(as(randomUUID(), role), (tx) => tx.selectFrom('form_draft').selectAll().execute())).rejects.toThrow('permission denied');
  });
  it('who steals the database reads neither the words nor of which form they are, nor opens a row that was moved', async () => {
    const [who, other] = [await person(), await person()];
    const draft = typed('zebrafish');
    await keepDraft(ground, who, draft);
    await keepDraft(ground, other, typed('x'));
    const rows = await database.query('select encode(sealed, \'escape\') as sealed, encode(form_mark, \'escape\') as mark from keerpunt.form_draft');
    for (const secret of ['zebrafish', 'trial', 'A trial']) expect(JSON.stringify(rows)).not.toContain(secret);
    const marks = await database.query('select distinct form_mark from keerpunt.form_draft where person_id = any ($1::uuid[])', [[who, other]]);
    expect(marks).toHaveLength(2);
    await database.query(`insert into keerpunt.form_draft select person_id, '${randomUUID()}', form_mark, sealed, saved_at, expires_at from keerpunt.form_draft where draft_id = '${draft.id}'`);
    expect(await words(who)).toEqual(['zebrafish']);
  });
});

describe('somebody who was disabled', () => {
  it('loses key and drafts at once, and a draft that comes late is not kept', async () => {
    const who = await person();
    await keepDraft(ground, who, typed('x'));
    await database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'test' where person_id = $1`, [who]);
    for (const table of ['draft_key', 'form_draft']) expect(await database.query(`select 1 from keerpunt.${table} where person_id = $1`, [who])).toEqual([]);
    await expect(keepDraft(ground, who, typed('late'))).rejects.toMatchObject({ code: 'KP004' });
  });
});

describe('a new master key', () => {
  it('wraps the keys of drafts as well, so that the old one can go and no draft with it', async () => {
    const who = await person();
    await keepDraft(ground, who, typed('from before'));
    const { currentKeyId } = addMasterKey(keys);
    expect((await masterKeysInUse(database, clock.at)).size).toBe(1);
    expect(await rotateDraftKeys(database, ground.wrapper, ground.now)).toBeGreaterThan(0);
    const inUse = await masterKeysInUse(database, clock.at);
    expect([...inUse]).toEqual([currentKeyId]);
    expect(retireMasterKeys(keys, inUse).keys.size).toBe(1);
    expect(await words(who)).toEqual(['from before']);
  });
});
