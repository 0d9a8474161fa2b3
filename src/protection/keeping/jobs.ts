import { z } from 'zod';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { FILE_ROLES, MESSENGER, messenger } from '#src/files/roles.ts';
import { TELL_TABLE } from './actions/missing-actions.ts';

const ALL = FILE_ROLES.map((role) => role.name);

/** One agency of a table is told that something cannot wait: by mail, without what it is. */
const tellTable: Job = {
  name: TELL_TABLE,
  service: { name: MESSENGER, role: messenger.name },
  payload: z.strictObject({ agency: z.uuid() }),
  async run({ tell }, payload) {
    await tell({ agency: payload['agency'] as string, roles: ALL, isUrgent: true });
    return { done: true, value: null };
  },
};

export const KEEPING_JOBS: readonly Job[] = [tellTable];
