import type { Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { when, type Check } from '#src/platform/action/obstacles.ts';
import { keepingIn, type OnFile } from '#src/files/actions/about.ts';
import { keepingState, type KeepingState } from '../model/state.ts';

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor'>, checks: (state: KeepingState) => readonly Check[], drafts: (state: KeepingState) => readonly Draft[], isKept: (state: KeepingState) => boolean = () => false): Result<null> {
  const state = keepingState(known.headers);
  return keepingIn(known, 'protection', { isKept: isKept(state), why: () => when(checks(state)), drafts: () => drafts(state) });
}
