import type { TaskRule } from '#src/knowledge/file-pack.ts';

/** A day so many days later, both as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // The thirty-first a month on is the last of a shorter month: a day too early does no harm, a day too late does.
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Holidays differ by country and are not left out: a limit that is counted too short does no harm. */
function workingDaysAfter(day: string, count: number): string {
  let [on, left] = [day, count];
  while (left > 0) {
    on = daysAfter(on, 1);
    if (!isWeekend(on)) left -= 1;
  }
  return on;
}

const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;

/** The last day of a limit that starts on a day. The hour is not known, so a part of a day is never added: what is due in six hours is due today. */
export function dayOfLimit(start: string, limit: TaskRule['limit']): string {
  if (limit === null) return start;
  const { count, unit } = limit;
  switch (unit) {
    case 'hours':
      return daysAfter(start, Math.floor(count / HOURS_A_DAY));
    case 'days':
      return daysAfter(start, count);
    case 'working-days':
      return workingDaysAfter(start, count);
    case 'weeks':
      return daysAfter(start, count * DAYS_A_WEEK);
    case 'months':
      return monthsAfter(start, count);
  }
}
