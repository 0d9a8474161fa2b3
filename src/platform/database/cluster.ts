import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Packaged } from './binaries.ts';
import { CannotOpenDatabase, cannotUse, explain } from './cannot-open.ts';
import type { Place } from './place.ts';

/** Settings of PostgreSQL, by name. */
export type Settings = Readonly<Record<string, string>>;

/** After this many bytes the log of the server makes room for a new one at the next start. */
const LOG_LIMIT = 5_000_000;
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors quote values, and values are about people: the log tells of the server only.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
} as const;

function argumentsFor(place: Place, changed: Settings): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: place.socket, ...changed };
  return ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const as = (place: Place) => ({ cwd: place.folder, env: { LC_ALL: 'C' }, ...place.owner });

/** Throws CannotOpenDatabase when the data belong to another PostgreSQL. */
export function checkVersion(place: Place, packaged: Packaged): void {
  const made = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  if (made === packaged.major) return;
  throw new CannotOpenDatabase(
    `the data in ${place.folder} were made by PostgreSQL ${made}, and ${packaged.major} comes with this version of Keerpunt; start the version that made them and take a backup`,
  );
}

/** Makes an empty cluster, aside and then into place, so that one that was cut short is never used. */
export function makeCluster(place: Place, binaries: string): void {
  const aside = `${place.cluster}.${process.pid}`;
  try {
    const made = spawnSync(
      join(binaries, 'bin/initdb'),
      // The order of words comes with PostgreSQL itself, so that no update of the machine changes it under an index.
      ['-D', aside, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--auth-local=trust', '--auth-host=reject'],
      { ...as(place), encoding: 'utf8' },
    );
    if (made.error) throw cannotRun(made.error);
    if (made.status !== 0) throw explain(made.stderr, place.folder);
    renameSync(aside, place.cluster);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (existsSync(place.cluster)) return;
    throw error instanceof CannotOpenDatabase ? error : cannotUse(place.folder, error);
  }
}

function cannotRun(error: Error): CannotOpenDatabase {
  const code = (error as NodeJS.ErrnoException).code ?? error.message;
  return new CannotOpenDatabase(`the packaged PostgreSQL does not run on this machine (${code}); give a server with --database-url`);
}

/** What was written to the log since then; nothing when the log went with its folder. */
function readSince(log: string, begin: number): string {
  try {
    return readFileSync(log).subarray(begin).toString();
  } catch {
    return '';
  }
}

/** Starts the server as a process of its own, that outlives us, and returns what tells why it ended, if it did. */
export function launch(place: Place, binaries: string, changed: Settings): () => CannotOpenDatabase | null {
  let failure: (() => CannotOpenDatabase) | null = null;
  if (existsSync(place.log) && statSync(place.log).size > LOG_LIMIT) renameSync(place.log, `${place.log}.1`);
  const begin = existsSync(place.log) ? statSync(place.log).size : 0;
  const log = openSync(place.log, 'a', 0o600);
  try {
    // In a group of its own: Ctrl-C in a terminal is for us, and we stop the server in our own time.
    const server = spawn(join(binaries, 'bin/postgres'), argumentsFor(place, changed), { ...as(place), detached: true, stdio: ['ignore', log, log] });
    server.on('error', (error) => (failure = () => cannotRun(error)));
    server.on('exit', () => (failure ??= () => explain(readSince(place.log, begin), place.folder)));
    server.unref();
  } finally {
    closeSync(log);
  }
  return () => failure?.() ?? null;
}

export const hasCluster = (place: Place) => existsSync(join(place.cluster, 'PG_VERSION'));

/** Whether the server that runs was started from these binaries with these settings. */
export function isLaunchedAs(place: Place, binaries: string, changed: Settings): boolean {
  try {
    const words = [join(binaries, 'bin/postgres'), ...argumentsFor(place, changed)];
    return readFileSync(join(place.cluster, 'postmaster.opts'), 'utf8').trim() === words.map((word, i) => (i === 0 ? word : `"${word}"`)).join(' ');
  } catch {
    return false;
  }
}
