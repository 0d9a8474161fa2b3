import { capacityOn, freeNow, type PlaceState } from './place-state.ts';
import { SCHOOLING, SECURITY } from './vocabulary.ts';

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
  readonly freeAt: string | null;
  readonly capacity: number;
  readonly out: string | null;
  readonly outUntil: string | null;
  readonly waiting: number;
  readonly daysWaited: number | null;
};

export type PlaceRow = { readonly place: string; readonly fields: Readonly<Record<string, unknown>> };

const words = (text: unknown): readonly string[] => (typeof text === 'string' && text !== '' ? text.split(' ') : []);
const whole = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const code = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const capacitiesIn = (text: unknown): PlaceState['capacities'] => words(text).map((pair) => ({ from: pair.slice(0, 10), beds: Number(pair.slice(11)) }));

/** One of a closed list: what else stands there was not written by us, and then the least is taken. */
const among = <T extends string>(list: readonly [T, ...T[]], value: unknown): T => list.find((one) => one === value) ?? list[0];

/** A row of the list as it stands at a moment. */
export function offerFrom({ place, fields: f }: PlaceRow, now: Date): Offer {
  const today = now.toISOString().slice(0, 10);
  const capacities = capacitiesIn(f['capacities']);
  const [outUntil, freeAt] = [code(f['outUntil']), code(f['freeAt'])];
  const isOut = f['out'] !== null && (outUntil === null || outUntil > today);
  return {
    place,
    agency: code(f['agency']) ?? '',
    country: code(f['country']) ?? '',
    area: Number(f['area']),
    ageFrom: Number(f['ageFrom']),
    ageTo: Number(f['ageTo']),
    sexes: words(f['sexes']),
    languages: words(f['languages']),
    security: among(SECURITY, f['security']),
    schooling: among(SCHOOLING, f['schooling']),
    care: words(f['care']),
    takesSiblings: f['takesSiblings'] === true,
    isAccessible: f['isAccessible'] === true,
    hasOwnRooms: f['hasOwnRooms'] === true,
    keepsAgesApart: f['keepsAgesApart'] === true,
    free: freeNow({ free: whole(f['free']), freeAt, heldUntil: words(f['kept']), capacities }, now),
    freeAt,
    capacity: capacityOn(capacities, today),
    out: isOut ? code(f['out']) : null,
    outUntil: isOut ? outUntil : null,
    waiting: whole(f['waiting']) ?? 0,
    daysWaited: whole(f['daysWaited']),
  };
}

