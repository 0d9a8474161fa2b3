import type { Declared } from '#src/platform/action/action.ts';
import { DECIDE_ACTIONS } from './decide-actions.ts';
import { EXPLOITER_ACTIONS } from './exploiter-actions.ts';
import { seeAssessments, seeGate, seeProsecution } from './see-actions.ts';

/** Everything that is done about prosecuting a child, and those who made it do what it did. */
export const PROSECUTION_ACTIONS: readonly Declared[] = [seeGate, seeProsecution, seeAssessments, ...DECIDE_ACTIONS, ...EXPLOITER_ACTIONS];
