import { z } from 'zod';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { opensAttachments } from '#src/platform/attachments/action.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { countClosings, isThere, readInbox, readLinksTo, type Count, type InboxFilter, type InboxRow } from '../store.ts';
import { aboutDesk, aboutMessages, aboutReport, beginsReport, byDesk, keeping, onReport, REPORT, workerOf, type OnReport } from './about.ts';
import { assigned, deadlineMet, deadlineSet, linked, noted, reopened, spamMarked } from './kinds.ts';
import { messagesOf, reasonsIn, type Message } from './messages.ts';
import { beginning, newReport, type NewReport } from './reporter-actions.ts';
import { DESK, helpdeskCoordinator } from './roles.ts';
import { whyNotLink, whyNotMeet, whyNotReopen, whyNotSpam, whyNotTake, whyNotWorkedOn } from './rules.ts';
import { reportState, type ReportState } from './state.ts';
import { DEADLINE_REASONS, LINK_REASONS, STATUSES, URGENCIES } from './vocabulary.ts';
import { readWords, text, writeWords, type WordsRead } from './words.ts';

const freeToDesk = [
  { role: DESK[0], relation: 'none' },
  { role: DESK[1], relation: 'none' },
  { role: DESK[2], relation: 'none' },
] as const;

const filter = z.object({
  states: z.array(z.enum(STATUSES)).default([]),
  worker: z.uuid().nullable().default(null),
  urgency: z.enum(URGENCIES).nullable().default(null),
  language: z.enum(LANGUAGES).nullable().default(null),
});
/** The rows of the inbox, most urgent first; without a filter all of them, also what is closed. */
export const listReports: FreeAction<InboxFilter, readonly InboxRow[], readonly InboxRow[]> = {
  name: 'report.list',
  does: 'see the inbox, which holds codes and no words',
  input: filter,
  allow: freeToDesk,
  about: 'nothing',
  lookUp: (tx, input) => readInbox(tx, input),
  run: ({ found }) => ({ value: found }),
};

/** Counts for the desk itself. What is published goes another way: small numbers can point at somebody. */
export const countReports: FreeAction<Record<string, never>, readonly Count[], readonly Count[]> = {
  name: 'report.count',
  does: 'see how many closed reports there were with each circumstance, by month',
  input: z.object({}),
  allow: freeToDesk,
  about: 'nothing',
  lookUp: countClosings,
  run: ({ found }) => ({ value: found }),
};

export type OpenReport = { state: ReportState; /** Reports that were linked to this one. */ linkedFrom: readonly string[]; messages: readonly Message[]; turnedBack: ReadonlyMap<string, WordsRead>; version: string };
export const openReport: StreamAction<OnReport, OpenReport, readonly string[]> = {
  name: 'report.open',
  does: 'open a report and read the conversation',
  input: onReport,
  allow: byDesk,
  about: aboutMessages,
  needs: ['headers', 'entries'],
  lookUp: (tx, { report }) => readLinksTo(tx, report),
  run: ({ headers, entries, version, found: linkedFrom }) => {
    const state = reportState(headers);
    // What was withdrawn is not read any more, also before it is erased.
    if (state.withdrawnOn) return { value: { state, linkedFrom, messages: [], turnedBack: new Map(), version } };
    return { value: { state, linkedFrom, messages: messagesOf(state, entries), turnedBack: reasonsIn(entries), version } };
  },
};

export type Note = { id: string; worker: string; on: string; at: Date | null; read: WordsRead };
export const readNotes: StreamAction<OnReport, readonly Note[]> = {
  name: 'report.read-notes',
  does: 'read what the desk noted for itself',
  input: onReport,
  allow: byDesk,
  about: aboutDesk,
  needs: ['entries'],
  run: ({ entries }) => ({
    value: entries.filter((e) => e.kind === noted.name).map((e) => ({ id: e.header['note'] as string, worker: e.header['worker'] as string, on: e.recordedOn, at: e.recordedAt, read: readWords(e) })),
  }),
};

const take = onReport.extend({ takesOver: z.boolean().default(false) });
export const takeReport: StreamAction<z.infer<typeof take>, null> = {
  name: 'report.take',
  does: 'take a report, also over from somebody else',
  input: take,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => {
    const worker = workerOf(known.actor);
    return keeping(known, (state) => whyNotTake(state, worker, known.input.takesOver), null, [draft(assigned, { worker }, { section: null })]);
  },
};

/** The job that tells somebody. */
export const TELL_WORKER = 'helpdesk.tell-worker';

const assignment = onReport.extend({ worker: z.uuid().nullable() });
export const assignReport: StreamAction<z.infer<typeof assignment>, null> = {
  name: 'report.assign',
  does: 'give a report to somebody, or to nobody',
  input: assignment,
  allow: [{ role: helpdeskCoordinator, relation: 'party' }],
  about: aboutReport,
  needs: ['headers'],
  run(known) {
    const { worker } = known.input;
    const result = keeping(known, whyNotWorkedOn, null, [draft(assigned, { worker }, { section: null })]);
    // Whoever was given it is told that something waits, unless she did it herself.
    return 'obstacles' in result || worker === null || worker === known.actor.id ? result : { ...result, jobs: [{ job: TELL_WORKER, payload: { person: worker } }] };
  },
};

/** What a reporter sent, and what was sent to one. */
export const openReportFile = opensAttachments({ name: 'report.open-file', does: 'open a file that came with a message of a report', allow: byDesk, kind: REPORT, sections: ['message'] });

const note = onReport.extend({ note: z.uuid(), text });
export const noteOnReport: StreamAction<z.infer<typeof note>, null> = {
  name: 'report.note',
  does: 'write a note that only the desk reads',
  input: note,
  allow: byDesk,
  about: aboutDesk,
  needs: ['headers'],
  run: (known) => {
    const { note: id, text: words } = known.input;
    return keeping(known, whyNotWorkedOn, null, [draft(noted, { note: id, worker: workerOf(known.actor) }, { section: 'desk', body: writeWords({ text: words }) })]);
  },
};

const link = onReport.extend({ other: z.uuid(), because: z.enum(LINK_REASONS), isLinked: z.boolean().default(true) });
export const linkReport: StreamAction<z.infer<typeof link>, null, boolean> = {
  name: 'report.link',
  does: 'link a report to another one of the same event, or undo that',
  input: link,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  lookUp: (tx, { other }) => isThere(tx, other),
  run: (known) => {
    const { report, other, because, isLinked } = known.input;
    if (!known.found) return { obstacles: [{ code: 'no-such-report' }] };
    return keeping(known, (state) => whyNotLink(state, report, other), null, [draft(linked, { report: other, because, isLinked }, { section: null })]);
  },
};

const spamAction = (name: string, does: string, isSpam: boolean): StreamAction<OnReport, null> => ({
  name,
  does,
  input: onReport,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => keeping(known, (state) => whyNotSpam(state, isSpam), null, [draft(spamMarked, { isSpam }, { section: null })]),
});
export const markSpam = spamAction('report.spam', 'put a report aside as spam; it stays and can be restored', true);
export const restoreReport = spamAction('report.restore', 'restore a report that was put aside as spam', false);

export const reopenReport: StreamAction<OnReport, null> = {
  name: 'report.reopen',
  does: 'reopen a report that was closed',
  input: onReport,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotReopen, null, [draft(reopened, {}, { section: null })]),
};

const deadline = onReport.extend({ deadline: z.uuid(), on: z.iso.date(), why: z.enum(DEADLINE_REASONS) });
export const setDeadline: StreamAction<z.infer<typeof deadline>, null> = {
  name: 'report.set-deadline',
  does: 'say that something has to be done about a report by a day, and why; whoever has it is reminded until it is done',
  input: deadline,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run(known) {
    const { deadline: id, on, why } = known.input;
    // The same form twice is one deadline.
    if (reportState(known.headers).deadlines.some((d) => d.id === id)) return { value: null };
    if (on < known.today) return { obstacles: [{ code: 'deadline-is-past' }] };
    return keeping(known, whyNotWorkedOn, null, [draft(deadlineSet, { deadline: id, on, because: why, worker: workerOf(known.actor) }, { section: null })]);
  },
};

const meeting = onReport.extend({ deadline: z.uuid() });
export const meetDeadline: StreamAction<z.infer<typeof meeting>, null> = {
  name: 'report.meet-deadline',
  does: 'say that what had to be done by a day was done: nobody is reminded of it any more',
  input: meeting,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => keeping(known, (state) => whyNotMeet(state, known.input.deadline), null, [draft(deadlineMet, { deadline: known.input.deadline, worker: workerOf(known.actor) }, { section: null })]),
};

export const phoneIntake: FreeAction<NewReport, null, boolean> = {
  name: 'report.phone-intake',
  does: 'write down a report that somebody tells by telephone, with seven words to give to the caller',
  input: newReport,
  allow: freeToDesk,
  about: beginsReport,
  lookUp: (tx, { report }) => isThere(tx, report),
  run: ({ input, found }) => {
    if (found) return { obstacles: [{ code: 'already-there' }] };
    return { value: null, ...beginning({ ...input, received: { ...input.received, channel: 'telephone' } }, []) };
  },
};

export const DESK_ACTIONS = [listReports, countReports, openReport, openReportFile, readNotes, takeReport, assignReport, noteOnReport, linkReport, markSpam, restoreReport, reopenReport, setDeadline, meetDeadline, phoneIntake] as const;
