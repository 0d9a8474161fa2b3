import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES, signInKey, type SignInKey } from './secrets.ts';

const FILE = 'sign-in.key';

/** The key of a data folder, or null where nobody has set up signing in yet. */
export function readSignInKey(data: string): SignInKey | null {
  let text: string;
  try {
    text = readFileSync(join(data, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return signInKey(Buffer.from(text.trim(), 'base64url'));
}

/** Makes the key where there is none. An old one is never replaced: with it every password and code would be gone. */
export function makeSignInKey(data: string): SignInKey {
  if (!existsSync(data)) mkdirSync(data);
  try {
    // For this user only, and only if nobody was faster.
    writeFileSync(join(data, FILE), `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readSignInKey(data) as SignInKey;
}
