import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { frame } from '../vault/framing.ts';
import { createKeyFile, KeyFileUnusable, readKeyFile } from '../vault/key-file.ts';

/** Signs the roots of blocks. The key lies outside the database, so that whoever can write there cannot sign. */
export type Signer = { readonly publicKeys: PublicKeys; sign(root: Uint8Array): Buffer; /** What is handed out, which never counts as a block. */ signPackage(digest: Uint8Array): Buffer };

/** The keys whose signatures count, by id. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

const FORMAT = 1;
const ID_BYTES = 8;

const exported = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const idOf = (key: KeyObject) => createHash('sha256').update(frame('journal.signing-key-id.1', [exported(key)])).digest('hex').slice(0, ID_BYTES * 2);
type Signed = 'block' | 'package';
const signed = (what: Signed, root: Uint8Array) => frame(`journal.${what}-signature.1`, [root]);

function signerOf(key: KeyObject): Signer {
  const publicKey = createPublicKey(key);
  const id = idOf(publicKey);
  const signatureOf = (what: Signed, bytes: Uint8Array) => Buffer.concat([Buffer.of(FORMAT), Buffer.from(id, 'hex'), sign(null, signed(what, bytes), key)]);
  return {
    publicKeys: new Map([[id, publicKey]]),
    sign: (root) => signatureOf('block', root),
    signPackage: (digest) => signatureOf('package', digest),
  };
}

/** A key file with one new signing key. Refuses where there is one. */
export function createSigner(file: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = signerOf(privateKey);
  const current = [...signer.publicKeys.keys()].join('');
  createKeyFile(file, 'signing-keys', { current, keys: new Map([[current, privateKey.export({ type: 'pkcs8', format: 'der' })]]) });
  return signer;
}

export function readSigner(file: string): Signer {
  const { current, keys } = readKeyFile(file, 'signing-keys');
  const der = keys.get(current);
  if (!der) throw new KeyFileUnusable(file, 'damaged');
  return signerOf(createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }));
}

export type SignatureProblem = 'unknown-key' | 'wrong-signature';

/** Whether a known key signed this root; undefined when one did. */
export function signatureProblem(publicKeys: PublicKeys, root: Uint8Array, signature: Buffer, what: Signed = 'block'): SignatureProblem | undefined {
  if (signature[0] !== FORMAT) return 'wrong-signature';
  const key = publicKeys.get(signature.subarray(1, 1 + ID_BYTES).toString('hex'));
  if (!key) return 'unknown-key';
  return verify(null, signed(what, root), key, signature.subarray(1 + ID_BYTES)) ? undefined : 'wrong-signature';
}

/** The public keys as lines, to be kept with the witness: with them a backup can be verified anywhere, without any secret. */
export function writePublicKeys(keys: PublicKeys): string {
  return [...keys].map(([id, key]) => `ed25519 ${id} ${exported(key).toString('base64')}\n`).join('');
}

/** Reads such lines. A key whose name is not its own is left out, and then nothing counts as signed by it. */
export function readPublicKeys(text: string): PublicKeys {
  const keys = new Map<string, KeyObject>();
  for (const [, id = '', der = ''] of text.matchAll(/^ed25519 ([0-9a-f]{16}) (\S+)$/gm)) {
    const key = publicKeyIn(der);
    if (key && idOf(key) === id) keys.set(id, key);
  }
  return keys;
}

function publicKeyIn(der: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(der, 'base64'), type: 'spki', format: 'der' });
  } catch {
    return undefined;
  }
}
