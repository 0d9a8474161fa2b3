import type { EncodedDate, EncodedName, EncodedParts, EncodedText } from './encode.ts';
import { KIND, type Field, type NameField, type TextField } from './fields.ts';
import { likeness } from './writing.ts';

/**
 * How two values agree, from altogether to not at all. `swapped` is for names that stand in each other's place and for day
 * and month that do; `near` for one slip of the pen; `year` for birth dates of which no more than the year is sure.
 */
export const LEVELS = ['same', 'sound', 'near', 'close', 'some', 'swapped', 'year', 'differs'] as const;
export type Level = (typeof LEVELS)[number];

/** What is not known on one side is left out: it speaks neither for nor against. */
export type Agreement = { readonly field: Field; readonly level: Level; /** Stands for the value or its sound, where both have the same. */ readonly value?: number };

const within = (some: readonly number[], all: readonly number[]) => some.every((word) => all.includes(word));

function nameLevel(a: EncodedName, b: EncodedName): Level {
  if (a.exact === b.exact) return 'same';
  if (within(a.words, b.words) || within(b.words, a.words)) return 'sound';
  const alike = (likeness(a.spelling, b.spelling) + likeness(a.hearing, b.hearing)) / 2;
  // Of short names hardly a sound is left: Evan and Fane sound the same and are not.
  if (a.sound === b.sound && alike >= 0.66) return 'sound';
  if (alike >= 0.78) return 'near';
  if (alike >= 0.6) return 'close';
  return alike >= 0.42 ? 'some' : 'differs';
}

function nameAgreement(field: NameField, a: EncodedName, b: EncodedName): Agreement {
  const level = nameLevel(a, b);
  if (level === 'same') return { field, level, value: a.exact };
  return level === 'sound' && a.sound === b.sound ? { field, level, value: a.sound } : { field, level };
}

function dateLevel(a: EncodedDate, b: EncodedDate): Level {
  if (a.isVague || b.isVague) return a.year === b.year ? 'year' : 'differs';
  if (a.whole === b.whole) return 'same';
  if (a.whole === b.swapped) return 'swapped';
  const right = a.digits.filter((digit, at) => digit === b.digits[at]).length;
  const length = Math.max(a.digits.length, b.digits.length);
  if (right >= length - 1) return 'near';
  const parts = [a.year === b.year, a.month === b.month, a.day === b.day].filter(Boolean).length;
  if (parts === 2 || right >= length - 2) return 'close';
  return a.year === b.year ? 'some' : 'differs';
}

export const compareDates = (a: EncodedDate, b: EncodedDate): Agreement => ({ field: 'birthDate', level: dateLevel(a, b) });

export function compareTexts(field: TextField, a: EncodedText, b: EncodedText): Agreement {
  if (a.exact === b.exact) return { field, level: 'same', value: a.exact };
  if (KIND[field] === 'code') return { field, level: 'differs' };
  const alike = likeness(a.spelling, b.spelling);
  if (alike >= 0.8) return { field, level: 'near' };
  if (alike >= 0.6) return { field, level: 'close' };
  return { field, level: alike >= 0.45 ? 'some' : 'differs' };
}

const isRight = (level: Level) => level === 'same' || level === 'near';

/** Given and family name in each other's place: one of them to the letter, the other nearly. */
function isSwapped({ given, family }: EncodedParts, other: EncodedParts): boolean {
  if (!given || !family || !other.given || !other.family) return false;
  if (given.exact !== other.family.exact && family.exact !== other.given.exact) return false;
  return isRight(nameLevel(given, other.family)) && isRight(nameLevel(family, other.given));
}

/** Part by part, what both have; where one is in parts and the other in one piece, the whole. */
export function compareNames(a: EncodedParts, b: EncodedParts): Agreement[] {
  const found = (['given', 'family', 'fullName'] as const).flatMap((field) => {
    const [x, y] = [a[field], b[field]];
    return x && y ? [nameAgreement(field, x, y)] : [];
  });
  if (found.length === 0) return [nameAgreement('fullName', a.whole, b.whole)];
  if (found.some(({ field, level }) => field !== 'fullName' && (level === 'differs' || level === 'some')) && isSwapped(a, b)) {
    return found.map((one) => (one.field === 'fullName' ? one : { field: one.field, level: 'swapped' }));
  }
  return found;
}
