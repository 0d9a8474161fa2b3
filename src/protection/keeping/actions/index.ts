import type { Declared } from '#src/platform/action/action.ts';
import { MISSING_ACTIONS } from './missing-actions.ts';
import { RELEASE_ACTIONS } from './release-actions.ts';
import { SAFETY_ACTIONS } from './safety-actions.ts';
import { seeKeeping } from './see-actions.ts';

/** Everything that is done to keep a child safe. */
export const KEEPING_ACTIONS: readonly Declared[] = [seeKeeping, ...RELEASE_ACTIONS, ...SAFETY_ACTIONS, ...MISSING_ACTIONS];
