import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAnswers, knowledge, rule, signs } from '#test/support/knowledge.ts';
import { noAnswers, type Answers } from './answers.ts';
import { assess, levelOf } from './rule.ts';
import { nextTopic, topicsFor } from './topics.ts';

const topics = (answers: Answers) => topicsFor(answers, signs, rule, knowledge.questions);

describe('topics', () => {
  it('begin with the handful of signs for what happened', () => {
    const [first] = topics({ ...noAnswers('NL'), incident: 'cannabis' });
    expect(first?.signs).toEqual(knowledge.questions.first.cannabis);
  });
  it('hold every sign exactly once', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const asked = topics(answers).flatMap((t) => t.signs);
        expect(asked.toSorted()).toEqual([...signs.keys()].toSorted());
      }),
    );
  });
  it('that can still change the outcome come before those that cannot', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const later = topics(answers).slice(1).map((t) => t.canChange);
        expect(later.indexOf(false) === -1 || !later.slice(later.indexOf(false)).includes(true)).toBe(true);
      }),
    );
  });
  it('are said to change nothing only when no answer in them could', () => {
    fc.assert(
      fc.property(anyAnswers, fc.gen(), (answers, pick) => {
        const idle = topics(answers).filter((t) => !t.canChange);
        const ids = idle.flatMap((t) => t.signs).filter((id) => !answers.signs[id]);
        if (ids.length === 0) return;
        const id = pick(fc.constantFrom, ...ids);
        const level = (a: Answers) => levelOf(assess(a, signs, rule));
        expect(level({ ...answers, signs: { ...answers.signs, [id]: { answer: 'seen' } } })).toBe(level(answers));
      }),
    );
  });
  it('are over as soon as the outcome cannot rise any more', () => {
    const answers: Answers = { ...noAnswers('NL'), signs: { 'ARR-02': { answer: 'seen' } } };
    expect(nextTopic(answers, topics(answers))).toBeNull();
  });
  it('do not come back once they were looked at', () => {
    const answers = noAnswers('NL');
    const first = nextTopic(answers, topics(answers));
    const next = nextTopic({ ...answers, done: ['first'] }, topics(answers));
    expect(first?.id).toBe('first');
    expect(next?.id).toBe('circumstances at arrest');
  });
});
