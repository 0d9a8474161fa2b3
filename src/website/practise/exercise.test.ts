import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf } from '#src/recognition/rule.ts';
import { knowledge, rule } from '#test/support/knowledge.ts';
import { PROJECT } from '#test/support/server.ts';
import { DESKS } from './desks.ts';
import { checkOf, inLanguage, nextAt, readAttempt } from './exercise.ts';
import { exerciseSchema } from './schema.ts';

const folder = join(PROJECT, 'content/exercises');
const whole = readdirSync(folder).map((name) => ({ slug: basename(name, '.json'), ...exerciseSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))) }));
const exercises = whole.map((e) => inLanguage(e, 'en', knowledge)).toSorted((a, b) => a.order - b.order);
const cases = JSON.parse(readFileSync(join(PROJECT, 'src/recognition/evaluation/codings/cases.json'), 'utf8')) as { id: string; outcome: string; contested: boolean }[];
const present = (e: (typeof exercises)[number]) => e.signs.filter((s) => s.isPresent).map((s) => s.id);

describe('the ten exercises', () => {
  it('are ten published cases, none of them contested, two of them ordinary offending', () => {
    const chosen = whole.map((e) => cases.find((c) => c.id === e.case));
    expect(new Set(whole.map((e) => e.case)).size).toBe(10);
    expect(chosen.every((c) => c && !c.contested)).toBe(true);
    expect(chosen.filter((c) => c?.outcome === 'not exploited')).toHaveLength(2);
  });
  it('stand in one order, each at its own place', () => expect(exercises.map((e) => e.order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  it.each(DESKS)('give enough to practise at the desk %s, an ordinary case among it', (desk) => {
    const here = whole.filter((e) => e.desks.includes(desk));
    expect(here.length).toBeGreaterThanOrEqual(4);
    expect(here.some((e) => e.case.startsWith('N'))).toBe(true);
  });
  it.each(exercises.map((e) => [e.slug, e] as const))('%s: with all that was to be seen, the check says what it should', (slug, exercise) => {
    const isOrdinary = whole.find((e) => e.slug === slug)?.case.startsWith('N');
    expect(checkOf(exercise, present(exercise), rule).outcome).toBe(isOrdinary ? 'keep-watching' : 'act-now');
  });
  it.each(exercises.map((e) => [e.slug, e] as const))('%s offers more than is there, so that ticking all is no answer', (_slug, exercise) => {
    expect(exercise.signs.length).toBeGreaterThan(present(exercise).length);
  });
  it('never call a child an offender or say that a child is no victim, in any language', () => {
    const words = /\b(offender|perpetrator|dader|gärningsman\w*|infractor\w*|počinitelj\w*|no victim|not a victim|geen slachtoffer|inte ett offer|nu este o victimă|nije žrtva)\b/i;
    expect(whole.filter((e) => words.test(JSON.stringify(e))).map((e) => e.slug)).toEqual([]);
  });
});

describe('an attempt', () => {
  const exercise = exercises[0];
  if (!exercise) throw new Error('no exercises');
  it('seeing one more sign never lowers what the check says', () => {
    const ids = exercise.signs.map((s) => s.id);
    fc.assert(
      fc.property(fc.subarray(ids), fc.constantFrom(...ids), (ticked, more) => {
        const [before, after] = [checkOf(exercise, ticked, rule), checkOf(exercise, [...new Set([...ticked, more])], rule)];
        expect(levelOf(after)).toBeGreaterThanOrEqual(levelOf(before));
      }),
    );
  });
  it('takes only signs and choices of its exercise, each once, whatever is sent', () => {
    const [sign] = exercise.signs;
    const fields: [string, string][] = [['sign', sign?.id ?? ''], ['sign', sign?.id ?? ''], ['sign', 'XXX-99'], ['choice', 'something-else'], ['other', 'x']];
    expect(readAttempt(fields, exercise)).toEqual({ ticked: [sign?.id], choice: null });
    expect(readAttempt([['choice', 'consult']], exercise).choice).toBe('consult');
    const offered = new Set(exercise.signs.map((s) => s.id));
    const name = fc.oneof(fc.constant('sign'), fc.string());
    const value = fc.oneof(fc.constantFrom(...offered), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (strange) => {
        const { ticked } = readAttempt(strange, exercise);
        expect(ticked.every((id) => offered.has(id))).toBe(true);
        expect(new Set(ticked).size).toBe(ticked.length);
      }),
    );
  });
  it('is followed by the next case of the same desk, until the last', () => {
    const atSchool = exercises.filter((e) => e.desks.includes('school'));
    atSchool.forEach((e, at) => expect(nextAt(exercises, 'school', e)?.slug).toBe(atSchool[at + 1]?.slug));
    expect(nextAt(exercises, null, exercise)?.slug).toBe(exercises[1]?.slug);
  });
});
