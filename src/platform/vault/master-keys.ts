import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { frame } from './framing.ts';
import { createKeyFile, KeyFileUnusable, readKeyFile, replaceKeyFile, type StoredKeys } from './key-file.ts';

/** Several at once, so that a rotation can be left half-way and taken up again. */
export type MasterKeys = { readonly currentKeyId: string; readonly keys: ReadonlyMap<string, KeyObject> };

const KEY_BYTES = 32;

/** Follows from the key, so that a key under a wrong name is noticed; tells nothing about it. */
const idOf = (key: Uint8Array) => createHash('sha256').update(frame('vault.master-key-id.1', [key])).digest('hex').slice(0, 16);

const loaded = ({ current, keys }: StoredKeys): MasterKeys => ({
  currentKeyId: current,
  keys: new Map([...keys].map(([id, key]) => [id, createSecretKey(key)])),
});

function withNewKey(keys: ReadonlyMap<string, Buffer>): StoredKeys {
  const key = randomBytes(KEY_BYTES);
  const current = idOf(key);
  return { current, keys: new Map([...keys, [current, key]]) };
}

function readStored(file: string): StoredKeys {
  const stored = readKeyFile(file, 'master-keys');
  for (const [id, key] of stored.keys) {
    if (key.length !== KEY_BYTES || idOf(key) !== id) throw new KeyFileUnusable(file, 'damaged');
  }
  return stored;
}

/** A key file with one new master key. Refuses where there is one. */
export function createMasterKeys(file: string): MasterKeys {
  const stored = withNewKey(new Map());
  createKeyFile(file, 'master-keys', stored);
  return loaded(stored);
}

export const readMasterKeys = (file: string): MasterKeys => loaded(readStored(file));

/** Begins a rotation: adds a master key and makes it current. The old ones stay until nothing is wrapped by them. */
export function addMasterKey(file: string): MasterKeys {
  const before = readStored(file);
  const stored = withNewKey(before.keys);
  replaceKeyFile(file, 'master-keys', before, stored);
  return loaded(stored);
}

/**
 * Ends a rotation: drops every master key but the current one and those in `stillUsed`, the ids that section keys are
 * wrapped by. Only when no transaction is under way that began before the rotation: it may yet store a key wrapped by an old
 * one. Backups from before the rotation open with a copy of the old key file only.
 */
export function retireMasterKeys(file: string, stillUsed: ReadonlySet<string>): MasterKeys {
  const before = readStored(file);
  const { current, keys } = before;
  const kept = new Map([...keys].filter(([id]) => id === current || stillUsed.has(id)));
  if (kept.size < keys.size) replaceKeyFile(file, 'master-keys', before, { current, keys: kept });
  return loaded({ current, keys: kept });
}
