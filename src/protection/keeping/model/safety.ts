import { daysAfter } from '#src/files/model/days.ts';

/** On these days after the child arrived the plan is looked at, whatever happened; after the last of them every thirty days. */
const FIXED_DAYS = [1, 2, 7, 14, 30] as const;
const THEN_EVERY = 30;
/** Within two weeks there is a plan for another future, made with the child: desks-and-law 18. */
const FUTURE_WITHIN = 14;

const later = (a: string, b: string) => (a > b ? a : b);

/** The first fixed day that lies after the last look. */
function nextFixed(arrivedOn: string, lookedOn: string): string {
  const fixed = FIXED_DAYS.map((days) => daysAfter(arrivedOn, days)).find((day) => day > lookedOn);
  if (fixed) return fixed;
  let day = daysAfter(arrivedOn, THEN_EVERY);
  while (day <= lookedOn) day = daysAfter(day, THEN_EVERY);
  return day;
}

/**
 * The day by which the safety plan has to be looked at: at once where there is none or something changed since the last
 * look, else on the next fixed day. Null before the child arrived anywhere.
 */
export function reviewDueOn({ arrivedOn, lookedOn, changedOn }: { arrivedOn: string | null; lookedOn: string | null; changedOn: string | null }): string | null {
  if (lookedOn === null) return arrivedOn ?? changedOn;
  if (changedOn !== null && changedOn > lookedOn) return changedOn;
  return nextFixed(later(arrivedOn ?? lookedOn, '0000-01-01'), lookedOn);
}

/** The day by which there has to be a plan for the future; null where there is one, or the child did not arrive yet. */
export const futureDueOn = ({ arrivedOn, hasPlan }: { arrivedOn: string | null; hasPlan: boolean }): string | null => (hasPlan || arrivedOn === null ? null : daysAfter(arrivedOn, FUTURE_WITHIN));
