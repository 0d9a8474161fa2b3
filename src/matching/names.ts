import { latin } from './scripts.ts';
import { pairsOf } from './encode.ts';
import { skeletonOf } from './sound.ts';
import { likeness, type Parts, type Writing } from './writing.ts';

/** One name in two writings: what one clerk heard, and what stands in a passport. */
export type NamePair = { readonly one: string; readonly other: string };

type Heard = { spelling: Parts; hearing: Parts };

function hear(write: Writing, name: string): Heard {
  const word = latin(name).replaceAll(' ', '');
  return { spelling: write.parts('spelling', pairsOf(word)), hearing: write.parts('hearing', pairsOf(skeletonOf(word))) };
}

const alike = (a: Heard, b: Heard) => (likeness(a.spelling, b.spelling) + likeness(a.hearing, b.hearing)) / 2;

export type Ranks = { pairs: number; top1: number; top10: number };

/** How often the right name stands first, or among the first ten, of all names in their other writing. Those as good as it count half. */
export function rankNames(write: Writing, pairs: readonly NamePair[]): Ranks {
  const candidates = pairs.map(({ one }) => ({ name: latin(one), heard: hear(write, one) }));
  let [first, ten] = [0, 0];
  for (const { one, other } of pairs) {
    const [asked, name] = [hear(write, other), latin(one)];
    const own = alike(asked, hear(write, one));
    const scores = candidates.filter((candidate) => candidate.name !== name).map((candidate) => alike(asked, candidate.heard));
    const rank = scores.filter((score) => score > own).length + scores.filter((score) => score === own).length / 2;
    if (rank < 1) first++;
    if (rank < 10) ten++;
  }
  return { pairs: pairs.length, top1: pairs.length === 0 ? 0 : first / pairs.length, top10: pairs.length === 0 ? 0 : ten / pairs.length };
}
