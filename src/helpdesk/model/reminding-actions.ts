import { z } from 'zod';
import type { FreeAction } from '#src/platform/action/action.ts';
import { countWaiting, readDeadlines, type Waiting } from '../store.ts';
import { reminder } from './roles.ts';

/** How long before the end of what was promised the desk is told. */
const HOURS_BEFORE = 4;

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

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

/** Whose deadlines end today or tomorrow, or are past; null for those of a report that nobody has. */
export const dueDeadlines: FreeAction<{ today: string }, readonly (string | null)[], readonly (string | null)[]> = {
  name: 'report.list-deadlines',
  does: 'see who has a report with something to be done by today or tomorrow, to tell them that something waits',
  input: z.object({ today: z.iso.date() }),
  allow: [{ role: reminder, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx, { today }) => readDeadlines(tx, dayAfter(today)),
  run: ({ found }) => ({ value: found }),
};

export const REMINDING_ACTIONS = [waitingReports, dueDeadlines] as const;
