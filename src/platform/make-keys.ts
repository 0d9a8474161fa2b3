import { existsSync } from 'node:fs';
import { createSigner } from './journal/signing-keys.ts';
import { makeOwnKey } from './nodes/own-key.ts';
import { makeReceiptKey, makeSignInKey } from './sessions/key-file.ts';
import { createImprintKeys } from './vault/imprint-keys.ts';
import { keyFile } from './vault/keys-folder.ts';
import { createMasterKeys } from './vault/master-keys.ts';

/** Makes all the keys there are, where nobody is yet. What lies there already stays. */
export function makeKeys(folder: string): void {
  makeSignInKey(folder);
  makeReceiptKey(folder);
  const [master, signing, imprint] = [keyFile(folder, 'master-keys'), keyFile(folder, 'signing-keys'), keyFile(folder, 'imprint-keys')];
  if (!existsSync(master)) createMasterKeys(master);
  if (!existsSync(signing)) createSigner(signing);
  if (!existsSync(imprint)) createImprintKeys(imprint);
  makeOwnKey(folder);
}
