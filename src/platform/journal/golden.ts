import { canonicalBytes, type Json } from './canonical.ts';
import { readHeader, type EntryKind } from './kinds.ts';

/** A header as it was once stored, and what it is read as today. Never changed after its version was released, only `today`. */
export type GoldenEntry = { kind: string; version: number; headerBytes: string; today: Record<string, Json> };

const say = (error: unknown) => (error instanceof Error ? error.message : String(error));

function problemOf(kind: EntryKind | undefined, { version, headerBytes, today }: GoldenEntry): string | undefined {
  if (!kind) return 'no such kind any more; kinds are kept for ever';
  try {
    const stored = JSON.parse(headerBytes) as Record<string, Json>;
    if (canonicalBytes(stored).toString() !== headerBytes) return 'its bytes are not canonical any more';
    const read = canonicalBytes(readHeader(kind, version, stored) as Record<string, Json>).toString();
    return read === canonicalBytes(today).toString() ? undefined : `is read as ${read}`;
  } catch (error) {
    return say(error);
  }
}

/** What is wrong with golden entries: one that is read otherwise than it says, or a version of a kind that has none. */
export function goldenProblems(kinds: ReadonlyMap<string, EntryKind>, golden: readonly GoldenEntry[]): string[] {
  const wrong = golden.flatMap((entry) => {
    const problem = problemOf(kinds.get(entry.kind), entry);
    return problem ? [`${entry.kind} ${entry.version}: ${problem}`] : [];
  });
  const present = new Set(golden.map(({ kind, version }) => `${kind} ${version}`));
  const versions = [...kinds.values()].flatMap((kind) => Array.from({ length: kind.version }, (_, at) => `${kind.name} ${at + 1}`));
  return [...wrong, ...versions.filter((version) => !present.has(version)).map((version) => `${version}: has no golden entry`)];
}
