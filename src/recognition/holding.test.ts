import { describe, expect, it } from 'vitest';
import { english } from '#test/support/knowledge.ts';
import { holdUntil } from './holding.ts';

const holding = english.packs.find((p) => p.country === 'NL')?.holding;
if (!holding) throw new Error('the Dutch pack has no rule for holding');
const until = (age: Parameters<typeof holdUntil>[1], from: string, night = false) =>
  holdUntil(holding, age, from, night).map((h) => `${h.hours} h: ${h.until}`);

describe('how long the police may hold a child in the Netherlands', () => {
  it('is six hours by day, nine where remand is allowed', () => {
    expect(until('15', '2026-11-23T10:00')).toEqual(['6 h: 2026-11-23T16:00', '9 h: 2026-11-23T19:00']);
  });
  it('is six hours under twelve, also for a serious offence', () => {
    expect(until('under-12', '2026-11-23T10:00')).toEqual(['6 h: 2026-11-23T16:00']);
  });
  it('does not count the hours from midnight to nine', () => {
    expect(until('under-12', '2026-11-23T22:00')).toEqual(['6 h: 2026-11-24T13:00']);
    expect(until('under-12', '2026-11-23T03:10')).toEqual(['6 h: 2026-11-23T15:00']);
  });
  it('counts them when the child was questioned at night, so that the time is over sooner', () => {
    expect(until('under-12', '2026-11-23T22:00', true)).toEqual(['6 h: 2026-11-24T04:00']);
  });
  it('ends exactly at midnight without jumping to the morning', () => {
    expect(until('under-12', '2026-11-23T18:00')).toEqual(['6 h: 2026-11-24T00:00']);
  });
  it('is right across the night in which the clock goes back', () => {
    expect(until('under-12', '2026-10-24T23:00')).toEqual(['6 h: 2026-10-25T14:00']);
  });
  it('is not worked out for an adult', () => expect(until('adult', '2026-11-23T10:00')).toEqual([]));
});
