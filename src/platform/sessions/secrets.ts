import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of a key and of a token: too many to guess. */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What opens something, to be given to one browser or printed once. Kept nowhere as it is. */
export const newToken = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** How a token is kept. It is long and random, so a plain hash is enough: there is nothing to guess. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Works with a key that is not in the database, so that whoever has the database alone can neither open nor guess. */
export type SecretKey = {
  /** Seals for one owner: what was sealed for another does not open. */
  seal(plain: Buffer, owner: string): Buffer;
  open(sealed: Buffer, owner: string): Buffer;
  mac(purpose: string, text: string): Buffer;
  /** The secret of Argon2id. */
  pepper: Buffer;
};

export type SignInKey = SecretKey;

/** Draws what is needed from the bytes of a key file; what is drawn for one use says nothing about that of another. */
export function secretKey(bytes: Buffer, use: string): SecretKey {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`the key for ${use} has ${KEY_BYTES} bytes`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', bytes, '', `keerpunt ${use} ${purpose}`, KEY_BYTES));
  const [sealing, counting, pepper] = [derive('seal'), derive('mac'), derive('pepper')];
  return {
    pepper,
    mac: (purpose, text) => createHmac('sha256', counting).update(`${purpose}\0${text}`).digest(),
    seal(plain, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, owner) {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

export const signInKey = (bytes: Buffer): SignInKey => secretKey(bytes, 'sign-in');
