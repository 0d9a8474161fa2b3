import { createSecretKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { decrypt, encrypt, refused, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import { readMasterKeys, type MasterKeys } from './master-keys.ts';

type WrappedKey = { masterKeyId: string; bytes: Buffer };

/**
 * The only way to a master key. Everything that is sealed hangs on section keys, and those are wrapped and unwrapped here
 * and nowhere else: a key service, or keys that the parties themselves hold, take this place without any other change.
 */
export type KeyWrapper = {
  /** The master key that wraps what is new; what is wrapped by another waits for rotation. */
  readonly currentKeyId: string;
  wrap(key: KeyObject, context: Uint8Array): Promise<WrappedKey>;
  unwrap(wrapped: WrappedKey, context: Uint8Array): Promise<Opened<KeyObject>>;
};

function markOf(file: string): string {
  const status = statSync(file, { bigint: true, throwIfNoEntry: false });
  // A file that is gone is read again too, so that its absence is told in the words of the key file.
  return status ? `${status.ino} ${status.mtimeNs} ${status.ctimeNs}` : 'gone';
}

// The name of the master key is bound too: a wrapped key that is put down to another master key does not open.
const bound = (masterKeyId: string, context: Uint8Array) => frame('vault.wrapped-key.1', [masterKeyId, context]);

/**
 * Wraps with the keys of a key file, in this process. The file is read again when it changed: after a rotation nothing new
 * may be wrapped by a key that is about to be retired.
 */
export function wrapperFromFile(file: string): KeyWrapper {
  let keys = readMasterKeys(file);
  let mark = markOf(file);
  function latest(): MasterKeys {
    const now = markOf(file);
    if (now !== mark) {
      keys = readMasterKeys(file);
      mark = now;
    }
    return keys;
  }
  return {
    get currentKeyId() {
      return latest().currentKeyId;
    },
    wrap(key, context) {
      const { currentKeyId, keys: all } = latest();
      const current = all.get(currentKeyId);
      if (!current) throw new Error('the current master key is not among the keys');
      return Promise.resolve({ masterKeyId: currentKeyId, bytes: encrypt(current, key.export(), bound(currentKeyId, context)) });
    },
    unwrap({ masterKeyId, bytes }, context) {
      const master = latest().keys.get(masterKeyId);
      if (!master) return Promise.resolve(refused('unknown-master-key'));
      const opened = decrypt(master, bytes, bound(masterKeyId, context));
      return Promise.resolve(opened.opened ? { opened: true, value: createSecretKey(opened.value) } : opened);
    },
  };
}
