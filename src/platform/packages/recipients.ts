import { createHash, createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { hashRaw, type Algorithm } from '@node-rs/argon2';
import { z } from 'zod';
import { decrypt, encrypt } from '#src/platform/vault/envelope.ts';
import { frame } from '#src/platform/vault/framing.ts';
import { createKeyFile, readKeyFile } from '#src/platform/vault/key-file.ts';

/** To whom a package is sealed: whoever has the private half of this key, or is told these words on another way. */
export type Recipient = { readonly kind: 'key'; readonly publicKey: Buffer } | { readonly kind: 'words'; readonly words: string };

const ARGON2ID = 2 as Algorithm.Argon2id;
const MEMORY_KIB = 65_536;
const PASSES = 3;
const SALT = 16;
const INFO = 'keerpunt.package-key.1';

const base64 = z.base64url();
/** What stands unsealed in a package: with what it opens, and nothing of what it holds. */
export const recipientHead = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('key'), id: z.hash('sha256'), enc: base64, sealedKey: base64 }),
  // What somebody sends may ask for no more than a machine has.
  z.strictObject({ kind: z.literal('words'), memoryKib: z.int().min(8192).max(1_048_576), passes: z.int().min(1).max(10), salt: base64, sealedKey: base64 }),
]);
export type RecipientHead = z.infer<typeof recipientHead>;

const suite = () => new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const bytesOf = (text: string) => Buffer.from(text, 'base64url');
// A view of exactly these bytes: a Buffer may stand in a larger one.
const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** By which a key is known: also what is read out over the telephone, to be sure that it is the right one. */
export const recipientId = (publicKey: Uint8Array): string => createHash('sha256').update(frame('packages.recipient.1', [publicKey])).digest('hex');

/** As it was said over the telephone: small letters, single spaces. */
const spoken = (words: string) => words.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

async function keyFromWords(words: string, salt: Buffer, { memoryKib, passes }: { memoryKib: number; passes: number }): Promise<KeyObject> {
  return createSecretKey(await hashRaw(spoken(words), { algorithm: ARGON2ID, memoryCost: memoryKib, timeCost: passes, parallelism: 1, outputLen: 32, salt }));
}
const wordsContext = (id: string) => frame('packages.key-by-words.1', [id]);

/** Seals the key of a package for one recipient. */
export async function sealKeyFor(recipient: Recipient, id: string, key: KeyObject): Promise<RecipientHead> {
  if (recipient.kind === 'words') {
    const [salt, cost] = [randomBytes(SALT), { memoryKib: MEMORY_KIB, passes: PASSES }];
    const wrapping = await keyFromWords(recipient.words, salt, cost);
    return { kind: 'words', ...cost, salt: salt.toString('base64url'), sealedKey: encrypt(wrapping, key.export(), wordsContext(id)).toString('base64url') };
  }
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(exact(recipient.publicKey));
  const sender = await hpke.createSenderContext({ recipientPublicKey, info: exact(Buffer.from(INFO)) });
  const sealed = await sender.seal(exact(key.export()), exact(Buffer.from(id)));
  return { kind: 'key', id: recipientId(recipient.publicKey), enc: Buffer.from(sender.enc).toString('base64url'), sealedKey: Buffer.from(sealed).toString('base64url') };
}

/** With what somebody opens a package. */
export type Opener = { readonly kind: 'key'; readonly privateKey: Buffer } | { readonly kind: 'keys'; readonly privateKeys: readonly Buffer[] } | { readonly kind: 'words'; readonly words: string };

/** The key of a package; null where this does not open it, whatever the reason. */
export async function openKeyWith(opener: Opener, head: RecipientHead, id: string): Promise<KeyObject | null> {
  if (opener.kind === 'words') {
    if (head.kind !== 'words') return null;
    const opened = decrypt(await keyFromWords(opener.words, bytesOf(head.salt), head), bytesOf(head.sealedKey), wordsContext(id));
    return opened.opened ? createSecretKey(opened.value) : null;
  }
  const privateKey = opener.kind === 'keys' ? opener.privateKeys.find((one) => head.kind === 'key' && head.id === ownId(one)) : opener.privateKey;
  if (head.kind !== 'key' || !privateKey) return null;
  try {
    const hpke = suite();
    const recipientKey = await hpke.kem.deserializePrivateKey(exact(privateKey));
    const receiver = await hpke.createRecipientContext({ recipientKey, enc: exact(bytesOf(head.enc)), info: exact(Buffer.from(INFO)) });
    return createSecretKey(Buffer.from(await receiver.open(exact(bytesOf(head.sealedKey)), exact(Buffer.from(id)))));
  } catch {
    return null;
  }
}

const LINE = /^\s*keerpunt-recipient ([\w-]{43})\s*$/;
const KEY_BYTES = 32;

/** How a secret of this curve is written for the platform's own cryptography, RFC 8410. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
/** The public half of a secret key. */
export function publicHalf(privateKey: Buffer): Buffer {
  const { x = '' } = createPublicKey(createPrivateKey({ key: Buffer.concat([PKCS8, privateKey]), format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
  return bytesOf(x);
}
/** The id of the key that this secret belongs to. */
export const ownId = (privateKey: Buffer): string => recipientId(publicHalf(privateKey));

/** The public half as a line that can be sent by mail; nobody has to keep it secret. */
export const recipientLineOf = (publicKey: Uint8Array): string => `keerpunt-recipient ${Buffer.from(publicKey).toString('base64url')}`;

/** Null where it is no such line. */
export function readRecipient(line: string): Buffer | null {
  const key = Buffer.from(LINE.exec(line)?.[1] ?? '', 'base64url');
  return key.length === KEY_BYTES ? key : null;
}

/** A key pair, of which the private half goes into a file. Gives the line for the others. */
export function createRecipient(file: string): string {
  const { d = '', x = '' } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  const id = recipientId(bytesOf(x));
  createKeyFile(file, 'package-keys', { current: id, keys: new Map([[id, bytesOf(d)]]) });
  return recipientLineOf(bytesOf(x));
}

export function readPrivateKey(file: string): Buffer {
  const { current, keys } = readKeyFile(file, 'package-keys');
  return keys.get(current) ?? Buffer.alloc(0);
}

/** All keys of a file: packages that were sealed to an earlier one still open. */
export function readPrivateKeys(file: string): { readonly current: Buffer; readonly all: readonly Buffer[] } {
  const { current, keys } = readKeyFile(file, 'package-keys');
  return { current: keys.get(current) ?? Buffer.alloc(0), all: [...keys.values()] };
}
