import { createHash, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { decryptChunk, encryptChunk, refused, TAG, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import { createKeyFile, KeyFileUnusable, readKeyFile, replaceKeyFile, type StoredKeys } from './key-file.ts';

/** The key of one span of time: what tokens are made with, and what encodings are sealed by. */
type Epoch = { readonly token: Buffer; readonly seal: KeyObject; readonly nonce: Buffer };

/**
 * What imprints are written with. Under all epochs lies one key that never changes: with it words become encodings and
 * tokens, which are never stored but sealed, or under the key of an epoch once more. So an epoch changes without a word.
 */
export type ImprintKeys = { readonly writing: Buffer; readonly current: string; readonly epochs: ReadonlyMap<string, Epoch> };

const PURPOSE = 'imprint-keys';
const KEY_BYTES = 32;
/** The name, among the epochs, of the key that never changes. */
const WRITING = 'writing';
const FORMAT = 1;
const NONCE = 12;

const idOf = (key: Uint8Array) => createHash('sha256').update(frame('vault.imprint-key-id.1', [key])).digest('hex').slice(0, 16);
const derive = (key: Uint8Array, purpose: string) => createHmac('sha256', key).update(frame('vault.imprint-key.1', [purpose])).digest();

function epochOf(key: Buffer): Epoch {
  return { token: derive(key, 'token'), seal: createSecretKey(derive(key, 'seal')), nonce: derive(key, 'nonce') };
}

function loaded({ current, keys }: StoredKeys): ImprintKeys {
  const epochs = [...keys].filter(([id]) => id !== WRITING).map(([id, key]) => [id, epochOf(key)] as const);
  return { writing: keys.get(WRITING) as Buffer, current, epochs: new Map(epochs) };
}

function readStored(file: string): StoredKeys {
  const stored = readKeyFile(file, PURPOSE);
  const { keys, current } = stored;
  const isWhole = [...keys].every(([id, key]) => key.length === KEY_BYTES && (id === WRITING || idOf(key) === id));
  if (!isWhole || !keys.has(WRITING) || current === WRITING) throw new KeyFileUnusable(file, 'damaged');
  return stored;
}

function withEpoch(keys: ReadonlyMap<string, Buffer>): StoredKeys {
  const key = randomBytes(KEY_BYTES);
  return { current: idOf(key), keys: new Map([...keys, [idOf(key), key]]) };
}

/** A key file with its first epoch. Refuses where there is one. */
export function createImprintKeys(file: string): ImprintKeys {
  const stored = withEpoch(new Map([[WRITING, randomBytes(KEY_BYTES)]]));
  createKeyFile(file, PURPOSE, stored);
  return loaded(stored);
}

export const readImprintKeys = (file: string): ImprintKeys => loaded(readStored(file));

/** Begins a new epoch. The old keys stay until nothing is written by them. */
export function addEpoch(file: string): ImprintKeys {
  const before = readStored(file);
  const stored = withEpoch(before.keys);
  replaceKeyFile(file, PURPOSE, before, stored);
  return loaded(stored);
}

/** Drops the keys of epochs by which nothing is written any more. */
export function retireEpochs(file: string, stillUsed: ReadonlySet<string>): ImprintKeys {
  const before = readStored(file);
  const { current, keys } = before;
  const kept = new Map([...keys].filter(([id]) => id === current || id === WRITING || stillUsed.has(id)));
  if (kept.size < keys.size) replaceKeyFile(file, PURPOSE, before, { current, keys: kept });
  return loaded({ current, keys: kept });
}

const markOf = (file: string) => {
  const status = statSync(file, { bigint: true, throwIfNoEntry: false });
  return status && `${status.ino} ${status.mtimeNs} ${status.ctimeNs}`;
};

/** The keys of a file, made where there are none; read again when it changed, as after a new epoch. */
export function imprintKeysFrom(file: string): () => ImprintKeys {
  if (!existsSync(file)) createImprintKeys(file);
  let mark = markOf(file);
  let keys = readImprintKeys(file);
  return () => {
    const now = markOf(file);
    if (now !== undefined && now !== mark) {
      keys = readImprintKeys(file);
      mark = now;
    }
    return keys;
  };
}

/** One value under the key of an epoch, cut to 32 bits. */
export const tokenUnder = ({ token }: Epoch, inner: number): number => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(inner);
  return createHmac('sha256', token).update(bytes).digest().readInt32BE(0);
};

/**
 * Seals an encoding by the key of today. For one stream and one encoding it comes out the same each time, so that a rebuild
 * can tell what changed; for another stream the same encoding comes out otherwise.
 */
export function sealImprint({ current, epochs }: ImprintKeys, streamId: string, encoding: Uint8Array): { epoch: string; sealed: Buffer } {
  const epoch = epochs.get(current) as Epoch;
  const nonce = createHmac('sha256', epoch.nonce).update(frame('vault.imprint-nonce.1', [streamId, encoding])).digest().subarray(0, NONCE);
  return { epoch: current, sealed: Buffer.concat([Buffer.of(FORMAT), nonce, encryptChunk(epoch.seal, nonce, encoding, Buffer.from(current))]) };
}

export function openImprint({ epochs }: ImprintKeys, { epoch, sealed }: { epoch: string; sealed: Uint8Array }): Opened<Buffer> {
  const key = epochs.get(epoch);
  if (!key) return refused('unknown-master-key');
  if (sealed[0] !== FORMAT) return refused('unknown-format');
  if (sealed.length < 1 + NONCE + TAG) return refused('does-not-fit');
  return decryptChunk(key.seal, sealed.subarray(1, 1 + NONCE), sealed.subarray(1 + NONCE), Buffer.from(epoch));
}
