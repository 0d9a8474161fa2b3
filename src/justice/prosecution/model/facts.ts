import { signsRecorded, eventAdded, signNoted, statusSet, wordsRecorded } from '#src/files/model/kinds.ts';
import { fileState, statusOf, type FileState } from '#src/files/model/state.ts';
import { SIGN_EVENTS } from '#src/files/model/vocabulary.ts';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import { isQualified, prosecutionObstacles, type GateRules, type ProsecutionFacts, type Standing } from './gate.ts';
import { assessed, compensation, decided, exploiterStep, matterDescribed } from './kinds.ts';
import { isAgainstChild, isDeparture, isPunishing, prosecutionState, standing, type Assessment, type Matter, type ProsecutionState } from './state.ts';
import { FOR_CHILD, type GateState } from './vocabulary.ts';

/** The day that an entry is about, by its own header; the day on which it was written down where it says none. */
const OWN_DAY: Readonly<Record<string, string>> = {
  [eventAdded.name]: 'happened',
  [statusSet.name]: 'decidedOn',
  [wordsRecorded.name]: 'spokenOn',
  [assessed.name]: 'assessedOn',
  [decided.name]: 'decidedOn',
  [exploiterStep.name]: 'happenedOn',
  [compensation.name]: 'happenedOn',
};
function ownDay({ kind, header, recorded_on }: HeaderRow): string {
  const day = header[OWN_DAY[kind] ?? ''];
  return typeof day === 'string' ? day : recorded_on;
}

/** What was so on a day, whenever it was written down: a file begun years later tells how it stood on the day of the arrest. How old the child was is true of the day of the act. */
const asOn = (headers: readonly HeaderRow[], day: string): readonly HeaderRow[] => headers.filter((h) => h.kind === matterDescribed.name || ownDay(h) <= day);

type Sign = { readonly at: number; readonly on: string | null };
/** Every sign of the file, by its place and its own day. What the child told its lawyer tells nobody else that there is one. */
const signsIn = foldOf<readonly Sign[]>([], (on) => [
  on(signNoted, (s, { sequence }) => [...s, { at: sequence, on: null }]),
  on(eventAdded, (s, { header, sequence, recordedOn }) => (SIGN_EVENTS.includes(header.what) || header.hadMissedSign ? [...s, { at: sequence, on: header.happened ?? recordedOn }] : s)),
  on(wordsRecorded, (s, { header, sequence, section, recordedOn }) => (section === 'counsel' || header.kind === 'objection' ? s : [...s, { at: sequence, on: header.spokenOn ?? recordedOn }])),
  on(signsRecorded, (s, { header, sequence, recordedOn }) => (header.check.outcome === 'keep-watching' ? s : [...s, { at: sequence, on: recordedOn }])),
]);

/** Whether there is a sign that whoever assessed could not know: written down later, or of a later day. */
const isSince = ({ at, assessedOn }: Assessment) => (sign: Sign): boolean => sign.at > at || (sign.on !== null && sign.on > assessedOn);

const LAWYER_GROUNDS: ReadonlySet<string> = new Set(['gdpr-10-counsel', 'counsel-of-the-child']);
const hasLawyer = ({ seats }: FileState, day: string): boolean => seats.some((s) => s.standing === 'accepted' && LAWYER_GROUNDS.has(s.ground) && (s.endsOn === null || s.endsOn >= day));

/** The matters that a decision now would be about: those in which nothing was decided for the child yet; where there are none, all. */
function openMatters({ matters }: ProsecutionState): readonly Matter[] {
  const open = matters.filter(({ decisions }) => !FOR_CHILD.includes(decisions.at(-1)?.what ?? 'appealed'));
  return open.length > 0 ? open : matters;
}

/** What the gate looks at, on a day, over all sections of the file. About one matter, or about all that are open. */
function factsOn(headers: readonly HeaderRow[], rules: GateRules | null, day: string, matter: string | null = null): ProsecutionFacts {
  const then = asOn(headers, day);
  const [file, state] = [fileState(then), prosecutionState(then)];
  const matters = matter === null ? openMatters(state) : state.matters.filter((m) => m.matter === matter);
  const last = state.assessments.at(-1);
  // What somebody untrained wrote down first makes no decision a later one.
  const first = state.assessments.filter((a) => rules !== null && isQualified({ by: a.by, isTrained: a.trained === 'yes' }, rules)).map((a) => a.assessedOn).toSorted()[0];
  return {
    acts: matters.map(({ age, understood }) => ({ age, isUnderstandingShown: understood === 'yes' })),
    status: statusOf(file),
    assessment: last ? { by: last.by, isTrained: last.trained === 'yes', result: file.ledger[last.step - 1]?.status ?? null } : null,
    hasSignSince: last !== undefined && signsIn(then).some(isSince(last)),
    isExploitationInvestigated: state.steps.length > 0,
    hasLawyer: hasLawyer(file, day),
    wasDecidedFirst: first !== undefined && matters.some((m) => standing(m).some((d) => isAgainstChild(d) && d.decidedOn < first)),
  };
}

export type Gate = { readonly state: GateState; readonly obstacles: readonly Standing[] };

/** What stood on a day against deciding about one matter. */
export const obstaclesTo = (headers: readonly HeaderRow[], rules: GateRules | null, day: string, matter: string): readonly Standing[] => prosecutionObstacles(factsOn(headers, rules, day, matter), rules);

/** How the gate stood on a day. Departed from: a decision against it holds, whatever was done since. */
export function gateOn(headers: readonly HeaderRow[], rules: GateRules | null, day: string): Gate {
  const obstacles = prosecutionObstacles(factsOn(headers, rules, day), rules);
  const { matters } = prosecutionState(asOn(headers, day));
  const isDeparted = matters.some((m) => standing(m).some(isDeparture));
  return { state: isDeparted ? 'departed' : obstacles.length > 0 ? 'closed' : 'open', obstacles };
}

/** Whether the child carries a penalty, or a finding of guilt, although it is treated or recognised as a victim; whichever came first. */
export function isPunishedAlthoughRecognised(headers: readonly HeaderRow[]): boolean {
  const status = statusOf(fileState(headers));
  return (status === 'presumed' || status === 'recognised') && prosecutionState(headers).matters.some((m) => standing(m).some(isPunishing));
}
