import type { Declared } from '#src/platform/action/action.ts';
import { ANSWER_ACTIONS } from './answer-actions.ts';
import { DESK_ACTIONS } from './desk-actions.ts';
import { ERASING_ACTIONS } from './erasing-actions.ts';
import { LEAVING_ACTIONS } from './leaving-actions.ts';
import { REMINDING_ACTIONS } from './reminding-actions.ts';
import { SETTINGS_ACTIONS } from '../settings/actions.ts';
import { REPORTER_ACTIONS } from './reporter-actions.ts';

/** Everything that can be done with reports. */
export const HELPDESK_ACTIONS: readonly Declared[] = [...REPORTER_ACTIONS, ...DESK_ACTIONS, ...ANSWER_ACTIONS, ...LEAVING_ACTIONS, ...ERASING_ACTIONS, ...REMINDING_ACTIONS, ...SETTINGS_ACTIONS];
