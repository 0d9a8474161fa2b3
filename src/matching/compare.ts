import type { Encoded } from './encode.ts';
import { FIELDS, KIND, type Field } from './fields.ts';
import { likeness } from './writing.ts';

/**
 * How two values agree, from hardly at all to altogether. `swapped` is for names that stand in each other's place and for
 * day and month that do; `near` for one slip of the pen.
 */
export const LEVELS = ['same', 'sound', 'near', 'close', 'some', 'swapped', 'differs'] as const;
export type Level = (typeof LEVELS)[number];

/** What is not known on one side is left out: it speaks neither for nor against. */
export type Agreement = { readonly field: Field; readonly level: Level; /** Stands for the value, where both have the same. */ readonly value?: number };

type Name = NonNullable<Encoded['names'][Field]>;
type Date = NonNullable<Encoded['dates'][Field]>;
type Text = NonNullable<Encoded['texts'][Field]>;

const within = (some: readonly number[], all: readonly number[]) => some.every((word) => all.includes(word));

function nameLevel(a: Name, b: Name): Level {
  if (a.exact === b.exact) return 'same';
  if (a.sound === b.sound || within(a.words, b.words) || within(b.words, a.words)) return 'sound';
  const alike = (likeness(a.spelling, b.spelling) + likeness(a.hearing, b.hearing)) / 2;
  if (alike >= 0.78) return 'near';
  if (alike >= 0.6) return 'close';
  return alike >= 0.42 ? 'some' : 'differs';
}

function dateLevel(a: Date, b: Date): Level {
  if (a.whole === b.whole) return 'same';
  if (a.whole === b.swapped) return 'swapped';
  const right = a.digits.filter((digit, at) => digit === b.digits[at]).length;
  const length = Math.max(a.digits.length, b.digits.length);
  if (right >= length - 1) return 'near';
  const parts = [a.year === b.year, a.month === b.month, a.day === b.day].filter(Boolean).length;
  if (parts === 2 || right >= length - 2) return 'close';
  return a.year === b.year ? 'some' : 'differs';
}

function textLevel(field: Field, a: Text, b: Text): Level {
  if (a.exact === b.exact) return 'same';
  if (KIND[field] === 'code') return 'differs';
  const alike = likeness(a.spelling, b.spelling);
  if (alike >= 0.8) return 'near';
  if (alike >= 0.6) return 'close';
  return alike >= 0.45 ? 'some' : 'differs';
}

/** Given and family name in each other's place. */
function isSwapped(a: Encoded, b: Encoded): boolean {
  const [givenA, familyA, givenB, familyB] = [a.names.given, a.names.family, b.names.given, b.names.family];
  if (!givenA || !familyA || !givenB || !familyB) return false;
  const crossed = [nameLevel(givenA, familyB), nameLevel(familyA, givenB)];
  return crossed.every((level) => level === 'same' || level === 'sound' || level === 'near');
}

const isPartOfName = (field: Field) => KIND[field] === 'name' && field !== 'fullName';

/** Field by field, what both have. */
export function compare(a: Encoded, b: Encoded): Agreement[] {
  const found: Agreement[] = [];
  for (const field of FIELDS) {
    const [nameA, nameB, dateA, dateB, textA, textB] = [a.names[field], b.names[field], a.dates[field], b.dates[field], a.texts[field], b.texts[field]];
    if (nameA && nameB) {
      const level = nameLevel(nameA, nameB);
      found.push(level === 'same' ? { field, level, value: nameA.exact } : { field, level });
    } else if (dateA && dateB) found.push({ field, level: dateLevel(dateA, dateB) });
    else if (textA && textB) {
      const level = textLevel(field, textA, textB);
      found.push(level === 'same' ? { field, level, value: textA.exact } : { field, level });
    }
  }
  if (found.some((one) => isPartOfName(one.field) && (one.level === 'differs' || one.level === 'some')) && isSwapped(a, b)) {
    return found.map((one) => (isPartOfName(one.field) ? { field: one.field, level: 'swapped' } : one));
  }
  return found;
}
