import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/**
 * Why something does not open. `does-not-fit`: altered, moved from elsewhere, or under another key; which of them it is
 * cannot be told. `unknown-format`: written by a newer version.
 */
export type Refusal = 'does-not-fit' | 'unknown-format' | 'unknown-master-key' | 'shredded';

export type Opened<T> = { opened: true; value: T } | { opened: false; because: Refusal };

export const refused = (because: Refusal): { opened: false; because: Refusal } => ({ opened: false, because });

const FORMAT = 1;
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
export const TAG = 16;

/** One chunk of AES-256-GCM with the tag behind it. The caller answers for never using a nonce twice with a key. */
export function encryptChunk(key: KeyObject, nonce: Uint8Array, bytes: Uint8Array, context: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  cipher.setAAD(context);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

export function decryptChunk(key: KeyObject, nonce: Uint8Array, sealed: Uint8Array, context: Uint8Array): Opened<Buffer> {
  if (sealed.length < TAG) return refused('does-not-fit');
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return { opened: true, value: Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]) };
  } catch {
    // The only thing that can fail here is the tag.
    return refused('does-not-fit');
  }
}

/** Encrypts under a fresh nonce and binds `context`: format, nonce, ciphertext, tag. */
export function encrypt(key: KeyObject, bytes: Uint8Array, context: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  return Buffer.concat([Buffer.of(FORMAT), nonce, encryptChunk(key, nonce, bytes, context)]);
}

/** Opens what `encrypt` made, under the same key and context only. */
export function decrypt(key: KeyObject, sealed: Uint8Array, context: Uint8Array): Opened<Buffer> {
  if (sealed.length > 0 && sealed[0] !== FORMAT) return refused('unknown-format');
  if (sealed.length < 1 + NONCE + TAG) return refused('does-not-fit');
  return decryptChunk(key, sealed.subarray(1, 1 + NONCE), sealed.subarray(1 + NONCE), context);
}
