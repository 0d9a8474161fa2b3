import { z } from 'zod';
import { line, maybeLine, maybeText, text } from '#src/files/model/words.ts';

/** What is sealed of following a child. Nothing is computed from any of it. */

export const planWords = z.strictObject({ steps: text, help: maybeText, money: maybeText });
export const reviewWords = z.strictObject({ text: maybeText });
/** Whom the desk rings there, and how. Never somebody of the household. */
export const calendarWords = z.strictObject({ partner: line, phone: line, remarks: maybeText });
export const quietWords = z.strictObject({ how: text, cover: maybeText, avoid: maybeText });
export const triggerWords = z.strictObject({ text: maybeText });
export const endWords = z.strictObject({ reason: text });
/** The child's own words with the question that was asked and who was there: desks-and-law 31. */
export const answerWords = z.strictObject({ words: maybeText, question: maybeText, present: maybeLine, remarks: maybeText });
export const rungWords = z.strictObject({ who: maybeLine, said: maybeText });
