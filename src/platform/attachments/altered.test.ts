import { randomBytes } from 'node:crypto';
import { sql as raw } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginMatter } from '#test/support/actions.ts';
import { addFiles, download, KINDS_WITH_FILES, openFile, received } from '#test/support/attachments.ts';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import { AttachmentRefused } from '#src/platform/vault/attachment.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
let stream = '';
let [one, two] = ['', ''];

beforeAll(async () => {
  ground.kinds = KINDS_WITH_FILES;
  await ground.give(anna, ['writer']);
  stream = valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
  [one, two] = (await Promise.all([1, 2].map(async () => {
    const bytes = randomBytes(900_000);
    bytes[0] = 0;
    const { id, form } = await received(ground, anna, bytes);
    valueOf(await ground.perform(addFiles, anna, { stream, section: 'one', files: { form, ids: [id] } }));
    return id;
  }))) as [string, string];
});

const ask = (sql: string) => ground.database.query(sql, [], 'postgres');
const broken = async () => (await verifyDatabase((sql) => ground.database.query(sql))).broken;
const chunk = (id: string) => `keerpunt.attachment_chunk where attachment_id = '${id}'`;

/** What a superuser does who switches the triggers off, and puts back afterwards. */
async function alter(sql: string): Promise<void> {
  await ask(`alter table keerpunt.attachment_chunk disable trigger all; alter table keerpunt.attachment disable trigger all; ${sql};
    alter table keerpunt.attachment_chunk enable trigger all; alter table keerpunt.attachment enable trigger all`);
}
async function altered(sql: string): Promise<{ verification: unknown; reading: unknown }> {
  await ask('create table public.c as select * from keerpunt.attachment_chunk; create table public.a as select * from keerpunt.attachment');
  await alter(sql);
  const verification = await broken();
  const answer = await ground.perform(openFile, anna, { stream, section: 'one', attachment: one });
  const reading = answer.done ? await download(ground, anna, { stream, attachment: one }).catch((error: unknown) => error) : answer;
  await alter('delete from keerpunt.attachment_chunk; delete from keerpunt.attachment; insert into keerpunt.attachment select * from public.a; insert into keerpunt.attachment_chunk select * from public.c');
  await ask('drop table public.a; drop table public.c');
  expect(await broken()).toBeUndefined();
  return { verification, reading };
}
const at = (id: string, reason: string) => ({ at: 'attachment', streamId: stream, attachmentId: id, reason });

describe('sealed bytes that somebody altered in the database', () => {
  it.each([
    ['two chunks changed places', () => `update keerpunt.attachment_chunk set sealed = (select o.sealed from keerpunt.attachment_chunk o where o.attachment_id = '${one}' and o.number = 1 - attachment_chunk.number) where attachment_id = '${one}' and number in (0, 1)`],
    ['the last one is gone', () => `delete from ${chunk(one)} and number = (select max(number) from ${chunk(one)})`],
    ['one in the middle is gone', () => `delete from ${chunk(one)} and number = 1`],
    ['one bit is another', () => `update keerpunt.attachment_chunk set sealed = set_bit(sealed, 4711, 1 - get_bit(sealed, 4711)) where attachment_id = '${one}' and number = 2`],
    ['one comes from another attachment', () => `update keerpunt.attachment_chunk set sealed = (select sealed from ${chunk(two)} and number = 1) where attachment_id = '${one}' and number = 1`],
    ['something stands behind its end', () => `insert into keerpunt.attachment_chunk values ('${stream}', '${one}', 4, 'one', '\\x00')`],
    ['all of it comes from another attachment', () => `delete from ${chunk(one)}; insert into keerpunt.attachment_chunk select stream_id, '${one}', number, section, sealed from ${chunk(two)}`],
  ])('do not open, and are found: %s', async (_, sql) => {
    const { verification, reading } = await altered(sql());
    expect(verification).toEqual(at(one, 'altered'));
    expect(reading).toBeInstanceOf(AttachmentRefused);
  });
  it('also when key and bytes of two attachments changed places together', async () => {
    const swap = (table: string, column: string) => `update keerpunt.${table} set ${column} = (select o.${column} from keerpunt.${table} o where o.attachment_id = case ${table}.attachment_id when '${one}' then '${two}'::uuid else '${one}'::uuid end ${table === 'attachment_chunk' ? 'and o.number = attachment_chunk.number' : ''})`;
    const { verification, reading } = await altered(['sealed_key', 'sealed_name', 'digest'].map((column) => swap('attachment', column)).concat(swap('attachment_chunk', 'sealed')).join('; '));
    expect(verification).toMatchObject({ at: 'attachment', reason: 'altered' });
    expect(reading).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'attachment-unreadable' }] });
  });
  it.each([
    ['missing', () => `delete from ${chunk(one)}; delete from keerpunt.attachment where attachment_id = '${one}'`],
    ['key-missing', () => `update keerpunt.attachment set sealed_key = null where attachment_id = '${one}'`],
    ['altered', () => `update keerpunt.attachment set section = 'two' where attachment_id = '${one}'`],
    ['altered', () => `update keerpunt.attachment set sealed_name = sealed_name || '\\x00' where attachment_id = '${one}'`],
  ])('are found: %s', async (reason, sql) => expect((await altered(sql())).verification).toEqual(at(one, reason)));
  it('and one that no entry speaks of is found too', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const { verification } = await altered(`insert into keerpunt.attachment select stream_id, '${id}', section, since_sequence, media_type, bytes, sealed_bytes, digest, sealed_name, sealed_key from keerpunt.attachment where attachment_id = '${one}'`);
    expect(verification).toEqual(at(id, 'not-recorded'));
  });
});

describe('the database itself', () => {
  it('lets nobody change or remove what was attached, nor add to it past an action', async () => {
    for (const sql of [`delete from ${chunk(one)}`, `update keerpunt.attachment_chunk set number = 9 where attachment_id = '${one}'`, 'truncate keerpunt.attachment_chunk', 'truncate keerpunt.attachment cascade', `update keerpunt.attachment set media_type = 'pdf' where attachment_id = '${one}'`]) {
      await expect(ask(sql), sql).rejects.toThrow('insert-only');
    }
    for (const role of ['keerpunt_actor', 'keerpunt_receiver']) {
      for (const sql of [`insert into keerpunt.attachment_chunk values ('${stream}', '${one}', 9, 'one', '\\x00')`, `select keerpunt.follow_shredding()`]) {
        await expect(ask(`begin; set local role ${role}; ${sql}; commit`), `${role}: ${sql}`).rejects.toThrow('permission denied');
      }
    }
    await expect(ask(`begin; set local role keerpunt_receiver; select * from keerpunt.attachment_chunk; commit`)).rejects.toThrow('permission denied');
  });
  it('shows no chunk of a section that is not open', async () => {
    const seen = (sections: string) =>
      ground.database.transaction({ role: 'keerpunt_actor', actor: 'anna', agency: AGENCIES[0], today: '2026-11-25' }, async (tx) => {
        await raw`select set_config('keerpunt.stream', ${stream}, true), set_config('keerpunt.sections', ${sections}, true)`.execute(tx);
        return (await tx.selectFrom('attachment_chunk').select('number').execute()).length + (await tx.selectFrom('attachment').select('attachment_id').execute()).length;
      });
    expect([await seen('two,three'), await seen('')]).toEqual([0, 0]);
    expect(await seen('one')).toBeGreaterThan(2);
  });
});
