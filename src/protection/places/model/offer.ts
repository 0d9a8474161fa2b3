import { bedsLeft, capacityOn, keptUntil, oldFrom, type Offered, type PlaceState } from './place-state.ts';
import { CARE, SCHOOLING, SECURITY, SEXES, SPOKEN } from './vocabulary.ts';
import { dayAfter, dayNumber, daysUntilHalf, longestWait, packedWaits, unpackedWaits } from './waiting-time.ts';

/** What is known of a place without opening it, as its row in the list says. */
export type Offer = {
  readonly place: string;
  readonly agency: string;
  readonly country: string;
  readonly area: number;
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly sexes: readonly string[];
  readonly languages: readonly string[];
  readonly security: (typeof SECURITY)[number];
  readonly schooling: (typeof SCHOOLING)[number];
  readonly care: readonly string[];
  readonly takesSiblings: boolean;
  readonly isAccessible: boolean;
  readonly hasOwnRooms: boolean;
  readonly keepsAgesApart: boolean;
  /** Beds that can be offered now; null where nobody said it in the last day. */
  readonly free: number | null;
  /** When it was said, in milliseconds. */
  readonly freeAt: number | null;
  readonly capacity: number;
  readonly out: string | null;
  readonly outUntil: string | null;
  readonly waiting: number;
  /** In how many days half of those who waited had a bed; null where that is not known. */
  readonly daysWaited: number | null;
  readonly longestWait: number | null;
};

/** A row of the list, which says of a place what it offers at any moment. */
export type PlaceRow = { readonly place: string; readonly agency: string; readonly at: (clock: Clock) => Offer };

const bit = (is: boolean, n: number): number => (is ? 1 << n : 0);
const mask = (list: readonly string[], chosen: readonly string[]): number => list.reduce((sum, one, n) => sum + bit(chosen.includes(one), n), 0);

/**
 * What a place offers in one short text, because ten thousand of them are read for every child: a list as in JSON, without its
 * brackets. The order of the lists of words is part of it: words are only ever added at their ends, or `rebuild` is run.
 */
export function packedOffer(state: PlaceState, offer: Offered): string {
  const has = bit(offer.takesSiblings, 0) + bit(offer.isAccessible, 1) + bit(offer.hasOwnRooms, 2) + bit(offer.keepsAgesApart, 3);
  const packed = [
    state.agency, state.country, offer.area, offer.ageFrom, offer.ageTo, mask(SEXES, offer.sexes), mask(SPOKEN, offer.languages), SECURITY.indexOf(offer.security), SCHOOLING.indexOf(offer.schooling), mask(CARE, offer.care), has,
    state.free, state.freeAt === null ? null : Date.parse(state.freeAt), keptUntil(state).join(' '), state.capacities.map((c) => `${c.from}=${c.beds}`).join(' '), state.out?.because ?? null, state.out?.until ?? null, packedWaits(state.waits),
  ];
  return JSON.stringify(packed).slice(1, -1);
}

/** Reads the same few lists again and again: each is made once. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

const chosenOf = (list: readonly string[]) => remembered((chosen: number) => list.filter((_, n) => chosen & (1 << n)));
const [sexesOf, languagesOf, careOf] = [chosenOf(SEXES), chosenOf(SPOKEN), chosenOf(CARE)];
const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));
const capacitiesIn = (text: string): PlaceState['capacities'] => words(text).map((pair) => ({ from: pair.slice(0, 10), beds: Number(pair.slice(11)) }));

type Packed = [string, string, number, number, number, number, number, number, number, number, number, number | null, number | null, string, string, string | null, string | null, string];

/** A moment, as rows are asked for it. */
export type Clock = { readonly now: number; readonly moment: string; readonly today: string };
export const clockAt = (at: Date | string): Clock => {
  const moment = new Date(at).toISOString();
  return { now: Date.parse(moment), moment, today: moment.slice(0, 10) };
};

/** How places stand at a moment. */
export function offersAt(rows: readonly PlaceRow[], at: string): readonly Offer[] {
  const clock = clockAt(at);
  return rows.map((row) => row.at(clock));
}

const MIDNIGHT = 'T00:00:00.000Z';
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** The next moment at which something in a row changes by itself: what was said grows old, a hold ends, a day begins. */
function holdsUntil({ now, today }: Clock, freeAt: number | null, kept: readonly string[], days: readonly (string | null)[]): number {
  const moments = [...kept.map((until) => Date.parse(until)), ...(freeAt === null ? [] : [oldFrom(freeAt)]), ...days.flatMap((day) => (day !== null && day > today ? [Date.parse(`${day}${MIDNIGHT}`)] : []))];
  return moments.reduce((first, moment) => (moment > now && moment < first ? moment : first), END_OF_TIME);
}

/** What a packed row says. What it said last is kept until something in it changes by itself: a row is asked for every child. */
export function unpackedOffer(place: string, packed: string): PlaceRow {
  const [agency, country, area, ageFrom, ageTo, sexes, languages, security, schooling, care, has, free, freeAt, kept, capacities, out, outUntil, waits] = JSON.parse(`[${packed}]`) as Packed;
  const [keptUntilThen, capacitiesThen, spans] = [words(kept), capacitiesIn(capacities), unpackedWaits(waits)];
  const open = spans.filter((w) => w.took === null).length;
  const always = {
    place, agency, country, area, ageFrom, ageTo,
    sexes: sexesOf(sexes),
    languages: languagesOf(languages),
    security: SECURITY[security] ?? 'open',
    schooling: SCHOOLING[schooling] ?? 'none',
    care: careOf(care),
    takesSiblings: (has & 1) > 0,
    isAccessible: (has & 2) > 0,
    hasOwnRooms: (has & 4) > 0,
    keepsAgesApart: (has & 8) > 0,
    freeAt,
    waiting: open,
  };
  function made(clock: Clock): Offer {
    const isOut = out !== null && (outUntil === null || outUntil > clock.today);
    const capacity = capacityOn(capacitiesThen, clock.today);
    return { ...always, free: freeAt === null ? null : bedsLeft({ free, freeAt, kept: keptUntilThen, capacity }, clock), capacity, daysWaited: daysUntilHalf(spans, dayNumber(clock.today)), longestWait: longestWait(spans, dayNumber(clock.today)), out: isOut ? out : null, outUntil: isOut ? outUntil : null };
  }
  let [last, from, until]: [Offer | null, number, number] = [null, 0, 0];
  return {
    place,
    agency,
    at(clock) {
      if (last !== null && from <= clock.now && clock.now < until) return last;
      last = made(clock);
      [from, until] = [clock.now, holdsUntil(clock, freeAt, keptUntilThen, [outUntil, ...capacitiesThen.map((c) => c.from), open > 0 ? dayAfter(clock.today) : null])];
      return last;
    },
  };
}
