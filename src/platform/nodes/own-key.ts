import { existsSync } from 'node:fs';
import { readSigner } from '#src/platform/journal/signing-keys.ts';
import { createRecipient, publicHalf, readPrivateKeys } from '#src/platform/packages/recipients.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import type { Card } from './card.ts';

const ownFile = (folder: string): string => keyFile(folder, 'package-keys');

/** Makes the key to which others seal what is for this installation, where there is none yet. */
export function makeOwnKey(folder: string): void {
  if (!existsSync(ownFile(folder))) createRecipient(ownFile(folder));
}

/** The secrets with which packages for this installation open; none where nobody made a key yet. */
export const readOwnKeys = (folder: string): readonly Buffer[] => (existsSync(ownFile(folder)) ? readPrivateKeys(ownFile(folder)).all : []);

/** What others need to know of this installation. */
export const ownCard = (folder: string): Card => ({ recipient: publicHalf(readPrivateKeys(ownFile(folder)).current), signingKeys: readSigner(keyFile(folder, 'signing-keys')).publicKeys });
