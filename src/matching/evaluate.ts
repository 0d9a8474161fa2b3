import { drawFor, halfOf, type TrueRecord } from './csv.ts';
import { encode, type Encoded } from './encode.ts';
import { profileOf, type Identity } from './fields.ts';
import { pack, unpack } from './pack.ts';
import { registerOf, type Register } from './register.ts';
import { score, type Scale } from './score.ts';
import { sharesOf } from './shares.ts';
import type { Weights } from './weights.ts';
import type { Writing } from './writing.ts';

/** What is compared with what: all records with one another, or those of one file with those of another. */
export type Records = { readonly all: readonly TrueRecord[]; /** The first of those from the second file; undefined for one file. */ readonly secondFrom?: number };

const FALSE_HITS = [0.001, 0.01, 0.05] as const;

export type Figures = {
  f1: number;
  precision: number;
  recall: number;
  /** In bits; chosen on one half of the people, everything else is measured on the other. */
  threshold: number;
  /** Of those who are known, how many are found where so many of the unknown are taken for somebody. */
  foundAtFalseHits: Record<string, number>;
  top1: number;
  top10: number;
  /** What comes before any comparing: of the true pairs, and of the known, how many share a token and are looked at at all. */
  retrieved: { pairs: number; known: number };
  /** True pairs that comparing everybody with everybody would have taken at this threshold, and that share no token. */
  lostByRetrieval: number;
};

type Pair = { score: number; isTrue: boolean };
/** One person asked for: the best score among his own records, and among those of others; his rank. */
type Query = { own: number; other: number; rank: number; isKnown: boolean };

type Half = { pairs: Pair[]; truePairs: number; queries: Query[]; /** Scores of true pairs that were not looked at. */ missed: number[] };

function truePairsIn(records: readonly TrueRecord[], isSecond: (at: number) => boolean, isLinked: boolean): number {
  const counts = new Map<string, [number, number]>();
  for (const [at, { truth }] of records.entries()) {
    const count = counts.get(truth) ?? [0, 0];
    count[isSecond(at) ? 1 : 0]++;
    counts.set(truth, count);
  }
  return [...counts.values()].reduce((total, [first, second]) => total + (isLinked ? first * second : (first * (first - 1)) / 2), 0);
}

function queryFor(scores: readonly { score: number; isTrue: boolean }[], isKnown: boolean): Query {
  const best = (isTrue: boolean) => scores.reduce((most, s) => (s.isTrue === isTrue ? Math.max(most, s.score) : most), -Infinity);
  const [own, other] = [best(true), best(false)];
  return { own, other, isKnown, rank: own === -Infinity ? Infinity : scores.filter((s) => !s.isTrue && s.score >= own).length };
}

/** One record of each person: whoever has many does not count for many. Not the first, which sets often keep for the one without a mistake. */
function askedFor(records: readonly TrueRecord[], may: (at: number) => boolean): Set<number> {
  const byPerson = new Map<string, number[]>();
  for (const [at, { truth }] of records.entries()) if (may(at)) byPerson.set(truth, [...(byPerson.get(truth) ?? []), at]);
  return new Set([...byPerson].map(([truth, places]) => places[drawFor(truth) % places.length] ?? 0));
}

type Looking = { records: readonly TrueRecord[]; isSecond: (at: number) => boolean; isLinked: boolean; register: Register; scale: Scale };

const pairAt = (one: number, other: number, of: number): number => Math.min(one, other) * of + Math.max(one, other);

/** True pairs that were not looked at, as comparing everybody would have scored them. */
function missedBy({ records, isSecond, isLinked, register, scale }: Looking, seen: ReadonlySet<number>): number[] {
  const byPerson = Map.groupBy(records.keys(), (at) => records[at]?.truth ?? '');
  const missed: number[] = [];
  for (const same of byPerson.values()) {
    for (const [place, one] of same.entries()) {
      for (const other of same.slice(place + 1)) {
        const [a, b] = [register.people[one], register.people[other]];
        const isPair = isLinked ? isSecond(one) !== isSecond(other) : true;
        if (a && b && isPair && !seen.has(pairAt(one, other, records.length))) missed.push(score(a, b, scale).bits);
      }
    }
  }
  return missed;
}

/** Goes through one half the way the product looks: by keys first, then field by field. */
function lookThrough(looking: Looking): Half {
  const { records, isSecond, isLinked, register, scale } = looking;
  const pairs: Pair[] = [];
  const queries: Query[] = [];
  const known = new Map<string, number>();
  const seen = new Set<number>();
  for (const [at, { truth }] of records.entries()) if (!isLinked || isSecond(at)) known.set(truth, (known.get(truth) ?? 0) + 1);
  const asked = askedFor(records, (at) => !isLinked || !isSecond(at));
  for (const [at, { truth }] of records.entries()) {
    const one = register.people[at];
    if (!one || (isLinked && isSecond(at))) continue;
    const scores = register
      .candidatesFor(one, (other) => other !== at && (!isLinked || isSecond(other)))
      .flatMap((other) => {
        const candidate = register.people[other];
        return candidate ? [{ at: other, score: score(one, candidate, scale).bits, isTrue: records[other]?.truth === truth }] : [];
      });
    for (const { at: other, score: bits, isTrue } of scores) {
      // A pair counts once, from whichever side it is seen.
      const pair = pairAt(at, other, records.length);
      if (seen.has(pair)) continue;
      seen.add(pair);
      pairs.push({ score: bits, isTrue });
    }
    if (asked.has(at)) queries.push(queryFor(scores, (known.get(truth) ?? 0) > (isLinked ? 0 : 1)));
  }
  return { pairs, queries, truePairs: truePairsIn(records, isSecond, isLinked), missed: missedBy(looking, seen) };
}

type Quality = { f1: number; precision: number; recall: number };

function qualityAt({ pairs, truePairs }: Half, threshold: number): Quality {
  const taken = pairs.filter((pair) => pair.score >= threshold);
  const right = taken.filter((pair) => pair.isTrue).length;
  const [precision, recall] = [taken.length === 0 ? 0 : right / taken.length, truePairs === 0 ? 0 : right / truePairs];
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Thresholds whose F1 is no worse than the best by more than this are as good: which of them is best is chance. */
const AS_GOOD = 0.003;

function bestThreshold({ pairs, truePairs }: Half): number {
  const sorted = pairs.toSorted((a, b) => b.score - a.score);
  const found: { threshold: number; f1: number }[] = [];
  let right = 0;
  for (const [at, { score: bits, isTrue }] of sorted.entries()) {
    if (isTrue) right++;
    const next = sorted[at + 1]?.score;
    // Between this pair and the next: nothing hangs on the last digit of a score.
    if (next !== bits) found.push({ threshold: next === undefined ? bits : (bits + next) / 2, f1: (2 * right) / (at + 1 + truePairs) });
  }
  const best = found.reduce((most, { f1 }) => Math.max(most, f1), 0);
  const good = found.filter(({ f1 }) => f1 >= best - AS_GOOD);
  return ((good[0]?.threshold ?? 0) + (good.at(-1)?.threshold ?? 0)) / 2;
}

/** The lowest score at which at most so many of the unknown would be taken for somebody. */
function thresholdFor(queries: readonly Query[], falseHits: number): number {
  const others = queries.map((query) => query.other).toSorted((a, b) => b - a);
  const next = others[Math.floor(falseHits * queries.length)] ?? -Infinity;
  return next === -Infinity ? 0 : next + 1e-9;
}

const shareOf = <T>(all: readonly T[], is: (one: T) => boolean) => (all.length === 0 ? 0 : all.filter(is).length / all.length);

/** As it lies in the database: keyed encodings go through their bytes. */
function written(write: Writing, identity: Identity): Encoded {
  const encoded = encode(write, profileOf(identity));
  return write.isKeyed ? unpack(pack(encoded)) : encoded;
}

/** How well records are put to persons, in one way of writing them down. */
export function evaluate({ all, secondFrom }: Records, write: Writing, weights: Weights): Figures {
  const isLinked = secondFrom !== undefined;
  const half = (name: 'A' | 'B'): Half => {
    const chosen = all.map((record, at) => ({ record, isSecond: isLinked && at >= secondFrom })).filter(({ record }) => halfOf(record.truth) === name);
    const people = chosen.map(({ record }) => written(write, record.identity));
    const scale = { weights, shares: sharesOf(people) };
    return lookThrough({ records: chosen.map(({ record }) => record), isSecond: (at) => chosen[at]?.isSecond ?? false, isLinked, register: registerOf(people), scale });
  };
  const [chosenOn, measuredOn] = [half('A'), half('B')];
  const threshold = bestThreshold(chosenOn);
  const known = measuredOn.queries.filter((query) => query.isKnown);
  return {
    ...qualityAt(measuredOn, threshold),
    threshold,
    foundAtFalseHits: Object.fromEntries(FALSE_HITS.map((rate) => [String(rate), shareOf(known, (query) => query.own >= thresholdFor(chosenOn.queries, rate))])),
    top1: shareOf(known, (query) => query.rank < 1),
    top10: shareOf(known, (query) => query.rank < 10),
    retrieved: { pairs: measuredOn.truePairs === 0 ? 0 : 1 - measuredOn.missed.length / measuredOn.truePairs, known: shareOf(known, (query) => query.own > -Infinity) },
    lostByRetrieval: measuredOn.missed.filter((bits) => bits >= threshold).length,
  };
}
