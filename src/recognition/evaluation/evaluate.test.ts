import { describe, expect, it } from 'vitest';
import { rule, signs } from '#test/support/knowledge.ts';
import { agreement, codingProblems, evaluate, groupOf, type Coding, type PublishedCase } from './evaluate.ts';
import { kappa, wilson } from './statistics.ts';

const ruling = { signs, rule };
const strong = 'court_competent_authority_or_official_review';
const published = (id: string, outcome: PublishedCase['outcome'], labelBasis = strong, contested = false): PublishedCase => ({ id, outcome, labelBasis, contested });
const seen = (...ids: string[]) => ({ seen: ids, notSeen: [], childDisclosure: false });

describe("Wilson's interval", () => {
  it('agrees with the published example of 81 out of 263 (Newcombe 1998, method 3: 0.2553 to 0.3662)', () => {
    const { low, high } = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });
  it('agrees with the published example of 0 out of 20 (Newcombe 1998: 0 to 0.1611)', () => {
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
  });
  it('says nothing about nothing', () => expect(wilson(0, 0)).toMatchObject({ share: null, low: null, high: null }));
});

describe("Cohen's kappa", () => {
  it('is 0.40 for the textbook table 20, 5, 10, 15', () => {
    const pairs = [
      ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
      ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
      ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
      ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ];
    expect(kappa(pairs)).toBeCloseTo(0.4, 10);
  });
  it('is 1 for full agreement and not defined when there was only one label', () => {
    expect(kappa([['a', 'a'], ['b', 'b']])).toBe(1);
    expect(kappa([['a', 'a'], ['a', 'a']])).toBeNull();
  });
});

describe('evaluating coded cases', () => {
  const cases = [
    published('P1', 'exploited'),
    published('P2', 'exploited'),
    published('P3', 'exploited', 'practitioner_or_press_account'),
    published('P4', 'exploited', strong, true),
    published('N1', 'not exploited', 'ordinary_offending_exploitation_never_raised'),
    published('U1', 'unclear', 'unresolved', true),
  ];
  const coding: Coding = { P1: seen('ARR-02'), P2: seen('BEH-01'), P3: seen('ARR-06'), P4: seen(), N1: seen('ARR-06'), U1: seen('ARR-02') };

  it('scores strong, uncontested labels only, and keeps the others apart', () => {
    const result = evaluate(cases, coding, ruling);
    expect(result.n).toBe(6);
    expect(result.sensitivity.flagged).toMatchObject({ count: 1, of: 2 });
    expect(result.sensitivity.actNow).toMatchObject({ count: 1, of: 2 });
    expect(result.weakerLabel.flagged).toMatchObject({ count: 1, of: 1 });
    expect(result.weakerLabel.actNow).toMatchObject({ count: 0, of: 1 });
    expect(result.specificity.notFlagged).toMatchObject({ count: 0, of: 1 });
    expect(result.specificity.notActNow).toMatchObject({ count: 1, of: 1 });
    expect(cases.map(groupOf)).toEqual(['exploited, strong label', 'exploited, strong label', 'exploited, weaker label', 'contested', 'not exploited', 'unclear']);
  });
  it('counts a child that says so itself', () => {
    const result = evaluate([published('P1', 'exploited')], { P1: { ...seen(), childDisclosure: true } }, ruling);
    expect(result.cases[0]).toMatchObject({ outcome: 'act-now', urgency: 'protect' });
  });
  it('measures how far two codings agree', () => {
    const second: Coding = { ...coding, N1: seen() };
    const between = agreement(cases, coding, second, ruling);
    expect(between.outcomesAlike).toMatchObject({ count: 5, of: 6 });
    expect(between.perIndicator.find((r) => r.indicator === 'ARR-06')).toMatchObject({ first: 2, second: 1, both: 1 });
    expect(agreement(cases, coding, coding, ruling).indicatorKappa).toBe(1);
  });
  it('refuses a coding that does not fit, and lists every reason', () => {
    const wrong: Coding = { P1: { seen: ['XXX-01', 'ARR-02'], notSeen: ['ARR-02'], childDisclosure: false }, Q9: seen() };
    expect(codingProblems([published('P1', 'exploited'), published('P2', 'exploited')], wrong, signs)).toEqual([
      'P2: is not coded',
      'P1: no indicator XXX-01',
      'P1: ARR-02 is both seen and not seen',
    ]);
  });
});
