import type { Declared } from '#src/platform/action/action.ts';
import { DECIDING_ACTIONS } from './deciding-actions.ts';
import { HEARING_ACTIONS } from './hearing-actions.ts';
import { seeInterests } from './see-actions.ts';
import { SOLUTION_ACTIONS } from './solution-actions.ts';
import { TRACING_ACTIONS } from './tracing-actions.ts';
import { WEIGHING_ACTIONS } from './weighing-actions.ts';

/** Everything that is done for what is best for a child. */
export const INTERESTS_ACTIONS: readonly Declared[] = [seeInterests, ...HEARING_ACTIONS, ...WEIGHING_ACTIONS, ...DECIDING_ACTIONS, ...TRACING_ACTIONS, ...SOLUTION_ACTIONS];
