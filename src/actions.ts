import { RETURNING_ACTIONS } from '#src/best-interests/returning/actions/index.ts';
import { HELPDESK_ACTIONS } from '#src/helpdesk/model/actions.ts';
import { INTERESTS_ACTIONS } from '#src/best-interests/actions/index.ts';
import { FILE_ACTIONS } from '#src/files/actions/index.ts';
import { PAPER_ACTIONS } from '#src/justice/papers/actions.ts';
import { PROSECUTION_ACTIONS } from '#src/justice/prosecution/actions/index.ts';
import { KEEPING_ACTIONS } from '#src/protection/keeping/actions/index.ts';
import { PLACES_ACTIONS } from '#src/protection/places/actions/index.ts';
import { HANDOVER_ACTIONS } from '#src/reintegration/handover/actions/index.ts';
import { FOLLOWING_ACTIONS } from '#src/reintegration/following/actions/index.ts';
import type { Declared } from '#src/platform/action/action.ts';

/** Every action of the product, in one list: who may do what is written from it. */
export const ACTIONS: readonly Declared[] = [...HELPDESK_ACTIONS, ...FILE_ACTIONS, ...KEEPING_ACTIONS, ...PLACES_ACTIONS, ...PAPER_ACTIONS, ...PROSECUTION_ACTIONS, ...INTERESTS_ACTIONS, ...RETURNING_ACTIONS, ...HANDOVER_ACTIONS, ...FOLLOWING_ACTIONS];
