import type { Declared } from '#src/platform/action/action.ts';
import { BRING_ACTIONS } from './bring-actions.ts';
import { CALENDAR_ACTIONS } from './calendar-actions.ts';
import { CLOSING_ACTIONS } from './closing-actions.ts';
import { DOCUMENT_ACTIONS } from './document-actions.ts';
import { IDENTITY_ACTIONS } from './identity-actions.ts';
import { KNOWN_ACTIONS } from './known-actions.ts';
import { OPEN_ACTIONS } from './open-actions.ts';
import { PARTY_ACTIONS } from './party-actions.ts';
import { READ_ACTIONS } from './read-actions.ts';
import { SEARCH_ACTIONS } from '../finding/search-actions.ts';
import { STATUS_ACTIONS } from './status-actions.ts';
import { STORY_ACTIONS } from './story-actions.ts';
import { TASK_ACTIONS } from './task-actions.ts';
import { WAY_IN_ACTIONS } from '../finding/way-in-actions.ts';

/** Everything that can be done with a file. */
export const FILE_ACTIONS: readonly Declared[] = [...OPEN_ACTIONS, ...BRING_ACTIONS, ...READ_ACTIONS, ...SEARCH_ACTIONS, ...WAY_IN_ACTIONS, ...STORY_ACTIONS, ...DOCUMENT_ACTIONS, ...IDENTITY_ACTIONS, ...KNOWN_ACTIONS, ...STATUS_ACTIONS, ...PARTY_ACTIONS, ...TASK_ACTIONS, ...CALENDAR_ACTIONS, ...CLOSING_ACTIONS];
