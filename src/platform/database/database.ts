import { Kysely, PostgresDialect } from 'kysely';
import { Client, Pool, types, type ClientConfig, type CustomTypesConfig } from 'pg';
import { CannotOpenDatabase } from './cannot-open.ts';
import { startEmbedded, type EmbeddedServer } from './embedded.ts';
import { appliedMigrations, migrate, pendingMigrations, readMigrations, refuseUnfinished, type Migration } from './migrations.ts';
import { remembering } from './prepared.ts';
import { APPLICATION, databaseSql, OWNER, ROLES_SQL } from './roles.ts';
import type { Tables } from './tables.ts';
import { inTransaction, type ActingAs, type Transaction } from './transaction.ts';

export type Database = {
  transaction: <T>(acting: ActingAs, work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Whether it answers now. */
  isReady: () => Promise<boolean>;
  /** Its connections now: all there are, those that nobody uses, and how many wait for one. */
  connections: () => { all: number; idle: number; waiting: number };
  /** How it is reached as the application, for what keeps connections of its own. */
  connection: ClientConfig;
  /** What was applied when it was opened. */
  migrated: readonly string[];
  close: () => Promise<void>;
};

type Where = {
  /** Keerpunt's data folder, for the embedded server. */
  data: string;
  /** A server of one's own, as the role of the application. */
  url?: string | undefined;
  /** The same database as the role that owns it; without it nothing is migrated there. */
  ownerUrl?: string | undefined;
};

export type OpenOptions = Where & {
  migrationsFolder: string;
  tell?: (line: string) => void;
};

/** Connections of one process; an action holds one for as long as it runs. */
const POOL_SIZE = 10;
/** How long one waits for a connection, before the person is told that it does not work now. */
const WAIT_MS = 5000;
export const EMBEDDED_DATABASE = 'keerpunt';
/** Any number will do, if nobody else in this database uses it. */
const PREPARING = 7_305_263;
const INT8 = 20;
const DATE = 1082;

function safeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('a number of the database is too large to be exact');
  return number;
}

/** Counting numbers as numbers, and days as they are written: as a moment they would move with the time zone. */
const PARSERS: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return safeNumber;
    if (oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format ?? 'text');
  },
};

/** One connection for one piece of work. Throws CannotOpenDatabase where nobody answers. */
export async function ask<T>(connection: ClientConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connection, types: PARSERS, connectionTimeoutMillis: WAIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // The message may hold the address with its password, the code does not.
    throw new CannotOpenDatabase(`the database does not answer: ${(error as NodeJS.ErrnoException).code ?? 'no reason given'}`);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the roles and the database in an embedded server, where they are not yet. */
export async function prepareEmbedded(server: EmbeddedServer): Promise<void> {
  const asAdministrator = { host: server.host, user: 'postgres', database: 'postgres' };
  await ask(asAdministrator, async (client) => {
    // Two processes that start at once take turns; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(${PREPARING})`);
    await client.query(ROLES_SQL);
    const { rows } = await client.query('select from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (rows.length === 0) await client.query(`create database ${EMBEDDED_DATABASE} owner ${OWNER}`);
    await client.query(databaseSql(EMBEDDED_DATABASE));
  });
}

/** Refuses an application that could see past the policies or change what may only be added to. */
async function checkRole(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; too_much: boolean }>(`
    select current_user as name,
      r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolinherit
        or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'keerpunt' and pg_has_role(r.oid, c.relowner, 'member')) as too_much
    from pg_roles r where r.rolname = current_user`);
  if (rows[0]?.too_much !== false) {
    throw new CannotOpenDatabase(`the application may not connect as ${rows[0]?.name ?? 'this role'}, which may do too much; connect as ${APPLICATION}`);
  }
}

async function check(connection: ClientConfig, files: readonly Migration[]): Promise<void> {
  await ask(connection, async (client) => {
    await checkRole(client);
    await refuseUnfinished(client);
    const pending = pendingMigrations(files, await appliedMigrations(client));
    if (pending.length > 0) {
      throw new CannotOpenDatabase(`the database lacks ${pending.length} migrations; run: keerpunt database prepare --owner-url URL`);
    }
  });
}

type Prepared = { connection: ClientConfig; migrated: readonly string[]; leave: () => Promise<void> };

async function prepareServer(where: Where, url: string, files: readonly Migration[]): Promise<Prepared> {
  const { ownerUrl } = where;
  if (ownerUrl !== undefined) await ask({ connectionString: ownerUrl }, refuseUnfinished);
  const migrated = ownerUrl === undefined ? [] : await migrate({ connectionString: ownerUrl }, files);
  return { connection: { connectionString: url }, migrated, leave: async () => undefined };
}

async function prepareOwn(options: OpenOptions, files: readonly Migration[]): Promise<Prepared> {
  const server = await startEmbedded(options);
  const connection = { host: server.host, database: EMBEDDED_DATABASE };
  try {
    await prepareEmbedded(server);
    await ask({ ...connection, user: OWNER }, refuseUnfinished);
    const migrated = await migrate({ ...connection, user: OWNER }, files);
    return { connection: { ...connection, user: APPLICATION }, migrated, leave: () => server.leave() };
  } catch (error) {
    await server.leave();
    throw error;
  }
}

/** Connects as the application. Its connections come back by themselves after the server was away. */
export function connect(connection: ClientConfig): Omit<Database, 'migrated' | 'connection'> {
  const pool = new Pool({ ...connection, types: PARSERS, max: POOL_SIZE, connectionTimeoutMillis: WAIT_MS, application_name: 'keerpunt' });
  // An idle connection that the server ended: the pool has dropped it already, and the next one will tell.
  pool.on('error', () => undefined);
  // One that is in use: its transaction fails by itself. Without a listener it would end this process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: remembering(pool) }) });
  return {
    transaction: (acting, work) => inTransaction(kysely, acting, work),
    isReady: () => pool.query('select 1').then(() => true, () => false),
    connections: () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => kysely.destroy(),
  };
}

/** Brings up or reaches the database, migrates it, and connects as the application. Throws CannotOpenDatabase. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const files = readMigrations(options.migrationsFolder);
  const { connection, migrated, leave } = await (options.url === undefined ? prepareOwn(options, files) : prepareServer(options, options.url, files));
  try {
    await check(connection, files);
  } catch (error) {
    await leave();
    throw error;
  }
  const database = connect(connection);
  return {
    ...database,
    connection,
    migrated,
    async close() {
      await database.close();
      await leave();
    },
  };
}
