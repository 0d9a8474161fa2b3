import { drawFor, halfOf, type TrueRecord } from './csv.ts';
import { encode } from './encode.ts';
import { registerOf, type Register } from './register.ts';
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
};

type Pair = { score: number; isTrue: boolean };
/** One person asked for: the best score among his own records, and among those of others; his rank. */
type Query = { own: number; other: number; rank: number; isKnown: boolean };

type Half = { pairs: Pair[]; truePairs: number; queries: Query[] };

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

/** Goes through one half the way the product looks: by keys first, then field by field. */
function lookThrough(records: readonly TrueRecord[], isSecond: (at: number) => boolean, isLinked: boolean, register: Register): Half {
  const pairs: Pair[] = [];
  const queries: Query[] = [];
  const known = new Map<string, number>();
  for (const [at, { truth }] of records.entries()) if (!isLinked || isSecond(at)) known.set(truth, (known.get(truth) ?? 0) + 1);
  const asked = askedFor(records, (at) => !isLinked || !isSecond(at));
  for (const [at, { truth }] of records.entries()) {
    if (isLinked && isSecond(at)) continue;
    const one = register.people[at];
    if (!one) continue;
    const scores = register.candidatesFor(one).flatMap((other) => {
      const [candidate, record] = [register.people[other], records[other]];
      if (!candidate || !record || other === at || (isLinked && !isSecond(other))) return [];
      return [{ at: other, score: register.score(one, candidate), isTrue: record.truth === truth }];
    });
    for (const { at: other, score, isTrue } of scores) if (isLinked || other > at) pairs.push({ score, isTrue });
    if (asked.has(at)) queries.push(queryFor(scores, (known.get(truth) ?? 0) > (isLinked ? 0 : 1)));
  }
  return { pairs, queries, truePairs: truePairsIn(records, isSecond, isLinked) };
}

type Quality = { f1: number; precision: number; recall: number };

function qualityAt({ pairs, truePairs }: Half, threshold: number): Quality {
  const taken = pairs.filter((pair) => pair.score >= threshold);
  const right = taken.filter((pair) => pair.isTrue).length;
  const [precision, recall] = [taken.length === 0 ? 0 : right / taken.length, truePairs === 0 ? 0 : right / truePairs];
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function bestThreshold({ pairs, truePairs }: Half): number {
  const sorted = pairs.toSorted((a, b) => b.score - a.score);
  let [right, best, threshold] = [0, -1, 0];
  for (const [at, { score, isTrue }] of sorted.entries()) {
    if (isTrue) right++;
    const next = sorted[at + 1]?.score;
    if (next === score) continue;
    const f1 = (2 * right) / (at + 1 + truePairs);
    // Between this pair and the next: nothing hangs on the last digit of a score.
    if (f1 > best) [best, threshold] = [f1, next === undefined ? score : (score + next) / 2];
  }
  return threshold;
}

/** The lowest score at which at most so many of the unknown would be taken for somebody. */
function thresholdFor(queries: readonly Query[], falseHits: number): number {
  const others = queries.map((query) => query.other).toSorted((a, b) => b - a);
  const next = others[Math.floor(falseHits * queries.length)] ?? -Infinity;
  return next === -Infinity ? 0 : next + 1e-9;
}

const shareOf = <T>(all: readonly T[], is: (one: T) => boolean) => (all.length === 0 ? 0 : all.filter(is).length / all.length);

/** How well records are put to persons, in one way of writing them down. */
export function evaluate({ all, secondFrom }: Records, write: Writing, weights: Weights): Figures {
  const isLinked = secondFrom !== undefined;
  const half = (name: 'A' | 'B'): Half => {
    const chosen = all.map((record, at) => ({ record, isSecond: isLinked && at >= secondFrom })).filter(({ record }) => halfOf(record.truth) === name);
    const register = registerOf(chosen.map(({ record }) => encode(write, record.identity)), weights);
    return lookThrough(chosen.map(({ record }) => record), (at) => chosen[at]?.isSecond ?? false, isLinked, register);
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
  };
}
