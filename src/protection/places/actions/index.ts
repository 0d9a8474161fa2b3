import type { Declared } from '#src/platform/action/action.ts';
import { countKeeping } from './count-actions.ts';
import { CHILD_ACTIONS } from './child-actions.ts';
import { HOLD_ACTIONS } from './hold-actions.ts';
import { MATCH_ACTIONS } from './match-actions.ts';
import { PLACE_ACTIONS } from './place-actions.ts';
import { PLACEMENT_ACTIONS } from './placement-actions.ts';
import { READ_PLACE_ACTIONS } from './read-place.ts';

/** Everything that can be done with places, and with children who need one. */
export const PLACES_ACTIONS: readonly Declared[] = [...PLACE_ACTIONS, ...HOLD_ACTIONS, ...READ_PLACE_ACTIONS, ...CHILD_ACTIONS, ...MATCH_ACTIONS, ...PLACEMENT_ACTIONS, countKeeping];
