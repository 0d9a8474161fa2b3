import type { Indicator, Law, Rule } from '#src/knowledge/schema.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import { noAnswers } from '#src/recognition/answers.ts';
import { assess, type Sign } from '#src/recognition/rule.ts';
import type { Desk } from './desks.ts';
import type { Exercise } from './schema.ts';

/** A sign that a trainee may tick; `isPresent` where the scene shows it. */
type OfferedSign = Sign & { text: string; isPresent: boolean };

/** An exercise in one language, with all it takes to show the answer on a device without a connection. */
export type LocalExercise = Pick<Exercise, 'slug' | 'order' | 'citation' | 'year' | 'where'> & {
  desks: readonly Desk[];
  signs: readonly OfferedSign[];
  title: string;
  scene: readonly string[];
  whatHappened: readonly string[];
  law: readonly string[];
  laws: readonly { id: string; citation: string; place: string }[];
  missed: string;
  cost: string;
  remember: string;
};

type Knowing = { indicators: readonly Indicator[]; law: readonly Law[] };

export function inLanguage(exercise: Exercise, language: Language, knowledge: Knowing): LocalExercise {
  const { slug, order, citation, year, where, desks, signs } = exercise;
  const offered = signs.offered.flatMap((id) => {
    const indicator = knowledge.indicators.find((i) => i.id === id);
    if (!indicator) return [];
    const { tier, dimension, text } = indicator;
    return [{ id, tier, dimension, text: text[language], isPresent: signs.present.includes(id) }];
  });
  const laws = exercise.lawIds.flatMap((id) => {
    const law = knowledge.law.find((l) => l.id === id);
    return law ? [{ id, citation: law.citation, place: law.place }] : [];
  });
  return {
    slug,
    order,
    citation,
    year,
    where,
    desks,
    signs: offered,
    laws,
    title: exercise.title[language],
    scene: exercise.scene[language],
    whatHappened: exercise.whatHappened[language],
    law: exercise.law[language],
    missed: exercise.missed[language],
    cost: exercise.cost[language],
    remember: exercise.remember[language],
  };
}

/** What the check makes of some of the signs of an exercise: the same rule as in the check itself. */
export function checkOf(exercise: Pick<LocalExercise, 'signs'>, ids: readonly string[], rule: Rule): ReturnType<typeof assess> {
  const signs = Object.fromEntries(ids.map((id) => [id, { answer: 'seen' as const }]));
  return assess({ ...noAnswers('NL'), signs }, new Map(exercise.signs.map((s) => [s.id, s])), rule);
}

/** What a trainee made of the scene. */
export type Attempt = { ticked: readonly string[]; choice: Choice | null };

/** What one would do: the outcomes of the check, in the trainee's own judgement. */
export const CHOICES = ['act-now', 'consult', 'keep-watching'] as const;
export type Choice = (typeof CHOICES)[number];

/** Reads a form; whatever does not belong to this exercise is left out. */
export function readAttempt(fields: readonly (readonly [string, string])[], exercise: LocalExercise): Attempt {
  const offered = new Set(exercise.signs.map((s) => s.id));
  const ticked = fields.flatMap(([name, value]) => (name === 'sign' && offered.has(value) ? [value] : []));
  const choice = CHOICES.find((c) => fields.some(([name, value]) => name === 'choice' && value === c)) ?? null;
  return { ticked: [...new Set(ticked)], choice };
}

/** The exercise that comes after this one at a desk, or none after the last. */
export function nextAt(exercises: readonly LocalExercise[], desk: Desk | null, current: LocalExercise): LocalExercise | undefined {
  const row = desk ? exercises.filter((e) => e.desks.includes(desk)) : exercises;
  return row[row.findIndex((e) => e.slug === current.slug) + 1];
}
