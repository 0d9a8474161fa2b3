import { createHash, createSecretKey } from 'node:crypto';
import { attachmentsIn } from '#src/platform/attachments/header.ts';
import { entryHash } from '#src/platform/journal/chain.ts';
import { signatureProblem, type PublicKeys } from '#src/platform/journal/signing-keys.ts';
import { AttachmentRefused, openAttachment, openName, type AttachmentKey } from '#src/platform/vault/attachment.ts';
import { openWithContentKey } from '#src/platform/vault/body.ts';
import type { Contents, GivenLink, Manifest } from './contents.ts';
import { jsonIn } from './parts.ts';
import { PackageRefused } from './refused.ts';

/** What does not hold in a package, in codes with the number of the entry or the id of the file. */
export type PackageProblem = { readonly what: 'unknown-key' | 'wrong-signature' | 'entry-altered' | 'entry-missing' | 'body-does-not-open' | 'file-altered' | 'file-of-no-entry'; readonly at?: number | string };

/** An entry as somebody reads it: what its header says, and its body where it has one that opens. */
export type ReadLink = { readonly sequence: number; readonly kind: string; readonly recordedOn: string; readonly recordedAt: string | null; readonly actor: string; readonly header: unknown; readonly body: string | null };

const isGiven = (link: Manifest['links'][number]): link is GivenLink => !('isWithheld' in link);

function hashOf(link: GivenLink, { id, kind }: Manifest['stream']): Buffer {
  return entryHash({
    stream_id: id,
    stream_kind: kind,
    sequence: link.sequence,
    section: link.section,
    kind: link.kind,
    version: link.version,
    header_bytes: link.headerBytes,
    sealed_body: link.sealedBody,
    recorded_on: link.recordedOn,
    recorded_at: link.recordedAt === null ? null : new Date(link.recordedAt),
    actor: link.actor,
    previous_hash: link.previousHash,
  });
}

function readLink(link: GivenLink, { id: streamId }: Manifest['stream']): ReadLink & { isUnopened: boolean } {
  const { sequence, kind, version, section, sealedBody, contentKey, recordedOn, recordedAt, actor } = link;
  const opened = sealedBody && contentKey && section !== null ? openWithContentKey({ streamId, section, kind, version, sequence }, contentKey, sealedBody) : null;
  return { sequence, kind, recordedOn, recordedAt, actor, header: jsonIn(link.headerBytes), body: opened?.opened ? opened.value.toString() : null, isUnopened: opened !== null && !opened.opened };
}

/** Signature, chain and bodies. Needs no database and no secret but what the package brings along. */
export function verifyManifest({ manifest, digest, signature }: Pick<Contents, 'manifest' | 'digest' | 'signature'>, publicKeys: PublicKeys | null): { problems: PackageProblem[]; entries: ReadLink[] } {
  const problems: PackageProblem[] = [];
  const signed = publicKeys && signatureProblem(publicKeys, digest, signature, 'package');
  if (signed) problems.push({ what: signed });
  const entries: ReadLink[] = [];
  for (const [at, link] of manifest.links.entries()) {
    const before = manifest.links[at - 1];
    if (before ? before.sequence + 1 !== link.sequence || !before.hash.equals(link.previousHash) : link.sequence !== 1) problems.push({ what: 'entry-missing', at: link.sequence });
    if (!isGiven(link)) continue;
    if (!hashOf(link, manifest.stream).equals(link.hash)) problems.push({ what: 'entry-altered', at: link.sequence });
    const { isUnopened, ...read } = readLink(link, manifest.stream);
    if (isUnopened) problems.push({ what: 'body-does-not-open', at: link.sequence });
    entries.push(read);
  }
  return { problems, entries };
}

export type VerifiedFile = { readonly id: string; readonly name: string; readonly bytes: AsyncIterable<Buffer>; /** Known once all bytes were read. */ readonly problem: () => PackageProblem | null };

export type Sealed = { key: AttachmentKey; sealedName: Buffer; pieces: AsyncIterable<Buffer>; expected: string | undefined };

/** One file, opened as it streams by and held against the entry that names it. Throws PackageRefused. */
export function verifiedFile({ key, sealedName, pieces, expected }: Sealed): VerifiedFile {
  const digest = createHash('sha256').update(sealedName);
  const name = openName(key, sealedName);
  async function* noted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      digest.update(piece);
      yield piece;
    }
  }
  async function* opened(): AsyncGenerator<Buffer> {
    try {
      yield* openAttachment(key, noted());
    } catch (error) {
      throw error instanceof AttachmentRefused ? new PackageRefused('damaged') : error;
    }
  }
  return {
    id: key.id,
    name: name.opened ? name.value : key.id,
    bytes: opened(),
    problem: () => (expected === undefined ? { what: 'file-of-no-entry', at: key.id } : name.opened && digest.digest('hex') === expected ? null : { what: 'file-altered', at: key.id }),
  };
}

/** The files of a package. Each is read to its end before the next. */
export async function* verifyFiles({ manifest, files }: Pick<Contents, 'manifest' | 'files'>): AsyncGenerator<VerifiedFile> {
  const digests = new Map(manifest.links.filter(isGiven).flatMap((link) => attachmentsIn(jsonIn(link.headerBytes)).map((file) => [file.id, file.digest] as const)));
  for await (const { id, pieces } of files) {
    const known = manifest.files.find((file) => file.id === id);
    if (!known) throw new PackageRefused('damaged');
    const key = { id, key: createSecretKey(known.key), place: { streamId: manifest.stream.id, section: manifest.stream.section } };
    yield verifiedFile({ key, sealedName: known.sealedName, pieces, expected: digests.get(id) });
  }
}
