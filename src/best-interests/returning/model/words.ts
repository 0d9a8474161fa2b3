import { z } from 'zod';
import { line, maybeLine, maybeText, text } from '#src/files/model/words.ts';

/** What is sealed of a return. Nothing is computed from any of it. */

export const evidenceWords = z.strictObject({ who: line, how: maybeText, reference: maybeLine });
export const confirmedWords = z.strictObject({ who: line, said: maybeText });
export const reasonWords = z.strictObject({ reason: text });
export const journeyWords = z.strictObject({ to: line, escort: line, receiver: line, how: maybeText });
export const stepWords = z.strictObject({ where: maybeText, who: maybeLine });
/** Reasons for a journey against the gate, and what keeps the child safe all the same. */
export const againstWords = z.strictObject({ reasons: text, who: line, safe: maybeText });
