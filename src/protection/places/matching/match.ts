import type { Needs } from '../model/child-state.ts';
import type { Offer } from '../model/offer.ts';
import { REQUIREMENTS, WISHES, type Reason, type RuledOut } from './requirements.ts';

/** Whether a place is possible for a child, with every reason. */
export type Verdict = {
  readonly offer: Offer;
  /** `ring-first`: everything fits, and nobody said in the last day whether there is a bed. `waiting`: only a bed is missing. */
  readonly fit: 'fits' | 'ring-first' | 'waiting' | 'not';
  readonly score: number;
  readonly against: readonly Reason[];
  readonly speaksFor: readonly string[];
  readonly notMet: readonly string[];
};

export function judge(needs: Needs, offer: Offer, ruledOut: RuledOut): Verdict {
  const against = REQUIREMENTS.flatMap(({ whyNot }) => whyNot(needs, offer, ruledOut) ?? []);
  const asked = WISHES.filter((w) => w.isAsked(needs));
  const met = asked.filter((w) => w.isMet(needs, offer));
  const only = against.length === 1 ? against[0]?.code : undefined;
  const fit = against.length === 0 ? (offer.free === null ? 'ring-first' : 'fits') : only === 'full' ? 'waiting' : 'not';
  return { offer, fit, score: met.reduce((sum, w) => sum + w.weight, 0), against, speaksFor: met.map((w) => w.code), notMet: asked.filter((w) => !met.includes(w)).map((w) => w.code) };
}

const ORDER: Readonly<Record<Verdict['fit'], number>> = { fits: 0, 'ring-first': 1, waiting: 2, not: 3 };

/** Best first, and the same order for the same places on every day. */
const better = (a: Verdict, b: Verdict): number => ORDER[a.fit] - ORDER[b.fit] || b.score - a.score || a.against.length - b.against.length || (a.offer.place < b.offer.place ? -1 : 1);

export type Matched = {
  readonly verdicts: readonly Verdict[];
  readonly counts: Readonly<Record<Verdict['fit'], number>>;
  /** How many places each reason rules out, most first: what to ask for, where nothing fits. */
  readonly reasons: readonly { readonly code: string; readonly places: number }[];
  readonly total: number;
};

type Page = { readonly from: number; readonly most: number };

/** Every place beside a child: those of one page whole, and of all how many. */
export function matchPlaces(needs: Needs, offers: readonly Offer[], ruledOut: RuledOut, { from, most }: Page): Matched {
  const counts = { fits: 0, 'ring-first': 0, waiting: 0, not: 0 };
  const reasons = new Map<string, number>();
  const verdicts = offers.map((offer) => judge(needs, offer, ruledOut));
  for (const { fit, against } of verdicts) {
    counts[fit]++;
    for (const { code } of against) reasons.set(code, (reasons.get(code) ?? 0) + 1);
  }
  const sorted = verdicts.toSorted(better).slice(from, from + most);
  return { verdicts: sorted, counts, reasons: [...reasons].map(([code, places]) => ({ code, places })).toSorted((a, b) => b.places - a.places), total: offers.length };
}
