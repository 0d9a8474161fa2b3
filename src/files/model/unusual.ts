import type { Country } from '#src/knowledge/vocabulary.ts';

/**
 * When a look is unusual. A small rule that everybody may know: docs/decisions/0032. It never keeps anybody out; whoever says why
 * goes on at once, and that she said so is seen by the table and by oversight.
 */
export const UNUSUAL = ['first', 'night', 'many'] as const;
export type Unusual = (typeof UNUSUAL)[number];

/** Why somebody looks all the same. A word from a list: the table reads it, and sentences about a child belong into a section. */
export const LOOK_REASONS = ['child-is-here', 'asked-by-colleague', 'on-call', 'taking-over', 'supervision', 'by-mistake'] as const;

/** So many different files within an hour are many. */
export const MANY_FILES = 30;
export const NIGHT_BEGINS = 22;
export const NIGHT_ENDS = 6;
/** Whoever looked in so many other nights of the last four weeks works at night. */
const USUAL_NIGHTS = 3;
/** How long a reason holds for a file. */
const REASON_HOURS = 12;
export const DAYS_OF_HOURS = 28;

const HOUR_MS = 3_600_000;

/** The clock of the country where the child is. */
const CLOCKS: Readonly<Record<Country, string>> = { NL: 'Europe/Amsterdam', SE: 'Europe/Stockholm', RO: 'Europe/Bucharest', MD: 'Europe/Chisinau', BA: 'Europe/Sarajevo', AL: 'Europe/Tirane', MA: 'Africa/Casablanca', BG: 'Europe/Sofia' };

const hourAt = (moment: Date, country: Country): number => Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: CLOCKS[country] }).format(moment));

export function isNight(moment: Date, country: Country): boolean {
  const hour = hourAt(moment, country);
  return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
}

/** The night that a moment is in, by the day on which it began. */
const nightOf = (moment: Date, country: Country): string => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: CLOCKS[country] }).format(new Date(moment.getTime() - NIGHT_ENDS * HOUR_MS));

/** In how many nights before this one she looked at anything. */
function otherNights(at: Date, hours: readonly Date[], country: Country): number {
  const tonight = nightOf(at, country);
  return new Set(hours.filter((hour) => isNight(hour, country)).map((hour) => nightOf(hour, country)).filter((night) => night !== tonight)).size;
}

/** What is known of a look before anything is shown. */
export type LookFacts = {
  readonly at: Date;
  readonly country: Country;
  /** She wrote in the file, sits with the child, or something in it waits for her work or her agency. */
  readonly isBound: boolean;
  /** She saw the file before. */
  readonly hasLooked: boolean;
  /** Different files at which she looked within the last hour, this one among them. */
  readonly filesInHour: number;
  /** The hours of the last four weeks in which she looked at anything. */
  readonly hours: readonly Date[];
  /** When she last gave a reason for this file. */
  readonly explainedAt: Date | null;
};

/** Why this look is unusual and not explained yet; nothing where it is as usual. */
export function unusualIn({ at, country, isBound, hasLooked, filesInHour, hours, explainedAt }: LookFacts): readonly Unusual[] {
  if (explainedAt && at.getTime() - explainedAt.getTime() < REASON_HOURS * HOUR_MS) return [];
  const holds: Readonly<Record<Unusual, boolean>> = {
    first: !isBound && !hasLooked,
    night: !isBound && isNight(at, country) && otherNights(at, hours, country) < USUAL_NIGHTS,
    many: filesInHour > MANY_FILES,
  };
  return UNUSUAL.filter((one) => holds[one]);
}

/** A pause that ends a visit: whoever comes back after it wants to know what changed. */
const PAUSE_MS = HOUR_MS / 2;

/** When somebody was last here before this visit; null where this is the first. `moments` are her looks, the last first. */
export function endOfLastVisit(at: Date, moments: readonly Date[]): Date | null {
  let earliest = at.getTime();
  for (const moment of moments) {
    if (earliest - moment.getTime() > PAUSE_MS) return moment;
    earliest = Math.min(earliest, moment.getTime());
  }
  return null;
}
