import { z } from 'zod';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { TELL_AGENCY } from './actions/telling.ts';
import { FILE_ROLES, MESSENGER, messenger } from './roles.ts';

const ALL = FILE_ROLES.map((role) => role.name);

/** An agency at a table is told that something waits, or cannot wait: an invitation, an emergency, a step down, a file that was closed. */
const tellAgency: Job = {
  name: TELL_AGENCY,
  service: { name: MESSENGER, role: messenger.name },
  payload: z.strictObject({ agency: z.uuid(), isUrgent: z.boolean() }),
  async run({ tell }, payload) {
    await tell({ agency: payload['agency'] as string, roles: ALL, ...(payload['isUrgent'] === true ? { isUrgent: true } : {}) });
    return { done: true, value: null };
  },
};

export const FILE_JOBS: readonly Job[] = [tellAgency];
