import type { Declared } from '#src/platform/action/action.ts';
import { EVIDENCE_ACTIONS } from './evidence-actions.ts';
import { JOURNEY_ACTIONS } from './journey-actions.ts';
import { seeReturning } from './see-actions.ts';
import { listStopped } from './stopped-actions.ts';

/** Everything that is done before a child travels, and on its way. */
export const RETURNING_ACTIONS: readonly Declared[] = [seeReturning, listStopped, ...EVIDENCE_ACTIONS, ...JOURNEY_ACTIONS];
