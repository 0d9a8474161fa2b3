import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isAway } from '../database/away.ts';
import { copyOut } from '../database/copy.ts';
import { appliedMigrations } from '../database/migrations.ts';
import type { OwnerClient } from '../database/owner.ts';
import { copyFrom, SAME_EVERYWHERE, tablesInOrder } from './catalog.ts';
import { BackupUnusable, filePart, FOLDERS, FORMAT, isFileOfOurs, MANIFEST, pieceName, START, tablePart, type Manifest, type Part, type Start } from './manifest.ts';
import { MOST_BYTES, writeEnd, writeMember } from './tar.ts';

type Chunks = AsyncIterable<Uint8Array>;
type Written = (part: Part) => void;

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

async function* pieces(source: Chunks): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    // One chunk may be longer than a piece.
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + MOST_BYTES - length);
      waiting.push(part);
      length += part.length;
      at += part.length;
      if (length < MOST_BYTES) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function* writePart(name: string, source: Chunks, rows: () => number | null, written: Written): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let [bytes, index] = [0, 0];
  for await (const data of pieces(source)) {
    hash.update(data);
    bytes += data.length;
    yield* writeMember({ name: pieceName(name, ++index), data });
  }
  written({ name, bytes, sha256: hash.digest('hex'), rows: rows() });
}

/** The files that belong to the data, by their path in the data folder. Links are not followed: they could lead to keys. */
function filesIn(data: string, folder: string): string[] {
  if (!existsSync(join(data, folder))) return [];
  return readdirSync(join(data, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(data, path);
    if (!entry.isFile() || entry.name.startsWith('.')) return [];
    // Left out without a word it would be missed when it is too late.
    if (!isFileOfOurs(path)) throw new BackupUnusable(`${path} in the data folder has a name that no file of Keerpunt has; take it away`);
    return [path];
  });
}

async function* writeFiles(data: string, written: Written): AsyncGenerator<Buffer> {
  for (const path of FOLDERS.flatMap((folder) => filesIn(data, folder))) {
    // It may have been removed since it was listed; then what it held was meant to go.
    if (existsSync(join(data, path))) yield* writePart(filePart(path), createReadStream(join(data, path)), () => null, written);
  }
}

async function beginSnapshot(client: OwnerClient, version: string): Promise<Start> {
  await client.query('begin transaction isolation level repeatable read, read only');
  await client.query(SAME_EVERYWHERE);
  // The first question is the one that fixes what is seen.
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  const migrations = (await appliedMigrations(client)).map(({ number, name, checksum }) => ({ number, name, checksum }));
  const tables = await tablesInOrder(client);
  return { format: FORMAT, version, at: (rows[0]?.at ?? new Date()).toISOString(), migrations, tables: [...tables] };
}

type Source = { client: OwnerClient; data: string; version: string };

async function* writeArchive({ client, data, version }: Source, done: (start: Start, manifest: Manifest) => void): AsyncGenerator<Buffer> {
  const start = await beginSnapshot(client, version);
  const startBytes = Buffer.from(JSON.stringify(start, null, 1));
  yield* writeMember({ name: START, data: startBytes });
  const parts: Part[] = [];
  for (const table of start.tables) {
    const { bytes, rows } = copyOut(client, copyFrom(table));
    yield* writePart(tablePart(table.name), bytes, rows, (part) => parts.push(part));
  }
  await client.query('commit');
  // After the rows: a file that a row tells of was there before the row.
  yield* writeFiles(data, (part) => parts.push(part));
  const manifest: Manifest = { start: sha256(startBytes), parts };
  yield* writePart(MANIFEST, Readable.from([Buffer.from(JSON.stringify(manifest, null, 1))]), () => null, () => undefined);
  yield writeEnd();
  done(start, manifest);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export type MadeBackup = { file: string; at: string; bytes: number; rows: number; files: number };

/** Where the backup goes: the file itself, or a name after the moment in a folder that is there. */
export function fileFor(to: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return existsSync(to) && statSync(to).isDirectory() ? join(to, `keerpunt-${stamp}.backup.tar.gz`) : to;
}

/**
 * Writes one backup of all that is kept, as of one moment, while others go on. It has its name only when all of it is on
 * the disk. Throws BackupUnusable where it cannot be written.
 */
export async function makeBackup(source: Source, file: string): Promise<MadeBackup> {
  if (existsSync(file)) throw new BackupUnusable(`${file} is there already; a backup never replaces another`);
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.unfinished`);
  let result: { start: Start; manifest: Manifest } | undefined;
  try {
    // `flush`: on the disk before it is closed. Nobody but its owner may read it: it holds names.
    const sink = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(Readable.from(writeArchive(source, (start, manifest) => (result = { start, manifest }))), createGzip({ level: 3 }), sink);
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    rmSync(unfinished, { force: true });
    const { code, path, syscall } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BackupUnusable(`the disk is full: no backup was made in ${dirname(file)}`);
    if (code !== undefined && (path === unfinished || syscall === 'write')) throw new BackupUnusable(`cannot write in ${dirname(file)}: ${code}`);
    if (isAway(error)) throw new BackupUnusable('the database went away meanwhile; no backup was made');
    throw error;
  }
  if (!result) throw new Error('a backup ended before its end');
  const { parts } = result.manifest;
  return { file, at: result.start.at, bytes: statSync(file).size, rows: parts.reduce((sum, part) => sum + (part.rows ?? 0), 0), files: parts.filter((part) => part.rows === null).length };
}
