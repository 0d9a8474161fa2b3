import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client, type QueryResult } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connect, type Database } from '#src/platform/database/database.ts';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import { migrate, readMigrations } from '#src/platform/database/migrations.ts';
import { APPLICATION, databaseSql, OWNER, ROLES_SQL } from '#src/platform/database/roles.ts';
import type { ActingAs } from '#src/platform/database/transaction.ts';
import { FOR_TESTS } from './database-folder.ts';
import { PROJECT } from './server.ts';

export const MIGRATIONS = join(PROJECT, 'migrations');

/** A database of its own for the tests of a file; to be read inside the tests only. */
export type TestDatabase = Omit<Database, 'migrated' | 'connection'> & {
  /** The socket's folder and the name of the database. */
  host: string;
  name: string;
  /** SQL as the owner of the tables, or as another role: for looking from outside, and for what a thief would do. */
  query: (sql: string, values?: readonly unknown[], role?: string) => Promise<QueryResult['rows']>;
};

const MAKING_TEMPLATE = 1;

export async function queryAs(host: string, user: string, database: string, sql: string, values: readonly unknown[] = []): Promise<QueryResult['rows']> {
  const client = new Client({ host, user, database });
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The database that every test database is a copy of, made once for each state of the migrations. */
async function prepareTemplate(host: string): Promise<string> {
  const files = readMigrations(MIGRATIONS);
  const name = `template_${createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12)}`;
  const client = new Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${MAKING_TEMPLATE})`);
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount === 0) {
      await client.query(ROLES_SQL);
      await client.query(`create database ${name} owner ${OWNER}`);
      await client.query(databaseSql(name));
      await migrate({ host, user: OWNER, database: name }, files);
      await client.query(`alter database ${name} is_template true`);
    }
  } finally {
    await client.end();
  }
  return name;
}

let made = 0;

/** A migrated, empty database. It goes when the run ends. */
export async function cloneDatabase(host: string): Promise<string> {
  const template = await prepareTemplate(host);
  const name = `test_${process.pid}_${++made}_${Date.now()}`;
  await queryAs(host, 'postgres', 'postgres', `create database ${name} template ${template} owner ${OWNER}`);
  await queryAs(host, 'postgres', 'postgres', databaseSql(name));
  return name;
}

/**
 * The PostgreSQL of this run, started if no test did so before. KEERPUNT_TEST_POSTGRES, the folder of a socket where
 * `postgres` may enter, has the same tests prove another one.
 */
export async function testServer(): Promise<{ host: string; leave: () => Promise<void> }> {
  const other = process.env['KEERPUNT_TEST_POSTGRES'];
  if (other) return { host: other, leave: async () => undefined };
  const server = await startEmbedded({ data: inject('databaseFolder'), settings: FOR_TESTS });
  return { host: server.host, leave: () => server.leave('let-it-run') };
}

export function useDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  let leave: () => Promise<void>;
  beforeAll(async () => {
    const server = await testServer();
    ({ leave } = server);
    const { host } = server;
    const name = await cloneDatabase(host);
    Object.assign(database, connect({ host, user: APPLICATION, database: name }), {
      host,
      name,
      query: (sql: string, values: readonly unknown[] = [], role = OWNER) => queryAs(host, role, name, sql, values),
    } satisfies Partial<TestDatabase>);
  });
  afterAll(async () => {
    await database.close();
    await leave();
  });
  return database;
}

const AGENCY = '11111111-1111-4111-8111-111111111111';
export const OTHER_AGENCY = '22222222-2222-4222-8222-222222222222';

/** Somebody who acts, at the agency of most tests, on the day of most tests. */
export const acting = (changed: Partial<ActingAs> = {}): ActingAs => ({ role: 'keerpunt_actor', actor: 'person-1', agency: AGENCY, today: '2026-11-25', ...changed });
