import { createHash } from 'node:crypto';
import { closeSync, constants, fchmodSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a key file is for; one kind is never taken for the other. */
export type KeyPurpose = 'master-keys' | 'signing-keys' | 'package-keys' | 'imprint-keys';

export type StoredKeys = { current: string; keys: ReadonlyMap<string, Buffer> };

export type KeyFileProblem = 'missing' | 'already-exists' | 'open-to-others' | 'damaged' | 'unknown-version' | 'wrong-purpose' | 'changed-meanwhile' | 'cannot-be-used';

const ADVICE: Record<KeyFileProblem, string> = {
  missing: 'there is no key file here. Put the copy back that was kept apart; a new one opens nothing of what was sealed before',
  'already-exists': 'there is a file here already, and a key file is never overwritten: without it nothing that was sealed can be opened',
  'open-to-others': 'other users of this machine can get at it. Run `chmod 600` on it, and consider whether they have read it',
  damaged: 'the file is incomplete or was altered. Put the copy back that was kept apart',
  'unknown-version': 'it was written by a newer version. Use that version',
  'wrong-purpose': 'it holds keys for something else',
  'changed-meanwhile': 'somebody else changed it at the same moment. Nothing was changed here; try again',
  'cannot-be-used': 'the system refused',
};

/** A key file that cannot be used. The message names the file and what to do, and nothing of what is in it. */
export class KeyFileUnusable extends Error {
  readonly because: KeyFileProblem;
  constructor(file: string, because: KeyFileProblem, systemCode?: string) {
    super(`key file ${file}: ${ADVICE[because]}${systemCode ? ` (${systemCode})` : ''}`);
    this.name = 'KeyFileUnusable';
    this.because = because;
  }
}

const VERSION = 1;
const NOTE = `# Without this file nothing that is sealed can be opened. Keep a copy apart from the database and its backups.
# Whoever has it and the database can read everything.
`;

const checksumOf = (text: string) => createHash('sha256').update(text).digest('hex');

function writeText(purpose: KeyPurpose, { current, keys }: StoredKeys): string {
  const lines = [...keys].map(([id, key]) => `key ${id} ${key.toString('base64')}`);
  const text = `${purpose} ${VERSION}\n${NOTE}${lines.join('\n')}\ncurrent ${current}\n`;
  return `${text}sha256 ${checksumOf(text)}\n`;
}

/** The keys a text holds, or why it holds none. */
function readText(purpose: KeyPurpose, text: string): StoredKeys | KeyFileProblem {
  const head = /^([a-z-]+) (\d+)\n/.exec(text);
  if (!head) return 'damaged';
  if (Number(head[2]) !== VERSION) return 'unknown-version';
  const sum = /^sha256 ([0-9a-f]{64})\n$/m.exec(text);
  if (!sum || sum[1] !== checksumOf(text.slice(0, sum.index))) return 'damaged';
  if (head[1] !== purpose) return 'wrong-purpose';
  const keys = new Map([...text.matchAll(/^key (\S+) (\S+)$/gm)].map(([, id = '', key = '']) => [id, Buffer.from(key, 'base64')]));
  const current = /^current (\S+)$/m.exec(text)?.[1] ?? '';
  return keys.has(current) ? { current, keys } : 'damaged';
}

function systemProblem(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new KeyFileUnusable(file, 'missing');
  if (code === 'EEXIST') return new KeyFileUnusable(file, 'already-exists');
  return code ? new KeyFileUnusable(file, 'cannot-be-used', code) : error;
}

function syncFolderOf(file: string): void {
  // Windows cannot open a folder; there the rename itself has to do.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function writeNew(file: string, text: string): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    fchmodSync(handle, 0o600);
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    // Half a key file is worse than none; this one was ours, for it did not exist before.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  syncFolderOf(file);
}

/** Creates a key file that only this user can read, and is on the disk when this returns. Never overwrites. */
export function createKeyFile(file: string, purpose: KeyPurpose, stored: StoredKeys): void {
  try {
    writeNew(file, writeText(purpose, stored));
  } catch (error) {
    throw systemProblem(error, file);
  }
}

/** Reads a key file, and refuses one that others can get at or that is not whole. */
export function readKeyFile(file: string, purpose: KeyPurpose): StoredKeys {
  let text: string;
  try {
    const handle = openSync(file, 'r');
    try {
      const { mode } = fstatSync(handle);
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new KeyFileUnusable(file, 'open-to-others');
      text = readFileSync(handle, 'utf8');
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw systemProblem(error, file);
  }
  const stored = readText(purpose, text);
  if (typeof stored === 'string') throw new KeyFileUnusable(file, stored);
  return stored;
}

/** Puts other keys in the place of those that were read. Whoever is killed half-way finds the old file or the new one, whole. */
export function replaceKeyFile(file: string, purpose: KeyPurpose, before: StoredKeys, after: StoredKeys): void {
  const aside = `${file}.new`;
  try {
    // What a killed predecessor left was never in use: nothing is sealed with a key before it is in its place.
    rmSync(aside, { force: true });
    writeNew(aside, writeText(purpose, after));
    // Two rotations at once would each drop the key of the other, with all that hangs on it.
    if (writeText(purpose, readKeyFile(file, purpose)) !== writeText(purpose, before)) throw new KeyFileUnusable(file, 'changed-meanwhile');
    renameSync(aside, file);
    syncFolderOf(file);
  } catch (error) {
    throw systemProblem(error, file);
  }
}
