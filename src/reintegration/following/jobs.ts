import { z } from 'zod';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { FILE_ROLES, MESSENGER, messenger, oversight } from '#src/files/roles.ts';
import { SECTION_ACCESS } from '#src/files/access-table.ts';
import { stepsDue, takeSteps, TELL_FOLLOWING } from './actions/watch-actions.ts';
import { FOLLOW_UP_WATCH, followUpWatch } from './model/roles.ts';
import { SECTION } from './model/state.ts';

const FOLLOWING = SECTION_ACCESS[SECTION].read.map((role) => role.name).filter((name) => FILE_ROLES.some((role) => role.name === name));

/**
 * Each hour, so that what was broken off is taken up by the next: every step is kept with its messages or not at all, so nothing is
 * said twice however often this runs.
 */
const watch: Job = {
  name: 'followup.watch',
  service: { name: FOLLOW_UP_WATCH, role: followUpWatch.name },
  payload: z.strictObject({}),
  every: '20 * * * *',
  async run({ perform, today }) {
    // One file in which something is wrong keeps no other child waiting; it is tried again with the job.
    const except: string[] = [];
    let failure: unknown;
    for (;;) {
      const due = await perform(stepsDue, { today, except });
      if (!due.done) return due;
      if (due.value.length === 0) break;
      for (const file of due.value) {
        try {
          const answer = await perform(takeSteps, { file });
          if (!answer.done || answer.value === 0) except.push(file);
        } catch (error) {
          failure ??= error;
          except.push(file);
        }
      }
    }
    if (failure !== undefined) throw failure;
    return { done: true, value: null };
  },
};

/** The person who answers for the child, or the whole desk where nobody does; or oversight. By mail, without what it is. */
const tellFollowing: Job = {
  name: TELL_FOLLOWING,
  service: { name: MESSENGER, role: messenger.name },
  payload: z.strictObject({ agency: z.uuid(), person: z.uuid().nullable(), isOversight: z.boolean(), isUrgent: z.boolean() }),
  async run({ tell }, { agency, person, isOversight, isUrgent }) {
    const urgent = isUrgent === true ? { isUrgent: true } : {};
    if (isOversight === true) await tell({ agency: agency as string, roles: [oversight.name], ...urgent });
    // What cannot wait is told to all of the desk: one person may be ill.
    else await tell(person === null || isUrgent === true ? { agency: agency as string, roles: FOLLOWING, ...urgent } : { person: person as string });
    return { done: true, value: null };
  },
};

export const FOLLOWING_JOBS: readonly Job[] = [watch, tellFollowing];
