import { dayOfLimit } from '#src/files/model/days.ts';
import { aboutNow, type Answered, type FollowingState, type Occasion } from './state.ts';
import { MOMENTS, TRIGGER, type Moment } from './vocabulary.ts';

/** How long after the arrival. */
const AFTER: Readonly<Record<Moment, { readonly count: number; readonly unit: 'days' | 'months' } | null>> = {
  arrival: null,
  'day-7': { count: 7, unit: 'days' },
  'month-1': { count: 1, unit: 'months' },
  'month-3': { count: 3, unit: 'months' },
  'month-6': { count: 6, unit: 'months' },
  'month-12': { count: 12, unit: 'months' },
  'month-18': { count: 18, unit: 'months' },
  'month-24': { count: 24, unit: 'months' },
};
const WHERE_RISK_STAYS: ReadonlySet<Moment> = new Set(['month-18', 'month-24']);

/** One look at how the child is. `passed`: nobody answered it, and somebody spoke with the child on a later occasion. */
export type FollowUp = Occasion & { readonly dueOn: string; readonly standing: 'open' | 'reached' | 'passed'; readonly answers: readonly Answered[] };

const isSpoken = ({ spoken }: Pick<Answered, 'spoken'>): boolean => spoken !== 'not-spoken';

/** Whether anything the child or those around it last said leaves it at risk after a year; whoever set the calendar may say so too. */
function riskStays({ calendar, answers }: FollowingState): boolean {
  const last = answers.findLast(isSpoken);
  return calendar?.riskStays === true || (last !== undefined && (last.outcome !== 'safe' || last.exploiter === 'yes' || last.safe === 'no'));
}

function occasions(state: FollowingState): readonly (Occasion & { dueOn: string })[] {
  const { calendar, triggers } = state;
  const asked = triggers.map((t) => ({ moment: TRIGGER as typeof TRIGGER, trigger: t.trigger, dueOn: t.on }));
  if (!calendar) return asked;
  const isAsked = (moment: Moment) => !WHERE_RISK_STAYS.has(moment) || riskStays(state);
  return [...MOMENTS.filter(isAsked).map((moment) => ({ moment, trigger: null, dueOn: dayOfLimit(calendar.arrivesOn, AFTER[moment]) })), ...asked];
}

/** All of them, what is due first first. Whoever spoke with the child answers what was asked before that day too. */
export function followUps(state: FollowingState): readonly FollowUp[] {
  const lastSeen = state.answers.filter(isSpoken).map((a) => a.seenOn ?? a.on).toSorted().at(-1);
  return occasions(state)
    .map((one): FollowUp => {
      const answers = aboutNow(state, state.answers, one);
      // Whoever saw the child on the day on which something happened may have seen it before that.
      const isPassed = lastSeen !== undefined && (one.moment === TRIGGER ? lastSeen > one.dueOn : lastSeen >= one.dueOn);
      const standing = answers.some(isSpoken) ? 'reached' : isPassed ? 'passed' : 'open';
      return { ...one, standing, answers };
    })
    .toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1));
}

/** Those that nobody has spoken with the child about, as long as it is followed. */
export const openFollowUps = (state: FollowingState): readonly FollowUp[] => (state.ended ? [] : followUps(state).filter((f) => f.standing === 'open'));
