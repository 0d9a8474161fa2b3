import type { Needs } from '../model/child-state.ts';
import type { Offer } from '../model/offer.ts';
import { SECURITY } from '../model/vocabulary.ts';

/** Why a place is not possible, or what speaks for it: a code that has a text. `ask` names the section whose reason is not shown. */
export type Reason = { readonly code: string; readonly because?: string; readonly ask?: string };

/** What is ruled out for this child. `section` says where the reason stands. */
export type RuledOut = {
  readonly areas: ReadonlyMap<string, { readonly because: string; readonly section: string }>;
  readonly places: ReadonlyMap<string, { readonly because: string; readonly section: string }>;
  /** Places where somebody is beside whom this child may not sleep. */
  readonly peers: ReadonlyMap<string, { readonly because: string; readonly section: string }>;
  readonly sees: (section: string) => boolean;
};

export const areaKey = (country: string, area: number): string => `${country}-${area}`;

type Requirement = {
  readonly name: string;
  /** Null where it is met. */
  readonly whyNot: (needs: Needs, offer: Offer, ruledOut: RuledOut) => Reason | null;
};

const unless = (isMet: boolean, code: string, because?: string): Reason | null => (isMet ? null : because === undefined ? { code } : { code, because });

/** A reason that the reader may not see says only that it is not possible, and whom to ask. */
function ruled(ruling: { because: string; section: string } | undefined, { sees }: RuledOut): Reason | null {
  if (!ruling) return null;
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
  { name: 'area', whyNot: (_, o, out) => ruled(out.areas.get(areaKey(o.country, o.area)), out) },
  { name: 'place', whyNot: (_, o, out) => ruled(out.places.get(o.place), out) },
  { name: 'peer', whyNot: (_, o, out) => ruled(out.peers.get(o.place), out) },
  { name: 'country', whyNot: (n, o) => unless(n.country === o.country, 'other-country') },
  { name: 'in-service', whyNot: (_, o) => (o.out === null ? null : { code: 'out-of-service', because: o.out }) },
  { name: 'age', whyNot: (n, o) => unless(fitsAge(n, o), 'age') },
  { name: 'sex', whyNot: (n, o) => unless(fitsSex(n, o), 'sex') },
  { name: 'security', whyNot: (n, o) => unless(SECURITY.indexOf(o.security) >= SECURITY.indexOf(n.security), 'security') },
  { name: 'own-room', whyNot: (n, o) => unless(o.hasOwnRooms || (n.isAgeSure && !n.needsOwnRoom), n.isAgeSure ? 'own-room' : 'own-room-age-unsure') },
  { name: 'apart-from-younger', whyNot: (n, o) => unless(n.isAgeSure || o.keepsAgesApart || o.ageFrom >= n.ageFrom, 'younger-children') },
  { name: 'access', whyNot: (n, o) => unless(!n.needsAccess || o.isAccessible, 'not-accessible') },
  { name: 'care', whyNot: (n, o) => unless(n.care.every((c) => o.care.includes(c)), 'care', n.care.find((c) => !o.care.includes(c))) },
  { name: 'siblings', whyNot: (n, o) => unless(n.groupSize === 1 || (o.takesSiblings && (o.free ?? o.capacity) >= n.groupSize), 'siblings') },
  { name: 'bed', whyNot: (_, o) => unless(o.capacity > 0 && o.free !== 0, 'full') },
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
