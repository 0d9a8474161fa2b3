import { compare } from './compare.ts';
import type { Encoded } from './encode.ts';
import type { Field } from './fields.ts';
import { sum, weigh, type Weights } from './weights.ts';

/** What so many share leads to nobody. */
const MOST = 600;

/** Many persons, to be looked through for one. */
export type Register = {
  readonly people: readonly Encoded[];
  /** Those who share a key with this one; by their place in `people`. */
  readonly candidatesFor: (one: Encoded) => number[];
  /** How much speaks for two being one person, in bits. */
  readonly score: (a: Encoded, b: Encoded) => number;
};

export function registerOf(people: readonly Encoded[], weights: Weights): Register {
  const byKey = new Map<number, number[]>();
  const counts = new Map<Field, Map<number, number>>();
  for (const [at, { keys, names, texts }] of people.entries()) {
    for (const key of keys) {
      const found = byKey.get(key);
      if (found) found.push(at);
      else byKey.set(key, [at]);
    }
    for (const [field, { exact }] of Object.entries({ ...names, ...texts }) as [Field, { exact: number }][]) {
      const values = counts.get(field) ?? new Map<number, number>();
      values.set(exact, (values.get(exact) ?? 0) + 1);
      counts.set(field, values);
    }
  }
  const shareOf = (field: Field, value: number) => (counts.get(field)?.get(value) ?? 1) / people.length;
  return {
    people,
    candidatesFor(one) {
      const found = new Set<number>();
      for (const key of one.keys) {
        const sharing = byKey.get(key) ?? [];
        if (sharing.length <= MOST) for (const at of sharing) found.add(at);
      }
      return [...found];
    },
    score: (a, b) => sum(weigh(weights, compare(a, b), shareOf)),
  };
}
