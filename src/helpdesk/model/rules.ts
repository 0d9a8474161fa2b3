import { when, type Why } from '#src/platform/action/obstacles.ts';
import { isShown, statusOf, type ReportState } from './state.ts';

/** For whoever has the words, a report that was withdrawn is as one that never was. */
export const whyNotOpenToReporter = (state: ReportState): Why => when([[state.withdrawnOn !== null, 'not-there']]);

export const whyNotHide = (state: ReportState, message: string): Why =>
  whyNotOpenToReporter(state) ?? when([[!state.messages.some((m) => m.id === message && m.direction === 'to-desk'), 'not-yours']]);

/** What the desk may still do to it. What was withdrawn is not read any more, and what became a file goes on there. */
export const whyNotWorkedOn = (state: ReportState): Why =>
  when([
    [state.withdrawnOn !== null, 'report-withdrawn'],
    [state.file !== null, 'report-became-file'],
  ]);

export const whyNotTake = (state: ReportState, worker: string, takesOver: boolean): Why =>
  whyNotWorkedOn(state) ?? when([[state.worker !== null && state.worker !== worker && !takesOver, 'somebody-has-it']]);

export const whyNotReply = (state: ReportState): Why => whyNotWorkedOn(state) ?? when([[state.isSpam, 'report-is-spam']]);

export const whyNotDecided = (state: ReportState, message: string): Why =>
  whyNotWorkedOn(state) ?? when([[!state.messages.some((m) => m.id === message && m.signOff === 'waits'), 'waits-for-no-sign-off']]);

export const whyNotClose = (state: ReportState): Why =>
  whyNotReply(state) ??
  when([
    [state.closed !== null, 'report-closed-already'],
    [state.messages.some((m) => m.signOff === 'waits'), 'reply-waits-for-sign-off'],
  ]);

export const whyNotReopen = (state: ReportState): Why => whyNotWorkedOn(state) ?? when([[state.closed === null, 'report-is-open']]);

export const whyNotSpam = (state: ReportState, isSpam: boolean): Why =>
  whyNotWorkedOn(state) ??
  when([
    [state.isSpam === isSpam, isSpam ? 'report-is-spam' : 'report-is-no-spam'],
    // Danger may be said badly, twice or strangely; a person looks at it and it stays in the inbox.
    [isSpam && state.wasInDanger, 'danger-is-no-spam'],
  ]);

export const whyNotMeet = (state: ReportState, deadline: string): Why => whyNotWorkedOn(state) ?? when([[!state.deadlines.some((d) => d.id === deadline && !d.isMet), 'no-such-deadline']]);

export const whyNotLink = (state: ReportState, self: string, other: string): Why => whyNotWorkedOn(state) ?? when([[self === other, 'same-report']]);

/** Which messages a reader with the words is shown. */
export const shownToReporter = (state: ReportState): ReadonlySet<string> => new Set(state.messages.filter(isShown).map((m) => m.id));

/** Whether the promise of an answer is still open. */
export const isPromiseOpen = (state: ReportState): boolean => ['new', 'in-hand', 'waits-for-sign-off'].includes(statusOf(state));
