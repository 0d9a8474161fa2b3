import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LONGEST_TEXT, text } from '#src/files/model/words.ts';

/** What is sealed of papers. */

const MOST_STATEMENTS = 200;
export const LONGEST_GUARDED = 300;
export const MOST_GUARDED = 2000;
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
  /** How the country calls this paper and its receiver, where it has names of its own for them. */
  title: line.optional(),
  to: line.optional(),
  /** On which ground it may leave the area of the data protection regulation, where it does. Named by a jurist, paper by paper. */
  transferGround: line.optional(),
  /** What is said of law where no law is known of the country it goes to. */
  lawOfCountry: line.optional(),
  parts: z.array(part).max(40),
  law: z.array(lawLine).max(80),
  /** Words of the file that must not stand in it, as far as everybody may know them who reads where it lies. */
  guarded: z.array(z.string().max(LONGEST_GUARDED)).max(MOST_GUARDED),
});
export type PaperWords = z.output<typeof paperWords>;

export const signerWords = z.strictObject({ name: line.min(1), capacity: line.min(1) });
export type SignerWords = z.output<typeof signerWords>;

/** The PDF, as text that a body can hold. */
export const issuedWords = z.strictObject({ pdf: z.base64() });

export const digestOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Of what a paper says, whatever the order in which it was put together. */
export const wordsDigest = (words: PaperWords): string => digestOf(JSON.stringify(paperWords.parse(words)));
