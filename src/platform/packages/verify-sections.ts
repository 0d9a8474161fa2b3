import { createSecretKey } from 'node:crypto';
import { attachmentsIn } from '#src/platform/attachments/header.ts';
import { entryHash, NO_HASH } from '#src/platform/journal/chain.ts';
import { openWithContentKey } from '#src/platform/vault/body.ts';
import { jsonIn } from './parts.ts';
import { partDigest, type SectionPart, type Sections, type SectionsManifest } from './sections.ts';
import { verifiedFile, type PackageProblem, type ReadLink, type VerifiedFile } from './verify.ts';
import { PackageRefused } from './refused.ts';

/** An entry of a section as somebody reads it, with the version of its header. */
export type SectionEntry = ReadLink & { readonly version: number };
export type ReadPart = { readonly section: string; readonly entries: readonly SectionEntry[] };
type Of = Pick<SectionsManifest, 'stream' | 'chain'>;

/** One entry with its place in the chain, and what does not hold. */
function verifiedEntry(link: SectionPart['links'][number], section: string, { stream, chain }: Of): { entry: SectionEntry; problems: PackageProblem[] } {
  const { sequence, kind, version, headerBytes, sealedBody, contentKey, recordedOn, recordedAt, actor } = link;
  const previous_hash = sequence === 1 ? NO_HASH : (chain[sequence - 2] ?? NO_HASH);
  const hash = entryHash({ stream_id: stream.id, stream_kind: stream.kind, sequence, section, kind, version, header_bytes: headerBytes, sealed_body: sealedBody, recorded_on: recordedOn, recorded_at: recordedAt === null ? null : new Date(recordedAt), actor, previous_hash });
  const opened = sealedBody && contentKey ? openWithContentKey({ streamId: stream.id, section, kind, version, sequence }, contentKey, sealedBody) : null;
  const problems: PackageProblem[] = [];
  if (!chain[sequence - 1]?.equals(hash)) problems.push({ what: 'entry-altered', at: sequence });
  if (opened && !opened.opened) problems.push({ what: 'body-does-not-open', at: sequence });
  return { entry: { sequence, kind, version, recordedOn, recordedAt, actor, header: jsonIn(headerBytes), body: opened?.opened ? opened.value.toString() : null }, problems };
}

/** One section held against the manifest. It can be done again at any time, with nothing else of the package at hand. */
export function verifyPart(manifest: SectionsManifest, written: Buffer, part: SectionPart): { problems: PackageProblem[]; read: ReadPart } {
  const known = manifest.sections.find((one) => one.name === part.section);
  const problems: PackageProblem[] = known?.digest === partDigest(written) ? [] : [{ what: 'wrong-signature' }];
  const entries = part.links.map((link) => {
    const { entry, problems: found } = verifiedEntry(link, part.section, manifest);
    problems.push(...found);
    return entry;
  });
  for (const [at, { sequence }] of entries.entries()) if (sequence <= (entries[at - 1]?.sequence ?? 0)) problems.push({ what: 'entry-missing', at: sequence });
  return { problems, read: { section: part.section, entries } };
}

/** All sections of a package. */
export function verifySections({ manifest, parts }: Pick<Sections, 'manifest' | 'parts'>): { problems: PackageProblem[]; sections: readonly ReadPart[] } {
  const verified = parts.map(({ written, part }) => verifyPart(manifest, written, part));
  const problems = verified.flatMap((one) => one.problems);
  // Each section stands where the manifest says, and once.
  if (parts.some(({ part }, at) => part.section !== manifest.sections[at]?.name)) problems.push({ what: 'wrong-signature' });
  if (new Set(manifest.sections.map((one) => one.name)).size < manifest.sections.length) problems.push({ what: 'wrong-signature' });
  return { problems, sections: verified.map((one) => one.read) };
}

export type SectionsFile = VerifiedFile & { readonly section: string; readonly type: string; readonly size: number };

/** The files, each opened as it streams by and held against the entry that names it. Throws PackageRefused. */
export async function* verifySectionFiles({ manifest, parts, files }: Pick<Sections, 'manifest' | 'parts' | 'files'>): AsyncGenerator<SectionsFile> {
  const known = new Map(parts.flatMap(({ part }) => part.files.map((file) => [file.id, { ...file, section: part.section }] as const)));
  const digests = new Map(parts.flatMap(({ part }) => part.links.flatMap((link) => attachmentsIn(jsonIn(link.headerBytes)).map((file) => [file.id, file.digest] as const))));
  for await (const { id, pieces } of files) {
    const file = known.get(id);
    if (!file) throw new PackageRefused('damaged');
    const key = { id, key: createSecretKey(file.key), place: { streamId: manifest.stream.id, section: file.section } };
    yield { ...verifiedFile({ key, sealedName: file.sealedName, pieces, expected: digests.get(id) }), section: file.section, type: file.type, size: file.bytes };
  }
}
