import { AGES, COMPANIES, COUNTRIES, DIMENSIONS, INCIDENTS, type Age, type Company, type Country, type Incident } from '#src/knowledge/vocabulary.ts';

export const OBSERVERS = ['own-eyes', 'child', 'hearsay'] as const;
/** Who observed a sign: the professional's own eyes, the child's words, or somebody else's word. It never weighs; it is passed on. */
type Observer = (typeof OBSERVERS)[number];

export const DANGERS = ['yes', 'no', 'not-known'] as const;
type Danger = (typeof DANGERS)[number];

/** A sign that was looked at. A sign that is not here is not known, which is not the same as not seen. */
export type SignAnswer = { answer: 'seen'; by?: Observer } | { answer: 'not-seen' };

/** What a professional has answered so far. It may stop anywhere: every state of it has a valid outcome. */
export type Answers = {
  country: Country;
  incident?: Incident;
  age?: Age;
  company?: Company;
  danger?: Danger;
  childDisclosure: boolean;
  professionalConcern: boolean;
  signs: Readonly<Record<string, SignAnswer>>;
  /** Topics already looked at, so that "next" does not come back to them. */
  done: readonly string[];
  /** Start of the holding for examination on the local clock, `YYYY-MM-DDTHH:MM`. */
  heldFrom?: string;
  questionedAtNight: boolean;
};

export const noAnswers = (country: Country): Answers => ({
  country,
  childDisclosure: false,
  professionalConcern: false,
  signs: {},
  done: [],
  questionedAtNight: false,
});

/** Age not given or not certain: treated as a child (Directive 2011/36/EU art. 13(2)). */
export function isChild(answers: Pick<Answers, 'age'>): boolean {
  return answers.age !== 'adult';
}

export function seenSigns(answers: Pick<Answers, 'signs'>): string[] {
  return Object.entries(answers.signs).flatMap(([id, sign]) => (sign.answer === 'seen' ? [id] : []));
}

/** A field of the form that holds something it cannot hold. */
export type FieldProblem = { field: string; code: 'unknown-value' | 'unknown-sign' | 'two-answers' | 'bad-moment' };
export type Fields = readonly (readonly [name: string, value: string])[];

const CHOICES = {
  country: COUNTRIES,
  incident: INCIDENTS,
  age: AGES,
  company: COMPANIES,
  danger: DANGERS,
} as const;

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value);

/** A day and time that exist; `Date` would quietly turn 31 February into March. */
function isLocalMoment(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return false;
  const moment = new Date(`${value}:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

const TOPICS: ReadonlySet<string> = new Set(['first', ...DIMENSIONS]);

type Reading = { answers: Answers; problems: FieldProblem[] };

function readSign(reading: Reading, signs: Record<string, SignAnswer>, id: string, value: string, known: ReadonlySet<string>) {
  const field = `sign.${id}`;
  if (!known.has(id)) return reading.problems.push({ field, code: 'unknown-sign' });
  if (value === 'not-known') return undefined;
  if (value !== 'seen' && value !== 'not-seen') return reading.problems.push({ field, code: 'unknown-value' });
  const before = signs[id];
  if (before && before.answer !== value) return reading.problems.push({ field, code: 'two-answers' });
  signs[id] = { answer: value };
  return undefined;
}

function readObservers(reading: Reading, signs: Record<string, SignAnswer>, fields: Fields) {
  for (const [name, value] of fields) {
    if (!name.startsWith('by.') || value === '') continue;
    const sign = signs[name.slice(3)];
    if (!isOneOf(OBSERVERS, value)) reading.problems.push({ field: name, code: 'unknown-value' });
    else if (sign?.answer === 'seen') sign.by = value;
  }
}

/**
 * Reads the fields of the check's form. What is understood is kept, what is not is listed; fields that are not the
 * form's are passed over.
 */
export function readAnswers(fields: Fields, knownSigns: ReadonlySet<string>, fallback: Country): Reading {
  const signs: Record<string, SignAnswer> = {};
  const answers: Answers = { ...noAnswers(fallback), signs };
  const reading: Reading = { answers, problems: [] };
  const done = new Set<string>();
  for (const [name, value] of fields) {
    if (name.startsWith('sign.')) readSign(reading, signs, name.slice(5), value, knownSigns);
    else if (name === 'done' && TOPICS.has(value)) done.add(value);
    else if (name === 'says') answers.childDisclosure ||= value === 'yes';
    else if (name === 'worried') answers.professionalConcern ||= value === 'yes';
    else if (name === 'night') answers.questionedAtNight ||= value === 'yes';
    else if (name === 'held' && value !== '') {
      if (isLocalMoment(value)) answers.heldFrom = value;
      else reading.problems.push({ field: name, code: 'bad-moment' });
    } else if (Object.hasOwn(CHOICES, name) && value !== '') {
      const field = name as keyof typeof CHOICES;
      if (isOneOf<string>(CHOICES[field], value)) Object.assign(answers, { [field]: value });
      else reading.problems.push({ field: name, code: 'unknown-value' });
    }
  }
  readObservers(reading, signs, fields);
  answers.done = [...done];
  return reading;
}

/** The fields that carry these answers from page to page; `readAnswers` reads them back as they were. */
export function writeAnswers(answers: Answers): [string, string][] {
  const fields: [string, string][] = [['country', answers.country]];
  for (const name of ['incident', 'age', 'company', 'danger'] as const) {
    const value = answers[name];
    if (value) fields.push([name, value]);
  }
  if (answers.childDisclosure) fields.push(['says', 'yes']);
  if (answers.professionalConcern) fields.push(['worried', 'yes']);
  for (const [id, sign] of Object.entries(answers.signs)) {
    fields.push([`sign.${id}`, sign.answer]);
    if (sign.answer === 'seen' && sign.by) fields.push([`by.${id}`, sign.by]);
  }
  for (const topic of answers.done) fields.push(['done', topic]);
  if (answers.heldFrom) fields.push(['held', answers.heldFrom]);
  if (answers.questionedAtNight) fields.push(['night', 'yes']);
  return fields;
}
