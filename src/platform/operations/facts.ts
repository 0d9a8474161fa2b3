import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAway } from '../database/away.ts';
import { CannotOpenDatabase } from '../database/cannot-open.ts';
import { lookAtDatabase, type DatabaseLook } from '../database/look.ts';
import { pendingMigrations, type Migration } from '../database/migrations.ts';
import type { readWitness } from '../journal/witness.ts';
import { KeyFileUnusable, readKeyFile, type KeyPurpose } from '../vault/key-file.ts';
import { keyFile } from '../vault/keys-folder.ts';
import type { Facts, FolderFacts } from './findings.ts';
import { lastBackup } from './last-backup.ts';

type Place = { data: string; keys: string; url: string | undefined };
export type Looking = {
  place: Place;
  migrations: readonly Migration[];
  now: Date;
  witness: ReturnType<typeof readWitness> | 'not-named';
  lateContacts: readonly string[];
};

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Passing through is what PostgreSQL's own user needs; reading and writing is what nobody else may.
const isOpen = (path: string, bits: number) => process.platform !== 'win32' && (statSync(path).mode & bits) !== 0;

function folderFacts(folder: string): FolderFacts {
  const isThere = existsSync(folder);
  return { folder, isThere, isWritable: isThere && mayWrite(folder), isOpenToOthers: isThere && isOpen(folder, 0o066) };
}

function problemOf(folder: string, purpose: Extract<KeyPurpose, 'master-keys' | 'signing-keys'>): string[] {
  try {
    readKeyFile(keyFile(folder, purpose), purpose);
    return [];
  } catch (error) {
    if (error instanceof KeyFileUnusable) return [error.message];
    throw error;
  }
}

function keyFacts(keys: string, data: string): Facts['keys'] {
  const signIn = keyFile(keys, 'sign-in.key');
  const isSet = existsSync(signIn);
  const open = isSet && isOpen(signIn, 0o077) ? [`key file ${signIn}: other users of this machine can get at it. Run \`chmod 600\` on it, and consider whether they have read it`] : [];
  const problems = isSet ? [...open, ...problemOf(keys, 'master-keys'), ...problemOf(keys, 'signing-keys')] : [];
  const isOnDeviceOfData = isSet && existsSync(data) && statSync(keys).dev === statSync(data).dev;
  return { ...folderFacts(keys), isSet, problems, isOnDeviceOfData };
}

function diskFacts(data: string): Facts['disk'] {
  let folder = data;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, bytes: blocks * bsize };
}

async function databaseFacts(place: Place): Promise<Facts['database']> {
  try {
    const look = await lookAtDatabase(place);
    return look && { look };
  } catch (error) {
    if (error instanceof CannotOpenDatabase) return { why: error.message };
    if (isAway(error)) return { why: 'it went away, or took too long' };
    throw error;
  }
}

function migrationFacts(look: DatabaseLook, files: readonly Migration[]): Facts['migrations'] {
  try {
    return { pending: pendingMigrations(files, look.applied).length };
  } catch (error) {
    if (error instanceof CannotOpenDatabase) return { why: error.message };
    throw error;
  }
}

function witnessFacts(witness: Looking['witness']): Facts['witness'] {
  if (witness === 'not-named') return witness;
  const last = witness.lines.at(-1);
  return last ? { number: last.number, unreadable: witness.unreadable.length } : null;
}

/** Looks at an installation as it is, and changes nothing in it. */
export async function gatherFacts({ place, migrations, now, witness, lateContacts }: Looking): Promise<Facts> {
  const database = await databaseFacts(place);
  const backup = lastBackup(place.data);
  return {
    now,
    isServerInstallation: place.url !== undefined,
    database,
    migrations: database && 'look' in database ? migrationFacts(database.look, migrations) : null,
    data: folderFacts(place.data),
    keys: keyFacts(place.keys, place.data),
    disk: diskFacts(place.data),
    lastBackupAt: backup && new Date(backup.at),
    witness: witnessFacts(witness),
    // Nothing sends mail or does jobs yet.
    mail: null,
    jobs: null,
    lateContacts,
  };
}
