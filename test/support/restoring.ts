import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { readMigrations } from '#src/platform/database/migrations.ts';
import { asOwner } from '#src/platform/database/owner.ts';
import { databaseSql, OWNER, ROLES_SQL } from '#src/platform/database/roles.ts';
import { makeBackup } from '#src/platform/operations/backup.ts';
import { restore, type Restored, type RestoreOptions } from '#src/platform/operations/restore.ts';
import { MIGRATIONS, queryAs, type TestDatabase } from './database.ts';

let made = 0;

/** A database with nothing in it, as an administrator makes one. */
export async function emptyDatabase(host: string): Promise<string> {
  const name = `empty_${process.pid}_${++made}_${Date.now()}`;
  await queryAs(host, 'postgres', 'postgres', ROLES_SQL);
  await queryAs(host, 'postgres', 'postgres', `create database ${name} owner ${OWNER}`);
  await queryAs(host, 'postgres', 'postgres', databaseSql(name));
  return name;
}

export const ownerUrl = (host: string, name: string) => `postgresql://${OWNER}@/${name}?host=${encodeURIComponent(host)}`;

/** A folder for the tests of a file. */
export function useFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-operations-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const backUp = (database: Pick<TestDatabase, 'host' | 'name'>, data: string, file: string) =>
  asOwner({ data, ownerUrl: ownerUrl(database.host, database.name) }, false, ({ client }) => makeBackup({ client, data, version: '0.1.0' }, file));

export const restoreTo = (host: string, name: string, data: string, file: string, changed: Partial<RestoreOptions> = {}): Promise<Restored> =>
  restore({ file, into: { data, ownerUrl: ownerUrl(host, name) }, migrations: readMigrations(MIGRATIONS), publicKeys: null, witness: [], ...changed });

/** A sum over all rows of each table, whatever their order. */
export async function sumsOf(query: (sql: string) => Promise<readonly Record<string, unknown>[]>): Promise<Record<string, string>> {
  const tables = await query(`select relname::text as name from pg_class where relnamespace = 'keerpunt'::regnamespace and relkind = 'r' order by 1`);
  // In one question: each is asked over a connection of its own, and there are many tables.
  const each = (tables as { name: string }[]).map(({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from keerpunt."${name}" t`);
  return Object.fromEntries((await query(each.join(' union all '))).map((row) => [String(row['name']), String(row['sum'])]));
}
