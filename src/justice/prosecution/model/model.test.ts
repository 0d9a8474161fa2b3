import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECIDERS, STATUSES } from '#src/knowledge/file-vocabulary.ts';
import { AGES } from '#src/knowledge/vocabulary.ts';
import * as file from '#src/files/model/kinds.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { knowledge } from '#test/support/knowledge.ts';
import { prosecutionObstacles, shownTo, type GateRules, type ProsecutionFacts } from './gate.ts';
import * as kinds from './kinds.ts';
import { DECISIONS, PROSECUTION_OBSTACLES } from './vocabulary.ts';

describe('entries about prosecuting', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...kinds.PROSECUTION_KINDS]), golden)).toEqual([]));
});

const RULES: GateRules = { qualified: ['police', 'expert-panel'], never: ['under-12', '12-13'], onlyIfUnderstood: ['14'] };
/** Everything that the law asks was done, and nobody found that the child is a victim. */
const ALL_DONE: ProsecutionFacts = {
  acts: [{ age: '16-17', isUnderstandingShown: false }],
  status: 'not-established',
  assessment: { by: 'expert-panel', isTrained: true, result: 'not-established' },
  hasSignSince: false,
  isExploitationInvestigated: true,
  hasLawyer: true,
  wasDecidedFirst: false,
};
const anyStatus = fc.constantFrom(...STATUSES, null);
const anyFacts: fc.Arbitrary<ProsecutionFacts> = fc.record({
  acts: fc.array(fc.record({ age: fc.constantFrom(...AGES), isUnderstandingShown: fc.boolean() }), { maxLength: 3 }),
  status: anyStatus,
  assessment: fc.option(fc.record({ by: fc.constantFrom(...DECIDERS), isTrained: fc.boolean(), result: anyStatus }), { nil: null }),
  hasSignSince: fc.boolean(),
  isExploitationInvestigated: fc.boolean(),
  hasLawyer: fc.boolean(),
  wasDecidedFirst: fc.boolean(),
});
const gate = (change: Partial<ProsecutionFacts> = {}, rules: GateRules | null = RULES) => prosecutionObstacles({ ...ALL_DONE, ...change }, rules).map((o) => o.code);
/** Facts near to those that open the gate too: chance alone hardly ever draws them. */
const NEAR: [ProsecutionFacts][] = [[ALL_DONE], [{ ...ALL_DONE, acts: [{ age: '14', isUnderstandingShown: true }] }], [{ ...ALL_DONE, acts: [{ age: '14', isUnderstandingShown: false }] }], [{ ...ALL_DONE, status: null }], [{ ...ALL_DONE, acts: [] }], [{ ...ALL_DONE, assessment: { by: 'prosecutor', isTrained: true, result: 'not-established' } }]];

describe('the prosecution gate', () => {
  it('is closed on a child of which nothing is known yet, by all that is missing', () => {
    expect(gate({ acts: [], status: null, assessment: null, isExploitationInvestigated: false, hasLawyer: false })).toEqual(['age-unsure', 'no-lawyer', 'assessment-missing', 'suspicion-stands', 'exploitation-not-investigated']);
  });
  it('opens when all that the law asks was done', () => expect(gate()).toEqual([]));
  it('is closed while the child is treated as a victim, or was recognised as one', () => {
    expect(gate({ status: 'presumed' })).toEqual(['victim-status-holds']);
    expect(gate({ status: 'recognised', assessment: { by: 'police', isTrained: true, result: 'recognised' } })).toEqual(['victim-status-holds']);
  });
  it('is not opened by a status that says not established, where nobody trained assessed', () => expect(gate({ assessment: null })).toEqual(['assessment-missing']));
  it('is not opened by a later step of somebody else, against what somebody trained found', () => expect(gate({ assessment: { by: 'expert-panel', isTrained: true, result: 'recognised' } })).toEqual(['victim-status-holds']));
  it('takes no assessment of whoever decides on prosecution, of somebody untrained, or of somebody the country does not name', () => {
    expect(gate({ assessment: { by: 'prosecutor', isTrained: true, result: 'not-established' } }, { ...RULES, qualified: ['prosecutor'] })).toEqual(['assessor-not-qualified']);
    expect(gate({ assessment: { by: 'expert-panel', isTrained: false, result: 'not-established' } })).toEqual(['assessor-not-qualified']);
    expect(gate({ assessment: { by: 'court', isTrained: true, result: 'not-established' } })).toEqual(['assessor-not-qualified']);
  });
  it('takes a child of unsure age for a child, and a young one for too young', () => {
    expect(gate({ acts: [{ age: 'unsure', isUnderstandingShown: true }] })).toEqual(['age-unsure']);
    expect(gate({ acts: [{ age: '12-13', isUnderstandingShown: true }] })).toEqual(['below-age']);
    expect(gate({ acts: [{ age: '14', isUnderstandingShown: false }] })).toEqual(['understanding-not-shown']);
  });
  it('looks at how old the child was at each thing, whatever it is now', () => expect(gate({ acts: [{ age: 'adult', isUnderstandingShown: false }, { age: '12-13', isUnderstandingShown: false }] })).toEqual(['below-age']));
  it('stays closed where nobody knows what the law of the country asks', () => fc.assert(fc.property(anyFacts, (facts) => gate(facts, null).includes('rules-not-known')), { examples: NEAR }));
  it('opens only after somebody qualified assessed, found nothing, and nothing came after', () => {
    const isDone = (f: ProsecutionFacts) =>
      f.assessment !== null && f.assessment.isTrained && RULES.qualified.includes(f.assessment.by) && f.assessment.result === 'not-established' && f.status === 'not-established' && !f.hasSignSince && f.hasLawyer && f.isExploitationInvestigated && !f.wasDecidedFirst && f.acts.length > 0 && f.acts.every((a) => ['15', '16-17', 'adult'].includes(a.age) || (a.age === '14' && a.isUnderstandingShown));
    fc.assert(fc.property(anyFacts, (facts) => (gate(facts).length === 0) === isDone(facts)), { examples: NEAR });
  });
  it('is only closed further by one more thing the child is accused of', () =>
    fc.assert(fc.property(anyFacts, fc.constantFrom(...AGES), (facts, age) => void expect(gate({ ...facts, acts: [...facts.acts, { age, isUnderstandingShown: false }] })).toEqual(expect.arrayContaining(gate(facts).filter((code) => code !== 'age-unsure' || facts.acts.length > 0)))), { examples: NEAR.map(([f]): [ProsecutionFacts, 'adult'] => [f, 'adult']) }));
  it('tells of a section that the reader does not see only that it has not cleared it, once', () => {
    const all = prosecutionObstacles({ ...ALL_DONE, status: 'possible', assessment: { by: 'court', isTrained: false, result: null }, hasLawyer: false }, RULES);
    expect(shownTo(all, ['justice'])).toEqual([{ code: 'no-lawyer' }, { code: 'not-cleared', section: 'recognition' }]);
    fc.assert(fc.property(anyFacts, (facts) => shownTo(prosecutionObstacles(facts, RULES), []).every((o) => o.section === undefined || o.code === 'not-cleared')));
  });
});

describe('what is recorded about prosecuting', () => {
  it('knows neither nationality nor origin, language or sex, and no offence', () => {
    const fields = [...kinds.PROSECUTION_KINDS, file.statusSet, file.signsRecorded].flatMap(({ header }) => Object.keys(header.shape));
    expect(fields.filter((name) => /nation|origin|ethni|birth|language|sex|country|offen|article|name/i.test(name))).toEqual([]);
  });
  it('can say each obstacle and each decision', () => expect([PROSECUTION_OBSTACLES.length, DECISIONS.length]).toEqual([13, 16]));
});

describe('the rules of a country for prosecuting', () => {
  it.each(knowledge.filePacks.map((p) => [p.country, p] as const))('of %s say on what each obstacle rests, and never let who decides assess', (_, pack) => {
    const rule = pack.prosecution;
    expect(rule?.qualified).not.toContain('prosecutor');
    expect(rule?.obstacles.filter((o) => o.law.length === 0).map((o) => o.code).filter((code) => code !== 'rules-not-known' && (code !== 'understanding-not-shown' || rule.onlyIfUnderstood.length > 0))).toEqual([]);
    expect(rule?.review.state).toBe('to-verify');
  });
});
