import type { Asked } from './asked.ts';

/** The children and places by number, and what each is worth. */
export type Weights = {
  readonly children: number;
  readonly places: readonly string[];
  readonly beds: Int32Array;
  readonly gain: Float64Array;
  readonly urgencyOf: readonly number[];
  /** Groups of more than one, and everybody as a group or alone. */
  readonly groups: readonly (readonly number[])[];
  readonly units: readonly (readonly number[])[];
  readonly groupOf: ReadonlyMap<number, readonly number[]>;
  readonly apart: readonly (readonly [number, number])[];
};

/** Where the search stands: what is settled, what is still possible, and how many beds are left. */
export type Node = {
  readonly beds: Int32Array;
  readonly gain: Float64Array;
  readonly gained: number;
  readonly settled: ReadonlyMap<number, number>;
};

const BEST_FIT = 100;
const LEVELS = 4;

/**
 * One number in which the order of what counts cannot be bought off: each step of urgency is worth more than everything below
 * it together. Whole numbers, far below where they would be rounded.
 */
function worthOf(urgency: number, fit: number, children: number): number {
  const fits = children * BEST_FIT + 1;
  return fits * (children + 1) ** (LEVELS - 1 - Math.min(urgency, LEVELS - 1)) + Math.round(fit);
}

function unitsOf(asked: Asked): { groups: number[][]; units: number[][] } {
  const byGroup = new Map<string, number[]>();
  asked.children.forEach(({ group }, c) => group !== null && byGroup.set(group, [...(byGroup.get(group) ?? []), c]));
  const groups = [...byGroup.values()].filter((members) => members.length > 1);
  const inGroup = new Set(groups.flat());
  return { groups, units: [...groups, ...asked.children.flatMap((_, c) => (inGroup.has(c) ? [] : [[c]]))] };
}

/** A group gains the same for each of its members, so that the bound sends them to the same place; and only where all can be. */
function levelGroups(gain: Float64Array, beds: Int32Array, groups: readonly (readonly number[])[]): void {
  const places = beds.length;
  for (const members of groups) {
    for (let p = 0; p < places; p++) {
      const gains = members.map((c) => gain[c * places + p] as number);
      const isPossible = gains.every((g) => g >= 0) && (beds[p] as number) >= members.length;
      const sum = gains.reduce((a, b) => a + b, 0);
      // In whole numbers: the first of them carries what cannot be shared.
      const each = Math.floor(sum / members.length);
      members.forEach((c, n) => (gain[c * places + p] = isPossible ? each + (n === 0 ? sum - each * members.length : 0) : -1));
    }
  }
}

export function weigh(asked: Asked): Weights {
  const places = [...asked.beds.keys()].toSorted();
  const at = new Map(asked.children.map(({ child }, c) => [child, c]));
  const placeAt = new Map(places.map((p, n) => [p, n]));
  const beds = Int32Array.from(places.map((p) => asked.beds.get(p) ?? 0));
  const children = asked.children.length;
  const gain = new Float64Array(children * places.length).fill(-1);
  const { groups, units } = unitsOf(asked);
  asked.children.forEach(({ urgency, fits }, c) => {
    for (const [place, fit] of fits) {
      const p = placeAt.get(place);
      if (p !== undefined) gain[c * places.length + p] = worthOf(urgency, fit, children);
    }
  });
  levelGroups(gain, beds, groups);
  const apart = asked.apart.flatMap(([a, b]) => {
    const [one, other] = [at.get(a), at.get(b)];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
  return { children, places, beds, gain, urgencyOf: asked.children.map((c) => c.urgency), groups, units, groupOf: new Map(groups.flatMap((members) => members.map((c) => [c, members] as const))), apart };
}

export const rootOf = ({ beds, gain }: Weights): Node => ({ beds, gain, gained: 0, settled: new Map() });

/** These children cannot be in this place any more. */
export function forbid({ places }: Weights, node: Node, children: readonly number[], place: number): Node {
  const gain = node.gain.slice();
  for (const c of children) gain[c * places.length + place] = -1;
  return { ...node, gain };
}

/** These children are in this place: their beds are taken, and whoever must be apart from them cannot be there. Null where it is not possible. */
export function contract(weights: Weights, node: Node, children: readonly number[], place: number): Node | null {
  const places = weights.places.length;
  if ((node.beds[place] as number) < children.length || children.some((c) => (node.gain[c * places + place] as number) < 0)) return null;
  const here = new Set(children);
  if (weights.apart.some(([a, b]) => here.has(a) && here.has(b))) return null;
  const [beds, gain] = [node.beds.slice(), node.gain.slice()];
  beds[place] = (beds[place] as number) - children.length;
  const gained = children.reduce((sum, c) => sum + (node.gain[c * places + place] as number), node.gained);
  for (const c of children) gain.fill(-1, c * places, (c + 1) * places);
  const from = weights.apart.flatMap(([a, b]) => (here.has(a) ? [b] : here.has(b) ? [a] : []));
  for (const c of from) for (const one of weights.groupOf.get(c) ?? [c]) gain[one * places + place] = -1;
  return { beds, gain, gained, settled: new Map([...node.settled, ...children.map((c) => [c, place] as const)]) };
}
