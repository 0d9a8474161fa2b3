import { createHash, randomInt } from 'node:crypto';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';

const OWNER = 'follow-up-link';
const UUID_BYTES = 16;

export type LinkedTo = { readonly file: string; readonly link: string };

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/**
 * What stands in the address. Sealed with a key that is not in the database, so that nobody makes one, and a guess is refused before
 * anything is looked up; whoever has key and database still lacks what the digest is of.
 */
export const sealLink = (key: SecretKey, { file, link }: LinkedTo): string => key.seal(Buffer.concat([bytesOf(file), bytesOf(link)]), OWNER).toString('base64url');

export function openToken(key: SecretKey, token: string): LinkedTo | null {
  try {
    const sealed = Buffer.from(token, 'base64url');
    // One link is written in one way: base64 has spare bits, and what only looks other is not this link.
    if (sealed.toString('base64url') !== token) return null;
    const plain = key.open(sealed, OWNER);
    return plain.length === 2 * UUID_BYTES ? { file: uuidOf(plain.subarray(0, UUID_BYTES)), link: uuidOf(plain.subarray(UUID_BYTES)) } : null;
  } catch {
    return null;
  }
}

const CODES = 1_000_000;
const DIGITS = 6;
/** Said by voice and never sent with the link: whoever gets the link alone opens nothing. */
export const newCode = (): string => String(randomInt(CODES)).padStart(DIGITS, '0');

/** As people write it down, with spaces or hyphens. */
export const codeFrom = (typed: string): string => typed.replaceAll(/[\s.-]/g, '');

const hex = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex');
/** Of link and code together: the code alone would be guessed, the link cannot be. */
export const digestOf = (token: string, code: string): string => hex('link', token, code);
/** Of one device for one link, so that nobody sees which links one device opened. */
export const deviceDigest = (device: string, link: string): string => hex('device', device, link);
