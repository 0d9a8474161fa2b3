import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assignment.ts';

const [CHILDREN, BEDS] = [11, 10];

/** The best there is, by going through every set of beds that can be taken: another way altogether than that of the code. */
function bestBySets(gain: readonly number[], placeOfBed: readonly number[], places: number): number {
  let best = new Float64Array(1 << placeOfBed.length).fill(Number.NEGATIVE_INFINITY);
  best[0] = 0;
  for (let c = 0; c < CHILDREN; c++) {
    const next = best.slice();
    for (let taken = 0; taken < best.length; taken++) {
      placeOfBed.forEach((p, bed) => {
        const gained = gain[c * places + p] ?? -1;
        if (gained < 0 || taken & (1 << bed)) return;
        const more = taken | (1 << bed);
        next[more] = Math.max(next[more] as number, (best[taken] as number) + gained);
      });
    }
    best = next;
  }
  return Math.max(...best);
}

describe('an assignment', () => {
  it('is as good as the best of all sets of beds, where many want the same ones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 6 }).chain((places) => fc.record({ places: fc.constant(places), placeOfBed: fc.array(fc.nat(places - 1), { minLength: 4, maxLength: BEDS }), gain: fc.array(fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 100_000, max: 101_000 })), { minLength: CHILDREN * places, maxLength: CHILDREN * places }) })),
        ({ places, placeOfBed, gain }) => {
          const beds = Int32Array.from({ length: places }, (_, p) => placeOfBed.filter((one) => one === p).length);
          const { placeOf, total } = assign({ children: CHILDREN, beds, gain: Float64Array.from(gain) });
          const worth = [...placeOf].reduce((sum, p, c) => sum + (p < 0 ? 0 : (gain[c * places + p] ?? -1)), 0);
          expect(total).toBe(worth);
          expect(total).toBe(bestBySets(gain, placeOfBed, places));
        },
      ),
      { numRuns: 200 },
    );
  });
});
