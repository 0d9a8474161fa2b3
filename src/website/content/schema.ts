import { z } from 'zod';
import { textSchema } from '#src/knowledge/schema.ts';

const day = z.iso.date();

/** How far a source was reached when it was cited. */
const REACHED = ['read', 'in-part', 'through-another', 'not-reached'] as const;

const sourceSchema = z.strictObject({
  title: z.string().min(3),
  publisher: z.string().min(2).nullable(),
  year: z.int().min(1900).max(2100).nullable(),
  url: z.url().nullable(),
  reached: z.enum(REACHED),
  /** What a reader should know before relying on it; in English. */
  note: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;
export const sourcesSchema = z.record(z.string().regex(/^[a-z0-9-]+$/), sourceSchema);

const mark = z.string().regex(/^[0-9a-f]{8}$/);

/** Whoever reviewed a text reviewed these words: when they change, the mark no longer fits and the review lapses. */
const review = z.union([
  z.literal('to-verify'),
  z.strictObject({ byRole: z.string().min(3), on: day, mark }),
]);

/** What stands above the text of an article. `translationOf` is absent in the Dutch original and nowhere else. */
export const frontMatterSchema = z.strictObject({
  title: z.string().min(3).max(90),
  summary: z.string().min(20).max(200),
  drawing: z.string().optional(),
  drawingAlt: z.string().min(5).optional(),
  review,
  translationOf: mark.optional(),
});
export type FrontMatter = z.infer<typeof frontMatterSchema>;

const groupSchema = z.strictObject({ id: z.string(), articles: z.array(z.string()).min(1) });

/** Which articles there are, in which order and under which heading; the headings are texts of the interface. */
export const outlineSchema = z.strictObject({
  dossier: z.array(groupSchema).min(1),
  children: z.array(z.string()).min(1),
  statements: z.array(z.string()).min(1),
});
export type Outline = z.infer<typeof outlineSchema>;

/** Words of somebody else. They need the permission of whoever may give it. */
export const quotationsSchema = z.array(
  z.strictObject({
    text: textSchema,
    by: z.string().min(2),
    organisation: z.string().min(2),
    permission: z.string().min(10),
  }),
);
export type Quotation = z.infer<typeof quotationsSchema>[number];

export const publicationSchema = z.strictObject({
  source: z.string(),
  kind: z.enum(['report', 'judgment', 'guidance', 'data']),
  language: z.string().regex(/^[a-z]{2}$/),
  summary: textSchema,
  about: textSchema,
});
export type Publication = z.infer<typeof publicationSchema>;
