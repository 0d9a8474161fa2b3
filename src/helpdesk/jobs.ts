import { z } from 'zod';
import type { Job } from '#src/platform/jobs/jobs.ts';
import { TELL_WORKER } from './model/desk-actions.ts';
import { dueDeadlines, waitingReports } from './model/reminding-actions.ts';
import { TELL_OF_DANGER } from './model/reporter-actions.ts';
import { DESK, reminder, REMINDER } from './model/roles.ts';
import { TOLD } from './model/vocabulary.ts';
import { readSettings, settingsOf } from './settings/actions.ts';

const ALL = DESK.map((role) => role.name);
const service = { name: REMINDER, role: reminder.name };

/** Every hour, as long as something waits that was promised or is in danger: handled, it reminds of nothing any more. */
const remind: Job = {
  name: 'helpdesk.remind',
  service,
  payload: z.strictObject({}),
  every: '5 * * * *',
  async run({ perform, tell, agency }) {
    const answer = await perform(waitingReports, {});
    if (answer.done && answer.value.urgent > 0) await tell({ agency, roles: ALL });
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

/** Every morning, as long as something has to be done by today or tomorrow: whoever has it, or all where nobody does. */
const remindOfDeadlines: Job = {
  name: 'helpdesk.remind-of-deadlines',
  service,
  payload: z.strictObject({}),
  every: '5 6 * * *',
  async run({ perform, tell, agency, today }) {
    const answer = await perform(dueDeadlines, { today });
    if (!answer.done) return answer;
    for (const person of answer.value) await tell(person === null ? { agency, roles: ALL } : { person });
    return answer;
  },
};

/** Somebody says to be in danger: whoever is on call hears it while the desk is closed, and all of the desk at other hours. */
const tellOfDanger: Job = {
  name: TELL_OF_DANGER,
  service,
  payload: z.strictObject({ whom: z.enum(TOLD) }),
  isForgotten: true,
  async run({ perform, tell, agency }, { whom }) {
    const answer = await perform(readSettings, { settings: settingsOf(agency) });
    const onCall = answer.done ? (answer.value?.onCall ?? null) : null;
    await tell({ ...(whom === 'on-call' && onCall !== null ? { person: onCall } : { agency, roles: ALL }), isUrgent: true });
    // Where nobody set anything up all of the desk was told, and that is no failure.
    return { done: true, value: null };
  },
};

export const HELPDESK_JOBS: readonly Job[] = [remind, tellWorker, remindOfDeadlines, tellOfDanger];
