import type { Hours } from './schema.ts';

export type OpenState =
  | { state: 'open' }
  | { state: 'closed'; opens: { daysAhead: number; weekday: number; at: string } }
  | { state: 'not-known' };

type LocalMoment = { weekday: number; time: string };

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

// Making a formatter costs more than everything else on a page of contacts.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timezone: string): Intl.DateTimeFormat {
  const made = formatters.get(timezone);
  if (made) return made;
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timezone, formatter);
  return formatter;
}

/** Weekday (Monday is 1) and `HH:MM` at `now` on the clock of `timezone`. */
function localMoment(now: Date, timezone: string): LocalMoment {
  const parts = formatterFor(timezone).formatToParts(now);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return { weekday: WEEKDAYS.indexOf(part('weekday')) + 1, time: `${part('hour')}:${part('minute')}` };
}

/** Whether a contact answers now, and otherwise when it next does. Public holidays are not known. */
export function openState(hours: Hours, now: Date, timezone: string): OpenState {
  if (hours === 'always') return { state: 'open' };
  if (hours === 'not-known') return { state: 'not-known' };
  const here = localMoment(now, timezone);
  const isOpenNow = hours.some((h) => h.days.includes(here.weekday) && h.from <= here.time && here.time < h.to);
  if (isOpenNow) return { state: 'open' };
  for (let daysAhead = 0; daysAhead <= 7; daysAhead++) {
    const weekday = ((here.weekday - 1 + daysAhead) % 7) + 1;
    const starts = hours
      .filter((h) => h.days.includes(weekday) && (daysAhead > 0 || h.from > here.time))
      .map((h) => h.from);
    // `HH:MM` compares as text; telephones still in use have no `toSorted`.
    const at = starts.length > 0 ? starts.reduce((a, b) => (b < a ? b : a)) : undefined;
    if (at) return { state: 'closed', opens: { daysAhead, weekday, at } };
  }
  return { state: 'not-known' };
}
