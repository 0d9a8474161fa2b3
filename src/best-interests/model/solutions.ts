import { daysAfter } from '#src/files/model/days.ts';
import { isMissing, type FileState } from '#src/files/model/state.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { Age } from '#src/knowledge/vocabulary.ts';
import { currentSolution, holdingDetermination, type InterestsState, type Solution } from './state.ts';
import { ADULTHOOD_PARTS, DECIDES_ELSEWHERE, type Option } from './vocabulary.ts';

const YEAR = 365;
/**
 * In how many years a child of a band is sixteen at the earliest. Where its age is not sure it may be that today: a plan that comes
 * early does no harm.
 */
const YEARS_TO_SIXTEEN: Readonly<Record<Age, number>> = { 'under-12': 4, '12-13': 2, '14': 1, '15': 0, '16-17': 0, unsure: 0, adult: 0 };

export type Adulthood = {
  /** The day by which the plan has to be there; null where nobody said how old the child is. */
  readonly dueOn: string | null;
  readonly isLate: boolean;
  /** Of what the plan does not speak yet. */
  readonly missing: readonly string[];
};

/** How the plan for growing up stands on a day. Whoever is eighteen by now is still protected for what happened at sixteen. */
export function adulthoodOf({ age, adulthood }: InterestsState, today: string): Adulthood {
  const dueOn = age === null ? null : daysAfter(age.on, YEARS_TO_SIXTEEN[age.age] * YEAR);
  const missing = ADULTHOOD_PARTS.filter((part) => !adulthood?.parts.includes(part));
  const isThere = missing.length === 0 && adulthood !== null && adulthood.nextOn >= today;
  return { dueOn, isLate: dueOn !== null && dueOn <= today && !isThere, missing };
}

/** The last word on each step in law. */
export const stepsNow = ({ steps }: Solution) => [...new Map(steps.map((step) => [step.step, step])).values()];
const OPEN_STEPS: ReadonlySet<string> = new Set(['asked', 'objected', 'refused', 'ran-out']);


/** Why nothing is chosen: only what was decided to be best, and holds, is carried out. */
export function whyNotChoose(state: InterestsState, determination: string, option: Option, today: string) {
  const holding = holdingDetermination(state, today);
  return obstaclesIn([
    [holding?.determination !== determination, 'no-decision-holds'],
    [holding?.determination === determination && holding.decided?.option !== option, 'other-option-decided'],
    [currentSolution(state) !== undefined, 'solution-is-there'],
  ]);
}

type Settling = { readonly decider: string; readonly decidedOn: string; readonly document: string | null };
export const whyNotSettle = (state: InterestsState, solution: string, { decider, decidedOn, document }: Settling, papers: ReadonlySet<string>, today: string) =>
  obstaclesIn([
    [currentSolution(state)?.solution !== solution || currentSolution(state)?.carriedOutOn !== null, 'no-solution-to-settle'],
    [decidedOn > today, 'day-is-to-come'],
    [DECIDES_ELSEWHERE.has(decider) && (document === null || !papers.has(document)), 'decision-paper-missing'],
  ]);

/** Whether what was decided lies in another country, so that the child has to have come there first. */
function isAbroad({ tracings }: InterestsState, file: FileState, option: Option): boolean {
  if (option === 'care-in-origin') return true;
  if (option !== 'family') return false;
  return tracings.findLast((t) => t.judged?.judgement === 'fit' && t.wanted !== 'assess-care')?.country !== file.opened?.country;
}

/** A paper can say that none is needed: where a parent has the child, or the child was born here. */
const isSettled = (solution: Solution, among: readonly string[]): boolean => stepsNow(solution).some(({ step, standing }) => among.includes(step) && (standing === 'granted' || standing === 'not-needed'));

/** What stands between a solution that was chosen and one that is there. */
export function whyNotCarriedOut(state: InterestsState, file: FileState, id: string, today: string) {
  const solution = currentSolution(state);
  if (solution?.solution !== id || solution.carriedOutOn !== null) return [{ code: 'no-solution-to-settle' }];
  return obstaclesIn([
    [isMissing(file), 'child-missing'],
    [holdingDetermination(state, today)?.determination !== solution.determination, 'no-decision-holds'],
    [solution.settled === null, 'solution-not-decided'],
    [stepsNow(solution).some((step) => OPEN_STEPS.has(step.standing)), 'legal-step-open'],
    [solution.option === 'stay' && !isSettled(solution, ['residence']), 'residence-not-settled'],
    [!isSettled(solution, ['guardianship', 'custody']), 'nobody-has-custody'],
    [isAbroad(state, file, solution.option) && !file.events.some((e) => e.what === 'returned' && e.on >= solution.on), 'child-not-there', 'chronology'],
    [!state.feedback.some((told) => told.determination === solution.determination && told.weight !== 'not-decided-yet'), 'child-not-told'],
    [adulthoodOf(state, today).isLate, 'adulthood-not-planned'],
  ]);
}
