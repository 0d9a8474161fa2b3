import type { Declared } from '#src/platform/action/action.ts';
import { ANSWERS_ACTIONS } from './answers-actions.ts';
import { RECEIVE_ACTIONS } from './receive-actions.ts';
import { SHARE_ACTIONS } from './share-actions.ts';
import { STEP_ACTIONS } from './step-actions.ts';

/** Everything that is done to hand a child over, and to take one in. */
export const HANDOVER_ACTIONS: readonly Declared[] = [...STEP_ACTIONS, ...SHARE_ACTIONS, ...RECEIVE_ACTIONS, ...ANSWERS_ACTIONS];
