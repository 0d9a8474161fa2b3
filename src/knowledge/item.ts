import { z } from 'zod';

const day = z.iso.date();
/** A text that stands in every language. */
export const textSchema = z.strictObject({
  nl: z.string().min(1),
  en: z.string().min(1),
  sv: z.string().min(1),
  ro: z.string().min(1),
  bs: z.string().min(1),
});
export type Text = z.infer<typeof textSchema>;

/** `verified` needs the role of the person who verified it and the day; everything else is `to-verify`. */
export const review = z.union([
  z.strictObject({ state: z.literal('to-verify'), note: z.string().optional() }),
  z.strictObject({ state: z.literal('verified'), byRole: z.string().min(3), on: day }),
]);
export type Review = z.infer<typeof review>;

/** What every item of knowledge carries: where it comes from, when it holds, who looked at it. */
export const provenance = {
  source: z.string().min(2),
  sourceUrl: z.url().optional(),
  validFrom: day,
  validTo: day.nullable(),
  review,
};
