import type { OpenState } from '#src/knowledge/opening-hours.ts';

/** Opening on one day of the week, Monday being 1, in minutes from midnight. */
type Opening = { readonly day: number; readonly from: number; readonly to: number };

type Hours = { hours: readonly Opening[]; closedOn: readonly string[] };

/** How far ahead somebody is told when it opens again: the longest holidays are shorter. */
const DAYS_AHEAD = 21;
const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  formatters.set(timeZone, made);
  return made;
}

/** The day and the minute of the day, on the clock of the helpdesk. */
function localMoment(now: Date, timeZone: string): { day: string; minute: number } {
  const [, day = '', hour = '0', minute = '0'] = /(\d{4}-\d{2}-\d{2}), (\d{2}):(\d{2})/.exec(formatterFor(timeZone).format(now)) ?? [];
  return { day, minute: Number(hour) * 60 + Number(minute) };
}

const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (day: string) => new Date(day).getUTCDay() || 7;

export const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Minutes from midnight; null where it is no time. */
export function minuteOf(time: string): number | null {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour === '' || Number(minute) > 59 || minutes > 1440 ? null : minutes;
}

/** Whether somebody of the helpdesk reads at this moment, and otherwise when. Where nothing opens within weeks, nothing is promised. */
export function helpdeskState({ hours, closedOn }: Hours, now: Date, timeZone: string): OpenState {
  const here = localMoment(now, timeZone);
  const on = (day: string) => (closedOn.includes(day) ? [] : hours.filter((opening) => opening.day === weekdayOf(day)));
  if (on(here.day).some(({ from, to }) => from <= here.minute && here.minute < to)) return { state: 'open' };
  for (let daysAhead = 0; daysAhead <= DAYS_AHEAD; daysAhead++) {
    const day = dayAfter(here.day, daysAhead);
    const starts = on(day).map(({ from }) => from).filter((from) => daysAhead > 0 || from > here.minute);
    if (starts.length > 0) return { state: 'closed', opens: { daysAhead, weekday: weekdayOf(day), at: timeOf(Math.min(...starts)) } };
  }
  return { state: 'not-known' };
}
