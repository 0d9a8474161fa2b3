import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StreamProof } from '#src/platform/action/prove.ts';
import { attachmentsIn } from '#src/platform/attachments/header.ts';
import type { Signer } from '#src/platform/journal/signing-keys.ts';
import { manifestDigest, type Signed } from './contents.ts';
import { bytes, entryFields, entryWritten, fileInPackage, fileWritten, textOf } from './fields.ts';
import { END, framed, jsonIn, MOST, piecesOf } from './parts.ts';
import { PackageRefused } from './refused.ts';

/**
 * Format 2: several sections of one stream, each a part of its own that the signed manifest names by its digest. So whoever
 * takes them in can keep each with those who may read it, and still prove it by the one signature.
 */
export const FORMAT_OF_SECTIONS = 2;

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/);
const sectionsManifest = z.strictObject({
  format: z.literal(FORMAT_OF_SECTIONS),
  /** The same as the package was sealed under: it cannot be sealed again as another. */
  package: z.uuid(),
  madeAt: z.iso.datetime(),
  /** What it is for, and what its receiver has to know of it before anything else, in codes. */
  about: code,
  says: z.record(code, z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/)),
  /** For whom it was signed: ids of the keys to which it may be sealed. */
  audience: z.array(z.hash('sha256')).min(1).max(20),
  stream: z.strictObject({ id: z.uuid(), kind: code }),
  sections: z.array(z.strictObject({ name: code, digest: z.hash('sha256') })).min(1).max(20),
  /** The hash of every entry, the first first: the chain, of which the sections hold some links. */
  chain: z.array(bytes).min(1).max(60_000),
  /** In the order in which they follow. */
  files: z.array(z.uuid()).max(500),
});
export type SectionsManifest = z.output<typeof sectionsManifest>;

const sectionLink = z.strictObject({ sequence: z.int().min(1), ...entryFields });
const sectionPart = z.strictObject({ section: code, links: z.array(sectionLink).max(60_000), files: z.array(fileInPackage).max(500) });
export type SectionPart = z.output<typeof sectionPart>;

export const partDigest = (part: Uint8Array): string => createHash('sha256').update(part).digest('hex');

type Proven = StreamProof['links'][number];
/** Whether an entry stays behind although its section goes along. */
type StaysBehind = (link: NonNullable<Proven['given']>) => boolean;

function writeSection({ section, links, files }: StreamProof, staysBehind: StaysBehind, isSealed: boolean): { part: Buffer; files: readonly string[] } {
  const given = links.flatMap((link) => (link.given && link.given.section === section && !staysBehind(link.given) ? [link.given] : []));
  // A file goes along with the entry that names it, and stays behind with it.
  const named = new Set(given.flatMap((link) => attachmentsIn(jsonIn(link.header_bytes)).map((file) => file.id)));
  const taken = files.filter((file) => named.has(file.id));
  const written: z.input<typeof sectionPart> = {
    section,
    links: given.map((entry) => ({ sequence: entry.sequence, ...entryWritten(isSealed ? { ...entry, contentKey: null } : entry) })),
    files: taken.map(fileWritten),
  };
  return { part: Buffer.from(JSON.stringify(written)), files: taken.map((file) => file.id) };
}

/** The chain as far as it was read last. All were read of one stream, so that each is the beginning of a longer one. */
function longestChain(proofs: readonly StreamProof[]): readonly Buffer[] {
  const [longest] = proofs.toSorted((a, b) => b.links.length - a.links.length);
  return longest?.links.map((link) => link.hash) ?? [];
}

export type SectionsPacking = Pick<SectionsManifest, 'package' | 'about' | 'says' | 'audience'> & {
  readonly madeAt: Date;
  /** One section each, of the same stream. */
  readonly proofs: readonly [StreamProof, ...StreamProof[]];
  readonly staysBehind: StaysBehind;
  /** Whether words stay sealed: their keys stay behind, and only what stands in headers can be read. */
  readonly isSealed?: boolean;
  readonly signer: Signer;
  readonly sealedFile: (id: string) => AsyncIterable<Buffer>;
};

/** What goes into such a package, to be sealed as it streams by. */
export async function* writeSections({ proofs, staysBehind, isSealed = false, signer, sealedFile, madeAt, ...says }: SectionsPacking): AsyncGenerator<Buffer> {
  const sections = proofs.map((proof) => ({ name: proof.section, ...writeSection(proof, staysBehind, isSealed) }));
  const files = sections.flatMap((section) => section.files);
  const manifest: z.input<typeof sectionsManifest> = {
    format: FORMAT_OF_SECTIONS,
    ...says,
    madeAt: madeAt.toISOString(),
    stream: { id: proofs[0].streamId, kind: proofs[0].streamKind },
    sections: sections.map(({ name, part }) => ({ name, digest: partDigest(part) })),
    chain: longestChain(proofs).map(textOf),
    files: [...files],
  };
  const written = Buffer.from(JSON.stringify(manifest));
  yield framed(written);
  yield framed(signer.signPackage(manifestDigest(written)));
  for (const { part } of sections) yield framed(part);
  for (const id of files) {
    for await (const piece of sealedFile(id)) yield framed(piece);
    yield END;
  }
}

export type Sections = {
  readonly manifest: SectionsManifest;
  /** The manifest as it was signed. */
  readonly written: Buffer;
  readonly digest: Buffer;
  readonly signature: Buffer;
  readonly parts: readonly { readonly written: Buffer; readonly part: SectionPart }[];
  /** Each is read to its end before the next. */
  readonly files: AsyncGenerator<{ id: string; pieces: AsyncIterable<Buffer> }>;
};

/** What a section held as it was written says; null where it is no such part. */
export function readPart(written: Buffer): SectionPart | null {
  const read = sectionPart.safeParse(jsonIn(written));
  return read.success ? read.data : null;
}

export function readManifest(given: unknown): SectionsManifest | null {
  const read = sectionsManifest.safeParse(given);
  return read.success ? read.data : null;
}

/** The manifest and its sections; the files follow as they are asked for. What it says is judged elsewhere. Throws PackageRefused. */
export async function sectionsOf({ manifest: given, written: signed, digest, signature, parts }: Signed): Promise<Sections> {
  const manifest = readManifest(given);
  if (!manifest) throw new PackageRefused('damaged');
  const read: { written: Buffer; part: SectionPart }[] = [];
  for (const _ of manifest.sections) {
    const written = await parts.next(MOST.section);
    const part = written && readPart(written);
    if (!written || !part) throw new PackageRefused('damaged');
    read.push({ written, part });
  }
  async function* files({ files: ids }: SectionsManifest): AsyncGenerator<{ id: string; pieces: AsyncIterable<Buffer> }> {
    for (const id of ids) yield { id, pieces: piecesOf(parts) };
    if (await parts.next(MOST.piece)) throw new PackageRefused('damaged');
  }
  return { manifest, written: signed, digest, signature, parts: read, files: files(manifest) };
}
