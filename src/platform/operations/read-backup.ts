import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { BackupUnusable, filePart, FORMAT, isFileOfOurs, MANIFEST, manifestSchema, pieceOf, START, startSchema, tablePart, type Manifest, type Part, type Start } from './manifest.ts';
import { readMembers, TarDamaged, type Member } from './tar.ts';

/** Who gets what is read. `end` says how many rows were taken, null where it is no table or was only looked at. */
export type Receiver = {
  start: (start: Start) => Promise<void>;
  begin: (part: string) => Promise<void>;
  data: (data: Buffer) => Promise<void>;
  end: () => Promise<number | null>;
};

const LOOKING: Receiver = { start: async () => undefined, begin: async () => undefined, data: async () => undefined, end: async () => null };

const altered = (what: string) => new BackupUnusable(`this backup was altered or damaged: ${what}; nothing was restored from it`);
const cutOff = () => new BackupUnusable('this backup is damaged or was cut off; nothing was restored from it');
const noBackup = () => new BackupUnusable('this is no backup of Keerpunt');

function parsed<S extends z.ZodType>(schema: S, data: Uint8Array, what: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(data).toString('utf8'));
  } catch {
    throw altered(what);
  }
  const format = z.object({ format: z.number() }).safeParse(value);
  if (what === START && format.success && format.data.format > FORMAT) throw new BackupUnusable(`this backup was made by a newer Keerpunt (format ${format.data.format}); restore it with that version or a later one`);
  const result = schema.safeParse(value);
  if (!result.success) throw altered(what);
  return result.data;
}

/** Follows the parts as they come and remembers what they were. */
function follow(receiver: Receiver) {
  const read: Part[] = [];
  const seen = new Set<string>();
  let now: { name: string; index: number; bytes: number; hash: ReturnType<typeof createHash> } | null = null;
  const end = async () => {
    if (now) read.push({ name: now.name, bytes: now.bytes, sha256: now.hash.digest('hex'), rows: await receiver.end() });
    now = null;
  };
  return {
    read,
    end,
    async take({ name, data }: Member): Promise<void> {
      const piece = pieceOf(name);
      if (!piece) throw altered(name);
      if (now?.name !== piece.part) {
        await end();
        if (seen.has(piece.part)) throw altered(piece.part);
        seen.add(piece.part);
        now = { name: piece.part, index: 0, bytes: 0, hash: createHash('sha256') };
        await receiver.begin(piece.part);
      }
      if (!now || piece.index !== ++now.index) throw altered(piece.part);
      now.bytes += data.length;
      now.hash.update(data);
      await receiver.data(data);
    },
  };
}

/** Holds what was read against what the backup says of itself. Tables without rows have no bytes, and then no piece. */
function compare(start: Start, manifest: Manifest, read: readonly Part[]): void {
  const found = new Map(read.map((part) => [part.name, part]));
  const said = new Set(manifest.parts.map((part) => part.name));
  const extra = read.find((part) => !said.has(part.name));
  const missing = start.tables.find((table) => !said.has(tablePart(table.name)));
  if (extra || missing || said.size !== manifest.parts.length) throw altered(extra?.name ?? missing?.name ?? MANIFEST);
  for (const part of manifest.parts) {
    const got = found.get(part.name);
    const isSame = got ? got.sha256 === part.sha256 && got.bytes === part.bytes : part.bytes === 0;
    // Counted where rows were taken.
    if (!isSame || (got && got.rows !== null && got.rows !== part.rows)) throw altered(part.name);
  }
}

function checkName(start: Start, { name }: Member): void {
  const part = pieceOf(name)?.part ?? '';
  const isTable = start.tables.some((table) => tablePart(table.name) === part);
  const path = part.slice(filePart('').length);
  if (!isTable && !(part === filePart(path) && isFileOfOurs(path))) throw altered(name);
}

async function readAll(members: AsyncIterator<Member>, receiver: Receiver): Promise<{ start: Start; manifest: Manifest }> {
  const first = await members.next();
  if (first.done === true || first.value.name !== START) throw noBackup();
  const start = parsed(startSchema, first.value.data, START);
  await receiver.start(start);
  const parts = follow(receiver);
  const manifest: Buffer[] = [];
  for (let next = await members.next(); next.done !== true; next = await members.next()) {
    const isOfManifest = pieceOf(next.value.name)?.part === MANIFEST;
    if (!isOfManifest && manifest.length > 0) throw altered(next.value.name);
    if (isOfManifest) manifest.push(next.value.data);
    else {
      checkName(start, next.value);
      await parts.take(next.value);
    }
  }
  await parts.end();
  if (manifest.length === 0) throw cutOff();
  const said = parsed(manifestSchema, Buffer.concat(manifest), MANIFEST);
  if (said.start !== createHash('sha256').update(first.value.data).digest('hex')) throw altered(START);
  compare(start, said, parts.read);
  return { start, manifest: said };
}

function explained(error: unknown, file: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (error instanceof TarDamaged) return cutOff();
  if (code === 'Z_BUF_ERROR') return cutOff();
  if (code?.startsWith('Z_')) return new BackupUnusable('this is no backup of Keerpunt, or a damaged one; nothing was restored from it');
  return path === file || code === 'EISDIR' ? new BackupUnusable(`cannot read ${file}: ${code}`) : error;
}

/**
 * Reads a backup once, from its beginning to its end, and holds every part against its sum. What a receiver was given counts
 * only when this returns. Throws BackupUnusable.
 */
export async function readBackup(file: string, receiver: Receiver = LOOKING): Promise<{ start: Start; manifest: Manifest }> {
  const plain = new PassThrough();
  const reading = pipeline(createReadStream(file), createGunzip(), plain).then(() => null, (error: unknown) => error);
  try {
    return await readAll(readMembers(plain)[Symbol.asyncIterator](), receiver);
  } catch (error) {
    plain.destroy();
    const cause = await reading;
    throw explained(error instanceof BackupUnusable || !cause || (cause as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' ? error : cause, file);
  }
}
