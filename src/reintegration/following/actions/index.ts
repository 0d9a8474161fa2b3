import { ANSWER_ACTIONS } from './answer-actions.ts';
import { LINK_ACTIONS } from './link-actions.ts';
import { PLAN_ACTIONS } from './plan-actions.ts';
import { SEE_ACTIONS } from './see-actions.ts';
import { WATCH_ACTIONS } from './watch-actions.ts';

export const FOLLOWING_ACTIONS = [...SEE_ACTIONS, ...PLAN_ACTIONS, ...ANSWER_ACTIONS, ...LINK_ACTIONS, ...WATCH_ACTIONS] as const;
