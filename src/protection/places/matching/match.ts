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
  const against = REQUIREMENTS.filter((r) => !r.isMet(needs, offer, ruledOut)).map((r) => r.why(needs, offer, ruledOut));
  const asked = WISHES.filter((w) => w.isAsked(needs));
  const met = asked.filter((w) => w.isMet(needs, offer));
  const only = against.length === 1 ? against[0]?.code : undefined;
  const fit = against.length === 0 ? (offer.free === null ? 'ring-first' : 'fits') : only === 'full' ? 'waiting' : 'not';
  return { offer, fit, score: met.reduce((sum, w) => sum + w.weight, 0), against, speaksFor: met.map((w) => w.code), notMet: asked.filter((w) => !met.includes(w)).map((w) => w.code) };
}

const FITS = ['fits', 'ring-first', 'waiting', 'not'] as const;

export type Matched = {
  readonly verdicts: readonly Verdict[];
  readonly counts: Readonly<Record<Verdict['fit'], number>>;
  /** How many places each reason rules out, most first: what to ask for, where nothing fits. */
  readonly reasons: readonly { readonly code: string; readonly places: number }[];
  readonly total: number;
};

type Page = { readonly from: number; readonly most: number };

/** How many places each reason rules out. Most reasons are the same for every place that meets them, and are asked once. */
function tally(needs: Needs, ruledOut: RuledOut) {
  const places = REQUIREMENTS.map(() => 0);
  const first: (Offer | undefined)[] = [];
  const apart = new Map<string, number>();
  const more = (code: string, n: number) => apart.set(code, (apart.get(code) ?? 0) + n);
  return {
    count(n: number, offer: Offer) {
      const requirement = REQUIREMENTS[n] as (typeof REQUIREMENTS)[number];
      if (requirement.isToldByPlace) return more(requirement.why(needs, offer, ruledOut).code, 1);
      places[n] = (places[n] ?? 0) + 1;
      first[n] ??= offer;
    },
    all() {
      for (const [n, requirement] of REQUIREMENTS.entries()) if (first[n]) more(requirement.why(needs, first[n], ruledOut).code, places[n] ?? 0);
      return [...apart].map(([code, all]) => ({ code, places: all })).toSorted((x, y) => y.places - x.places);
    },
  };
}

type Tally = ReturnType<typeof tally>;
type AskedWishes = readonly (typeof WISHES)[number][];
const BED = REQUIREMENTS.findIndex((r) => r.name === 'bed');

/** What must be kept of each place to order it: how it fits, what speaks for it, how much against. One number, the least first. */
function rankOf(needs: Needs, offer: Offer, ruledOut: RuledOut, { reasons, asked }: { reasons: Tally; asked: AskedWishes }): number {
  let [broken, score, isFull] = [0, 0, false];
  for (let n = 0; n < REQUIREMENTS.length; n++) {
    if (REQUIREMENTS[n]?.isMet(needs, offer, ruledOut)) continue;
    broken++;
    if (n === BED) isFull = true;
    reasons.count(n, offer);
  }
  for (const w of asked) if (w.isMet(needs, offer)) score += w.weight;
  const fit = broken === 0 ? (offer.free === null ? 1 : 0) : broken === 1 && isFull ? 2 : 3;
  return fit * RANKS + (BEST_SCORE - score) * MOST_BROKEN + broken;
}
const [MOST_BROKEN, BEST_SCORE, RANKS] = [100, 100, 100_000];

/** Every place beside a child: those of one page whole, and of all how many. Best first, and in the same order on every day. */
export function matchPlaces(needs: Needs, offers: readonly Offer[], ruledOut: RuledOut, { from, most }: Page): Matched {
  const counts = { fits: 0, 'ring-first': 0, waiting: 0, not: 0 };
  const working = { reasons: tally(needs, ruledOut), asked: WISHES.filter((w) => w.isAsked(needs)) };
  const ranks = new Float64Array(offers.length);
  for (const [n, offer] of offers.entries()) ranks[n] = rankOf(needs, offer, ruledOut, working);
  for (const rank of ranks) counts[FITS[Math.floor(rank / RANKS)] ?? 'not']++;
  // Only those are put in order that the page can show: ordering all of them would cost more than judging them.
  const last = ranks.toSorted()[Math.min(from + most, ranks.length) - 1] ?? 0;
  const shown = offers.flatMap((offer, n) => ((ranks[n] as number) <= last ? [{ offer, rank: ranks[n] as number }] : []));
  shown.sort((a, b) => a.rank - b.rank || (a.offer.place < b.offer.place ? -1 : 1));
  const verdicts = shown.slice(from, from + most).map(({ offer }) => judge(needs, offer, ruledOut));
  return { verdicts, counts, reasons: working.reasons.all(), total: offers.length };
}
