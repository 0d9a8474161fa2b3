import { z } from 'zod';
import { FILE } from '#src/files/actions/about.ts';
import { signatureProblem } from '#src/platform/journal/signing-keys.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { manifestDigest } from '#src/platform/packages/contents.ts';
import { jsonIn } from '#src/platform/packages/parts.ts';
import { PackageRefused } from '#src/platform/packages/refused.ts';
import { readManifest, readPart, type SectionsManifest } from '#src/platform/packages/sections.ts';
import { verifySections, type ReadPart } from '#src/platform/packages/verify-sections.ts';
import { SHARED_SECTIONS } from '../model/vocabulary.ts';

const LONGEST = 100 * 1024 * 1024;
const base64 = z.base64().max(LONGEST);

/** A package as it came: it is verified once more where it is kept, so that nothing else can be taken in by that way. */
export const asCame = { manifest: base64, signature: base64, parts: z.array(base64).min(1).max(SHARED_SECTIONS.length) };
const cameSchema = z.object(asCame);
export type AsCame = z.infer<typeof cameSchema>;

export const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');
export const writtenAs = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export type Verified = { readonly manifest: SectionsManifest; readonly digest: Buffer; readonly from: KnownNode; readonly sections: readonly ReadPart[] };

function held(about: string, { manifest: given, signature, parts }: AsCame, nodes: readonly KnownNode[]): Verified | null {
  const bytes = bytesOf(given);
  const digest = manifestDigest(bytes);
  const from = nodes.find((node) => signatureProblem(node.signingKeys, digest, bytesOf(signature), 'package') === undefined);
  const manifest = from && readManifest(jsonIn(bytes));
  const read = parts.map((part) => ({ written: bytesOf(part), part: readPart(bytesOf(part)) }));
  if (!from || !manifest || manifest.about !== about || manifest.stream.kind !== FILE || read.length !== manifest.sections.length) return null;
  const whole = read.flatMap(({ written, part }) => (part ? [{ written, part }] : []));
  const { problems, sections } = verifySections({ manifest, parts: whole });
  const isKnown = sections.every(({ section }) => SHARED_SECTIONS.some((one) => one === section));
  return whole.length === read.length && problems.length === 0 && isKnown ? { manifest, digest, from, sections } : null;
}

/** What stands in a package for this purpose, about a file, that a known installation signed; null where anything of it does not hold. */
export function verifiedAs(about: string, came: AsCame, nodes: readonly KnownNode[]): Verified | null {
  try {
    return held(about, came, nodes);
  } catch (error) {
    if (error instanceof PackageRefused) return null;
    throw error;
  }
}
