import type { Known, Obstacle, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { agencyOf, type OnFile } from '#src/files/actions/about.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState } from '#src/files/model/state.ts';
import { keepingState, type KeepingState } from '../model/state.ts';

type Whys = readonly (readonly [boolean, string])[];

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor'>, whys: (state: KeepingState) => Whys, drafts: (state: KeepingState) => readonly Draft[], isKept: (state: KeepingState) => boolean = () => false): Result<null> {
  const state = keepingState(known.headers);
  if (isKept(state)) return { value: null };
  const closed = whyNotWritten(fileState(known.headers), agencyOf(known.actor), 'protection');
  if (closed) return { obstacles: closed };
  const [first, ...others] = whys(state).flatMap(([holds, code]): Obstacle[] => (holds ? [{ code }] : []));
  return first ? { obstacles: [first, ...others] } : { value: null, entries: drafts(state) };
}
