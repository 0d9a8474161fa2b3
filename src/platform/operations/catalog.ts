import type { OwnerClient } from '../database/owner.ts';
import { BackupUnusable } from './manifest.ts';

/**
 * What would open doors again after a restore, and is nothing anybody misses: who was signed in, who was about to, links
 * that were used since, visits to a provider, and failed tries. Nor files that wait for two hours for an action that will not come, nor drafts: their keys are
 * destroyed with whoever is disabled, and a backup would bring them back. After a restore everybody signs in anew.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set(['session', 'pending_sign_in', 'set_up_link', 'provider_visit', 'failed_try', 'upload', 'upload_chunk', 'draft_key', 'form_draft', 'migration', 'restore_unfinished']);

export type Table = { name: string; columns: string[] };

async function referencesOf(client: OwnerClient): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    select a.relname::text as from, b.relname::text as to from pg_constraint f join pg_class a on a.oid = f.conrelid join pg_class b on b.oid = f.confrelid
    where f.contype = 'f' and f.connamespace = 'keerpunt'::regnamespace and a.oid <> b.oid`);
  const references = new Map<string, Set<string>>();
  for (const { from, to } of rows) references.set(from, (references.get(from) ?? new Set()).add(to));
  return references;
}

/** The tables that a backup holds, with their columns, in an order in which each only refers to earlier ones. */
export async function tablesInOrder(client: OwnerClient): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'keerpunt'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`);
  const references = await referencesOf(client);
  const waiting = new Map(rows.filter(({ name }) => !LEFT_OUT.has(name)).map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ name }) => ![...(references.get(name) ?? [])].some((to) => waiting.has(to)));
    if (!next) throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    const lost = [...(references.get(next.name) ?? [])].find((to) => LEFT_OUT.has(to));
    if (lost !== undefined) throw new Error(`table ${next.name} refers to ${lost}, which is left out of backups`);
    waiting.delete(next.name);
    ordered.push(next);
  }
  return ordered;
}

const columnsOf = ({ columns }: Table) => columns.map((name) => `"${name}"`).join(', ');
export const copyFrom = (table: Table): string => `copy keerpunt."${table.name}" (${columnsOf(table)}) to stdout`;
export const copyInto = (table: Table): string => `copy keerpunt."${table.name}" (${columnsOf(table)}) from stdin`;

/** How things are written must not depend on how the server is set up. */
export const SAME_EVERYWHERE = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 3; set local client_encoding = 'UTF8'`;

type Trigger = { name: string; table: string; state: 'O' | 'A' | 'R' | 'D' };
const AS_BEFORE = { O: 'enable trigger', A: 'enable always trigger', R: 'enable replica trigger', D: 'disable trigger' } as const;

/**
 * Switches the triggers off within this transaction, and says how each is switched on again as it was. They stand for what
 * was done when the rows were new; the rows of a backup have that behind them. Keys and checks stay.
 */
export async function withoutTriggers(client: OwnerClient): Promise<() => Promise<void>> {
  const { rows } = await client.query<Trigger>(`
    select t.tgname::text as name, c.relname::text as table, t.tgenabled as state from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'keerpunt'::regnamespace and not t.tgisinternal order by 2, 1`);
  for (const table of new Set(rows.map((trigger) => trigger.table))) await client.query(`alter table keerpunt."${table}" disable trigger user`);
  return async () => {
    for (const { name, table, state } of rows) await client.query(`alter table keerpunt."${table}" ${AS_BEFORE[state]} "${name}"`);
  };
}

/** Lets columns that count by themselves go on after the last number that is there. */
export async function countOn(client: OwnerClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; counter: string | null }>(`
    select c.relname::text as table, a.attname::text as column, pg_get_serial_sequence(format('keerpunt.%I', c.relname), a.attname) as counter
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'keerpunt'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and pg_get_serial_sequence(format('keerpunt.%I', c.relname), a.attname) is not null`);
  for (const { table, column, counter } of rows) {
    await client.query(`select setval($1::regclass, coalesce((select max("${column}") from keerpunt."${table}"), 0) + 1, false)`, [counter]);
  }
}

/** The tables as this database has them; throws where a backup has others. */
export async function checkTables(client: OwnerClient, wanted: readonly Table[]): Promise<void> {
  const here = new Map((await tablesInOrder(client)).map((table) => [table.name, columnsOf(table)]));
  const other = wanted.find((table) => here.get(table.name) !== columnsOf(table));
  if (other || here.size !== wanted.length) throw new BackupUnusable(`the backup holds other tables than its migrations make${other ? `: ${other.name}` : ''}`);
}
