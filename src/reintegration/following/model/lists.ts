import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { openFollowUps } from './calendar.ts';
import { isAlarm, levelOf, nextStepOn } from './silence.ts';
import { followingState, SECTION } from './state.ts';

/** The child whose follow-up is due first stands first, one row for each child; and when silence is acted upon. */
export const FOLLOW_UPS = 'follow-ups';
export const FOLLOW_UP_STEPS = 'follow-up-steps';

export const FOLLOWING_LISTS: ListRule = {
  streamKind: 'file',
  lists: [FOLLOW_UPS, FOLLOW_UP_STEPS],
  rows(headers: readonly HeaderRow[]) {
    const state = followingState(headers);
    const { calendar, triggers } = state;
    if (!calendar && triggers.length === 0) return [];
    const open = openFollowUps(state);
    const first = open[0];
    const level = first ? levelOf(state, first) : null;
    const fields = { moment: first?.moment ?? null, trigger: first?.trigger ?? null, open: open.length, level, country: calendar?.country ?? null, responsible: calendar?.responsible ?? null };
    const stepOn = nextStepOn(state);
    return [
      { list: FOLLOW_UPS, item: 'next', section: SECTION, state: !first ? 'none' : isAlarm(level) ? 'alarm' : 'due', dueOn: first?.dueOn ?? null, fields },
      { list: FOLLOW_UP_STEPS, item: 'next', section: SECTION, state: stepOn === null ? 'none' : 'waits', dueOn: stepOn, fields: {} },
    ];
  },
};
