import { daysAfter } from '#src/files/model/days.ts';

/** One wait for a bed: since when, and where it ended how long it took and whether a bed here ended it. Days since 1970. */
export type WaitSpan = { readonly since: number; readonly took: number | null; readonly isPlaced: boolean };

const DAY_MS = 86_400_000;
export const dayNumber = (day: string): number => Date.parse(day) / DAY_MS;
export const dayAfter = (today: string): string => daysAfter(today, 1);

/** Fewer that got a bed than these say nothing about the next one. */
const FEWEST_WAITS = 5;
/** Older ones say little about today. */
const LAST_WAITS = 60;

/**
 * In how many days half of those who wait get a bed here; null where that is not known. Whoever still waits, or left without a bed, counts for
 * the days that she waited: left out, a list would look the shorter the longer most of it waits (Kaplan and Meier 1958). Never a promise.
 */
export function daysUntilHalf(waits: readonly WaitSpan[], today: number): number | null {
  if (waits.filter((w) => w.isPlaced).length < FEWEST_WAITS) return null;
  const lasted = waits.map((w) => ({ days: w.took ?? Math.max(0, today - w.since), isPlaced: w.isPlaced }));
  let stillWaiting = 1;
  for (const days of [...new Set(lasted.filter((w) => w.isPlaced).map((w) => w.days))].toSorted((a, b) => a - b)) {
    const [there, placed] = [lasted.filter((w) => w.days >= days).length, lasted.filter((w) => w.isPlaced && w.days === days).length];
    stillWaiting *= 1 - placed / there;
    if (stillWaiting <= 0.5) return days;
  }
  return null;
}

/** How long whoever has waited longest has been waiting; null where nobody waits. */
export function longestWait(waits: readonly WaitSpan[], today: number): number | null {
  const open = waits.filter((w) => w.took === null);
  return open.length === 0 ? null : Math.max(...open.map((w) => Math.max(0, today - w.since)));
}

type Wait = { readonly since: string; readonly endedOn: string | null; readonly how: string | null };

/** The waits of a place in one short text: `20420` still waits, `20420+8` got a bed after eight days, `20420-3` left without one. */
export function packedWaits(waits: readonly Wait[]): string {
  const open = waits.filter((w) => w.endedOn === null);
  const ended = waits.filter((w) => w.endedOn !== null).slice(-LAST_WAITS);
  const took = ({ since, endedOn, how }: Wait) => (endedOn === null ? '' : `${how === 'placed-here' ? '+' : '-'}${Math.max(0, dayNumber(endedOn) - dayNumber(since))}`);
  return [...open, ...ended].map((w) => `${dayNumber(w.since)}${took(w)}`).join(' ');
}

export const unpackedWaits = (packed: string): readonly WaitSpan[] =>
  packed === ''
    ? []
    : packed.split(' ').map((one) => {
        const [, since, sign, took] = /^(\d+)(?:([+-])(\d+))?$/.exec(one) ?? [];
        return { since: Number(since), took: took === undefined ? null : Number(took), isPlaced: sign === '+' };
      });
