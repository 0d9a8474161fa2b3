import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, DatabaseError, type ClientConfig } from 'pg';
import { CannotOpenDatabase } from './cannot-open.ts';

export type Migration = { number: number; name: string; checksum: string; sql: string };
export type Applied = { number: number; name: string; checksum: string };

/** Any number will do, if nobody else in this database uses it. */
const MIGRATING = 7_305_262;
const FILE = /^(\d{4})_[a-z]+_[a-z_]+\.sql$/;
/** Whoever waits for another's migration gives up after this. */
const PATIENCE_MS = 60_000;

/** The migrations in a folder, in order. Each room counts from a number of its own, so there may be gaps; never doubles. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  let last = 0;
  return names.toSorted().map((name) => {
    const number = Number(FILE.exec(name)?.[1]);
    if (!(number > last)) throw new Error(`migrations/${name}: expected a number above ${last}, and a name such as 0001_platform_create_journal.sql`);
    last = number;
    const sql = readFileSync(join(folder, name), 'utf8');
    return { number, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
  });
}

/** What is still to be done. Throws CannotOpenDatabase when the database followed another path than these files. */
export function pendingMigrations(files: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const newest = files.at(-1)?.number ?? 0;
  for (const done of applied) {
    const file = files.find((one) => one.number === done.number);
    if (!file && done.number < newest) throw new CannotOpenDatabase(`migration ${done.name} is missing here, and the database has had it; put the file back`);
    if (!file) throw new CannotOpenDatabase(`the database was used by a newer Keerpunt (${done.name}); start that version or a later one`);
    if (file.checksum !== done.checksum) {
      throw new CannotOpenDatabase(`migration ${file.name} was changed after it had been applied to this database; put the file back as it was`);
    }
  }
  const had = new Set(applied.map((done) => done.number));
  const pending = files.filter((file) => !had.has(file.number));
  const last = Math.max(0, ...had);
  const late = pending.find((file) => file.number < last);
  // What was tried on an empty database is not what would happen to this one.
  if (late) throw new CannotOpenDatabase(`migration ${late.name} comes before ${last}, which this database has had; give it a later number`);
  return pending;
}

const TABLE = `
create schema if not exists keerpunt;
create table if not exists keerpunt.migration (
  number integer constraint migration_key primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
);
comment on schema keerpunt is 'Everything of Keerpunt.';
comment on table keerpunt.migration is 'Which changes of the schema this database has had. Written by the migrations only.';
comment on column keerpunt.migration.number is 'Its number.';
comment on column keerpunt.migration.name is 'Its file.';
comment on column keerpunt.migration.checksum is 'SHA-256 of the file as it was applied.';
comment on column keerpunt.migration.applied_at is 'When.';
revoke all on keerpunt.migration from public;
grant usage on schema keerpunt to keerpunt_app;
grant select on keerpunt.migration to keerpunt_app;
`;

/** The migrations a database has had, in order; none when it has never been migrated. */
export async function appliedMigrations(client: Pick<Client, 'query'>): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('keerpunt.migration') is not null as there`);
  if (rows[0]?.there !== true) return [];
  return (await client.query<Applied>('select number, name, checksum from keerpunt.migration order by number')).rows;
}

/** A table that is there while a backup is being restored. It is in no migration. */
export const UNFINISHED = 'restore_unfinished';

/** Refuses a database into which a backup was restored half-way: it would look like one that lost what it had. */
export async function refuseUnfinished(client: Pick<Client, 'query'>): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('keerpunt.${UNFINISHED}') is not null as there`);
  if (rows[0]?.there === true) throw new CannotOpenDatabase('a backup was not restored to its end here; do keerpunt restore again');
}

/** A version may bring a role that an administrator of the server has to make, as at the beginning. */
const adviceFor = ({ code, message }: DatabaseError): string => (code === '42704' && message.startsWith('role ') ? '; have an administrator of the server run what this prints: keerpunt database roles' : '');

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query('set local search_path = keerpunt');
    await client.query(migration.sql);
    await client.query('insert into keerpunt.migration (number, name, checksum) values ($1, $2, $3)', [migration.number, migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (!(error instanceof DatabaseError)) throw error;
    throw new CannotOpenDatabase(`migration ${migration.name} failed and changed nothing: ${error.message}${adviceFor(error)}`);
  }
}

/** Applies what is missing, each in a transaction of its own, and returns the names. Two at once take turns. */
export async function migrate(connection: ClientConfig, files: readonly Migration[]): Promise<readonly string[]> {
  const client = new Client({ ...connection, application_name: 'keerpunt-migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${PATIENCE_MS}`);
    await client.query(`select pg_advisory_lock(${MIGRATING})`);
    await client.query(TABLE);
    const pending = pendingMigrations(files, await appliedMigrations(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Ends the lock too.
    await client.end();
  }
}
