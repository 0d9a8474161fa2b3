import { describe, expect, it } from 'vitest';
import { anOffer, nothingRuledOut, someNeeds } from '#test/support/places.ts';
import type { Needs } from '../model/child-state.ts';
import type { Offer } from '../model/offer.ts';
import { REQUIREMENTS, WISHES, type RuledOut } from './requirements.ts';

const PLACE = '99999999-9999-4999-8999-999999999999';
const ruling = { because: 'network-there', section: 'protection' };
type Case = { needs?: Partial<Needs>; offer?: Partial<Offer>; out?: Partial<RuledOut>; code: string };

/** Of each requirement one child and one place between which it alone stands. */
const ALONE: Readonly<Record<string, Case>> = {
  area: { out: { areas: new Map([['NL', new Map([[35, ruling]])]]) }, code: 'ruled-out' },
  place: { out: { places: new Map([[PLACE, ruling]]) }, code: 'ruled-out' },
  peer: { out: { peers: new Map([[PLACE, ruling]]) }, code: 'ruled-out' },
  country: { offer: { country: 'SE' }, code: 'other-country' },
  'in-service': { offer: { out: 'illness' }, code: 'out-of-service' },
  age: { needs: { ageFrom: 9, ageTo: 9 }, code: 'age' },
  sex: { offer: { sexes: ['boy'] }, code: 'sex' },
  security: { offer: { security: 'open' }, code: 'security' },
  'own-room': { needs: { needsOwnRoom: true }, offer: { hasOwnRooms: false }, code: 'own-room' },
  'own-room-age-unsure': { needs: { isAgeSure: false, needsOwnRoom: true }, offer: { hasOwnRooms: false }, code: 'own-room-age-unsure' },
  'apart-from-younger': { needs: { isAgeSure: false, ageFrom: 16, ageTo: 20 }, offer: { keepsAgesApart: false }, code: 'younger-children' },
  'apart-from-unsure': { offer: { keepsAgesApart: false }, out: { unsure: new Map([[PLACE, 15]]) }, code: 'unsure-age-there' },
  access: { needs: { needsAccess: true }, offer: { isAccessible: false }, code: 'not-accessible' },
  care: { needs: { care: ['addiction'] }, code: 'care' },
  siblings: { needs: { groupSize: 2 }, offer: { takesSiblings: false }, code: 'siblings' },
  bed: { offer: { free: 0 }, code: 'full' },
};
const broken = ({ needs, offer, out }: Omit<Case, 'code'>) => {
  const about = [someNeeds(needs as never), anOffer({ place: PLACE, ...offer }), nothingRuledOut(out)] as const;
  return REQUIREMENTS.filter((r) => !r.isMet(...about)).map((r) => [r.name, r.why(...about).code]);
};

describe('a requirement', () => {
  it('has a case of its own here', () => expect(Object.keys(ALONE).toSorted()).toEqual(REQUIREMENTS.map((r) => r.name).toSorted()));
  it.each(Object.entries(ALONE))('%s stands in the way by itself, and in no other case', (name, one) => {
    expect(broken(one)).toEqual([[name, one.code]]);
    expect(broken({})).toEqual([]);
  });
  it('of somebody whose age is not settled keeps younger ones away, and nobody of the same age or older', () => {
    const beside = (ageFrom: number, change: Partial<Offer> = { keepsAgesApart: false }) => broken({ needs: { ageFrom, ageTo: ageFrom }, offer: change, out: { unsure: new Map([[PLACE, 15]]) } });
    expect([beside(14), beside(15), beside(16), beside(14, { keepsAgesApart: true })]).toEqual([[['apart-from-unsure', 'unsure-age-there']], [], [], []]);
  });
});

/** Of each wish: asked by which child, and met or not by which place. */
const WISHED: Readonly<Record<string, { needs: Partial<Needs>; met: Partial<Offer>; not: Partial<Offer> | null }>> = {
  near: { needs: { near: [35] }, met: { area: 35 }, not: { area: 10 } },
  language: { needs: { languages: ['ro'] }, met: { languages: ['ro'] }, not: { languages: ['sv'] } },
  'siblings-together': { needs: { groupSize: 2 }, met: { takesSiblings: true }, not: { takesSiblings: false } },
  school: { needs: { needsSchool: true }, met: { schooling: 'nearby' }, not: { schooling: 'none' } },
  'bed-known': { needs: {}, met: { free: 1 }, not: { free: null } },
};
describe('a wish', () => {
  it('has a case of its own here', () => expect(Object.keys(WISHED).toSorted()).toEqual(WISHES.map((w) => w.code).toSorted()));
  it.each(WISHES.map((wish) => [wish.code, wish] as const))('%s is asked by a child that has it, and speaks for a place or does not', (code, wish) => {
    const { needs, met, not } = WISHED[code] as (typeof WISHED)[string];
    const child = someNeeds(needs as never);
    expect([wish.isAsked(child), wish.isMet(child, anOffer(met)), not && wish.isMet(child, anOffer(not))]).toEqual([true, true, false]);
    const without = someNeeds({ near: [], languages: [], groupSize: 1, needsSchool: false });
    expect(wish.isAsked(without)).toBe(code === 'bed-known');
  });
});
