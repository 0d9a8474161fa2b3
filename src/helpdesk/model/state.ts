import type { z } from 'zod';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import { shredded } from '#src/platform/journal/shredding.ts';
import * as kinds from './kinds.ts';
import { URGENCIES, type DEADLINE_REASONS, type SafetyWord, type Status, type Urgency } from './vocabulary.ts';

type DeadlineReason = (typeof DEADLINE_REASONS)[number];

export type MessageState = {
  id: string;
  direction: 'to-desk' | 'to-reporter';
  isLegal: boolean;
  asks: boolean;
  worker: string | null;
  on: string;
  /** Of a legal answer: whether a jurist signed it. All else needs no sign-off. */
  signOff: 'not-needed' | 'waits' | 'turned-back' | { jurist: string; on: string };
  isHidden: boolean;
  /** Files that came with it, by their ids. */
  files: readonly string[];
};

/** A report as its headers tell it: the same for every reader, and without a word anybody wrote. */
export type ReportState = {
  received: (z.output<typeof kinds.receivedHeader> & { on: string }) | null;
  messages: readonly MessageState[];
  worker: string | null;
  safety: { says: SafetyWord; on: string } | null;
  /** Whether danger was ever said. Saying to be safe does not take it back: somebody may be standing beside. */
  wasInDanger: boolean;
  links: readonly string[];
  /** What has to be done by a day, the earliest first. */
  deadlines: readonly { id: string; on: string; because: DeadlineReason; isMet: boolean }[];
  isSpam: boolean;
  withdrawnOn: string | null;
  closed: (z.output<typeof kinds.closedHeader> & { on: string }) | null;
  passedOn: readonly (z.output<typeof kinds.passedOnHeader> & { on: string })[];
  /** Whether a file may know who reported. */
  mayNameReporter: boolean;
  file: string | null;
  /** Sections whose words were erased. */
  erased: readonly string[];
  /** The last day on which anybody did anything but read. */
  lastOn: string;
};

const EMPTY: ReportState = { received: null, messages: [], worker: null, safety: null, wasInDanger: false, links: [], deadlines: [], isSpam: false, withdrawnOn: null, closed: null, passedOn: [], mayNameReporter: false, file: null, erased: [], lastOn: '' };

const changing = (state: ReportState, id: string, change: Partial<MessageState>): ReportState => ({ ...state, messages: state.messages.map((m) => (m.id === id ? { ...m, ...change } : m)) });

const fold = foldOf<ReportState>(EMPTY, (on) => [
  on(kinds.received, (s, { header, recordedOn }) => ({ ...s, received: { ...header, on: recordedOn }, wasInDanger: header.dangerNow === 'yes' })),
  on(kinds.messageAdded, (s, { header, recordedOn }) => {
    const { message: id, direction, isLegal, asks, worker, attachments } = header;
    const message: MessageState = { id, direction, isLegal, asks, worker, on: recordedOn, signOff: isLegal ? 'waits' : 'not-needed', isHidden: false, files: attachments.map((file) => file.id) };
    // Whoever writes again after it was closed is heard again.
    return { ...s, messages: [...s.messages, message], closed: direction === 'to-desk' ? null : s.closed };
  }),
  on(kinds.signedOff, (s, { header, recordedOn }) => changing(s, header.message, { signOff: { jurist: header.jurist, on: recordedOn } })),
  on(kinds.turnedBack, (s, { header }) => changing(s, header.message, { signOff: 'turned-back' })),
  on(kinds.messageHidden, (s, { header }) => changing(s, header.message, { isHidden: true })),
  on(kinds.withdrawn, (s, { recordedOn }) => ({ ...s, withdrawnOn: recordedOn })),
  on(kinds.safetySaid, (s, { header, recordedOn }) => ({ ...s, safety: { says: header.says, on: recordedOn }, wasInDanger: s.wasInDanger || header.says === 'in-danger', closed: header.says === 'in-danger' ? null : s.closed })),
  on(kinds.assigned, (s, { header }) => ({ ...s, worker: header.worker })),
  on(kinds.linked, (s, { header }) => ({ ...s, links: header.isLinked ? [...new Set([...s.links, header.report])] : s.links.filter((id) => id !== header.report) })),
  on(kinds.deadlineSet, (s, { header: { deadline: id, on: by, because } }) => ({ ...s, deadlines: [...s.deadlines, { id, on: by, because, isMet: false }].toSorted((a, b) => (a.on < b.on ? -1 : 1)) })),
  on(kinds.deadlineMet, (s, { header }) => ({ ...s, deadlines: s.deadlines.map((d) => (d.id === header.deadline ? { ...d, isMet: true } : d)) })),
  on(kinds.spamMarked, (s, { header }) => ({ ...s, isSpam: header.isSpam })),
  on(kinds.closed, (s, { header, recordedOn }) => ({ ...s, closed: { ...header, on: recordedOn } })),
  on(kinds.reopened, (s) => ({ ...s, closed: null })),
  on(kinds.passedOn, (s, { header, recordedOn }) => ({ ...s, passedOn: [...s.passedOn, { ...header, on: recordedOn }] })),
  on(kinds.identityAgreed, (s, { header }) => ({ ...s, mayNameReporter: header.agrees })),
  on(kinds.becameFile, (s, { header }) => ({ ...s, file: header.file })),
  on(shredded, (s, { section }) => ({ ...s, erased: section === null ? s.erased : [...s.erased, section] })),
]);

/** Everything that the headers of one report say. */
export function reportState(headers: readonly HeaderRow[]): ReportState {
  return { ...fold(headers), lastOn: headers.at(-1)?.recorded_on ?? '' };
}

/** Whether a reader with the words may see it: what the desk said and a jurist signed where that is needed, and what was not hidden. */
export function isShown({ direction, signOff, isHidden }: MessageState): boolean {
  return !isHidden && (direction === 'to-desk' || signOff === 'not-needed' || typeof signOff === 'object');
}

const isAnswer = (m: MessageState) => m.direction === 'to-reporter' && isShown({ ...m, isHidden: false });

/** Whether the desk answered anything that the reporter can read. */
export const hasAnswer = ({ messages }: ReportState): boolean => messages.some(isAnswer);

/** Whether the reporter wrote something that nobody answered yet. */
export const waitsForDesk = ({ messages }: ReportState): boolean => {
  const last = messages.findLast((m) => m.direction === 'to-desk' || isAnswer(m));
  return last === undefined || last.direction === 'to-desk';
};

export function statusOf(state: ReportState): Status {
  if (state.file) return 'became-file';
  if (state.isSpam) return 'spam';
  if (state.withdrawnOn) return 'withdrawn';
  if (state.closed) return 'closed';
  if (state.messages.some((m) => m.signOff === 'waits')) return 'waits-for-sign-off';
  if (waitsForDesk(state)) return state.worker === null && !hasAnswer(state) ? 'new' : 'in-hand';
  return state.messages.findLast(isAnswer)?.asks ? 'waits-for-reporter' : 'answered';
}

/** Danger first, then what a check called act-now, then a child who writes. Nothing anybody says takes it down. */
export function urgencyOf({ received, wasInDanger }: ReportState): Urgency {
  const isUrgency: Record<Urgency, boolean> = { danger: wasInDanger, 'act-now': received?.check?.outcome === 'act-now', child: received?.way === 'child', ordinary: true };
  return URGENCIES.find((u) => isUrgency[u]) ?? 'ordinary';
}
