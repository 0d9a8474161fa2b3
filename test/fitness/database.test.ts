import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readMigrations } from '#src/platform/database/migrations.ts';
import { MIGRATIONS, useDatabase } from '../support/database.ts';
import { PROJECT } from '../support/server.ts';

/** Tables that belong to no stream. Everything else carries the stream id, so that a database can be divided by it. */
const ORDINARY = new Set(['migration', 'rebuild', 'installation', 'reach_rule', 'duty_desk', 'known_node', 'block', 'agency', 'service_role', 'person', 'membership', 'password', 'totp', 'recovery_code', 'passkey', 'device', 'session', 'pending_sign_in', 'set_up_link', 'provider', 'provider_link', 'provider_visit', 'failed_try', 'upload', 'upload_chunk', 'used_form', 'attachment_usage', 'mail_state', 'notice_address', 'api_token', 'api_answer', 'draft_key', 'form_draft', 'imprint_rule', 'imprint_question']);
/** What is said about people and sessions is state, not history; each right is named all the same. */
const ORDINARY_CHANGES = [
  // What comes in is no record yet: it becomes one when an action takes it, or it goes.
  ...['upload.wrapped_key', 'upload.master_key_id', 'upload.sealed_name', 'upload.media_type', 'upload.bytes', 'upload.sealed_bytes', 'upload.digest'].map((column) => `keerpunt_receiver: UPDATE ${column}`),
  'keerpunt_receiver: DELETE upload',
  ...['person.disabled_at', 'person.disabled_by', 'membership.confirmed_at', 'membership.confirmed_by', 'membership.ended_at', 'membership.ended_by', 'session.ended_at'].map((column) => `keerpunt_registrar: UPDATE ${column}`),
  // A provider is what the operator says it is; without it nobody signs in with it.
  'keerpunt_registrar: DELETE provider', 'keerpunt_registrar: UPDATE provider.sealed_secret',
  ...['totp.last_step', 'recovery_code.used_at', 'passkey.counter', 'passkey.used_at', 'device.seen_at', 'session.token_hash', 'session.seen_at', 'session.confirmed_at', 'session.ended_at', 'pending_sign_in.tries', 'set_up_link.password_hash', 'set_up_link.sealed_secret', 'set_up_link.used_at', 'set_up_link.provider_id', 'set_up_link.subject_hash', 'provider_link.used_at', 'failed_try.failures', 'failed_try.last_at'].map((column) => `keerpunt_doorkeeper: UPDATE ${column}`),
  ...['version', 'begun_at', 'last_stream', 'streams', 'changed', 'finished_at'].map((column) => `keerpunt_rebuilder: UPDATE rebuild.${column}`),
  ...['version', 'begun_at', 'last_stream', 'streams', 'changed', 'finished_at'].map((column) => `keerpunt_imprinter: UPDATE rebuild.${column}`),
  ...['works', 'since', 'tried_at'].map((column) => `keerpunt_jobs: UPDATE mail_state.${column}`),
  // A token is ended, and says on which day it was used; what was answered is kept for a day.
  'keerpunt_doorkeeper: DELETE api_answer',
  ...['doorkeeper: UPDATE api_token.ended_at', 'doorkeeper: UPDATE api_token.used_on', 'registrar: UPDATE api_token.ended_at'].map((right) => `keerpunt_${right}`),
  ...['address', 'language'].map((column) => `keerpunt_doorkeeper: UPDATE notice_address.${column}`),
  'keerpunt_doorkeeper: DELETE notice_address',
  // What was typed and not sent is no record.
  ...['sealed', 'saved_at', 'expires_at'].map((column) => `keerpunt_drafter: UPDATE form_draft.${column}`),
  'keerpunt_drafter: DELETE form_draft',
  ...['wrapped_key', 'master_key_id'].map((column) => `keerpunt_keeper: UPDATE draft_key.${column}`),
  ...['password', 'totp', 'recovery_code', 'passkey', 'device', 'session', 'pending_sign_in', 'set_up_link', 'provider_link', 'provider_visit', 'failed_try'].map((table) => `keerpunt_doorkeeper: DELETE ${table}`),
];
/** What may be changed at all, by whom; everything else is only added to. Rows of lists can be made again from the headers, imprints from the entries. */
const CHANGES = ['keerpunt_actor: DELETE list_row', 'keerpunt_actor: UPDATE list_row.due_on', 'keerpunt_actor: UPDATE list_row.fields', 'keerpunt_actor: UPDATE list_row.state', ...['DELETE imprint', ...['ask', 'epoch', 'is_found', 'sealed', 'tokens'].map((column) => `UPDATE imprint.${column}`)].map((what) => `keerpunt_imprinter: ${what}`), 'keerpunt_keeper: UPDATE entry.sealed_key', 'keerpunt_keeper: UPDATE section_key.master_key_id', 'keerpunt_keeper: UPDATE section_key.shredded_because', 'keerpunt_keeper: UPDATE section_key.shredded_by', 'keerpunt_keeper: UPDATE section_key.shredded_on', 'keerpunt_keeper: UPDATE section_key.wrapped_key', 'keerpunt_rebuilder: DELETE list_row', 'keerpunt_rebuilder: UPDATE list_row.due_on', 'keerpunt_rebuilder: UPDATE list_row.fields', 'keerpunt_rebuilder: UPDATE list_row.state'];
/** All that a policy may call. Anything else could hide a query. */
const PLAIN = new Set(['current_setting', 'nullif', 'string_to_array', 'coalesce']);

const database = useDatabase();

type Policy = { table: string; name: string; expression: string };
type Key = { table: string; name: string; columns: string[]; target: string | null };

const policies = () =>
  database.query(`select tablename as table, policyname as name, concat_ws(' and ', qual, with_check) as expression from pg_policies where schemaname = 'keerpunt' order by 1, 2`) as Promise<Policy[]>;

/** Why the expression is more than columns, settings and operators, or null. */
function notPlain(expression: string): string | null {
  const text = expression.replaceAll(/'(?:[^']|'')*'/g, "''");
  if (/\bselect\b/i.test(text)) return 'holds a query';
  const called = [...text.matchAll(/\b([a-z_][\w.]*)\s*\(/gi)].map((m) => (m[1] as string).toLowerCase());
  const words = new Set(['and', 'or', 'not', 'any', 'all', 'in', 'is', 'when', 'then', 'else', 'from']);
  const other = called.find((name) => !PLAIN.has(name) && !words.has(name));
  return other ? `calls ${other}` : null;
}

async function policiesThatAreNotPlain(): Promise<string[]> {
  return (await policies()).flatMap(({ table, name, expression }) => {
    const why = notPlain(expression);
    return why ? [`policy ${name} of ${table} ${why}: write it with columns and settings only`] : [];
  });
}

async function tablesWithoutTheStream(): Promise<string[]> {
  const tables = (await database.query(`select c.relname as name, c.relrowsecurity as restricted, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'stream_id' and a.attnotnull) as bound
    from pg_class c where c.relnamespace = 'keerpunt'::regnamespace and c.relkind in ('r', 'p') order by 1`)) as { name: string; restricted: boolean; bound: boolean }[];
  const keys = (await database.query(`
    select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name, null as target, array(select a.attname::text from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey)) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid where i.indisunique and c.relnamespace = 'keerpunt'::regnamespace
    union all
    select f.conrelid::regclass::text, f.conname, f.confrelid::regclass::text, array(select a.attname::text from pg_attribute a where a.attrelid = f.conrelid and a.attnum = any (f.conkey))
    from pg_constraint f where f.contype = 'f' and f.connamespace = 'keerpunt'::regnamespace`)) as Key[];
  const bare = (name: string) => name.replace('keerpunt.', '');
  const bound = tables.filter((t) => !ORDINARY.has(t.name));
  return [
    ...bound.filter((t) => !t.bound).map((t) => `table ${t.name} has no stream_id, and is not on the list of ordinary tables`),
    ...bound.filter((t) => !t.restricted).map((t) => `table ${t.name} has no row-level security`),
    ...keys
      .filter((k) => !ORDINARY.has(bare(k.table)) && !ORDINARY.has(bare(k.target ?? '')))
      .filter((k) => !k.columns.includes('stream_id'))
      .map((k) => `${bare(k.name)} of ${bare(k.table)} does not hold stream_id`),
  ];
}

/** Everything that anybody but the owner may do to the tables other than read and add. */
async function changesThatAreGranted(): Promise<string[]> {
  const rows = (await database.query(`
    select grantee, privilege_type as what, table_name as on from information_schema.role_table_grants where table_schema = 'keerpunt'
    union
    select grantee, privilege_type, table_name || '.' || column_name from information_schema.column_privileges g where table_schema = 'keerpunt'
      and not exists (select from information_schema.role_table_grants t where t.table_schema = 'keerpunt' and t.table_name = g.table_name and t.grantee = g.grantee and t.privilege_type = g.privilege_type)`)) as { grantee: string; what: string; on: string }[];
  return rows
    .filter((r) => r.grantee !== 'keerpunt_owner' && !['SELECT', 'INSERT'].includes(r.what))
    .map((r) => `${r.grantee}: ${r.what} ${r.on}`)
    .toSorted();
}

async function withoutComment(): Promise<string[]> {
  const rows = (await database.query(`
    select c.relname || coalesce('.' || a.attname, '') as name from pg_class c
    left join (select attrelid, attname, attnum from pg_attribute where attnum > 0 and not attisdropped union all select oid, null, 0 from pg_class) a on a.attrelid = c.oid
    left join pg_description d on d.objoid = c.oid and d.objsubid = a.attnum and d.classoid = 'pg_class'::regclass
    where c.relnamespace = 'keerpunt'::regnamespace and c.relkind in ('r', 'p', 'v') and d.description is null
    union all
    select proname || '()' from pg_proc p left join pg_description d on d.objoid = p.oid where p.pronamespace = 'keerpunt'::regnamespace and d.description is null`)) as { name: string }[];
  return rows.map((r) => r.name);
}

/** Functions that run with the rights of the owner and that everybody may call, or that trust the caller's search path. */
async function looseFunctions(): Promise<string[]> {
  const rows = (await database.query(`
    select proname as name from pg_proc p where p.pronamespace = 'keerpunt'::regnamespace
      and (has_function_privilege('keerpunt_app', p.oid, 'execute') or not coalesce(array_to_string(proconfig, ' '), '') like '%search_path=%')`)) as { name: string }[];
  return rows.map((r) => r.name);
}

describe('the schema', () => {
  it('policies are plain expressions over columns and settings', async () => expect(await policiesThatAreNotPlain()).toEqual([]));
  it('everything that belongs to a stream has the stream id in every key, and row-level security', async () => expect(await tablesWithoutTheStream()).toEqual([]));
  it('nothing can be changed but the keys, the rows of lists, and the state of people and sessions', async () => expect(await changesThatAreGranted()).toEqual([...CHANGES, ...ORDINARY_CHANGES].toSorted()));
  it('every table, column and function says what it is', async () => expect(await withoutComment()).toEqual([]));
  it('no function is open to everybody or follows a search path of its caller', async () => expect(await looseFunctions()).toEqual([]));
  it('sees the schema', async () => expect((await policies()).length).toBeGreaterThan(10));
});

describe('whoever knows who somebody is', () => {
  it.each(['keerpunt_registrar', 'keerpunt_doorkeeper', 'keerpunt_receiver', 'keerpunt_drafter'])('%s has no right to anything that belongs to a stream', async (role) => {
    const bound = ['stream', 'entry', 'access_record', 'party', 'exclusion', 'section_key', 'block', 'block_head', 'list_row', 'list_place', 'imprint', 'imprint_question', 'attachment', 'attachment_chunk', 'attachment_total'];
    const rows = await database.query(
      `select t.name from unnest(array['${bound.join("','")}']) as t(name)
        where has_any_column_privilege('${role}', 'keerpunt.' || t.name, 'select, insert, update') or has_table_privilege('${role}', 'keerpunt.' || t.name, 'select, insert, update, delete')`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the application', () => {
  it('owns nothing and bypasses nothing', async () => {
    const rows = await database.query(`
      select (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication) as mighty, pg_has_role(oid, 'keerpunt_owner', 'member') as an_owner,
        (select count(*)::int from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname like 'keerpunt\\_%' and rolname <> 'keerpunt_owner'`);
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map((r) => JSON.stringify(r)))).toEqual(new Set([JSON.stringify({ mighty: false, an_owner: false, owned: 0 })]));
  });
  it('speaks of every table that there is, and of no other', async () => {
    const described = readFileSync(join(PROJECT, 'src/platform/database/tables.ts'), 'utf8');
    const inCode = [...described.matchAll(/^ {2}(\w+): (?:Hashes & )?\{/gm)].map((m) => m[1]);
    const inDatabase = await database.query(`select relname::text as name from pg_class where relnamespace = 'keerpunt'::regnamespace and relkind = 'r'`);
    expect(inCode.toSorted()).toEqual(inDatabase.map((r) => r['name'] as string).toSorted());
  });
});

describe('the migrations', () => {
  it('are numbered upwards', () => expect(readMigrations(MIGRATIONS).length).toBeGreaterThan(3));
});

describe('the scanner itself', () => {
  beforeAll(async () => {
    await database.query(`
      create table keerpunt.loose (id integer primary key, stream_id uuid);
      create table keerpunt.bound (stream_id uuid not null, id integer primary key references keerpunt.loose);
      create policy peeks on keerpunt.bound using (exists (select from keerpunt.party p where p.stream_id = bound.stream_id));
      create function keerpunt.hidden(uuid) returns boolean language sql as 'select true';
      create policy calls on keerpunt.bound using (keerpunt.hidden(stream_id));
      grant delete on keerpunt.bound to keerpunt_actor;
      grant update (id) on keerpunt.loose to keerpunt_rules;`);
  });
  it('finds a policy that queries and one that calls a function', async () => {
    const found = await policiesThatAreNotPlain();
    expect(found).toHaveLength(2);
    expect(found.join()).toMatch(/calls .*calls keerpunt.hidden.*peeks .*holds a query/s);
  });
  it('finds keys without the stream, and tables without it or without row-level security', async () => {
    const found = await tablesWithoutTheStream();
    for (const part of ['table loose has no stream_id', 'table loose has no row-level', 'table bound has no row-level', 'loose_pkey', 'bound_pkey', 'bound_id_fkey']) expect(found.join('\n')).toContain(part);
  });
  it('finds a grant on a table and one on a column', async () => {
    expect(await changesThatAreGranted()).toEqual(expect.arrayContaining(['keerpunt_actor: DELETE bound', 'keerpunt_rules: UPDATE loose.id']));
  });
  it('finds what has no comment, and a function for everybody', async () => {
    expect(await withoutComment()).toEqual(expect.arrayContaining(['loose', 'loose.id', 'hidden()']));
    expect(await looseFunctions()).toEqual(['hidden']);
  });
});
