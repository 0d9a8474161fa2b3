import type { z } from 'zod';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './place-kinds.ts';
import { SECURITY, type HowSoon, type Refusal } from './vocabulary.ts';

/** What a place said longer ago is not known any more: desks-and-law 12. */
const HOURS_THAT_BEDS_HOLD = 24;
const HOUR_MS = 3_600_000;

export type Offered = z.output<typeof kinds.offerHeader>;
export type Hold = { readonly hold: string; readonly desk: string; readonly until: string; readonly standing: 'asked' | 'accepted' | 'refused' | 'released' | 'arrived' | 'left'; readonly refusal: Refusal | null; readonly refusedOn: string | null; readonly on: string };
type Wait = { readonly wait: string; readonly desk: string; readonly soon: HowSoon; readonly since: string; readonly endedOn: string | null; readonly how: string | null };

export type PlaceState = {
  readonly agency: string | null;
  readonly country: string | null;
  readonly offer: Offered | null;
  readonly capacities: readonly { readonly from: string; readonly beds: number }[];
  readonly free: number | null;
  readonly freeAt: string | null;
  readonly out: { readonly because: string; readonly until: string | null } | null;
  readonly desks: readonly string[];
  readonly holds: readonly Hold[];
  readonly waits: readonly Wait[];
};

const EMPTY: PlaceState = { agency: null, country: null, offer: null, capacities: [], free: null, freeAt: null, out: null, desks: [], holds: [], waits: [] };

const standing = (state: PlaceState, hold: string, change: Partial<Hold>): PlaceState => ({ ...state, holds: state.holds.map((h) => (h.hold === hold ? { ...h, ...change } : h)) });
const lessOne = (free: number | null) => (free === null ? null : Math.max(0, free - 1));
const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);

type Answered = { header: z.output<typeof kinds.holdAnswered.header>; recordedOn: string; recordedAt: Date | null };

/** What a refusal tells changes the offer, so that the next child is not sent there in vain. */
function narrowed(state: PlaceState, { header, recordedOn, recordedAt }: Answered): PlaceState {
  const { offer } = state;
  if (!offer) return state;
  const changed = (change: Partial<Offered>): PlaceState => ({ ...state, offer: { ...offer, ...change } });
  switch (header.refusal) {
    case 'full':
      return { ...state, free: 0, freeAt: (recordedAt ?? new Date(`${recordedOn}T00:00:00Z`)).toISOString() };
    case 'no-staff-tonight':
      return { ...state, out: { because: 'no-staff', until: dayAfter(recordedOn) } };
    case 'too-young':
      return header.age === null ? state : changed({ ageFrom: Math.max(offer.ageFrom, header.age + 1) });
    case 'too-old':
      return header.age === null ? state : changed({ ageTo: Math.min(offer.ageTo, header.age - 1) });
    case 'sex':
      // The last one stays: a place that takes nobody says that it is closed.
      return changed({ sexes: offer.sexes.length > 1 ? offer.sexes.filter((s) => s !== header.sex) : offer.sexes });
    case 'care':
      return changed({ care: offer.care.filter((c) => c !== header.care) });
    case 'security':
      return changed({ security: SECURITY[Math.max(0, SECURITY.indexOf(offer.security) - 1)] ?? 'open' });
    default:
      return state;
  }
}

/** Everything that the headers of one place say. */
export const placeState: (headers: Iterable<HeaderRow>) => PlaceState = foldOf<PlaceState>(EMPTY, (on) => [
  on(kinds.registered, (s, { header }) => ({ ...s, ...header })),
  on(kinds.offerSet, (s, { header }) => ({ ...s, offer: header })),
  on(kinds.capacitySet, (s, { header }) => ({ ...s, capacities: [...s.capacities.filter((c) => c.from !== header.from), header].toSorted((a, b) => (a.from < b.from ? -1 : 1)) })),
  on(kinds.bedsSaid, (s, { header, recordedOn, recordedAt }) => ({ ...s, free: header.free, freeAt: (recordedAt ?? new Date(`${recordedOn}T00:00:00Z`)).toISOString() })),
  on(kinds.outOfService, (s, { header }) => ({ ...s, out: header })),
  on(kinds.inService, (s) => ({ ...s, out: null })),
  on(kinds.shownTo, (s, { header }) => ({ ...s, desks: header.isShown ? [...new Set([...s.desks, header.agency])] : s.desks.filter((d) => d !== header.agency) })),
  on(kinds.held, (s, { header, recordedOn }) => ({ ...s, holds: [...s.holds, { ...header, standing: 'asked', refusal: null, refusedOn: null, on: recordedOn }] })),
  on(kinds.holdAnswered, (s, e) => narrowed(standing(s, e.header.hold, { standing: e.header.refusal === null ? 'accepted' : 'refused', refusal: e.header.refusal, refusedOn: e.header.refusal === null ? null : e.recordedOn }), e)),
  on(kinds.holdEnded, (s, { header }) => {
    const ended = standing(s, header.hold, { standing: header.how });
    return header.how === 'arrived' ? { ...ended, free: lessOne(s.free) } : ended;
  }),
  on(kinds.bedLeft, (s, { header }) => ({ ...standing(s, header.hold, { standing: 'left' }), free: s.free === null ? null : s.free + 1 })),
  on(kinds.waitSet, (s, { header, recordedOn }) => ({ ...s, waits: [...s.waits, { ...header, since: recordedOn, endedOn: null, how: null }] })),
  on(kinds.waitEnded, (s, { header, recordedOn }) => ({ ...s, waits: s.waits.map((w) => (w.wait === header.wait ? { ...w, endedOn: recordedOn, how: header.how } : w)) })),
]);

export const capacityOn = (capacities: PlaceState['capacities'], day: string): number => capacities.findLast((c) => c.from <= day)?.beds ?? 0;

type Beds = { readonly free: number | null; readonly freeAt: number; readonly kept: readonly string[]; readonly capacity: number };
type Clock = { readonly now: number; readonly moment: string };

/** From when on what was said then is not known any more. */
export const oldFrom = (freeAt: number): number => freeAt + HOURS_THAT_BEDS_HOLD * HOUR_MS + 1;

/** Beds that can be offered now, as far as it is known: what was said less than a day ago, less what is kept for others. */
export function bedsLeft({ free, freeAt, kept, capacity }: Beds, { now, moment }: Clock): number | null {
  if (free === null || now >= oldFrom(freeAt)) return null;
  const held = kept.length === 0 ? 0 : kept.filter((until) => until > moment).length;
  return Math.max(0, Math.min(free, capacity) - held);
}

/** The same of a place that is open before one. */
export function freeNow(state: PlaceState, now: Date): number | null {
  if (state.freeAt === null) return null;
  const moment = now.toISOString();
  return bedsLeft({ free: state.free, freeAt: Date.parse(state.freeAt), kept: keptUntil(state), capacity: capacityOn(state.capacities, moment.slice(0, 10)) }, { now: now.getTime(), moment });
}

/** Until when beds are kept, whether or not that moment has passed. */
export const keptUntil = ({ holds }: PlaceState): readonly string[] => holds.filter((h) => h.standing === 'asked' || h.standing === 'accepted').map((h) => new Date(h.until).toISOString());
