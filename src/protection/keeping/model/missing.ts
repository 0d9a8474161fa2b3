/** A step of what is done while a child is missing, as knowledge has it. */
export type Step = { readonly id: string; readonly withinMinutes: number };

export type StepStanding = { readonly step: string; readonly standing: 'done' | 'late' | 'open'; /** Minutes that are left, below zero where they are over. */ readonly minutesLeft: number };

const MINUTE_MS = 60_000;

/** How each step stands at a moment, counted from the moment at which somebody said that the child is missing. */
export function stepsNow(steps: readonly Step[], begun: Date, done: readonly { step: string; outcome: string }[], now: Date): readonly StepStanding[] {
  return steps.map(({ id, withinMinutes }) => {
    const minutesLeft = withinMinutes - Math.floor((now.getTime() - begun.getTime()) / MINUTE_MS);
    // Somebody who was not reached was not told: the step stays open.
    const isDone = done.findLast((d) => d.step === id && d.outcome !== 'not-reached') !== undefined;
    return { step: id, standing: isDone ? 'done' : minutesLeft < 0 ? 'late' : 'open', minutesLeft };
  });
}

/** As fast as people can still write along: 150 words a minute. */
const WORDS_A_SECOND = 2.5;
/** What can be said while somebody at the other end still listens: desks-and-law 12. */
export const SECONDS_TO_READ = 40;

/** How long it takes to read this out. */
export function secondsToRead(texts: readonly string[]): number {
  const words = texts.join(' ').split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return Math.ceil(words / WORDS_A_SECOND);
}

export type Episode = { readonly lastSeenHour: number | null; readonly withCar: string; readonly lastSeenOn: string };

const isNight = (hour: number | null) => hour !== null && (hour >= 22 || hour < 6);

/** What children who went missing have in common: from codes alone. Days are counted from the last placement before. */
export function patternsIn(episodes: readonly Episode[], placedOn: readonly string[]): { atNight: number; withCar: number; soonAfterPlacement: number; all: number } {
  const daysSince = (day: string) => {
    const last = placedOn.filter((p) => p <= day).toSorted().at(-1);
    return last === undefined ? null : (Date.parse(day) - Date.parse(last)) / 86_400_000;
  };
  return {
    all: episodes.length,
    atNight: episodes.filter((e) => isNight(e.lastSeenHour)).length,
    withCar: episodes.filter((e) => e.withCar === 'yes').length,
    soonAfterPlacement: episodes.filter((e) => (daysSince(e.lastSeenOn) ?? 3) <= 2).length,
  };
}
