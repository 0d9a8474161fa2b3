import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAnswers, rule, signs } from '#test/support/knowledge.ts';
import { noAnswers, writeAnswers, type Answers, type SignAnswer } from './answers.ts';
import { assess, levelOf, type Assessment } from './rule.ts';

const judge = (answers: Answers): Assessment => assess(answers, signs, rule);
const level = (answers: Answers) => levelOf(judge(answers));
const seeing = (...ids: string[]): Answers => ({
  ...noAnswers('NL'),
  signs: Object.fromEntries(ids.map((id) => [id, { answer: 'seen' } as const])),
});
const outcome = (answers: Answers) => {
  const { outcome: name, urgency } = judge(answers);
  return urgency ? `${name}/${urgency}` : name;
};

describe('the rule', () => {
  it('says act now, protect, on one direct sign (A)', () => expect(outcome(seeing('ARR-02'))).toBe('act-now/protect'));
  it('says act now, call an expert, on two B from different dimensions', () => {
    expect(outcome(seeing('ARR-06', 'MOV-01'))).toBe('act-now/call-expert');
  });
  it('says only consult on two B from one dimension', () => expect(outcome(seeing('ARR-06', 'ARR-07'))).toBe('consult'));
  it('says act now, call an expert, on one B and two C', () => {
    expect(outcome(seeing('ARR-06', 'BEH-01', 'FIN-05'))).toBe('act-now/call-expert');
  });
  it('says consult on one B', () => expect(outcome(seeing('ARR-06'))).toBe('consult'));
  it('says consult on two C', () => expect(outcome(seeing('BEH-01', 'FIN-05'))).toBe('consult'));
  it('says keep watching on one C, and on nothing', () => {
    expect(outcome(seeing('BEH-01'))).toBe('keep-watching');
    expect(outcome(seeing())).toBe('keep-watching');
  });
  it('says act now, protect, when the child says so, whatever else', () => {
    expect(outcome({ ...seeing(), childDisclosure: true })).toBe('act-now/protect');
  });
  it('says act now, protect, when the professional is worried', () => {
    expect(outcome({ ...seeing(), professionalConcern: true })).toBe('act-now/protect');
  });
  it('protects when a combination of B meets danger', () => {
    expect(outcome({ ...seeing('ARR-06', 'MOV-01'), danger: 'yes' })).toBe('act-now/protect');
  });
  it('gives every sign that was seen as a reason, and no other', () => {
    const answers = { ...seeing('ARR-02', 'BEH-01'), signs: { ...seeing('ARR-02', 'BEH-01').signs, 'EXP-01': { answer: 'not-seen' } as const } };
    expect(judge(answers).because.map((r) => r.indicator)).toEqual(['ARR-02', 'BEH-01']);
  });
});

describe('for every state of a check', () => {
  const anySign = fc.constantFrom(...signs.keys());

  it('seeing one more sign never lowers the outcome', () => {
    fc.assert(
      fc.property(anyAnswers, anySign, (answers, id) => {
        const more: Answers = { ...answers, signs: { ...answers.signs, [id]: { answer: 'seen' } } };
        return level(more) >= level(answers);
      }),
    );
  });
  it('"not seen" never raises it, and weighs the same as "not known"', () => {
    fc.assert(
      fc.property(anyAnswers, anySign, (answers, id) => {
        const { [id]: _left, ...rest } = answers.signs;
        const notKnown: Answers = { ...answers, signs: rest };
        const notSeen: Answers = { ...answers, signs: { ...rest, [id]: { answer: 'not-seen' } } };
        return level(notSeen) === level(notKnown) && level(notSeen) <= level({ ...answers, signs: { ...rest, [id]: { answer: 'seen' } } });
      }),
    );
  });
  it('the order of the signs never matters', () => {
    const shuffled = anyAnswers.chain((answers) =>
      fc.shuffledSubarray(Object.entries(answers.signs), { minLength: Object.keys(answers.signs).length }).map((entries) => [answers, entries] as const),
    );
    fc.assert(fc.property(shuffled, ([answers, entries]) => level({ ...answers, signs: Object.fromEntries(entries) }) === level(answers)));
  });
  it('country, incident, age and company never change the level', () => {
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (answers, other) => {
        const moved: Answers = { ...other, signs: answers.signs, childDisclosure: answers.childDisclosure, professionalConcern: answers.professionalConcern };
        const { danger } = answers;
        return level(danger ? { ...moved, danger } : { ...moved, danger: 'not-known' }) === level(answers);
      }),
    );
  });
  it('who observed a sign never changes the level', () => {
    const silent = (sign: SignAnswer): SignAnswer => ({ answer: sign.answer });
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const without = Object.fromEntries(Object.entries(answers.signs).map(([id, sign]) => [id, silent(sign)]));
        return level({ ...answers, signs: without }) === level(answers);
      }),
    );
  });
  it('danger never lowers it, and urgency stands exactly at act-now', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { outcome: name, urgency } = judge(answers);
        return level({ ...answers, danger: 'yes' }) >= level(answers) && (name === 'act-now') === (urgency !== null);
      }),
    );
  });
  it('holds no answer about nationality, ethnicity, sex, religion or a name', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        writeAnswers(answers).every(([field]) => !/national|ethnic|sex|gender|religio|^name|birth/i.test(field)),
      ),
    );
  });
});
