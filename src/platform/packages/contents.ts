import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StreamProof } from '#src/platform/action/prove.ts';
import type { Signer } from '#src/platform/journal/signing-keys.ts';
import { bytes, entryFields, entryWritten, fileInPackage, fileWritten, textOf } from './fields.ts';
import { END, framed, jsonIn, MOST, partsOf, piecesOf, type Parts } from './parts.ts';
import { PackageRefused } from './refused.ts';

const place = { sequence: z.int().min(1), previousHash: bytes, hash: bytes };
const givenLink = z.strictObject({
  ...place,
  section: z.string().nullable(),
  ...entryFields,
});
/** Of an entry of another section only its place in the chain. */
const withheldLink = z.strictObject({ ...place, isWithheld: z.literal(true) });
const manifest = z.strictObject({
  format: z.literal(1),
  madeOn: z.iso.date(),
  stream: z.strictObject({ id: z.uuid(), kind: z.string(), section: z.string() }),
  links: z.array(z.union([withheldLink, givenLink])),
  files: z.array(fileInPackage),
});
export type Manifest = z.infer<typeof manifest>;
export type GivenLink = z.infer<typeof givenLink>;

function linkOf({ sequence, previous_hash, hash, given }: StreamProof['links'][number]): z.input<typeof givenLink> | z.input<typeof withheldLink> {
  const at = { sequence, previousHash: textOf(previous_hash), hash: textOf(hash) };
  return given ? { ...at, section: given.section, ...entryWritten(given) } : { ...at, isWithheld: true };
}

/** The manifest as it is signed: what is in the package, with the chain that holds it. */
function writeManifest({ streamId, streamKind, section, links, files }: StreamProof, madeOn: string): Buffer {
  const written: z.input<typeof manifest> = {
    format: 1,
    madeOn,
    stream: { id: streamId, kind: streamKind, section },
    links: links.map(linkOf),
    files: files.map(fileWritten),
  };
  return Buffer.from(JSON.stringify(written));
}

export const manifestDigest = (written: Uint8Array): Buffer => createHash('sha256').update(written).digest();

type Packing = { proof: StreamProof; madeOn: string; signer: Signer; /** A file as it is stored. */ sealedFile: (id: string) => AsyncIterable<Buffer> };

/** What goes into a package, to be sealed as it streams by: the manifest, its signature, and each file in pieces. */
export async function* writeContents({ proof, madeOn, signer, sealedFile }: Packing): AsyncGenerator<Buffer> {
  const written = writeManifest(proof, madeOn);
  yield framed(written);
  yield framed(signer.signPackage(manifestDigest(written)));
  for (const { id } of proof.files) {
    for await (const piece of sealedFile(id)) yield framed(piece);
    yield END;
  }
}

export type Contents = { manifest: Manifest; digest: Buffer; signature: Buffer; /** Each file in the order of the manifest; each is read to its end before the next. */ files: AsyncGenerator<{ id: string; pieces: AsyncIterable<Buffer> }> };

/** What stands first in every package: a manifest, signed, and behind it what it speaks of. */
export type Signed = { readonly format: unknown; /** The manifest as it was signed, byte for byte. */ readonly written: Buffer; readonly manifest: unknown; readonly digest: Buffer; readonly signature: Buffer; readonly parts: Parts };

/** Reads the manifest and its signature, and judges neither. Throws PackageRefused. */
export async function readSigned(source: AsyncIterable<Buffer>): Promise<Signed> {
  const parts = partsOf(source);
  const [first, second] = [await parts.next(MOST.manifest), await parts.next(MOST.signature)];
  if (!first || !second) throw new PackageRefused('damaged');
  const read = jsonIn(first);
  return { format: (read as { format?: unknown } | null)?.format, written: first, manifest: read, digest: manifestDigest(first), signature: second, parts };
}

/** The conversation that is in a package of format 1; the files follow as they are asked for. Throws PackageRefused. */
export function contentsOf({ manifest: given, digest, signature, parts }: Signed): Contents {
  const read = manifest.safeParse(given);
  if (!read.success) throw new PackageRefused('damaged');
  async function* files(known: Manifest): AsyncGenerator<{ id: string; pieces: AsyncIterable<Buffer> }> {
    for (const { id } of known.files) yield { id, pieces: piecesOf(parts) };
    // Read to the very end: what was cut off shows only there.
    if (await parts.next(MOST.piece)) throw new PackageRefused('damaged');
  }
  return { manifest: read.data, digest, signature, files: files(read.data) };
}

/** Reads the manifest; the files follow as they are asked for. Throws PackageRefused. */
export async function readContents(source: AsyncIterable<Buffer>): Promise<Contents> {
  const signed = await readSigned(source);
  if (signed.format !== 1) throw new PackageRefused('unknown-version');
  return contentsOf(signed);
}
