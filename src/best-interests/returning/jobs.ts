import { z } from 'zod';
import { FILE_ROLES, MESSENGER, messenger } from '#src/files/roles.ts';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { listStopped } from './actions/stopped-actions.ts';

const ALL = FILE_ROLES.map((role) => role.name);

/** Every morning, as long as a journey is stopped: also by what grew old, which nobody recorded. By mail, without which child it is. */
const tellOfStopped: Job = {
  name: 'return.tell-of-stopped',
  service: { name: MESSENGER, role: messenger.name },
  payload: z.strictObject({}),
  every: '10 6 * * *',
  async run({ perform, tell, today }) {
    const answer = await perform(listStopped, { today });
    if (!answer.done) return answer;
    for (const agency of answer.value) await tell({ agency, roles: ALL, isUrgent: true });
    return answer;
  },
};

export const RETURNING_JOBS: readonly Job[] = [tellOfStopped];
