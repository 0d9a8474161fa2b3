import { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';

/** What is sealed of entries in a file. Nothing is computed from any of it. */

/** What somebody writes in a file, as far as it goes: several lines, or one. */
export const LONGEST_TEXT = 20_000;
export const LONGEST_LINE = 300;
export const text = z.string().trim().min(1).max(LONGEST_TEXT);
export const maybeText = z.string().trim().max(LONGEST_TEXT).default('');
export const line = z.string().trim().min(1).max(LONGEST_LINE);
export const maybeLine = z.string().trim().max(LONGEST_LINE).default('');

export const eventWords = z.strictObject({ text, place: maybeLine });
/** The child's own words with the question that was asked, beside what a professional makes of them: desks-and-law 31. */
export const spokenWords = z.strictObject({ question: maybeText, words: text, summary: maybeText, language: maybeLine, present: maybeLine, interpreter: maybeLine });
/** A name is given in two parts; everything else in one. */
export const factWords = z.strictObject({ given: maybeLine, family: maybeLine, value: maybeText });
export const statusWords = z.strictObject({ reasons: text, toObject: maybeText });
export const signsWords = z.strictObject({ lines: text });
export const representativeWords = z.strictObject({ name: line, contact: maybeText, reason: text });
export const taskWords = z.strictObject({ title: line, ground: maybeLine });
export const reasonWords = z.strictObject({ reason: text });
export const noteWords = z.strictObject({ text });

export type Read<S extends z.ZodType> = { readonly words: z.output<S> } | { readonly isGone: true };

export const seal = <S extends z.ZodType>(schema: S, words: z.input<S>): string => JSON.stringify(schema.parse(words));

/** The words of an entry, or that they are gone: erased, or not to be opened. */
export function unseal<S extends z.ZodType>(schema: S, { body }: Pick<ReadEntry, 'body'>): Read<S> {
  if (!body?.opened) return { isGone: true };
  return { words: schema.parse(JSON.parse(body.value.toString())) };
}
