import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';

/** What lies in the folder of the keys. It belongs apart from the database, and in none of its backups. */
type KeyFileName = 'master-keys' | 'signing-keys' | 'imprint-keys' | 'package-keys' | 'shredded' | SecretFileName;
/** Those of them that hold plain random bytes. */
export type SecretFileName = 'sign-in.key' | 'receipts.key';

export const keyFile = (folder: string, name: KeyFileName): string => join(folder, name);

/** Makes the folder where there is none, for this user only. */
export const makeKeysFolder = (folder: string): void => makeFolder(folder, 0o700);
