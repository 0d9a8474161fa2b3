import type { Asked } from './asked.ts';
import { assign } from './assignment.ts';
import { contract, forbid, rootOf, weigh, type Node, type Weights } from './branching.ts';

export type Allocation = {
  readonly placeOf: ReadonlyMap<string, string | null>;
  /** What it is worth: more of the most urgent, then more of the next, then the better fit. */
  readonly worth: number;
  /** What no allocation can exceed; where the two are the same, there is no better one. */
  readonly atMost: number;
  readonly isBest: boolean;
};

type Broken = { readonly children: readonly number[]; readonly place: number; readonly isGroup: boolean };

/** The first thing that an assignment does and may not: two apart in one place, or brothers and sisters in two. */
function broken(weights: Weights, node: Node, placeOf: Int32Array): Broken | null {
  for (const members of weights.groups) {
    if (node.settled.has(members[0] as number)) continue;
    const places = members.map((c) => placeOf[c] as number);
    const some = places.find((p) => p >= 0);
    if (some !== undefined && places.some((p) => p !== some)) return { children: members, place: mostFrequent(places), isGroup: true };
  }
  for (const [a, b] of weights.apart) {
    const place = placeOf[a] as number;
    if (place >= 0 && place === placeOf[b]) return { children: [a, b], place, isGroup: false };
  }
  return null;
}

function mostFrequent(places: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const p of places) if (p >= 0) counts.set(p, (counts.get(p) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
}

/** What remains possible once a broken rule is settled: together they are all ways in which it is not broken. */
function branches(weights: Weights, node: Node, { children, place, isGroup }: Broken): readonly Node[] {
  if (isGroup) return [contract(weights, node, children, place), forbid(weights, node, children, place)].filter((one) => one !== null);
  return children.map((c) => forbid(weights, node, [...(weights.groupOf.get(c) ?? [c])], place));
}

type Solved = { readonly node: Node; readonly placeOf: Int32Array; readonly worth: number };

/** What a node can be worth at most, and the assignment that would be worth it if it breaks nothing. */
function solve(weights: Weights, node: Node): Solved {
  const { placeOf, total } = assign({ children: weights.children, beds: node.beds, gain: node.gain });
  for (const [child, place] of node.settled) placeOf[child] = place;
  return { node, placeOf, worth: total + node.gained };
}

const insert = (open: Solved[], one: Solved): void => {
  const at = open.findIndex((other) => other.worth < one.worth);
  open.splice(at < 0 ? open.length : at, 0, one);
};

/** How long it may look for something better, and by which clock. */
export type Patience = { readonly ms: number; readonly now: () => number };
const PATIENCE: Patience = { ms: 15_000, now: () => performance.now() };

/** Goes down from a node, always the most promising branch, to something that breaks nothing; what is left on the way stays open. */
function dive(weights: Weights, from: Solved, open: Solved[], isLate: () => boolean): Solved | null {
  let here = from;
  for (;;) {
    const wrong = broken(weights, here.node, here.placeOf);
    if (!wrong) return here;
    if (isLate()) {
      insert(open, here);
      return null;
    }
    const [first, ...others] = branches(weights, here.node, wrong).map((node) => solve(weights, node)).toSorted((a, b) => b.worth - a.worth);
    if (!first) return null;
    for (const other of others) insert(open, other);
    here = first;
  }
}

/**
 * Several children, few places: first as many as can be of the most urgent, then of the next, then the best fit. Without
 * brothers and sisters and without pairs apart the first assignment is exact; with them it is a search that says how far the
 * best that it found is from what no allocation can exceed. It proposes; a person decides.
 */
export function allocate(asked: Asked, { ms, now }: Patience = PATIENCE): Allocation {
  const weights = weigh(asked);
  const until = now() + ms;
  const isLate = () => now() > until;
  let best = greedily(weights);
  const open = [solve(weights, rootOf(weights))];
  while (open[0] && open[0].worth > best.worth && !isLate()) {
    const found = dive(weights, open.shift() as Solved, open, isLate);
    if (found && found.worth > best.worth) best = found;
  }
  const atMost = Math.max(best.worth, open[0]?.worth ?? 0);
  const placeOf = new Map(asked.children.map(({ child }, c) => [child, weights.places[best.placeOf[c] ?? -1] ?? null]));
  return { placeOf, worth: best.worth, atMost, isBest: atMost === best.worth };
}

/** One after another, the most urgent first, each the best that is left: what a tired person would do, and the least that we give. */
function greedily(weights: Weights): Solved {
  const root = rootOf(weights);
  let node: Node = root;
  const placeOf = new Int32Array(weights.children).fill(-1);
  const order = weights.units.toSorted((a, b) => (weights.urgencyOf[a[0] as number] as number) - (weights.urgencyOf[b[0] as number] as number));
  for (const members of order) {
    const place = bestPlace(weights, node, members);
    const next = place < 0 ? null : contract(weights, node, members, place);
    if (!next) continue;
    for (const c of members) placeOf[c] = place;
    node = next;
  }
  return { node, placeOf, worth: node.gained };
}

function bestPlace(weights: Weights, { beds, gain }: Node, members: readonly number[]): number {
  let [best, most] = [-1, -1];
  const places = weights.places.length;
  for (let p = 0; p < places; p++) {
    if ((beds[p] as number) < members.length) continue;
    const gains = members.map((c) => gain[c * places + p] as number);
    const sum = gains.some((g) => g < 0) ? -1 : gains.reduce((a, b) => a + b, 0);
    if (sum > most) [best, most] = [p, sum];
  }
  return best;
}

export const worthOfGreedy = (asked: Asked): number => greedily(weigh(asked)).worth;
