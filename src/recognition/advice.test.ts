import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { anyAnswers, english, signs } from '#test/support/knowledge.ts';
import { noAnswers, type Answers } from './answers.ts';
import { judge } from './judge.ts';
import { numberNow } from './who-answers.ts';

const MONDAY_NIGHT = new Date('2026-11-23T02:00:00Z');

function plan(answers: Answers, now = MONDAY_NIGHT) {
  const { plan: made, ...judgement } = judge(answers, signs, english, now);
  return { ...made, ...judgement };
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
  it('every state of a check has something to do now, something not to do and a contact, in every country and by any clock', () => {
    const anyClock = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyAnswers, anyClock, (answers, clock) => {
        const { now, not, contacts } = plan(answers, clock);
        expect(contacts.length).toBeGreaterThan(0);
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
        expect(steps.every((s) => s.id.startsWith('adult-'))).toBe(true);
        expect(adult.contacts.some((c) => c.audience === 'child')).toBe(false);
        expect(adult.routes).toEqual([]);
        expect(steps.some((s) => /\bchild(?!ren)/i.test(s.text))).toBe(false);
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
  it('tells a shop what not to do, whatever the outcome', () => {
    for (const answers of [seeing(), seeing('ARR-06'), seeing('ARR-02')]) expect(ids(plan(answers).not)).toContain('not-guard');
  });
  it('asks who the adult is before the child goes along, also when nothing else was seen', () => {
    expect(ids(plan({ ...noAnswers('NL'), company: 'claims-family' }).now)).toContain('now-check-adult');
  });
  it('never sends anybody to a line that is closed while another of that kind may answer', () => {
    const { now } = plan({ ...seeing('ARR-02'), country: 'SE' });
    expect(now.find((s) => s.id === 'now-expert')?.contact?.id).toBe('se-11414');
    const today = (clock: string) => plan({ ...seeing('ARR-06', 'MOV-01'), country: 'SE' }, new Date(clock)).today.find((s) => s.id === 'today-expert');
    expect(today('2026-11-23T10:00:00Z')?.contact?.id).toBe('se-nmt');
    expect(today('2026-11-23T02:00:00Z')?.contact?.id).toBe('se-11414');
  });
  it('in need sends to the right desk first, not to whichever is open', () => {
    const noon = new Date('2026-11-23T11:00:00Z');
    expect(plan(seeing('ARR-02'), noon).now.find((s) => s.id === 'now-expert')?.contact?.id).toBe('nl-avim');
    expect(plan({ ...seeing('ARR-02'), country: 'SE' }, noon).now.find((s) => s.id === 'now-expert')?.contact?.id).toBe('se-11414');
  });
  it('calls an ambulance, not the police, for drugs in the body', () => {
    const number = (country: Answers['country']) => plan({ ...seeing('EXP-04'), country }).now.find((s) => s.id === 'now-body')?.contact?.telephone;
    expect([number('NL'), number('BA'), number('MA')]).toEqual(['112', '124', undefined]);
  });
  it("never gives a professional the children's line as the number for now", () => {
    fc.assert(
      fc.property(anyAnswers, fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), (answers, clock) => {
        const { contacts, pack } = plan(answers, clock);
        const found = numberNow(contacts, answers.danger === 'yes', pack.timezone, clock);
        expect(found?.contact.telephone).toBeTruthy();
        expect(found?.contact.audience).not.toBe('child');
      }),
    );
  });
  it('promises no advice line where there is none', () => {
    expect(ids(plan({ ...seeing('ARR-06'), country: 'SE' }).today)).not.toContain('today-advice-line');
    expect(ids(plan(seeing('ARR-06')).today)).toContain('today-advice-line');
  });
  it('keeps the emergency number for danger', () => {
    const number = (answers: Answers) => {
      const { contacts, pack } = plan(answers);
      return numberNow(contacts, answers.danger === 'yes', pack.timezone, MONDAY_NIGHT);
    };
    expect(number({ ...seeing('ARR-02'), country: 'SE' })).toMatchObject({ sure: false, contact: { telephone: '114 14' } });
    expect(number({ ...seeing('ARR-02'), country: 'SE', danger: 'yes' })).toMatchObject({ sure: true, contact: { telephone: '112' } });
    expect(number(seeing('ARR-02'))).toMatchObject({ sure: true, contact: { telephone: '0800-2000' } });
  });
  it('asks for an ambulance when drugs may be in the body, whatever the outcome', () => {
    expect(ids(plan(seeing('EXP-04')).now)).toContain('now-body');
  });
  it('does not tell whoever only keeps watching to treat the child as anything', () => {
    const { now, today, not } = plan(noAnswers('NL'));
    expect([...ids(now), ...ids(today), ...ids(not)].every((id) => /keep|denial|custom|guard|unsure-age/.test(id))).toBe(true);
  });
});
