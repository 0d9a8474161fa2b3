import { compareDates, compareNames, compareTexts, type Agreement } from './compare.ts';
import type { Encoded } from './encode.ts';
import { TEXT_FIELDS } from './fields.ts';
import type { Shares } from './shares.ts';
import { sum, weigh, type Weighed, type Weights } from './weights.ts';

/** Two persons compared: field by field, and all of it as one number for ranking. */
export type Scored = { readonly bits: number; readonly fields: readonly Weighed[] };

const NOTHING: Scored = { bits: 0, fields: [] };

/**
 * Of several names or dates on either side the pair that speaks most for one person. Whoever has many is like somebody by
 * chance more often; that is taken off.
 */
function best<T>(a: readonly T[], b: readonly T[], compare: (x: T, y: T) => readonly Agreement[], { weights, shares }: Scale): Scored {
  let most: Scored | undefined;
  for (const x of a) {
    for (const y of b) {
      const fields = weigh(weights, compare(x, y), shares);
      const bits = sum(fields);
      if (!most || bits > most.bits) most = { bits, fields };
    }
  }
  return most ? { ...most, bits: most.bits - Math.log2(a.length * b.length) } : NOTHING;
}

/** What is compared by: frozen weights, and how common values are here. */
export type Scale = { readonly weights: Weights; readonly shares: Shares };

/** How much speaks for two being one person. */
export function score(a: Encoded, b: Encoded, scale: Scale): Scored {
  const parts = [best(a.names, b.names, compareNames, scale), best(a.dates, b.dates, (x, y) => [compareDates(x, y)], scale)];
  for (const field of TEXT_FIELDS) {
    const [x, y] = [a.texts[field], b.texts[field]];
    if (x && y) parts.push(best(x, y, (one, other) => [compareTexts(field, one, other)], scale));
  }
  return { bits: parts.reduce((total, { bits }) => total + bits, 0), fields: parts.flatMap(({ fields }) => fields) };
}
