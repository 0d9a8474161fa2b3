import type { Holding } from '#src/knowledge/schema.ts';
import type { Age } from '#src/knowledge/vocabulary.ts';

export type HoldUntil = { hours: number; until: string };

const MINUTES_A_DAY = 24 * 60;
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** `YYYY-MM-DDTHH:MM` as minutes, and back: pure wall-clock arithmetic. */
const toMinutes = (local: string) => Date.parse(`${local}:00Z`) / 60_000;
const toLocal = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(0, 16);

function endOf(from: string, hours: number, notCounted: Holding['notCounted']): string {
  let at = toMinutes(from);
  let left = hours * 60;
  const start = notCounted ? minutesOf(notCounted.from) : 0;
  const end = notCounted ? minutesOf(notCounted.to) : 0;
  while (left > 0) {
    const ofDay = ((at % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;
    if (ofDay >= start && ofDay < end) {
      at += end - ofDay;
      continue;
    }
    const untilPause = ofDay < start ? start - ofDay : MINUTES_A_DAY - ofDay;
    const step = Math.min(left, notCounted ? untilPause : left);
    at += step;
    left -= step;
  }
  return toLocal(at);
}

/**
 * Until when the police may hold the child, on the country's own clock, shortest limit first. `from` is the moment of
 * the officer's order, not of the arrest. When the child was questioned at night the night counts, so the time is over
 * sooner. The pause covers the hours in which clocks change, so wall-clock arithmetic is right on those nights too;
 * with the night counted the answer may be an hour early or late on them.
 */
export function holdUntil(holding: Pick<Holding, 'limits' | 'notCounted'>, age: Age, from: string, questionedAtNight: boolean): HoldUntil[] {
  const limit = holding.limits.find((l) => l.ages.includes(age));
  if (!limit) return [];
  const notCounted = questionedAtNight ? null : holding.notCounted;
  const hours = limit.longer ? [limit.hours, limit.longer] : [limit.hours];
  return hours.map((h) => ({ hours: h, until: endOf(from, h, notCounted) }));
}
