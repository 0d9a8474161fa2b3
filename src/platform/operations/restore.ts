import { createWriteStream, existsSync, readdirSync, rmSync, writeFileSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { isAway } from '../database/away.ts';
import { copyIn } from '../database/copy.ts';
import { migrate, UNFINISHED, type Migration } from '../database/migrations.ts';
import { asOwner, type AsOwner, type OwnerClient, type OwnersPlace } from '../database/owner.ts';
import type { PublicKeys } from '../journal/signing-keys.ts';
import { verifyJournal, type Verification } from '../journal/verify.ts';
import type { WitnessLine } from '../journal/witness.ts';
import { makeFolder } from '../make-folder.ts';
import { checkTables, copyInto, countOn, SAME_EVERYWHERE, tablesInOrder, withoutTriggers } from './catalog.ts';
import { journalIn } from './journal-source.ts';
import { BackupUnusable, filePart, tablePart, type Start } from './manifest.ts';
import { readBackup, type Receiver } from './read-backup.ts';

export type RestoreOptions = {
  file: string;
  into: OwnersPlace;
  migrations: readonly Migration[];
  /** Without them blocks cannot be held against their signatures. */
  publicKeys: PublicKeys | null;
  witness: readonly WitnessLine[];
};

export type Restored = { start: Start; rows: number; migrated: readonly string[]; verification: Verification };

/** Any number will do, if nobody else in this database uses it. */
const RESTORING = 7_305_271;
const MARK = 'restore-unfinished';
/** What may lie in a new data folder: keys go there first, and they are in no backup. */
const EXPECTED = new Set(['keys', MARK]);

/** The migrations a backup was made with; throws where this Keerpunt has others. */
function migrationsOf({ version, migrations }: Start, here: readonly Migration[]): readonly Migration[] {
  const known = new Map(here.map((one) => [one.number, one]));
  return migrations.map(({ number, name, checksum }) => {
    const own = known.get(number);
    if (!own) throw new BackupUnusable(`this backup was made by a newer Keerpunt, ${version}, which has ${name}; restore it with that version or a later one`);
    if (own.checksum !== checksum) throw new BackupUnusable(`this backup was made with another ${name} than this Keerpunt has; restore it with version ${version}`);
    return own;
  });
}

function checkFolder(data: string): void {
  if (!existsSync(data)) return;
  const found = readdirSync(data);
  if (found.includes(MARK)) return;
  const other = found.find((name) => !EXPECTED.has(name));
  if (other !== undefined) throw new BackupUnusable(`${data} is not empty (${other}); a backup is only restored into a new folder`);
}

/** Takes the database for this restore. What an earlier one left half-way is cleared away first; anything else stays. */
async function claim(client: OwnerClient): Promise<void> {
  const lock = await client.query<{ ok: boolean }>(`select pg_try_advisory_lock(${RESTORING}) as ok`);
  if (lock.rows[0]?.ok !== true) throw new BackupUnusable('somebody else is restoring into this database');
  const { rows } = await client.query<{ tables: number; half: boolean }>(`
    select count(*)::int as tables, coalesce(bool_or(relname = '${UNFINISHED}'), false) as half from pg_class
    where relkind = 'r' and relnamespace = to_regnamespace('keerpunt')`);
  const { tables = 0, half = false } = rows[0] ?? {};
  if (tables > 0 && !half) throw new BackupUnusable('this database is not empty; a backup is only restored into a new one');
  await client.query(`begin; drop schema if exists keerpunt cascade; drop schema if exists pgboss cascade; create schema keerpunt; create table keerpunt.${UNFINISHED} (); commit`);
}

async function write(sink: Writable, data: Buffer): Promise<void> {
  if (sink.errored) throw sink.errored;
  if (!sink.write(data)) await once(sink, 'drain');
}

/** What came in has its place: rows in their tables, files in their folders. */
function loader(client: OwnerClient, data: string, start: Start): Receiver {
  let sink: Writable | WriteStream | null = null;
  let rows: (() => number) | null = null;
  return {
    start: async () => undefined,
    async begin(part) {
      const table = start.tables.find(({ name }) => tablePart(name) === part);
      const path = join(data, part.slice(filePart('').length));
      if (table) {
        const into = copyIn(client, copyInto(table));
        sink = into.sink;
        rows = into.rows;
      } else {
        makeFolder(dirname(path), 0o700);
        sink = createWriteStream(path, { mode: 0o600, flush: true });
        rows = null;
      }
      // Heard where it is waited for.
      sink.on('error', () => undefined);
    },
    data: (piece) => write(sink as Writable, piece),
    async end() {
      const whole = finished(sink as Writable);
      (sink as Writable).end();
      await whole;
      return rows?.() ?? null;
    },
  };
}

/** All rows in one transaction, so that there is nothing or all of it. */
async function load(client: OwnerClient, options: RestoreOptions, start: Start): Promise<number> {
  await client.query('begin');
  await client.query(SAME_EVERYWHERE);
  await checkTables(client, start.tables);
  const switchOn = await withoutTriggers(client);
  // What migrations put there is in the backup as well.
  for (const { name } of (await tablesInOrder(client)).toReversed()) await client.query(`delete from keerpunt."${name}"`);
  const { manifest } = await readBackup(options.file, loader(client, options.into.data, start));
  await countOn(client);
  // What refers to another row is looked at now: with that open, no trigger can be switched.
  await client.query('set constraints all immediate');
  await switchOn();
  await client.query('commit');
  return manifest.parts.reduce((sum, part) => sum + (part.rows ?? 0), 0);
}

async function verify(client: OwnerClient, { publicKeys, witness }: RestoreOptions): Promise<Verification> {
  await client.query('begin transaction isolation level repeatable read, read only');
  const verification = await verifyJournal(journalIn(client, publicKeys, witness));
  await client.query('commit');
  return verification;
}

async function restoreInto({ client, connection }: AsOwner, options: RestoreOptions, start: Start): Promise<Restored> {
  await claim(client);
  await migrate(connection, migrationsOf(start, options.migrations));
  const rows = await load(client, options, start);
  const migrated = await migrate(connection, options.migrations);
  await client.query('analyze');
  const verification = await verify(client, options);
  // Only now anybody may use it; one that does not hold stays marked, to be looked at.
  if (!verification.broken) await client.query(`drop table keerpunt.${UNFINISHED}`);
  return { start, rows, migrated, verification };
}

/**
 * Restores a backup into an empty database and a new folder. The whole of it is read and held against its sums before
 * anything is touched. Until it is complete nobody can start on it. Throws BackupUnusable.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { into } = options;
  const { start } = await readBackup(options.file);
  migrationsOf(start, options.migrations);
  checkFolder(into.data);
  makeFolder(into.data, 0o700);
  writeFileSync(join(into.data, MARK), '');
  const restored = await asOwner(into, true, (owner) => restoreInto(owner, options, start)).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (isAway(error) || code === 'ENOSPC' || code === 'EDQUOT') throw new BackupUnusable(`the database went away, or there is no room for it (${code ?? 'no reason given'}); do the same again, what was begun is cleared away first`);
    throw error;
  });
  if (!restored.verification.broken) rmSync(join(into.data, MARK));
  return restored;
}

