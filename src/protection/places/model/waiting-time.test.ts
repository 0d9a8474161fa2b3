import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysUntilHalf, longestWait, packedWaits, unpackedWaits, type WaitSpan } from './waiting-time.ts';

const TODAY = 100;
const placed = (took: number): WaitSpan => ({ since: TODAY - took, took, isPlaced: true });
const left = (took: number): WaitSpan => ({ since: TODAY - took, took, isPlaced: false });
const open = (days: number): WaitSpan => ({ since: TODAY - days, took: null, isPlaced: false });

describe('how long a bed is waited for', () => {
  it('is said only once five got one', () => {
    expect(daysUntilHalf([1, 2, 3, 4].map(placed), TODAY)).toBe(null);
    expect(daysUntilHalf([1, 2, 3, 4, 5].map(placed), TODAY)).toBe(3);
    expect(daysUntilHalf([...[1, 2, 3, 4].map(placed), left(5), left(6)], TODAY)).toBe(null);
  });
  it('is longer for those who still wait: who waits a month is no reason to say three days', () => {
    expect(daysUntilHalf([...[1, 2, 3, 4, 5].map(placed), open(30), open(30)], TODAY)).toBe(4);
    expect(daysUntilHalf([...[1, 2, 3, 4, 5].map(placed), ...Array.from({ length: 6 }, () => open(30))], TODAY), 'more than half still wait').toBe(null);
  });
  it('counts who began to wait yesterday for one day only', () => {
    expect(daysUntilHalf([...[2, 3, 4, 5, 6].map(placed), ...Array.from({ length: 20 }, () => open(1))], TODAY)).toBe(4);
  });
  it('counts who left without a bed as long as she waited', () => {
    expect(daysUntilHalf([...[1, 2, 3, 4, 5].map(placed), left(30), left(30)], TODAY)).toBe(4);
  });
  it('never looks shorter because somebody still waits', () => {
    const waits = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.constantFrom(placed, left, open)).map(([days, kind]) => kind(days)), { maxLength: 30 });
    fc.assert(
      fc.property(waits, fc.nat({ max: 60 }), (all, days) => {
        const [without, more] = [daysUntilHalf(all, TODAY), daysUntilHalf([...all, open(days)], TODAY)];
        expect(more ?? Infinity).toBeGreaterThanOrEqual(without ?? (more === null ? -1 : Infinity));
      }),
    );
  });
  it('says also since when whoever waits longest has waited', () => {
    expect(longestWait([placed(40), open(3), open(30)], TODAY)).toBe(30);
    expect(longestWait([placed(40)], TODAY)).toBe(null);
  });
  it('is kept in one short text, of which nothing of those who wait is lost', () => {
    const waits = [{ since: '2026-11-20', endedOn: null, how: null }, { since: '2026-11-01', endedOn: '2026-11-09', how: 'placed-here' }, { since: '2026-11-01', endedOn: '2026-11-04', how: 'withdrawn' }];
    expect(unpackedWaits(packedWaits(waits)).map(({ took, isPlaced }) => [took, isPlaced])).toEqual([[null, false], [8, true], [3, false]]);
    expect(packedWaits(Array.from({ length: 500 }, () => waits).flat()).split(' ').length).toBe(500 + 60);
    expect(unpackedWaits(packedWaits([]))).toEqual([]);
  });
});
