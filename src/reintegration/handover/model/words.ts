import { z } from 'zod';
import { line, maybeLine, maybeText, text } from '#src/files/model/words.ts';

/** What is sealed of a hand-over. Nothing is computed from any of it. */

/** What a request says, as a placement in another country has to be asked for: who, what, on which report, why, for how long, who pays. */
export const requestWords = z.strictObject({ office: line, reference: maybeLine, contact: line, child: text, asks: text, report: text, reasons: text, duration: maybeLine, funding: maybeLine });
export type RequestWords = z.output<typeof requestWords>;
export const letterWords = z.strictObject({ contact: line, text: maybeText });
export type LetterWords = z.output<typeof letterWords>;

const pdf = z.base64();
export const sealedRequest = z.strictObject({ words: requestWords, pdf });
export const sealedLetter = z.strictObject({ words: letterWords, pdf });

export const replyWords = z.strictObject({ number: maybeLine, who: maybeLine, text: maybeText });
export const agreementWords = z.strictObject({ text: maybeText });
