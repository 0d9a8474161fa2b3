import type { Obstacle, Result } from './action.ts';
import type { Draft } from './entries.ts';

/** One thing that may stand in the way: whether it does, its code, and its section where not everybody may know of it. */
export type Check<C extends string = string> = readonly [holds: boolean, code: C, section?: string | undefined];

/** Why not: everything that stands in the way, which is one thing at least. Null: nothing does. */
export type Why<C extends string = string> = readonly [Obstacle<C>, ...Obstacle<C>[]] | null;

/** All that stands in the way, in the order in which it was asked. Empty: nothing does. */
export const obstaclesIn = <C extends string>(checks: readonly Check<C>[]): readonly Obstacle<C>[] =>
  checks.filter(([holds]) => holds).map(([, code, section]) => (section === undefined ? { code } : { code, section }));

/** A list of obstacles as the answer of an action: a list of none is no answer. */
export function whyNot<C extends string>([first, ...others]: readonly Obstacle<C>[]): Why<C> {
  return first ? [first, ...others] : null;
}

/** Why not, by these checks. */
export const when = (checks: readonly Check[]): Why => whyNot(obstaclesIn(checks));

/** An obstacle as it is said to whoever sees these sections: of another section only that it has not cleared it, never why. */
export function saidTo<C extends string>(sections: readonly string[], { code, section }: Obstacle<C>): Obstacle<C | 'not-cleared'> {
  if (section === undefined) return { code };
  return { code: sections.includes(section) ? code : 'not-cleared', section };
}

/** What an action would keep. `why` and `drafts` are asked only where they matter. */
export type Keeping<V> = { readonly value: V; readonly isKept: boolean; readonly why: () => Why; readonly drafts: () => readonly Draft[] };

/** Nothing, when something stands in the way; otherwise what is kept. What was kept before, sent again, is done already. */
export function keptUnless<V>({ value, isKept, why, drafts }: Keeping<V>): Result<V> {
  if (isKept) return { value };
  const obstacles = why();
  return obstacles ? { obstacles } : { value, entries: drafts() };
}
