import { z } from 'zod';

/** What somebody who sees both says of two streams. */
export const VERDICTS = ['same', 'not-the-same', 'not-sure'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Header of the entry that says so; why stands in its body. It is put into the journal of either stream, and changes neither's words. */
export const verdictHeader = z.strictObject({ other: z.uuid(), verdict: z.enum(VERDICTS) });

/** One such entry of a stream, in the order in which they were recorded. */
export type Judged = { readonly stream: string; readonly other: string; readonly verdict: Verdict };

const pairOf = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** What was said last of each pair holds, from whichever side it was said; of itself no stream says anything. */
function latest(judged: readonly Judged[]): ReadonlyMap<string, Judged> {
  return new Map(judged.filter(({ stream, other }) => stream !== other).map((one) => [pairOf(one.stream, one.other), one]));
}

/** What holds of two; null where nobody said anything. */
export const verdictOn = (judged: readonly Judged[], one: string, other: string): Verdict | null => latest(judged).get(pairOf(one, other))?.verdict ?? null;

/** Streams about one child. `disputed` are pairs among them of which somebody said that they are not the same: for people to settle. */
export type Group = { readonly streams: readonly string[]; readonly disputed: readonly (readonly [string, string])[] };

/**
 * Which streams are about one child: those joined by "same", step by step. Both journals stay as they are. It is undone by
 * saying something else of the pair; then the group falls apart where nothing else holds it.
 */
export function groupsFrom(judged: readonly Judged[]): readonly Group[] {
  const verdicts = [...latest(judged).values()];
  const leader = new Map<string, string>();
  const leaderOf = (stream: string): string => {
    const above = leader.get(stream) ?? stream;
    return above === stream ? stream : leaderOf(above);
  };
  for (const { stream, other, verdict } of verdicts) {
    if (verdict !== 'same') continue;
    const [first, second] = [leaderOf(stream), leaderOf(other)].toSorted() as [string, string];
    leader.set(second, first).set(first, first);
  }
  const members = Map.groupBy(leader.keys(), leaderOf);
  const isApart = ({ verdict, stream, other }: Judged) => verdict === 'not-the-same' && leader.has(stream) && leader.has(other) && leaderOf(stream) === leaderOf(other);
  const disputed = Map.groupBy(verdicts.filter(isApart), ({ stream }) => leaderOf(stream));
  return [...members]
    .map(([first, streams]) => ({
      streams: streams.toSorted(),
      disputed: (disputed.get(first) ?? []).map(({ stream, other }) => [stream, other].toSorted() as [string, string]).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    }))
    .toSorted((a, b) => ((a.streams[0] ?? '') < (b.streams[0] ?? '') ? -1 : 1));
}

/** The group that a stream is in; alone where nothing joins it to another. */
export const groupOf = (judged: readonly Judged[], stream: string): Group => groupsFrom(judged).find(({ streams }) => streams.includes(stream)) ?? { streams: [stream], disputed: [] };

/** Candidates of which nobody has said yet whether they are the same. Who was "not sure" is asked again. */
export const unsettled = <C extends { readonly stream: string }>(candidates: readonly C[], judged: readonly Judged[], stream: string): readonly C[] =>
  candidates.filter((candidate) => [null, 'not-sure'].includes(verdictOn(judged, stream, candidate.stream)));
