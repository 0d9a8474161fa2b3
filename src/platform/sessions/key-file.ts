import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { keyFile, makeKeysFolder, type SecretFileName } from '../vault/keys-folder.ts';
import { KEY_BYTES, secretKey, signInKey, type SecretKey, type SignInKey } from './secrets.ts';

function readBytes(folder: string, name: SecretFileName): Buffer | null {
  try {
    return Buffer.from(readFileSync(keyFile(folder, name), 'utf8').trim(), 'base64url');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes the bytes where there are none. Old ones are never replaced: with them everything made with them would be gone. */
function makeBytes(folder: string, name: SecretFileName): Buffer {
  makeKeysFolder(folder);
  try {
    // For this user only, and only if nobody was faster.
    writeFileSync(keyFile(folder, name), `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readBytes(folder, name) as Buffer;
}

/** The key in a folder of keys, or null where nobody has set up signing in yet. */
export function readSignInKey(folder: string): SignInKey | null {
  const bytes = readBytes(folder, 'sign-in.key');
  return bytes && signInKey(bytes);
}

export const makeSignInKey = (folder: string): SignInKey => signInKey(makeBytes(folder, 'sign-in.key'));

/** The key that receipts stand on, made where there is none. Whoever loses it loses what receipts open; the desk does not. */
export const makeReceiptKey = (folder: string): SecretKey => secretKey(makeBytes(folder, 'receipts.key'), 'receipts');
