import { z } from 'zod';
import { line, maybeLine, maybeText, text } from '#src/files/model/words.ts';
import { CONDITIONS } from './vocabulary.ts';

/** What is sealed of what is best for a child. Nothing is computed from any of it. */

/** Which language it was stands here only. */
export const heardWords = z.strictObject({ language: maybeLine, summary: maybeText });
export const reasonWords = z.strictObject({ text });
export const maybeWords = z.strictObject({ text: maybeText });
/** Words for the child, and the language they are in. */
export const toChildWords = z.strictObject({ language: maybeLine, text });

/** Five lines, or what was pasted from another system: nobody keys it twice. */
export const assessedWords = z.strictObject({ view: maybeText, safety: maybeText, people: maybeText, needs: maybeText, conclusion: maybeText, pasted: maybeText });
export const conditionsWords = z.strictObject({ under: z.partialRecord(z.enum(CONDITIONS), maybeText) });
export const comparedWords = z.strictObject({ where: maybeLine, status: maybeText, care: maybeText, safety: maybeText, education: maybeText, permanence: maybeText });
export const viewWords = z.strictObject({ name: maybeLine, text });
export const dissentWords = z.strictObject({ name: maybeLine, text });
export const decidedWords = z.strictObject({ by: line, reasons: text });
export const tracingWords = z.strictObject({ whom: text, reference: maybeLine });
export const answerWords = z.strictObject({ text, reference: maybeLine });
export const stepWords = z.strictObject({ text: maybeText, reference: maybeLine });
export const adulthoodWords = z.strictObject({ text, withWhom: maybeLine });
