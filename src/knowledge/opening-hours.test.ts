import { describe, expect, it } from 'vitest';
import { knowledge } from '#test/support/knowledge.ts';
import { isPastCheck } from './contact-check.ts';
import { openState } from './opening-hours.ts';

const office = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
const at = (utc: string, timezone = 'Europe/Amsterdam') => openState(office, new Date(utc), timezone);

describe('a contact with office hours', () => {
  it('is open on a Monday at ten, on its own clock', () => expect(at('2026-11-23T09:00:00Z')).toEqual({ state: 'open' }));
  it('is closed at three at night and opens the same day', () => {
    expect(at('2026-11-23T02:00:00Z')).toEqual({ state: 'closed', opens: { daysAhead: 0, weekday: 1, at: '09:00' } });
  });
  it('is closed at five sharp', () => expect(at('2026-11-23T16:00:00Z')).toMatchObject({ state: 'closed', opens: { daysAhead: 1, weekday: 2 } }));
  it('opens on Monday for whoever looks on Friday evening', () => {
    expect(at('2026-11-27T18:00:00Z')).toEqual({ state: 'closed', opens: { daysAhead: 3, weekday: 1, at: '09:00' } });
  });
  it('follows summer time', () => {
    expect(at('2026-07-06T07:30:00Z')).toEqual({ state: 'open' });
    expect(at('2026-01-05T07:30:00Z')).toMatchObject({ state: 'closed' });
  });
  it('keeps the clock of its own country', () => {
    expect(at('2026-11-23T07:30:00Z', 'Europe/Chisinau')).toEqual({ state: 'open' });
  });
});

describe('other hours', () => {
  const now = new Date('2026-11-23T02:00:00Z');
  it('day and night is always open', () => expect(openState('always', now, 'UTC')).toEqual({ state: 'open' }));
  it('not known is said to be not known', () => expect(openState('not-known', now, 'UTC')).toEqual({ state: 'not-known' }));
});

describe('a contact past its check date', () => {
  it('is marked after half a year and not before', () => {
    expect(isPastCheck({ lastChecked: '2026-11-23' }, new Date('2027-05-20'))).toBe(false);
    expect(isPastCheck({ lastChecked: '2026-11-23' }, new Date('2027-05-24'))).toBe(true);
  });
});

describe('the clock of every country pack', () => {
  it.each(knowledge.packs.map((p) => [p.country, p.timezone]))('%s: %s exists', (_country, timezone) => {
    expect(openState(office, new Date(), timezone).state).toMatch(/open|closed/);
  });
});
