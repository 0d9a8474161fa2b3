/** A share with its 95 % interval; `low` and `high` are null when there is nothing to count. */
export type Share = { count: number; of: number; share: number | null; low: number | null; high: number | null };

const Z = 1.959963984540054;

/** Wilson's score interval (Wilson 1927), which holds for small numbers and for shares near 0 and 1. */
export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const p = count / of;
  const z2 = Z * Z;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return { count, of, share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Cohen's kappa (Cohen 1960): agreement of two coders beyond chance, over pairs of labels. Null when both used one and
 * the same label throughout, for which it is not defined.
 */
export function kappa(pairs: readonly (readonly [string, string])[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const labels = [...new Set(pairs.flat())];
  const observed = pairs.filter(([a, b]) => a === b).length / n;
  const expected = labels.reduce((sum, label) => {
    const first = pairs.filter(([a]) => a === label).length / n;
    const second = pairs.filter(([, b]) => b === label).length / n;
    return sum + first * second;
  }, 0);
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}
