import { isFormSecret, newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { isIdentity } from '#src/platform/action/concern.ts';
import { AGES, COUNTRIES, type Age, type Country } from '#src/knowledge/vocabulary.ts';
import { LONGEST_TEXT } from '../model/words.ts';
import { WAYS, YES_OR_NOT } from '../model/vocabulary.ts';

type Way = (typeof WAYS)[number];
type YesOrNot = (typeof YES_OR_NOT)[number];

/** What somebody has written so far. It travels from page to page in the form, and nowhere else. */
export type Draft = {
  way: Way;
  danger: YesOrNot;
  alone: YesOrNot;
  text: string;
  age: Age | '';
  country: Country;
  who: string;
  contact: string;
  safe: string;
  /** The answers of a check, as its own form wrote them. */
  check: string;
  /** The sealed words, once they were drawn. */
  receipt: string;
  /** The secret with which the files of this report came in, and the ids of those that wait. */
  form: string;
  files: string;
};

/** The pages in their order; a child is asked one thing a page. */
const PAGES: Record<Way, readonly Step[]> = {
  professional: ['safety', 'tell', 'files', 'words'],
  worried: ['safety', 'tell', 'files', 'words'],
  child: ['danger', 'alone', 'tell', 'about', 'files', 'words'],
};
const STEPS = ['start', 'safety', 'danger', 'alone', 'tell', 'about', 'files', 'words', 'check', 'send'] as const;
export type Step = (typeof STEPS)[number];

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T => (values as readonly string[]).includes(value);
const oneOf = <T extends string, F>(values: readonly T[], value: string, otherwise: F): T | F => (isOneOf(values, value) ? value : otherwise);

export const firstStep = (way: Way): Step => PAGES[way][0] as Step;
export const stepAfter = (way: Way, step: Step): Step => PAGES[way][PAGES[way].indexOf(step) + 1] ?? 'words';
export const stepBefore = (way: Way, step: Step): Step => PAGES[way][PAGES[way].indexOf(step) - 1] ?? 'start';

const LONGEST_LINE = 300;
/** The answers of a check are some four kilobytes. */
const LONGEST_CHECK = 16_000;

const MOST_FILES = 20;

/** The ids of files that wait. What is none is left out. */
export const filesIn = (text: string): string[] => [...new Set(text.split(' ').filter(isIdentity))].slice(0, MOST_FILES);

/** Reads what was posted. What no choice of the form holds counts as not said; texts stay as they were typed. */
export function readDraft(field: (name: string) => string, home: Country): Draft {
  const line = (name: string) => field(name).slice(0, LONGEST_LINE);
  return {
    way: oneOf(WAYS, field('way'), 'worried'),
    danger: oneOf(YES_OR_NOT, field('danger'), 'not-said'),
    alone: oneOf(YES_OR_NOT, field('alone'), 'not-said'),
    text: field('text'),
    age: oneOf(AGES, field('age'), ''),
    country: oneOf(COUNTRIES, field('country'), home),
    who: line('who'),
    contact: line('contact'),
    safe: line('safe'),
    check: field('check').slice(0, LONGEST_CHECK),
    receipt: field('receipt'),
    form: isFormSecret(field('form')) ? field('form') : newFormSecret(),
    files: filesIn(field('files')).join(' '),
  };
}

/** The fields that carry a draft, but those that the page itself shows. */
export const carried = (draft: Draft, shown: readonly (keyof Draft)[] = []): [string, string][] =>
  (Object.entries(draft) as [keyof Draft, string][]).filter(([name, value]) => !shown.includes(name) && value !== '');

export type TextProblem = 'text-missing' | 'text-long';

export function textProblem(text: string): TextProblem | null {
  if (text.trim() === '') return 'text-missing';
  return text.length > LONGEST_TEXT ? 'text-long' : null;
}

export const stepIn = (value: string): Step => oneOf(STEPS, value, 'start');
