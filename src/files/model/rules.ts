import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn, when, type Why } from '#src/platform/action/obstacles.ts';
import { fileState, isMissing, seatOf, statusOf, type FileState } from './state.ts';
import { FAMILY_SIGNS, JUSTICE_GROUNDS, type Ground, type Section, type Status } from './vocabulary.ts';

/** Why an agency may not write in a section that it may read. */
export const whyNotWritten = (state: FileState, agency: string, section: string | null): Why =>
  when([
    [state.closed !== null, 'file-closed'],
    [section !== null && seatOf(state, agency, section)?.standing === 'invited', 'invitation-unanswered'],
  ]);

/** Why an agency may not change anything about the file as such: it has taken no seat yet, and nobody there is responsible. */
export const whyNotSeated = ({ seats }: FileState, agency: string): Why => when([[!seats.some((s) => s.agency === agency && s.standing === 'accepted'), 'invitation-unanswered']]);

type Exclusion = { readonly person: string; readonly because: string | null; readonly actor: string; readonly isColleague: boolean };

/**
 * Why somebody may not be kept out, or let in again. Each agency says it of its own people. Of others whoever leads does, with a
 * reason that the table reads: an agency that could keep out the people of another one could leave the child without its guardian.
 */
export const whyNotExclude = (state: FileState, agency: string, { person, because, actor, isColleague }: Exclusion): Why =>
  whyNotSeated(state, agency) ??
  when([
    [person === actor, 'not-oneself'],
    [!isColleague && state.lead !== agency, 'not-your-colleague'],
    [!isColleague && because === null, 'exclusion-needs-reason'],
    [isColleague && state.lead !== agency && state.excludedByLead.some((e) => e.person === person), 'kept-out-by-lead'],
  ]);

const RANK: Record<Status, number> = { 'not-established': 0, suspect: 1, possible: 2, presumed: 3, recognised: 4 };
/** Reasons for a step down say more than a word. */
const SHORTEST_REASONS = 40;
/** Whether reasons for going against what protects the child are no reasons yet. */
export const saysTooLittle = (reasons: string): boolean => reasons.trim().length < SHORTEST_REASONS;

/** Whether the step takes something from the child. */
export const isStepDown = (state: FileState, to: Status): boolean => RANK[to] < RANK[statusOf(state) ?? 'not-established'];

export const whyNotStatus = (state: FileState, agency: string, to: Status, reasons: string, bases: readonly string[]): Why =>
  whyNotWritten(state, agency, 'recognition') ??
  when([
    [statusOf(state) === to && !state.hasNewSign, 'status-holds-already'],
    [isStepDown(state, to) && saysTooLittle(reasons), 'step-down-needs-reasons'],
    [to === 'not-established' && state.ledger.length === 0, 'nothing-was-asked-yet'],
    [to === 'recognised' && bases.every((b) => b === 'signs' || b === 'nothing-found'), 'signs-alone-recognise-nobody'],
  ]);

/** What was decided elsewhere is taken over as it is; a foreign “not a victim” becomes “not established”, and only here: desks-and-law 20. */
export function whyNotBrought(origin: string, step: { step: { status: Status; bases: readonly string[] }; words: { reasons: string } } | null): Why {
  if (step === null) return null;
  if (origin !== 'import') return [{ code: 'status-is-decided-in-the-file' }];
  return step.step.status === 'not-established' ? null : whyNotStatus(fileState([]), '', step.step.status, step.words.reasons, step.step.bases);
}

type Invitation = { agency: string; section: Section; ground: Ground; endsOn: string };

export const whyNotInvite = (state: FileState, by: string, { agency, section, ground, endsOn }: Invitation, today: string, isKnown: boolean): Why =>
  whyNotWritten(state, by, section) ??
  when([
    [!isKnown, 'no-such-agency'],
    [['invited', 'accepted'].includes(seatOf(state, agency, section)?.standing ?? ''), 'is-there-already'],
    [section === 'justice' && !JUSTICE_GROUNDS.includes(ground), 'justice-needs-a-ground'],
    [section === 'counsel' && ground !== 'counsel-of-the-child', 'counsel-is-for-counsel'],
    [endsOn <= today, 'end-is-past'],
  ]);

export const whyNotAnswer = (state: FileState, agency: string, answer: 'accepted' | 'declined' | 'left'): Why => {
  const wanted = answer === 'left' ? 'accepted' : 'invited';
  return when([
    [!state.seats.some((s) => s.agency === agency && s.standing === wanted), answer === 'left' ? 'not-at-the-table' : 'not-invited'],
    // Somebody has to be responsible at every moment: the lead is handed over first.
    [answer === 'left' && state.lead === agency, 'lead-cannot-leave'],
  ]);
};

export const whyNotOpenSection = (state: FileState, section: Section, ground: Ground, isThere: boolean): Why =>
  when([
    [state.closed !== null, 'file-closed'],
    [isThere, 'section-is-open'],
    [section === 'justice' && !JUSTICE_GROUNDS.includes(ground), 'justice-needs-a-ground'],
    [section === 'counsel' && ground !== 'counsel-of-the-child', 'counsel-is-for-counsel'],
  ]);

export const whyNotOfferLead = (state: FileState, by: string, to: string): Why =>
  when([
    [state.lead !== by, 'not-the-lead'],
    [to === by, 'same-agency'],
    [!state.seats.some((s) => s.agency === to && s.standing === 'accepted'), 'not-at-the-table'],
  ]);
export const whyNotTakeLead = (state: FileState, agency: string): Why => when([[state.leadOfferedTo !== agency, 'lead-not-offered']]);

/** A parent may be the one who does it: nothing goes to a parent until these three were looked at and not seen. */
export function whyNotRepresentative(state: FileState, agency: string, relation: string): Why {
  const last = state.checks.at(-1);
  const isClear = last !== undefined && FAMILY_SIGNS.every((sign) => last[sign] === 'not-seen');
  return whyNotWritten(state, agency, 'identity') ?? when([[relation === 'parent' && !isClear, 'family-signs-open']]);
}

/** A limit is called law only when somebody of the field has checked it. */
export const whyNotSetTask = (task: { dueOn: string; isLaw: boolean }, fromPack: { startedOn: string; review: string } | null): Why =>
  when([
    [fromPack !== null && task.dueOn < fromPack.startedOn, 'due-before-start'],
    [fromPack !== null && task.isLaw && fromPack.review !== 'verified', 'limit-not-verified'],
  ]);

export const whyNotEndTask = (state: FileState, task: string, how: 'done' | 'waived' | 'moved', dueOn: string | null, reason: string): Why => {
  const known = state.tasks.find((t) => t.task === task);
  return when([
    [state.closed !== null, 'file-closed'],
    [known?.standing !== 'open', 'task-not-open'],
    [how !== 'done' && reason.trim() === '', 'reason-missing'],
    [how === 'moved' && (dueOn === null || dueOn === known?.dueOn), 'new-day-missing'],
  ]);
};

export type Closing = 'durable-solution' | 'adult-and-safe' | 'other-authority' | 'opened-by-mistake' | 'merged';

/** What stands against closing a file, over all sections. Empty: the gate is open. */
export function closureObstacles(state: FileState, because: Closing): readonly Obstacle<ClosureCode>[] {
  const needsSolution = because === 'durable-solution' || because === 'other-authority';
  const lastStep = state.ledger.at(-1);
  const objection = state.words.findLast((w) => w.kind === 'objection');
  return obstaclesIn<ClosureCode>([
    [isMissing(state), 'child-missing', 'chronology'],
    [needsSolution && state.solution === null, 'no-durable-solution', 'solution'],
    [['suspect', 'possible'].includes(statusOf(state) ?? ''), 'status-open', 'recognition'],
    [state.tasks.some((t) => t.standing === 'open' && t.isLaw), 'task-open'],
    [because !== 'opened-by-mistake' && because !== 'merged' && state.words.length === 0, 'child-not-heard', 'chronology'],
    [needsSolution && state.representative === null, 'no-representative', 'identity'],
    [objection !== undefined && lastStep !== undefined && objection.on >= lastStep.on, 'objection-open', 'chronology'],
    [state.requests.some((r) => r.answer === null), 'access-open'],
  ]);
}
export type ClosureCode = 'no-durable-solution' | 'status-open' | 'task-open' | 'child-not-heard' | 'child-missing' | 'no-representative' | 'objection-open' | 'access-open';

export const whyNotClose = (state: FileState, agency: string): Why =>
  when([
    [state.closed !== null, 'file-closed'],
    [state.lead !== agency, 'not-the-lead'],
  ]);
export const whyNotReopen = (state: FileState, agency: string): Why =>
  when([
    [state.closed === null, 'file-is-open'],
    [seatOf(state, agency, 'chronology')?.standing === 'invited', 'invitation-unanswered'],
  ]);

export const whyNotKept = (state: FileState, promise: string): Why => when([[!state.promises.some((p) => p.promise === promise && p.keptOn === null), 'no-open-promise']]);
export const whyNotAnswerAccess = (state: FileState, request: string, answer: string, refusals: readonly string[]): Why =>
  when([
    [!state.requests.some((r) => r.request === request && r.answer === null), 'no-open-request'],
    [answer !== 'given' && refusals.length === 0, 'refusal-needs-ground'],
  ]);

type SentDocument = { files: number; isItemThere: boolean };
export const whyNotDocument = (state: FileState, agency: string, section: Section, { files, isItemThere }: SentDocument): Why =>
  whyNotWritten(state, agency, section) ??
  when([
    [files === 0, 'no-files-sent'],
    [!isItemThere, 'no-such-item'],
  ]);
