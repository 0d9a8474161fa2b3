import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAnswers, signs } from '#test/support/knowledge.ts';
import { isChild, readAnswers, writeAnswers } from './answers.ts';

const known = new Set(signs.keys());
const read = (...fields: [string, string][]) => readAnswers(fields, known, 'NL');

describe('answers on their way from page to page', () => {
  it('come back exactly as they went', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { answers: back, problems } = readAnswers(writeAnswers(answers), known, 'SE');
        expect(problems).toEqual([]);
        expect(back).toEqual(answers);
      }),
    );
  });
  it('are read from any fields whatever without failing', () => {
    const field = fc.tuple(fc.oneof(fc.string(), fc.constantFrom('sign.ARR-02', 'by.ARR-02', 'age', 'held', 'sign.__proto__', 'done')), fc.string());
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const { answers } = readAnswers(fields, known, 'NL');
        expect(Object.keys(answers.signs).every((id) => known.has(id))).toBe(true);
      }),
    );
  });
});

describe('a form with something wrong in it', () => {
  it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('passes over a field called %s', (name) => {
    expect(read([name, 'x'], [`by.${name}`, 'child'], ['age', '14'])).toMatchObject({ problems: [], answers: { age: '14' } });
  });
  it('names the field and keeps the rest', () => {
    const { answers, problems } = read(['age', 'seven'], ['incident', 'theft'], ['sign.ARR-02', 'seen']);
    expect(problems).toEqual([{ field: 'age', code: 'unknown-value' }]);
    expect(answers).toMatchObject({ incident: 'theft', signs: { 'ARR-02': { answer: 'seen' } } });
  });
  it('knows no sign that does not exist', () => {
    expect(read(['sign.XXX-99', 'seen']).problems).toEqual([{ field: 'sign.XXX-99', code: 'unknown-sign' }]);
  });
  it('keeps the first of two answers to one sign and says so', () => {
    const { answers, problems } = read(['sign.ARR-02', 'seen'], ['sign.ARR-02', 'not-seen']);
    expect(problems).toEqual([{ field: 'sign.ARR-02', code: 'two-answers' }]);
    expect(answers.signs['ARR-02']).toEqual({ answer: 'seen' });
  });
  it('takes no holding that begins on no day', () => {
    expect(read(['held', 'yesterday']).problems).toEqual([{ field: 'held', code: 'bad-moment' }]);
    expect(read(['held', '2026-02-31T10:00']).problems).toEqual([{ field: 'held', code: 'bad-moment' }]);
  });
  it('leaves out who observed what was not seen', () => {
    expect(read(['sign.ARR-02', 'not-seen'], ['by.ARR-02', 'child']).answers.signs['ARR-02']).toEqual({ answer: 'not-seen' });
  });
});

describe('age', () => {
  it('not certain, or not given, is a child', () => {
    expect(isChild({ age: 'unsure' })).toBe(true);
    expect(isChild({})).toBe(true);
    expect(isChild({ age: 'adult' })).toBe(false);
  });
});
