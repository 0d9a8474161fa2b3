import type { Needs } from '../model/child-state.ts';
import type { Offer } from '../model/offer.ts';
import { SECURITY } from '../model/vocabulary.ts';

/** Why a place is not possible, or what speaks for it: a code that has a text. `ask` names the section whose reason is not shown. */
export type Reason = { readonly code: string; readonly because?: string; readonly ask?: string };

/** Something ruled out. `section` says where the reason stands. */
type Ruling = { readonly because: string; readonly section: string };
export type RuledOut = {
  readonly areas: ReadonlyMap<string, ReadonlyMap<number, Ruling>>;
  readonly places: ReadonlyMap<string, Ruling>;
  /** Places where somebody is beside whom this child may not sleep. */
  readonly peers: ReadonlyMap<string, Ruling>;
  /** Places where somebody of unsure age is, as far as the reader sees it, with the youngest age that this one may have. */
  readonly unsure: ReadonlyMap<string, number>;
  readonly sees: (section: string) => boolean;
};

/** Areas by country, of each the ruling that counts. */
export function areasOf(rulings: readonly (Ruling & { readonly country: string; readonly area: number })[]): RuledOut['areas'] {
  const areas = new Map<string, Map<number, Ruling>>();
  for (const ruling of rulings) areas.set(ruling.country, (areas.get(ruling.country) ?? new Map<number, Ruling>()).set(ruling.area, ruling));
  return areas;
}

type Requirement = {
  readonly name: string;
  readonly isMet: (needs: Needs, offer: Offer, ruledOut: RuledOut) => boolean;
  /** Whether the code of the reason is another one at one place than at the next; elsewhere it follows from the child. */
  readonly isToldByPlace?: true;
  /** Asked only where it is not met. */
  readonly why: (needs: Needs, offer: Offer, ruledOut: RuledOut) => Reason;
};

/** A reason that the reader may not see says only that it is not possible, and whom to ask. */
function ruled(ruling: Ruling | undefined, { sees }: RuledOut): Reason {
  if (!ruling) return { code: 'not-for-safety' };
  return sees(ruling.section) ? { code: 'ruled-out', because: ruling.because } : { code: 'not-for-safety', ask: ruling.section };
}

const LAST_YEAR_OF_CHILDHOOD = 17;

/** The ages that somebody may have who is protected as a child: unsure is a child, desks-and-law 33. */
const agesOf = ({ ageFrom, ageTo, isAgeSure }: Needs) => ({ from: ageFrom, to: isAgeSure ? ageTo : Math.min(ageTo, Math.max(ageFrom, LAST_YEAR_OF_CHILDHOOD)) });

function fitsAge(needs: Needs, offer: Offer): boolean {
  const { from, to } = agesOf(needs);
  // Known ages all have to fit; of ages that may be, one has to.
  return needs.isAgeSure ? offer.ageFrom <= from && to <= offer.ageTo : from <= offer.ageTo && offer.ageFrom <= to;
}

/** Where nobody knows the sex, a place has to take girls and boys. */
const fitsSex = ({ sex }: Needs, { sexes }: Offer): boolean => (sex === 'not-known' ? sexes.includes('girl') && sexes.includes('boy') : sexes.includes(sex));

/** What must be so. Nothing weighs up against any of these, and a person can record another decision only in the file. */
export const REQUIREMENTS: readonly Requirement[] = [
  { name: 'area', isToldByPlace: true, isMet: (_, o, out) => !out.areas.get(o.country)?.has(o.area), why: (_, o, out) => ruled(out.areas.get(o.country)?.get(o.area), out) },
  { name: 'place', isToldByPlace: true, isMet: (_, o, out) => !out.places.has(o.place), why: (_, o, out) => ruled(out.places.get(o.place), out) },
  { name: 'peer', isToldByPlace: true, isMet: (_, o, out) => !out.peers.has(o.place), why: (_, o, out) => ruled(out.peers.get(o.place), out) },
  { name: 'country', isMet: (n, o) => n.country === o.country, why: () => ({ code: 'other-country' }) },
  { name: 'in-service', isMet: (_, o) => o.out === null, why: (_, o) => ({ code: 'out-of-service', because: o.out ?? '' }) },
  { name: 'age', isMet: fitsAge, why: () => ({ code: 'age' }) },
  { name: 'sex', isMet: fitsSex, why: () => ({ code: 'sex' }) },
  { name: 'security', isMet: (n, o) => SECURITY.indexOf(o.security) >= SECURITY.indexOf(n.security), why: () => ({ code: 'security' }) },
  { name: 'own-room', isMet: (n, o) => o.hasOwnRooms || !n.isAgeSure || !n.needsOwnRoom, why: () => ({ code: 'own-room' }) },
  // Until the age is settled, desks-and-law 33: a room of its own, no younger ones beside it, and no younger one put beside it.
  { name: 'own-room-age-unsure', isMet: (n, o) => o.hasOwnRooms || n.isAgeSure, why: () => ({ code: 'own-room-age-unsure' }) },
  { name: 'apart-from-younger', isMet: (n, o) => n.isAgeSure || o.keepsAgesApart || o.ageFrom >= n.ageFrom, why: () => ({ code: 'younger-children' }) },
  { name: 'apart-from-unsure', isMet: (n, o, out) => o.keepsAgesApart || !((out.unsure.get(o.place) ?? 0) > n.ageFrom), why: () => ({ code: 'unsure-age-there' }) },
  { name: 'access', isMet: (n, o) => !n.needsAccess || o.isAccessible, why: () => ({ code: 'not-accessible' }) },
  { name: 'care', isMet: (n, o) => n.care.every((c) => o.care.includes(c)), why: (n, o) => ({ code: 'care', because: n.care.find((c) => !o.care.includes(c)) ?? '' }) },
  { name: 'siblings', isMet: (n, o) => n.groupSize === 1 || (o.takesSiblings && (o.free ?? o.capacity) >= n.groupSize), why: () => ({ code: 'siblings' }) },
  { name: 'bed', isMet: (_, o) => o.capacity > 0 && o.free !== 0, why: () => ({ code: 'full' }) },
];

type Wish = { readonly code: string; readonly weight: number; readonly isMet: (needs: Needs, offer: Offer) => boolean; /** Where it is not asked, it neither speaks for a place nor against it. */ readonly isAsked: (needs: Needs) => boolean };

/** What would be good. The weights are set by people, stand here for everybody to read, and follow from no case. */
export const WISHES: readonly Wish[] = [
  { code: 'near', weight: 30, isAsked: (n) => n.near.length > 0, isMet: (n, o) => n.near.includes(o.area) },
  { code: 'language', weight: 25, isAsked: (n) => n.languages.length > 0, isMet: (n, o) => n.languages.some((l) => o.languages.includes(l)) },
  { code: 'siblings-together', weight: 20, isAsked: (n) => n.groupSize > 1, isMet: (_, o) => o.takesSiblings },
  { code: 'school', weight: 15, isAsked: (n) => n.needsSchool, isMet: (_, o) => o.schooling !== 'none' },
  { code: 'bed-known', weight: 10, isAsked: () => true, isMet: (_, o) => o.free !== null },
];
