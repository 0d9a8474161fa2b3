import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNumber, readNumber } from './number.ts';
import { endOfLastVisit, isNight, MANY_FILES, unusualIn, UNUSUAL, type LookFacts } from './unusual.ts';
import { ownersFor } from './waits.ts';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER = /^[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{3}){2}$/;
const anywhere = { numRuns: 500 };

describe('the number of a file', () => {
  it('is nine signs in threes, and leads back to that file', () => {
    fc.assert(
      fc.property(fc.uuid(), (file) => {
        const number = fileNumber(file);
        expect(number).toMatch(NUMBER);
        const range = readNumber(number);
        if (range === null || range === 'mistyped') throw new Error(`${number} is not read`);
        expect(range.from <= file && file <= range.to).toBe(true);
      }),
      anywhere,
    );
  });
  it('is read however it is written down', () => {
    const file = '00000000-0200-4000-8000-000000000000';
    const number = fileNumber(file);
    const told = number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(readNumber(told)).toEqual(readNumber(number));
  });
  it('with one sign mistyped, or two in each other’s place, is no number', () => {
    const place = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(fc.uuid(), place, place, fc.constantFrom(...SIGNS), (file, at, other, sign) => {
        const right = [...fileNumber(file).replaceAll('-', '')];
        const mistyped = right.with(at, sign);
        const swapped = right.with(at, right[other] as string).with(other, right[at] as string);
        for (const wrong of [mistyped, swapped].filter((one) => one.join('') !== right.join(''))) expect([null, 'mistyped']).toContain(readNumber(wrong.join('')));
      }),
      anywhere,
    );
  });
  it('is not seen in a name', () => {
    for (const name of ['Elif Voorbeeld', 'Đorđe', 'Kunstnaam', 'Ștefania A', '2011']) expect(readNumber(name)).toBeNull();
  });
});

const at = new Date('2026-11-25T10:00:00Z');
const look = (change: Partial<LookFacts> = {}): LookFacts => ({ at, country: 'NL', isBound: false, hasLooked: true, filesInHour: 1, hours: [], explainedAt: null, ...change });
const night = new Date('2026-11-25T02:30:00Z');
const nightsBefore = (count: number) => Array.from({ length: count }, (_, n) => new Date(night.getTime() - (n + 1) * 86_400_000));

describe('a look', () => {
  it('is unusual the first time, where somebody has nothing to do with the file', () => {
    expect(unusualIn(look({ hasLooked: false }))).toEqual(['first']);
    expect(unusualIn(look({ hasLooked: false, isBound: true }))).toEqual([]);
    expect(unusualIn(look())).toEqual([]);
  });
  it('is unusual at night, but not for whoever works at night or has to do with the file', () => {
    expect(unusualIn(look({ at: night }))).toEqual(['night']);
    expect(unusualIn(look({ at: night, isBound: true }))).toEqual([]);
    expect(unusualIn(look({ at: night, hours: nightsBefore(2) }))).toEqual(['night']);
    expect(unusualIn(look({ at: night, hours: nightsBefore(3) }))).toEqual([]);
  });
  it('of tonight is no proof of working at night', () => {
    const tonight = [22, 23, 24, 25].map((hour) => new Date(Date.UTC(2026, 10, 24, hour)));
    expect(unusualIn(look({ at: night, hours: tonight }))).toEqual(['night']);
  });
  it('is at night by the clock of the country', () => {
    const evening = new Date('2026-11-25T20:30:00Z');
    expect(isNight(evening, 'NL')).toBe(false);
    expect(isNight(evening, 'MD')).toBe(true);
    expect(isNight(new Date('2026-07-25T20:30:00Z'), 'NL')).toBe(true);
  });
  it('at very many files within an hour is unusual for everybody', () => {
    expect(unusualIn(look({ filesInHour: MANY_FILES, isBound: true }))).toEqual([]);
    expect(unusualIn(look({ filesInHour: MANY_FILES + 1, isBound: true }))).toEqual(['many']);
  });
  it('whose reason was given goes on for half a day, whatever it is', () => {
    const facts = fc.record({ isBound: fc.boolean(), hasLooked: fc.boolean(), filesInHour: fc.nat(100), at: fc.constantFrom(at, night) });
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 11 }), (some, hours) => {
        expect(unusualIn(look({ ...some, explainedAt: new Date(some.at.getTime() - hours * 3_600_000) }))).toEqual([]);
      }),
    );
    expect(unusualIn(look({ hasLooked: false, explainedAt: new Date(at.getTime() - 13 * 3_600_000) }))).toEqual(['first']);
  });
  it('is asked about only by a rule that is published', () => {
    const facts = fc.record({ isBound: fc.boolean(), hasLooked: fc.boolean(), filesInHour: fc.nat(100), at: fc.date({ min: at, noInvalidDate: true }) });
    fc.assert(fc.property(facts, (some) => unusualIn(look(some)).every((one) => UNUSUAL.includes(one))));
  });
});

const minutes = (...before: number[]) => before.map((n) => new Date(at.getTime() - n * 60_000));
describe('the last visit', () => {
  it('is the one before the pause, however often somebody looked in this one', () => {
    expect(endOfLastVisit(at, minutes(0, 5, 20, 49, 600, 610))).toEqual(minutes(600)[0]);
    expect(endOfLastVisit(at, minutes(31))).toEqual(minutes(31)[0]);
  });
  it('is none where this is the first', () => {
    expect(endOfLastVisit(at, [])).toBeNull();
    expect(endOfLastVisit(at, minutes(0, 10, 20))).toBeNull();
  });
});

describe('whose tasks wait', () => {
  it('follows from the roles, and oversight has none', () => {
    expect(ownersFor(['guardian', 'lawyer'])).toEqual(['guardian', 'lawyer', 'anybody']);
    expect(ownersFor(['oversight'])).toEqual([]);
  });
});
