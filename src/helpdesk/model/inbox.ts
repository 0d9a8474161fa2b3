import type { ListRow } from '#src/platform/journal/store.ts';
import { eraseOn } from './retention.ts';
import { hasAnswer, statusOf, urgencyOf, waitsForDesk, type ReportState } from './state.ts';
import { URGENCIES } from './vocabulary.ts';

/** The list that the desk works from, and the one that holds the clocks. A clock is no history: it is emptied when it is stopped. */
export const INBOX = 'reports';
export const CLOCKS = 'report-clocks';

/** Until which hour an answer was promised, as `YYYY-MM-DDTHH`, in UTC. */
export const HOUR = /^\d{4}-\d{2}-\d{2}T\d{2}$/;

/** The whole hour after which `hours` have passed: what it tells about when somebody wrote is an hour, and it does not stay. */
export function hourAfter(now: Date, hours: number): string {
  return new Date(Math.ceil(now.getTime() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString().slice(0, 13);
}

/** How many hours the desk takes at most: this is what the reporter is told. */
export const PROMISED_HOURS = 24;

/** The row of the inbox that follows from what is recorded. It names nobody but the worker. */
export function inboxRow(state: ReportState): ListRow {
  const { received, worker, safety, messages, wasInDanger } = state;
  const urgency = urgencyOf(state);
  const deadline = state.deadlines.find((d) => !d.isMet);
  const fields = {
    urgency,
    /** For sorting: the most urgent has the lowest. */
    rank: URGENCIES.indexOf(urgency),
    way: received?.way ?? null,
    channel: received?.channel ?? null,
    language: received?.language ?? null,
    country: received?.country ?? null,
    receivedOn: received?.on ?? null,
    aloneNow: received?.aloneNow ?? null,
    wasInDanger,
    safety: safety?.says ?? null,
    outcome: received?.check?.outcome ?? null,
    worker,
    isAnswered: hasAnswer(state),
    waitsForDesk: waitsForDesk(state),
    messages: messages.length,
    /** What has to be done next by a day, and why. */
    deadlineOn: deadline?.on ?? null,
    deadlineBecause: deadline?.because ?? null,
    /** From which day on its words are erased; null once they are, or where a file goes on with it. */
    eraseOn: eraseOn(state),
  };
  return { list: INBOX, item: 'report', section: null, state: statusOf(state), dueOn: received?.on ?? null, fields };
}

/** What the desk counts of a report that was closed. Opened again it counts for nothing. */
export const CLOSINGS = 'report-closings';
export function closingRow({ closed }: ReportState): ListRow {
  const fields = closed ? { on: closed.on, outcome: closed.outcome, circumstances: closed.circumstances.join(' '), country: closed.eventCountry } : {};
  return { list: CLOSINGS, item: 'closing', section: null, state: closed ? 'closed' : 'open', dueOn: closed?.on ?? null, fields };
}

/** Which other reports belong with this one. The other one finds it there, without having been opened for it. */
export const LINKS = 'report-links';
export const linkRow = (other: string, isLinked: boolean): ListRow => ({ list: LINKS, item: other, section: null, state: isLinked ? 'linked' : 'parted', dueOn: null, fields: {} });

const clock = (state: 'running' | 'stopped', answerBy: string | null): ListRow => ({ list: CLOCKS, item: 'answer', section: null, state, dueOn: null, fields: answerBy ? { answerBy } : {} });

export const runningClock = (answerBy: string): ListRow => clock('running', answerBy);
/** Nothing of the hour is left in it. */
export const stoppedClock = (): ListRow => clock('stopped', null);
