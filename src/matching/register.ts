import type { Encoded } from './encode.ts';

/** What so many share leads to nobody; and of those who share something, so many are looked at. As in `find_imprints`. */
const MOST_SHARING = 600;
const MOST_LOOKED_AT = 300;

/** Many persons in memory, to be looked through for one: by the same rule as the database looks. */
export type Register = {
  readonly people: readonly Encoded[];
  /** Those who share a key with this one, by their place in `people`; those who share most come first. */
  readonly candidatesFor: (one: Encoded, isMeant?: (at: number) => boolean) => number[];
};

export function registerOf(people: readonly Encoded[]): Register {
  const byKey = new Map<number, number[]>();
  for (const [at, { keys }] of people.entries()) {
    for (const key of keys) {
      const found = byKey.get(key);
      if (found) found.push(at);
      else byKey.set(key, [at]);
    }
  }
  return {
    people,
    candidatesFor(one, isMeant = () => true) {
      const shared = new Map<number, number>();
      for (const key of one.keys) {
        const sharing = byKey.get(key) ?? [];
        if (sharing.length <= MOST_SHARING) for (const at of sharing) if (isMeant(at)) shared.set(at, (shared.get(at) ?? 0) + 1);
      }
      const found = [...shared.keys()];
      return found.length <= MOST_LOOKED_AT ? found : found.toSorted((a, b) => (shared.get(b) ?? 0) - (shared.get(a) ?? 0) || a - b).slice(0, MOST_LOOKED_AT);
    },
  };
}
