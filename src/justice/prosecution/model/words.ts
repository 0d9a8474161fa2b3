import { z } from 'zod';
import { maybeLine, maybeText, text } from '#src/files/model/words.ts';

/** What is sealed about prosecuting. Nothing is computed from any of it. */

export const assessmentWords = z.strictObject({ text });
/** Of what the child is accused, in the words of whoever accuses, and under which number. */
export const matterWords = z.strictObject({ offence: text, reference: maybeLine });
export const decisionWords = z.strictObject({ reasons: maybeText, reference: maybeLine });
/** Never a name: who exploited the child is known to the police, in their own system. */
export const exploiterWords = z.strictObject({ reference: maybeLine, note: maybeText });
