import type { Allocatable } from '../actions/match-actions.ts';
import { HOW_SOON, type HowSoon } from '../model/vocabulary.ts';
import { allocate, type Allocation, type Patience } from './allocate.ts';
import type { Asked } from './asked.ts';

export type Child = { readonly file: string; readonly soon: HowSoon; readonly group: string | null; readonly found: Allocatable };

/** What one child is proposed, and why this: how many were possible, and how many of those that fit it better went to whom. */
type Proposal = { readonly file: string; readonly soon: HowSoon; readonly place: string | null; readonly possible: number; readonly rank: number; /** Children who got a place that would have fitted this one better. */ readonly because: readonly string[] };
export type Shared = { readonly proposals: readonly Proposal[]; readonly isBest: boolean };

const fitsOf = ({ found }: Child): ReadonlyMap<string, number> => new Map((found.matched?.verdicts ?? []).filter((v) => v.fit === 'fits').map((v) => [v.offer.place, v.score]));

/** Nobody of unsure age beside a younger one, until it is settled. */
const unsurePairs = (children: readonly Child[]): readonly (readonly [string, string])[] =>
  children.flatMap(({ file, found: { needs } }) => (needs && !needs.isAgeSure ? children.filter((c) => c.file !== file && c.found.needs !== null && c.found.needs.ageFrom < needs.ageFrom).map((c) => [file, c.file] as const) : []));

function asked(children: readonly Child[]): Asked {
  const here = new Set(children.map((c) => c.file));
  const beds = new Map(children.flatMap(({ found }) => (found.matched?.verdicts ?? []).filter((v) => v.fit === 'fits').map((v) => [v.offer.place, v.offer.free ?? 0] as const)));
  return {
    // Whoever stays with another one names it; that one need not say so itself.
    children: children.map((c) => ({ child: c.file, urgency: HOW_SOON.indexOf(c.soon), fits: fitsOf(c), group: c.group ?? c.file })),
    beds,
    apart: [...children.flatMap(({ file, found }) => found.apartFrom.filter((other) => here.has(other)).map((other) => [file, other] as const)), ...unsurePairs(children)],
  };
}

function proposalOf({ placeOf }: Allocation) {
  const takers = new Map<string, string[]>();
  for (const [file, place] of placeOf) if (place !== null) takers.set(place, [...(takers.get(place) ?? []), file]);
  return (child: Child): Proposal => {
    const fits = fitsOf(child);
    const place = placeOf.get(child.file) ?? null;
    const own = place === null ? -1 : (fits.get(place) ?? 0);
    const better = [...fits].filter(([, score]) => score > own);
    const because = [...new Set(better.flatMap(([one]) => takers.get(one) ?? []))].filter((file) => file !== child.file);
    return { file: child.file, soon: child.soon, place, possible: fits.size, rank: better.length + 1, because };
  };
}

/** Proposes a bed for each of several children, most urgent first. Nothing is kept and nobody is told: a person decides. */
export function shareBeds(children: readonly Child[], patience: Patience): Shared {
  const allocation = allocate(asked(children), patience);
  const proposals = children.map(proposalOf(allocation)).toSorted((a, b) => HOW_SOON.indexOf(a.soon) - HOW_SOON.indexOf(b.soon));
  return { proposals, isBest: allocation.isBest };
}
