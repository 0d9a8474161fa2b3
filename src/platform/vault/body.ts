import { createHash, createSecretKey } from 'node:crypto';
import { decrypt, encrypt, refused, type Opened } from './envelope.ts';
import { frame } from './framing.ts';
import { newKey, type SectionKey } from './section-key.ts';

/** Where in its section a body belongs. With the stream and the section it is bound to the sealing. */
export type BodyPlace = { kind: string; version: number; sequence: number };

/** As it is stored with its entry. Without `sealed_key` the body was shredded: its place shows, and nothing opens it. */
export type SealedBody = { sealed_body: Buffer; sealed_key: Buffer | null };

const LAYOUT = 1;
const DIGEST = 32;
const PADDED_TO = 256;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

// How long a text is can tell what it says: lengths are told in steps of 256 only.
function pad(bytes: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1) / PADDED_TO) * PADDED_TO);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

const unpad = (padded: Buffer) => padded.subarray(0, padded.lastIndexOf(0x80));

function contexts({ streamId, section }: SectionKey, { kind, version, sequence }: BodyPlace) {
  const place = [streamId, section, kind, version, sequence];
  return {
    forKey: frame('vault.content-key.1', place),
    forBody: (keyDigest: Uint8Array) => frame('vault.body.1', [...place, keyDigest]),
  };
}

/**
 * Seals a body with a key of its own, for this one place. The sealed body holds a digest of the sealed key, so that a chain
 * over sealed bodies covers the keys as well, and still can be verified after a key was destroyed.
 */
export function sealBody(sectionKey: SectionKey, place: BodyPlace, body: Uint8Array): { sealed_body: Buffer; sealed_key: Buffer } {
  const { forKey, forBody } = contexts(sectionKey, place);
  const contentKey = newKey();
  const sealedKey = encrypt(sectionKey.key, contentKey.export(), forKey);
  const digest = sha256(sealedKey);
  return { sealed_key: sealedKey, sealed_body: Buffer.concat([Buffer.of(LAYOUT), digest, encrypt(contentKey, pad(body), forBody(digest))]) };
}

/** Opens a body in the place it was sealed for, and nowhere else. */
export function openBody(sectionKey: SectionKey, place: BodyPlace, { sealed_body, sealed_key }: SealedBody): Opened<Buffer> {
  if (!sealed_key) return refused('shredded');
  if (sealed_body.length > 0 && sealed_body[0] !== LAYOUT) return refused('unknown-format');
  // Also a key wrapped anew is refused: one sealed body can never be made to say two things under two keys.
  if (!keyFits(sealed_body, sealed_key)) return refused('does-not-fit');
  const { forKey, forBody } = contexts(sectionKey, place);
  const contentKey = decrypt(sectionKey.key, sealed_key, forKey);
  if (!contentKey.opened) return contentKey;
  const digest = sealed_body.subarray(1, 1 + DIGEST);
  const padded = decrypt(createSecretKey(contentKey.value), sealed_body.subarray(1 + DIGEST), forBody(digest));
  return padded.opened ? { opened: true, value: unpad(padded.value) } : padded;
}

/** Whether a sealed key is the one with which this body was sealed. Needs no key to tell. */
export function keyFits(sealedBody: Uint8Array, sealedKey: Uint8Array): boolean {
  if (sealedBody[0] !== LAYOUT) return false;
  return sha256(sealedKey).equals(sealedBody.subarray(1, 1 + DIGEST));
}
