import { daysAfter } from '#src/files/model/days.ts';
import { openFollowUps, type FollowUp } from './calendar.ts';
import { aboutNow, type FollowingState, type Occasion } from './state.ts';
import { STEPS, TRIGGER, type Step } from './vocabulary.ts';

/**
 * How many days after it was due each step follows. A proposal, for there is no standard: sooner where the risk is highest, on the
 * day of arrival and after a trigger.
 */
const USUAL: Readonly<Record<Step, number>> = { reminded: 0, 'ring-partner': 3, 'table-told': 7, 'oversight-told': 14 };
const SOON: Readonly<Record<Step, number>> = { reminded: 0, 'ring-partner': 1, 'table-told': 2, 'oversight-told': 4 };
const SOONER: ReadonlySet<string> = new Set(['arrival', TRIGGER]);
const daysOf = ({ moment }: Occasion) => (SOONER.has(moment) ? SOON : USUAL);
/** An alarm that falls silent itself is none: oversight hears of it again each week, until somebody spoke with the child. */
const AGAIN_AFTER = 7;

type Next = { readonly step: Step; readonly on: string };

/**
 * About what silence is acted upon: the first of the calendar that is open, for one child is one alarm, and each trigger, which
 * cannot wait for another to be over.
 */
function heeded(state: FollowingState): readonly FollowUp[] {
  const open = openFollowUps(state);
  return [...open.filter((f) => f.moment !== TRIGGER).slice(0, 1), ...open.filter((f) => f.moment === TRIGGER)];
}

/** The next step of one follow-up that is open. A day that was past when the calendar was set counts from then. */
function nextOf(state: FollowingState, one: FollowUp): Next {
  const { calendar } = state;
  const taken = aboutNow(state, state.steps, one);
  const step = STEPS.find((s) => !taken.some((t) => t.step === s));
  const from = calendar && calendar.on > one.dueOn ? calendar.on : one.dueOn;
  if (step) return { step, on: daysAfter(from, daysOf(one)[step]) };
  return { step: 'oversight-told', on: daysAfter(taken.at(-1)?.on ?? from, AGAIN_AFTER) };
}

type StepOf = Occasion & { readonly step: Step };

function stepsOf(state: FollowingState, one: FollowUp, today: string): readonly StepOf[] {
  const next = nextOf(state, one);
  if (next.on > today) return [];
  const step = { moment: one.moment, trigger: one.trigger, step: next.step };
  return [step, ...stepsOf({ ...state, steps: [...state.steps, { ...step, on: today, round: state.round }] }, one, today)];
}

/** Every step that is to be taken by today, in order: after days on which nothing ran, all that were left out. */
export const stepsToTake = (state: FollowingState, today: string): readonly StepOf[] => heeded(state).flatMap((one) => stepsOf(state, one, today));

/** The day on which the next step follows; null where none does. */
export const nextStepOn = (state: FollowingState): string | null => heeded(state).map((one) => nextOf(state, one).on).toSorted()[0] ?? null;

/** How far silence has gone: the last step that was taken for what is open. Past `reminded` it is an alarm. */
export function levelOf(state: FollowingState, one: Occasion): Step | null {
  return STEPS.findLast((step) => aboutNow(state, state.steps, one).some((s) => s.step === step)) ?? null;
}
export const isAlarm = (level: Step | null): boolean => level !== null && level !== 'reminded';
