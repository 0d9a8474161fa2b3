import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { keyFile, makeKeysFolder } from '../vault/keys-folder.ts';
import { KEY_BYTES, signInKey, type SignInKey } from './secrets.ts';

/** The key in a folder of keys, or null where nobody has set up signing in yet. */
export function readSignInKey(folder: string): SignInKey | null {
  let text: string;
  try {
    text = readFileSync(keyFile(folder, 'sign-in.key'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return signInKey(Buffer.from(text.trim(), 'base64url'));
}

/** Makes the key where there is none. An old one is never replaced: with it every password and code would be gone. */
export function makeSignInKey(folder: string): SignInKey {
  makeKeysFolder(folder);
  try {
    // For this user only, and only if nobody was faster.
    writeFileSync(keyFile(folder, 'sign-in.key'), `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readSignInKey(folder) as SignInKey;
}
