import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { rule, signs } from '#test/support/knowledge.ts';
import { answersFrom, checkInputSchema } from './check-input.ts';
import { routeGroupOf } from './route-group.ts';
import { assess, levelOf } from './rule.ts';

const schema = checkInputSchema(new Set(signs.keys()));
const input = fc.record({
  country: fc.constantFrom('NL', 'SE', 'RO', 'MD', 'BA'),
  age: fc.constantFrom('under-12', '12-15', '16-17', 'unsure', 'adult'),
  seen: fc.uniqueArray(fc.constantFrom(...signs.keys()), { maxLength: 4 }),
  childDisclosure: fc.boolean(),
});
const levelOfInput = (data: object) => levelOf(assess(answersFrom(schema.parse(data)), signs, rule));

describe('a check sent by another program', () => {
  it('nationality and language never change its level', () => {
    const nationality = fc.oneof(fc.constantFrom('NL', 'RO', 'MD', 'AL', 'MA', 'unknown'), fc.stringMatching(/^[A-Z]{2}$/));
    fc.assert(
      fc.property(input, nationality, fc.constantFrom(...LANGUAGES), (data, from, language) => {
        expect(levelOfInput({ ...data, nationality: from, language })).toBe(levelOfInput(data));
      }),
    );
  });
  it.each(['sex', 'gender', 'name', 'ethnicity', 'religion', 'birthplace', 'childDisclosre'])('has no field %s: it is refused, not ignored', (field) => {
    fc.assert(fc.property(input, fc.string(), (data, value) => !schema.safeParse({ ...data, [field]: value }).success));
  });
  it('a sign said twice counts once', () => {
    expect(levelOfInput({ country: 'NL', age: '14', seen: ['BEH-01', 'BEH-01'] })).toBe(0);
  });
});

describe('the route', () => {
  it('splits by law: nationals and EU citizens one way, others another', () => {
    expect(routeGroupOf('NL', 'NL')).toBe('national');
    expect(routeGroupOf('RO', 'NL')).toBe('eu');
    expect(routeGroupOf('BA', 'NL')).toBe('third-country');
    expect(routeGroupOf('BA', 'BA')).toBe('national');
  });
});
