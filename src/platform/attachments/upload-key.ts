import type { KeyObject } from 'node:crypto';
import type { Opened } from '#src/platform/vault/envelope.ts';
import { frame } from '#src/platform/vault/framing.ts';
import type { KeyWrapper } from '#src/platform/vault/key-wrapper.ts';
import type { FoundUpload } from './store.ts';

/** Until an action takes a file, its key hangs on the master key and on nothing of a stream. */
export const uploadKeyContext = (id: string): Buffer => frame('vault.upload-key.1', [id]);

export const openUploadKey = (wrapper: KeyWrapper, { id, wrappedKey, masterKeyId }: Pick<FoundUpload, 'id' | 'wrappedKey' | 'masterKeyId'>): Promise<Opened<KeyObject>> => wrapper.unwrap({ masterKeyId, bytes: wrappedKey }, uploadKeyContext(id));
