import { z } from 'zod';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { TELL_WORKER } from './model/desk-actions.ts';
import { waitingReports } from './model/reminding-actions.ts';
import { DESK, reminder, REMINDER } from './model/roles.ts';

const service = { name: REMINDER, role: reminder.name };

/** Every hour, as long as something waits that was promised or is in danger: handled, it reminds of nothing any more. */
const remind: Job = {
  name: 'helpdesk.remind',
  service,
  payload: z.strictObject({}),
  every: '5 * * * *',
  async run({ perform, tell, agency }) {
    const answer = await perform(waitingReports, {});
    if (answer.done && answer.value.urgent > 0) await tell({ agency, roles: DESK.map((role) => role.name) });
    return answer;
  },
};

/** Somebody was given a report. */
const tellWorker: Job = {
  name: TELL_WORKER,
  service,
  payload: z.strictObject({ person: z.uuid() }),
  async run({ perform, tell }, payload) {
    const answer = await perform(waitingReports, {});
    if (answer.done) await tell({ person: payload['person'] as string });
    return answer;
  },
};

export const HELPDESK_JOBS: readonly Job[] = [remind, tellWorker];
