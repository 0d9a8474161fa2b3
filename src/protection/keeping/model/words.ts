import { z } from 'zod';
import { maybeLine, maybeText, text } from '#src/files/model/words.ts';

/** What is sealed of what keeps a child safe. Nothing is computed from any of it. */

export const claimWords = z.strictObject({ who: z.string().trim().min(1).max(300), contact: maybeLine, said: maybeText });
export const howWords = z.strictObject({ how: maybeText });
export const decisionWords = z.strictObject({ reasons: text, where: maybeText });
export const safetyWords = z.strictObject({ people: maybeText, phone: maybeText, first48: text, quietWords: maybeLine });
export const reviewWords = z.strictObject({ text: maybeText });
export const futureWords = z.strictObject({ school: maybeText, wish: maybeText, trusted: maybeLine, next: text });
/** In the order in which it is read out. */
export const sheetWords = z.strictObject({ called: z.string().trim().min(1).max(300), looks: text, clothes: maybeText, phone: maybeLine, marks: maybeText, danger: maybeText });
export const goneWords = z.strictObject({ place: text, clothes: maybeText, vehicle: maybeText, phones: maybeText, people: maybeText });
export const stepWords = z.strictObject({ who: maybeLine, reference: maybeLine });
export const interviewWords = z.strictObject({ question: maybeText, words: text, summary: maybeText, interpreter: maybeLine });
