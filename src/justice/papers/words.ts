import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What is sealed of papers. */

const LONGEST_TEXT = 20_000;
const MOST_STATEMENTS = 200;
const text = z.string().trim().min(1).max(LONGEST_TEXT);
const line = z.string().trim().max(300);

/** One thing that is said, with where it stands in the file or in the law. Nothing is said without. */
const statement = z.strictObject({ text, sources: z.array(z.string().min(1).max(2_000)).min(1).max(20) });
export type Statement = z.output<typeof statement>;

const part = z.strictObject({ heading: line.min(1), statements: z.array(statement).max(MOST_STATEMENTS) });
export type PaperPart = z.output<typeof part>;

/** A law as it was cited on the day: in whose words, how long it holds, and whether a jurist looked at it. */
const lawLine = z.strictObject({ id: z.string().max(100), citation: z.string().max(500), text: z.string().max(LONGEST_TEXT), validFrom: z.iso.date(), validTo: z.iso.date().nullable(), isVerified: z.boolean() });
export type LawLine = z.output<typeof lawLine>;

export const paperWords = z.strictObject({
  /** The number under which the receiver knows the matter. */
  reference: line.default(''),
  /** Who can be rung about it. */
  contact: line.default(''),
  parts: z.array(part).max(40),
  law: z.array(lawLine).max(80),
  /** Words of the file that must not stand in it: places. They are looked for each time it changes. */
  guarded: z.array(z.string().max(300)).max(MOST_STATEMENTS),
});
export type PaperWords = z.output<typeof paperWords>;

export const signerWords = z.strictObject({ name: line.min(1), capacity: line.min(1) });
export type SignerWords = z.output<typeof signerWords>;

/** The PDF, as text that a body can hold. */
export const issuedWords = z.strictObject({ pdf: z.base64() });

export const digestOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Of what a paper says, whatever the order in which it was put together. */
export const wordsDigest = (words: PaperWords): string => digestOf(JSON.stringify(paperWords.parse(words)));
