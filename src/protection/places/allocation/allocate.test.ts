import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, worthOfGreedy } from './allocate.ts';
import type { Asked } from './asked.ts';

type Made = { children: number; places: number; fits: number[]; beds: number[]; urgencies: number[]; groups: number[]; apart: [number, number][] };

const asking = ({ children, places, fits, beds, urgencies, groups, apart }: Made): Asked => ({
  children: Array.from({ length: children }, (_, c) => ({
    child: `c${c}`,
    urgency: urgencies[c] ?? 3,
    fits: new Map(Array.from({ length: places }, (__, p) => [`p${p}`, fits[c * places + p] ?? -1] as const).filter(([, fit]) => fit >= 0)),
    group: (groups[c] ?? 9) < 3 ? `g${groups[c]}` : null,
  })),
  beds: new Map(Array.from({ length: places }, (_, p) => [`p${p}`, beds[p] ?? 0])),
  apart: apart.filter(([a, b]) => a !== b && a < children && b < children).map(([a, b]) => [`c${a}`, `c${b}`] as const),
});

const made = (most: { children: number; places: number }, isPlain: boolean) =>
  fc.record({
    children: fc.integer({ min: 1, max: most.children }),
    places: fc.integer({ min: 1, max: most.places }),
    fits: fc.array(fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 100 })), { minLength: most.children * most.places, maxLength: most.children * most.places }),
    beds: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: most.places, maxLength: most.places }),
    urgencies: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: most.children, maxLength: most.children }),
    groups: isPlain ? fc.constant<number[]>([]) : fc.array(fc.integer({ min: 0, max: 6 }), { minLength: most.children, maxLength: most.children }),
    apart: isPlain ? fc.constant<[number, number][]>([]) : fc.array(fc.tuple(fc.nat(most.children - 1), fc.nat(most.children - 1)), { maxLength: 4 }),
  });

/** What counts, in the order in which it counts: how many of each urgency, then how well they fit. */
type Worth = readonly number[];

function worthBy(asked: Asked, placeOf: (child: string) => string | null): Worth {
  const worth = [0, 0, 0, 0, 0];
  for (const { child, urgency, fits } of asked.children) {
    const place = placeOf(child);
    if (place === null) continue;
    worth[urgency] = (worth[urgency] ?? 0) + 1;
    worth[4] = (worth[4] ?? 0) + (fits.get(place) ?? 0);
  }
  return worth;
}

const isBetter = (a: Worth, b: Worth): boolean => {
  const at = a.findIndex((one, n) => one !== b[n]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
};

/** Whether nothing is broken, asked of the outcome and not of the code that made it. */
function isLawful(asked: Asked, placeOf: (child: string) => string | null): boolean {
  const used = new Map<string, number>();
  for (const { child, fits } of asked.children) {
    const place = placeOf(child);
    if (place === null) continue;
    if (!fits.has(place)) return false;
    used.set(place, (used.get(place) ?? 0) + 1);
  }
  if ([...used].some(([place, n]) => n > (asked.beds.get(place) ?? 0))) return false;
  if (asked.apart.some(([a, b]) => placeOf(a) !== null && placeOf(a) === placeOf(b))) return false;
  return asked.children.every((a) => asked.children.every((b) => a.group === null || a.group !== b.group || placeOf(a.child) === placeOf(b.child)));
}

/** Every way there is, tried. */
function byForce(asked: Asked): Worth {
  const choices = [null, ...asked.beds.keys()];
  let best: Worth = [0, 0, 0, 0, 0];
  const chosen = new Map<string, string | null>();
  const go = (c: number): void => {
    const child = asked.children[c];
    if (!child) {
      const placeOf = (one: string) => chosen.get(one) ?? null;
      if (isLawful(asked, placeOf) && isBetter(worthBy(asked, placeOf), best)) best = worthBy(asked, placeOf);
      return;
    }
    for (const place of choices) {
      if (place !== null && !child.fits.has(place)) continue;
      chosen.set(child.child, place);
      go(c + 1);
    }
  };
  go(0);
  return best;
}

const outcome = (asked: Asked) => {
  const allocation = allocate(asked);
  const placeOf = (child: string) => allocation.placeOf.get(child) ?? null;
  return { allocation, placeOf, worth: worthBy(asked, placeOf) };
};

describe('sharing few places among several children', () => {
  it('is as good as trying every way, where nobody has to be together or apart', () => {
    fc.assert(
      fc.property(made({ children: 5, places: 4 }, true), (m) => {
        const asked = asking(m);
        const { allocation, placeOf, worth } = outcome(asked);
        expect(isLawful(asked, placeOf)).toBe(true);
        expect(worth).toEqual(byForce(asked));
        expect(allocation.isBest).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('is as good as trying every way, with brothers and sisters together and others apart', () => {
    fc.assert(
      fc.property(made({ children: 5, places: 4 }, false), (m) => {
        const asked = asking(m);
        const { allocation, placeOf, worth } = outcome(asked);
        expect(isLawful(asked, placeOf)).toBe(true);
        expect(worth).toEqual(byForce(asked));
        expect(allocation.isBest).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('is never worse than one after another, the most urgent first, in a thousand towns', () => {
    fc.assert(
      fc.property(made({ children: 14, places: 8 }, false), (m) => {
        const asked = asking(m);
        const { allocation, placeOf } = outcome(asked);
        expect(isLawful(asked, placeOf)).toBe(true);
        expect(allocation.worth).toBeGreaterThanOrEqual(worthOfGreedy(asked));
        expect(allocation.atMost).toBeGreaterThanOrEqual(allocation.worth);
      }),
      { numRuns: 1000 },
    );
  });
  it('gives the only bed to whoever is in danger, though another fits better', () => {
    const asked: Asked = { children: [{ child: 'fits', urgency: 2, fits: new Map([['p', 100]]), group: null }, { child: 'danger', urgency: 0, fits: new Map([['p', 0]]), group: null }], beds: new Map([['p', 1]]), apart: [] };
    expect(allocate(asked).placeOf.get('danger')).toBe('p');
  });
  it('says so when it had no time to look for the best', () => {
    const children = Array.from({ length: 8 }, (_, c) => ({ child: `c${c}`, urgency: 1, fits: new Map([['p0', c], ['p1', 50]]), group: `g${c >> 1}` }));
    const asked: Asked = { children, beds: new Map([['p0', 3], ['p1', 3]]), apart: [['c0', 'c2']] };
    const hurried = allocate(asked, { ms: -1, now: () => 0 });
    expect(hurried.isBest).toBe(false);
    expect(hurried.atMost).toBeGreaterThan(hurried.worth);
    expect(allocate(asked).isBest).toBe(true);
  });
});
