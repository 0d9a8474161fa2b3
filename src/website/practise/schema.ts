import { z } from 'zod';
import { textSchema } from '#src/knowledge/schema.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { DESKS } from './desks.ts';

const paragraphs = z.array(z.string().min(1)).min(1);
const paragraphsSchema = z.strictObject(Object.fromEntries(LANGUAGES.map((l) => [l, paragraphs])) as Record<(typeof LANGUAGES)[number], typeof paragraphs>);

const signId = z.string().regex(/^[A-Z]{3}-\d{2}$/);

/** A published case as an exercise: what one meets first, then what it was. */
export const exerciseSchema = z.strictObject({
  /** Its number among the published cases that the rule was measured on. */
  case: z.string().regex(/^[NP]\d{2}$/),
  order: z.int().min(1),
  desks: z.array(z.enum(DESKS)).min(1),
  signs: z.strictObject({ offered: z.array(signId).min(5).max(9), present: z.array(signId) }),
  citation: z.string().min(3),
  year: z.int(),
  where: z.string().regex(/^[A-Z]{2}$/),
  title: textSchema,
  scene: paragraphsSchema,
  whatHappened: paragraphsSchema,
  law: paragraphsSchema,
  lawIds: z.array(z.string()),
  missed: textSchema,
  cost: textSchema,
  remember: textSchema,
});
export type Exercise = z.infer<typeof exerciseSchema> & { slug: string };
