import { z } from 'zod';
import type { FreeAction } from '#src/platform/action/action.ts';
import { countWaiting, type Waiting } from '../store.ts';
import { reminder } from './roles.ts';

/** How long before the end of what was promised the desk is told. */
const HOURS_BEFORE = 4;

/** How many reports wait for the desk; those are urgent that are in danger, or whose promise ends soon. */
export const waitingReports: FreeAction<Record<string, never>, Waiting, Waiting> = {
  name: 'report.count-waiting',
  does: 'see how many reports wait for an answer, to tell the desk that something waits',
  input: z.object({}),
  allow: [{ role: reminder, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx) => countWaiting(tx, HOURS_BEFORE),
  run: ({ found }) => ({ value: found }),
};

export const REMINDING_ACTIONS = [waitingReports] as const;
