import { describe, expect, it } from 'vitest';
import { english, knowledge } from '#test/support/knowledge.ts';
import { isInForce, lapsedItems } from '#src/knowledge/validity.ts';
import { dayOf, knowledgeOn } from './check-knowledge.ts';

const dutchHolding = knowledge.law.find((l) => l.id === 'nl-holding-6-9');

describe('an item of law', () => {
  it('holds from its first to its last day', () => {
    const item = { validFrom: '2025-01-01', validTo: '2029-03-31' };
    expect(['2024-12-31', '2025-01-01', '2029-03-31', '2029-04-01'].map((day) => isInForce(item, day))).toEqual([false, true, true, false]);
  });
  it('without an end holds on', () => expect(isInForce({ validFrom: '2025-01-01', validTo: null }, '2099-01-01')).toBe(true));
});

describe('the knowledge', () => {
  it('points at nothing that does not hold on the day it was released', () => {
    expect(lapsedItems(knowledge, knowledge.released)).toEqual([]);
  });
  it('finds what will have to be replaced when the Dutch code of procedure changes in 2029', () => {
    expect(dutchHolding?.validTo).toBe('2029-03-31');
    expect(lapsedItems(knowledge, '2029-04-02')).toContain('nl-holding-6-9');
  });
  it('of another day leaves out the law of this one', () => {
    const ids = (day: string) => knowledgeOn(english, day).law.map((l) => l.id);
    expect(ids('2026-11-23')).toContain('nl-holding-6-9');
    expect(ids('2029-04-02')).not.toContain('nl-holding-6-9');
  });
  it('is never judged by a clock that stands before its release', () => {
    expect(dayOf(new Date('1970-01-01'), knowledge)).toBe(knowledge.released);
    expect(dayOf(new Date('2030-05-05'), knowledge)).toBe('2030-05-05');
  });
  it('works out no time for holding by a law that is no more', () => {
    const holding = (day: string) => knowledgeOn(english, day).packs.find((p) => p.country === 'NL')?.holding;
    expect(holding('2026-11-23')).not.toBeNull();
    expect(holding('2029-04-02')).toBeNull();
  });
});
