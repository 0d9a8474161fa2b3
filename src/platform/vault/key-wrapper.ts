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

function markOf(file: string): string | undefined {
  const status = statSync(file, { bigint: true, throwIfNoEntry: false });
  return status && `${status.ino} ${status.mtimeNs} ${status.ctimeNs}`;
}

// The name of the master key is bound too: a wrapped key that is put down to another master key does not open.
const bound = (masterKeyId: string, context: Uint8Array) => frame('vault.wrapped-key.1', [masterKeyId, context]);

/**
 * Wraps with the keys of a key file, in this process. The file is read again when it changed: after a rotation nothing new
 * may be wrapped by a key that is about to be retired. Taking it away, as with a stick that is only put in to start, changes
 * nothing until the process ends.
 */
export function wrapperFromFile(file: string): KeyWrapper {
  // Before reading: a change in between is then read again, and not missed.
  let mark = markOf(file);
  let keys = readMasterKeys(file);
  function latest(): MasterKeys {
    const now = markOf(file);
    if (now !== undefined && now !== mark) {
      keys = readMasterKeys(file);
      mark = now;
    }
    return keys;
  }
  return {
    get currentKeyId() {
      return latest().currentKeyId;
    },
    async wrap(key, context) {
      const { currentKeyId, keys: all } = latest();
      const current = all.get(currentKeyId);
      if (!current) throw new Error('the current master key is not among the keys');
      return { masterKeyId: currentKeyId, bytes: encrypt(current, key.export(), bound(currentKeyId, context)) };
    },
    async unwrap({ masterKeyId, bytes }, context) {
      const master = latest().keys.get(masterKeyId);
      if (!master) return refused('unknown-master-key');
      const opened = decrypt(master, bytes, bound(masterKeyId, context));
      return opened.opened ? { opened: true, value: createSecretKey(opened.value) } : opened;
    },
  };
}
