import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getPack } from '#src/knowledge/localise.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { anyAnswers, english, rule, signs } from '#test/support/knowledge.ts';
import { planFor } from './advice.ts';
import { noAnswers, type Answers } from './answers.ts';
import { assess } from './rule.ts';

function plan(answers: Answers) {
  const assessment = assess(answers, signs, rule);
  return { ...planFor(answers, assessment, english.advice, getPack(english.packs, answers.country)), assessment };
}
const ids = (steps: { id: string }[]) => steps.map((s) => s.id);
const seeing = (...seen: string[]): Answers => ({ ...noAnswers('NL'), signs: Object.fromEntries(seen.map((id) => [id, { answer: 'seen' } as const])) });

describe('advice', () => {
  it('"do not hand over" goes with protect and with nothing else', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { not, now, assessment } = plan(answers);
        const isProtect = assessment.urgency === 'protect' && answers.age !== 'adult';
        expect(ids(not).includes('not-hand-over')).toBe(isProtect);
        expect(ids(now).includes('now-stays')).toBe(isProtect);
        const words = [...not, ...now].map((s) => s.text).join(' ').toLowerCase();
        if (!isProtect) expect(words).not.toMatch(/hand the child|hand over|child stays with you/);
      }),
    );
  });
  it('every state of a check has something to do now and something not to do, in every country', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { now, not } = plan(answers);
        expect(now.length).toBeGreaterThan(0);
        expect(not.length).toBeGreaterThan(0);
      }),
    );
  });
  it('an adult is never shown a route or a contact for children', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const adult = plan({ ...answers, age: 'adult' });
        const steps = [...adult.now, ...adult.today, ...adult.week, ...adult.not, ...adult.ask];
        expect(steps.every((s) => s.id.startsWith('adult-') || ['now-danger', 'now-body'].includes(s.id))).toBe(true);
        expect(adult.contacts.some((c) => c.audience === 'child')).toBe(false);
      }),
    );
  });
  it('puts the emergency number first when there is danger', () => {
    for (const country of COUNTRIES) {
      const { now, contacts } = plan({ ...noAnswers(country), danger: 'yes' });
      expect(now[0]?.id).toBe('now-danger');
      expect(contacts[0]?.roles).toContain('emergency');
    }
  });
  it('gives a number that answers day and night, in every country and for every outcome', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(plan(answers).contacts.some((c) => c.telephone && c.hours === 'always')).toBe(true);
      }),
    );
  });
  it('tells a shop what not to do', () => {
    expect(ids(plan({ ...seeing('ARR-06'), incident: 'theft' }).not)).toContain('not-guard');
  });
  it('asks for an ambulance when drugs may be in the body, whatever the outcome', () => {
    expect(ids(plan(seeing('EXP-04')).now)).toContain('now-body');
  });
  it('does not tell whoever only keeps watching to treat the child as anything', () => {
    const { now, today, not } = plan(noAnswers('NL'));
    expect([...ids(now), ...ids(today), ...ids(not)].every((id) => /keep|denial|custom|unsure-age/.test(id))).toBe(true);
  });
});
