import { signatureProblem } from '#src/platform/journal/signing-keys.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { readSigned } from './contents.ts';
import { ownId } from './recipients.ts';
import { PackageRefused } from './refused.ts';
import { openSealed } from './sealed-file.ts';
import { FORMAT_OF_SECTIONS, readManifest, sectionsOf, type Sections } from './sections.ts';
import { verifySectionFiles, verifySections, type ReadPart, type SectionsFile } from './verify-sections.ts';

/** What clocks of two machines may differ. */
const SKEW_MS = 10 * 60_000;
/** More than what is kept about one matter has; less than what would fill a disk. */
export const MOST_PACKAGE_BYTES = 300 * 1024 * 1024;

/** The secrets of the keys to which packages are sealed for this node: the one of today, and those before. */
type OwnKeys = readonly Buffer[];

type Receiving = { readonly own: OwnKeys; readonly nodes: readonly KnownNode[]; readonly now: Date; /** What is taken in here. */ readonly about: readonly string[] };

/** A package that somebody known made for us, of which everything but the files is verified. */
export type Received = Pick<Sections, 'manifest' | 'written' | 'digest' | 'signature' | 'parts'> & { readonly from: KnownNode; readonly sections: readonly ReadPart[]; readonly files: AsyncGenerator<SectionsFile> };

async function* notMoreThan(most: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > most) throw new PackageRefused('too-large');
    yield piece;
  }
}

/**
 * Reads a package as far as its files. What is refused first is what costs least: another format, another receiver, an unknown
 * signer; nothing of what it holds is looked at before it is known who signed it. Throws PackageRefused.
 */
export async function receivePackage(source: AsyncIterable<Uint8Array>, { own, nodes, now, about }: Receiving): Promise<Received> {
  const sealed = await openSealed({ kind: 'keys', privateKeys: own }, notMoreThan(MOST_PACKAGE_BYTES, source));
  const signed = await readSigned(sealed.pieces);
  const from = nodes.find((node) => signatureProblem(node.signingKeys, signed.digest, signed.signature, 'package') === undefined);
  if (!from) throw new PackageRefused(nodes.some((node) => signatureProblem(node.signingKeys, signed.digest, signed.signature, 'package') === 'wrong-signature') ? 'damaged' : 'unknown-signer');
  if (typeof signed.format !== 'number') throw new PackageRefused('damaged');
  if (signed.format > FORMAT_OF_SECTIONS) throw new PackageRefused('unknown-version');
  if (signed.format < FORMAT_OF_SECTIONS) throw new PackageRefused('other-content');
  const manifest = readManifest(signed.manifest);
  if (!manifest || manifest.package !== sealed.id) throw new PackageRefused('damaged');
  if (!about.includes(manifest.about)) throw new PackageRefused('other-content');
  const ours = new Set(own.map(ownId));
  if (!manifest.audience.some((id) => ours.has(id))) throw new PackageRefused('for-another');
  if (Date.parse(manifest.madeAt) > now.getTime() + SKEW_MS) throw new PackageRefused('from-the-future');
  const read = await sectionsOf(signed);
  const { problems, sections } = verifySections(read);
  if (problems.length > 0) throw new PackageRefused('damaged');
  return { from, manifest: read.manifest, written: read.written, digest: read.digest, signature: read.signature, parts: read.parts, sections, files: wholeFiles(read) };
}

/** Throws PackageRefused at the end of a file that does not hold. */
async function* wholeFiles(read: Sections): AsyncGenerator<SectionsFile> {
  for await (const file of verifySectionFiles(read)) {
    yield file;
    if (file.problem()) throw new PackageRefused('damaged');
  }
}
