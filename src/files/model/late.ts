import type { TaskOwner } from '#src/knowledge/file-vocabulary.ts';
import { openTasks, type FileState, type Task } from './state.ts';

/** By which word of a task each role of people is meant. */
const OWNER_OF: Readonly<Record<string, TaskOwner>> = {
  'police-officer': 'police',
  'youth-protection-worker': 'youth-protection',
  'child-protection-council': 'child-protection-council',
  guardian: 'guardian',
  lawyer: 'lawyer',
  'shelter-worker': 'shelter',
  'placement-desk': 'placement-desk',
  prosecutor: 'prosecutor',
  'care-coordinator': 'care-coordinator',
  partner: 'partner',
  'duty-desk': 'duty-desk',
};
const ownersOf = (roles: readonly string[]): readonly TaskOwner[] => roles.flatMap((role) => OWNER_OF[role] ?? []);

/** Tasks past their day, the longest first. */
const lateTasks = (state: FileState, today: string): readonly Task[] => (state.closed ? [] : openTasks(state).filter((t) => t.dueOn < today));

/** What reached somebody because it is late: everything for the agency that leads, else what her role hears of. */
export const heardBy = (state: FileState, today: string, { agency, roles }: { agency: string; roles: readonly string[] }): readonly Task[] => {
  const owners = ownersOf(roles);
  return lateTasks(state, today).filter((t) => state.lead === agency || (t.hearsLate !== null && owners.includes(t.hearsLate)));
};
