import type { z } from 'zod';
import { canonicalBytes, type Json } from './canonical.ts';
import { openFields } from './closed-header.ts';

type Header = Record<string, unknown>;

export type EarlierVersion = { readonly header: z.ZodObject; readonly upcast: (header: Header) => Header };

/** A kind of entry: its name and the schema of its header as it is written today. Its version follows from how many came before. */
export type EntryKind<H extends z.ZodObject = z.ZodObject> = {
  readonly name: string;
  readonly version: number;
  readonly header: H;
  /** Oldest first; each leads to the next. They are kept for ever, because entries are. */
  readonly earlier: readonly EarlierVersion[];
};

/** The entry kinds contradict the rules for them; every problem is listed. */
export class BrokenEntryKinds extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`entry kinds are broken:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    this.name = 'BrokenEntryKinds';
    this.problems = problems;
  }
}

/** A stored or new header that its schema does not know. The message names kind, version and field, and no value. */
export class UnreadableHeader extends Error {
  constructor(kind: string, version: number, what: string) {
    super(`${kind} ${version}: ${what}`);
    this.name = 'UnreadableHeader';
  }
}

function parsed<H extends z.ZodObject>(kind: string, version: number, schema: H, header: unknown): z.output<H> {
  const result = schema.safeParse(header);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.') || 'the header itself');
  throw new UnreadableHeader(kind, version, `does not fit its schema: ${[...new Set(fields)].join(', ')}`);
}

/** A version that is no longer written, with the pure function that brings its headers to the next one. */
export function earlierVersion<H extends z.ZodObject>(header: H, upcast: (header: z.output<H>) => Header): EarlierVersion {
  return { header, upcast: (old) => upcast(header.parse(old)) };
}

const NAME = /^[a-z][a-z.-]{0,79}$/;

/** Declares a kind of entry. Throws BrokenEntryKinds where a header could hold words. */
export function entryKind<H extends z.ZodObject>(name: string, header: H, earlier: readonly EarlierVersion[] = []): EntryKind<H> {
  const schemas = [...earlier.map((version) => version.header), header];
  const problems = schemas.flatMap((schema, at) => openFields(`${name} ${at + 1}`, schema));
  if (!NAME.test(name)) problems.unshift(`${name}: is no name for a kind`);
  if (problems.length > 0) throw new BrokenEntryKinds(problems);
  return { name, version: schemas.length, header, earlier };
}

/** All kinds by name. Throws BrokenEntryKinds when two have the same one. */
export function entryKinds(kinds: readonly EntryKind[]): ReadonlyMap<string, EntryKind> {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const twice = kinds.filter((kind) => byName.get(kind.name) !== kind);
  if (twice.length > 0) throw new BrokenEntryKinds(twice.map((kind) => `${kind.name}: there are two of them`));
  return byName;
}

/** A header as today's code knows it, whichever version it was written in. */
export function readHeader<H extends z.ZodObject>(kind: EntryKind<H>, version: number, header: unknown): z.output<H> {
  // A version from the future, after going back to older code: guessing at it would be worse than stopping.
  if (!Number.isInteger(version) || version < 1 || version > kind.version) throw new UnreadableHeader(kind.name, version, 'is a version that this code does not know');
  let current = header;
  for (let at = version; at < kind.version; at++) {
    const step = kind.earlier[at - 1];
    if (step) current = step.upcast(parsed(kind.name, at, step.header, current));
  }
  return parsed(kind.name, kind.version, kind.header, current);
}

/** A header ready to be stored: the version it is written in, its value, and the bytes that are hashed. */
export function writeHeader<H extends z.ZodObject>(kind: EntryKind<H>, header: z.input<H>) {
  const value = parsed(kind.name, kind.version, kind.header, header);
  return { kind: kind.name, version: kind.version, header: value, header_bytes: canonicalBytes(value as Record<string, Json>) };
}
