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

type WholePlace = BodyPlace & Pick<SectionKey, 'streamId' | 'section'>;

function contexts({ streamId, section }: Pick<SectionKey, 'streamId' | 'section'>, { kind, version, sequence }: BodyPlace) {
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
export function openBody(sectionKey: SectionKey, place: BodyPlace, sealed: SealedBody): Opened<Buffer> {
  const contentKey = openContentKey(sectionKey, place, sealed);
  return contentKey.opened ? openWithContentKey({ ...place, ...sectionKey }, contentKey.value, sealed.sealed_body) : contentKey;
}

/** The key of this one body: whoever is handed it can open that body, in its place, and nothing else of the section. */
export function openContentKey(sectionKey: SectionKey, place: BodyPlace, { sealed_body, sealed_key }: SealedBody): Opened<Buffer> {
  if (!sealed_key) return refused('shredded');
  if (sealed_body.length > 0 && sealed_body[0] !== LAYOUT) return refused('unknown-format');
  // Also a key wrapped anew is refused: one sealed body can never be made to say two things under two keys.
  if (!keyFits(sealed_body, sealed_key)) return refused('does-not-fit');
  return decrypt(sectionKey.key, sealed_key, contexts(sectionKey, place).forKey);
}

/** Opens a body with its own key, in the place it was sealed for. */
export function openWithContentKey(place: WholePlace, contentKey: Uint8Array, sealedBody: Buffer): Opened<Buffer> {
  if (sealedBody[0] !== LAYOUT) return refused('unknown-format');
  const digest = sealedBody.subarray(1, 1 + DIGEST);
  const padded = decrypt(createSecretKey(contentKey), sealedBody.subarray(1 + DIGEST), contexts(place, place).forBody(digest));
  return padded.opened ? { opened: true, value: unpad(padded.value) } : padded;
}

/** Whether a sealed key is the one with which this body was sealed. Needs no key to tell. */
export function keyFits(sealedBody: Uint8Array, sealedKey: Uint8Array): boolean {
  if (sealedBody[0] !== LAYOUT) return false;
  return sha256(sealedKey).equals(sealedBody.subarray(1, 1 + DIGEST));
}
