import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOffer, nothingRuledOut, someNeeds } from '#test/support/places.ts';
import { placeState } from '../model/place-state.ts';
import { judge, matchPlaces } from './match.ts';
import { REQUIREMENTS, WISHES, type RuledOut } from './requirements.ts';

const against = (needs: Parameters<typeof someNeeds>[0], offer: Parameters<typeof anOffer>[0], ruledOut: RuledOut = nothingRuledOut()) => judge(someNeeds(needs), anOffer(offer), ruledOut).against.map((r) => r.code);

describe('why a place is not possible', () => {
  it.each([
    ['in another country', {}, { country: 'SE' }, 'other-country'],
    ['closed', {}, { out: 'maintenance' }, 'out-of-service'],
    ['for older children', { ageFrom: 9, ageTo: 9 }, {}, 'age'],
    ['for boys', {}, { sexes: ['boy'] }, 'sex'],
    ['for girls or boys, where nobody knows', { sex: 'not-known' }, { sexes: ['girl'] }, 'sex'],
    ['less secure than the child needs', { security: 'guarded' }, {}, 'security'],
    ['without a room of its own', { needsOwnRoom: true }, { hasOwnRooms: false }, 'own-room'],
    ['with stairs', { needsAccess: true }, { isAccessible: false }, 'not-accessible'],
    ['without the care that is needed', { care: ['medical'] }, {}, 'care'],
    ['too small for all of them', { group: '11111111-1111-4111-8111-111111111111', groupSize: 3 }, { free: 2 }, 'siblings'],
    ['full', {}, { free: 0 }, 'full'],
  ] as const)('is that it is %s', (_, needs, offer, code) => {
    expect(against(needs as never, offer as never)).toEqual([code]);
  });
  it('is never that somebody may be older than a child: unsure is a child, with a room of its own and no younger ones beside it', () => {
    const unsure = { isAgeSure: false, ageFrom: 16, ageTo: 20 };
    expect(against(unsure, { ageFrom: 12, ageTo: 17 })).toEqual([]);
    expect(against(unsure, { hasOwnRooms: false })).toEqual(['own-room-age-unsure']);
    expect(against(unsure, { keepsAgesApart: false, ageFrom: 10 })).toEqual(['younger-children']);
    expect(against(unsure, { keepsAgesApart: false, ageFrom: 16 })).toEqual([]);
  });
  it('is told to whoever may see it, and otherwise only that it is not possible and whom to ask', () => {
    const ruling = { because: 'exploiter-moves-there', section: 'investigation' };
    const out = (sees: boolean) => nothingRuledOut({ areas: new Map([['NL', new Map([[35, ruling]])]]), sees: () => sees });
    expect(judge(someNeeds(), anOffer(), out(true)).against).toEqual([{ code: 'ruled-out', because: 'exploiter-moves-there' }]);
    expect(judge(someNeeds(), anOffer(), out(false)).against).toEqual([{ code: 'not-for-safety', ask: 'investigation' }]);
  });
  it('is listed whole, so that nobody solves one thing and meets the next', () => {
    expect(against({ needsAccess: true, security: 'guarded' }, { isAccessible: false, out: 'illness' })).toEqual(['out-of-service', 'security', 'not-accessible']);
  });
});

describe('the order of places', () => {
  it('puts what fits before what has to be rung, and that before what is full', () => {
    const offers = [anOffer({ free: 0 }), anOffer({ free: null }), anOffer({ sexes: ['boy'] }), anOffer({ free: 1 })];
    expect(matchPlaces(someNeeds(), offers, nothingRuledOut(), { from: 0, most: 9 }).verdicts.map((v) => v.fit)).toEqual(['fits', 'ring-first', 'waiting', 'not']);
  });
  it('is moved by no wish over what must be', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ free: fc.option(fc.nat(3)), area: fc.nat(99), schooling: fc.constantFrom('none', 'in-house'), sexes: fc.subarray(['girl', 'boy'], { minLength: 1 }) }), { maxLength: 30 }), fc.array(fc.nat(99)), (made, near) => {
        const { verdicts } = matchPlaces(someNeeds({ near }), made.map((m) => anOffer(m as never)), nothingRuledOut(), { from: 0, most: 99 });
        const firstNot = verdicts.findIndex((v) => v.fit === 'not');
        expect(verdicts.slice(firstNot < 0 ? verdicts.length : firstNot).every((v) => v.against.length > 0)).toBe(true);
        expect(verdicts.filter((v) => v.fit === 'fits' || v.fit === 'ring-first').every((v) => v.against.length === 0)).toBe(true);
      }),
    );
  });
  it('counts of all places what rules them out, also where a page shows a few', () => {
    const { counts, reasons, total, verdicts } = matchPlaces(someNeeds(), Array.from({ length: 5 }, (_, n) => anOffer(n < 3 ? { sexes: ['boy'] } : {})), nothingRuledOut(), { from: 0, most: 1 });
    expect([counts, reasons, total, verdicts.length]).toEqual([{ fits: 2, 'ring-first': 0, waiting: 0, not: 3 }, [{ code: 'sex', places: 3 }], 5, 1]);
  });
  it('follows from nothing that says where somebody comes from', () => {
    const source = [...REQUIREMENTS.map((r) => r.isMet), ...WISHES.map((w) => w.isMet)].map(String).join('\n');
    expect(source).not.toMatch(/national|ethnic|origin|birth/i);
    expect(Object.keys(someNeeds()).some((field) => /national|ethnic|origin|birth/i.test(field))).toBe(false);
  });
  it('is a hundred at most', () => expect(WISHES.reduce((sum, w) => sum + w.weight, 0)).toBe(100));
});

describe('a place of which nothing was recorded', () => {
  it('offers nothing', () => expect(placeState([]).offer).toBe(null));
});
