import { z } from 'zod';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { isThere } from '../store.ts';
import type { AttachmentHeader } from '#src/platform/attachments/header.ts';
import type { FoundAttachment } from '#src/platform/attachments/open.ts';
import { filesSent } from '#src/platform/attachments/sent.ts';
import { aboutMessages, aboutReport, beginsReport, byReception, keeping, onReport, type OnReport } from './about.ts';
import { HOUR, runningClock } from './inbox.ts';
import { messageAdded, messageHidden, received, receivedHeader, safetySaid, withdrawn } from './kinds.ts';
import { messagesOf, type Message } from './messages.ts';
import { reception } from './roles.ts';
import { shownToReporter, whyNotHide, whyNotOpenToReporter } from './rules.ts';
import { hasAnswer, isShown, reportState, type ReportState } from './state.ts';
import { SAFETY_WORDS, TOLD } from './vocabulary.ts';
import { messageWords, writeWords } from './words.ts';

const answerBy = z.string().regex(HOUR);

/** The job that tells somebody at once that a person says to be in danger. It is told who is told, and never of whom. */
export const TELL_OF_DANGER = 'helpdesk.tell-of-danger';
const tells = z.enum(TOLD).nullable().default(null);
const telling = (whom: z.infer<typeof tells>) => (whom === null ? {} : { jobs: [{ job: TELL_OF_DANGER, payload: { whom } }] });

/** A report with its first message, as it comes in by any channel. */
export const newReport = onReport.extend({ message: z.uuid(), received: receivedHeader, words: messageWords, answerBy, files: filesSent, tells });
export type NewReport = z.infer<typeof newReport>;

const byReporter = (message: string) => ({ message, direction: 'to-desk', isLegal: false, asks: false, worker: null }) as const;

/** The entries and rows of a report that begins. */
export function beginning({ message, received: header, words, answerBy: by }: Omit<NewReport, 'files' | 'tells'>, attachments: readonly AttachmentHeader[]) {
  const entries = [
    draft(received, header, { section: null }),
    draft(messageAdded, { ...byReporter(message), attachments: [...attachments] }, { section: 'message', body: writeWords(words) }),
  ];
  return { entries, lists: [runningClock(by)] };
}

export const sendReport: FreeAction<NewReport, null, boolean> = {
  name: 'report.send',
  does: 'send a report, whose identity follows from the seven words',
  input: newReport,
  allow: [{ role: reception, relation: 'none' }],
  about: beginsReport,
  isDayOnly: true,
  lookUp: (tx, { report }) => isThere(tx, report),
  uploads: (i) => i.files,
  // A send that broke off is tried again with the same words: then it is there, and what is new is written to it.
  run: ({ input, found, uploads }) => (found ? { obstacles: [{ code: 'already-there' }] } : { value: null, ...beginning(input, uploads), ...telling(input.tells) }),
};

type Look = { hasAnswer: boolean; way: 'professional' | 'worried' | 'child' };
export const lookAtReport: StreamAction<OnReport, Look> = {
  name: 'report.look',
  does: 'see whether there is an answer, and nothing else',
  input: onReport,
  allow: byReception,
  about: aboutReport,
  isDayOnly: true,
  needs: ['headers'],
  run: ({ headers }) => {
    const state = reportState(headers);
    const obstacles = whyNotOpenToReporter(state);
    return obstacles ? { obstacles } : { value: { hasAnswer: hasAnswer(state), way: state.received?.way ?? 'worried' } };
  },
};

export type Conversation = { state: ReportState; messages: readonly Message[] };
export const readConversation: StreamAction<OnReport, Conversation> = {
  name: 'report.read-conversation',
  does: 'read what was written and what the desk answered, as far as it is shown to the reporter',
  input: onReport,
  allow: byReception,
  about: aboutMessages,
  isDayOnly: true,
  needs: ['headers', 'entries'],
  run: ({ headers, entries }) => {
    const state = reportState(headers);
    const obstacles = whyNotOpenToReporter(state);
    if (obstacles) return { obstacles };
    const shown = shownToReporter(state);
    return { value: { state, messages: messagesOf(state, entries).filter((m) => shown.has(m.id)) } };
  },
};

const newMessage = onReport.extend({ message: z.uuid(), words: messageWords, answerBy, files: filesSent });
export const writeToReport: StreamAction<z.infer<typeof newMessage>, null> = {
  name: 'report.write',
  does: 'write to the desk in the conversation',
  input: newMessage,
  allow: byReception,
  about: aboutMessages,
  isDayOnly: true,
  needs: ['headers'],
  uploads: (i) => i.files,
  run: (known) => {
    const { message, words, answerBy: by } = known.input;
    const state = reportState(known.headers);
    // The same message again is a retry: it was kept, and that is what the sender wants to hear.
    if (state.withdrawnOn === null && state.messages.some((m) => m.id === message)) return { value: null };
    const added = draft(messageAdded, { ...byReporter(message), attachments: [...known.uploads] }, { section: 'message', body: writeWords(words) });
    return keeping(known, whyNotOpenToReporter, null, [added], [runningClock(by)]);
  },
};

const onMessage = onReport.extend({ message: z.uuid() });
/** A form that is sent again brings no files a second time, so it is asked first whether the first time arrived. */
export const hasMessage: StreamAction<z.infer<typeof onMessage>, boolean> = {
  name: 'report.has-message',
  does: 'see whether a message of their own arrived, when its form is sent again',
  input: onMessage,
  allow: byReception,
  about: aboutReport,
  isDayOnly: true,
  needs: ['headers'],
  run: ({ input, headers }) => {
    const state = reportState(headers);
    const obstacles = whyNotOpenToReporter(state);
    return obstacles ? { obstacles } : { value: state.messages.some((m) => m.id === input.message) };
  },
};

const wanted = onReport.extend({ attachment: z.uuid() });
export const openOwnFile: StreamAction<z.infer<typeof wanted>, FoundAttachment> = {
  name: 'report.open-answer-file',
  does: 'open a file that came with an answer which is shown to the reporter',
  input: wanted,
  allow: byReception,
  about: aboutMessages,
  isDayOnly: true,
  needs: ['headers'],
  attachment: (i) => i.attachment,
  run: ({ input, headers, attachment }) => {
    const state = reportState(headers);
    const obstacles = whyNotOpenToReporter(state);
    if (obstacles) return { obstacles };
    // What waits for a jurist is not there, and its files neither.
    const isForThem = state.messages.some((m) => m.direction === 'to-reporter' && isShown(m) && m.files.includes(input.attachment));
    return isForThem && attachment?.key.opened ? { value: attachment } : { obstacles: [{ code: 'attachment-not-there' }] };
  },
};

export const hideEntry: StreamAction<z.infer<typeof onMessage>, null> = {
  name: 'report.hide-entry',
  does: 'hide a message of their own from whoever opens the conversation with the words; the desk still has it',
  input: onMessage,
  allow: byReception,
  about: aboutMessages,
  isDayOnly: true,
  needs: ['headers'],
  run: (known) => keeping(known, (state) => whyNotHide(state, known.input.message), null, [draft(messageHidden, { message: known.input.message }, { section: 'message' })]),
};

export const withdrawReport: StreamAction<OnReport, null> = {
  name: 'report.withdraw',
  does: 'withdraw the report: nobody reads it any more, and it is erased',
  input: onReport,
  allow: byReception,
  about: aboutReport,
  isDayOnly: true,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotOpenToReporter, null, [draft(withdrawn, {}, { section: null })]),
};

const safety = onReport.extend({ says: z.enum(SAFETY_WORDS), answerBy, tells });
export const saySafeOrDanger: StreamAction<z.infer<typeof safety>, null> = {
  name: 'report.safe-or-danger',
  does: 'say to be safe or in danger',
  input: safety,
  allow: byReception,
  about: aboutReport,
  isDayOnly: true,
  needs: ['headers'],
  run: (known) => {
    const { says, answerBy: by, tells: whom } = known.input;
    const kept = keeping(known, whyNotOpenToReporter, null, [draft(safetySaid, { says }, { section: null })], says === 'in-danger' ? [runningClock(by)] : []);
    return says === 'in-danger' && !('obstacles' in kept) ? { ...kept, ...telling(whom) } : kept;
  },
};

export const REPORTER_ACTIONS = [sendReport, lookAtReport, readConversation, hasMessage, writeToReport, openOwnFile, hideEntry, withdrawReport, saySafeOrDanger] as const;
