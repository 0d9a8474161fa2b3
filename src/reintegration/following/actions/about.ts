import type { Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { when, type Check } from '#src/platform/action/obstacles.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { keepingIn, type OnFile } from '#src/files/actions/about.ts';
import { followUps, type FollowUp } from '../model/calendar.ts';
import { followingState, isSame, SECTION, type FollowingState, type Occasion } from '../model/state.ts';

type Followed<I> = Pick<Known<I>, 'headers' | 'actor'>;

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function following<I extends OnFile>(known: Followed<I>, checks: (state: FollowingState) => readonly Check[], drafts: (state: FollowingState) => readonly Draft[], isKept: (state: FollowingState) => boolean = () => false): Result<null> {
  const state = followingState(known.headers);
  return keepingIn(known, SECTION, { isKept: isKept(state), why: () => when(checks(state)), drafts: () => drafts(state) });
}

/** How long before its day a follow-up may be asked or answered. Who is seen in March was not seen in June. */
const DAYS_BEFORE = 14;

export const followUpOf = (state: FollowingState, occasion: Occasion): FollowUp | undefined => followUps(state).find((f) => isSame(f, occasion));

/** Why nothing is asked or answered about this follow-up. */
export function whyNotAsked(state: FollowingState, occasion: Occasion, today: string): readonly Check[] {
  const found = followUpOf(state, occasion);
  return [
    [found === undefined, 'no-such-follow-up'],
    [state.ended !== null, 'following-ended'],
    [found !== undefined && found.dueOn > daysAfter(today, DAYS_BEFORE), 'not-due-yet'],
  ];
}
