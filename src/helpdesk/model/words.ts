import { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';

/** The most that one message may hold, and every other text of a report. */
export const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;

export const text = z.string().trim().min(1).max(LONGEST_TEXT);
const line = z.string().trim().max(LONGEST_LINE);

/** What is sealed of a message. All but the text comes with the first one only. */
export const messageWords = z.strictObject({
  text: z.string().max(LONGEST_TEXT),
  /** Who somebody is and how to be reached, if they said so. */
  who: line.optional(),
  contact: line.optional(),
  /** Which hours or ways are safe to be reached. */
  safeContact: line.optional(),
  /** The lines of the check from which this was reported. */
  check: z.string().max(LONGEST_TEXT).optional(),
});
export type MessageWords = z.infer<typeof messageWords>;

export const writeWords = (words: MessageWords): string => JSON.stringify(words);

export type WordsRead = { words: MessageWords } | { isGone: true };

/** The words of an entry, or that they are gone: erased, or not to be opened. */
export function readWords({ body }: Pick<ReadEntry, 'body'>): WordsRead {
  if (!body?.opened) return { isGone: true };
  return { words: messageWords.parse(JSON.parse(body.value.toString())) };
}
