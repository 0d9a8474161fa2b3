import { z } from 'zod';
import { textSchema } from '#src/knowledge/schema.ts';

/** A count; null where the source gives none, `<5` where the source itself withholds a small count. */
const count = z.union([z.int().min(0), z.literal('<5'), z.null()]);
export type Count = z.infer<typeof count>;

/** One published figure: its values, where they come from, how they were made and what nobody knows about them. */
export const figureSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Its place on the page of figures. */
  order: z.int().min(1),
  /** `bars`: a bar for each row, its series end to end. `years`: a small chart for each series, a bar for each row. */
  kind: z.enum(['bars', 'years']),
  title: textSchema,
  /** The one sentence that reads the figure. */
  reading: textSchema,
  /** What must be said with it, whenever it is shown. */
  caption: textSchema.optional(),
  method: textSchema,
  unknown: textSchema,
  /** Heading of the first column of its table. */
  rowLabel: textSchema,
  sources: z.array(z.string()).min(1),
  collected: z.iso.date(),
  series: z.array(z.strictObject({ key: z.string().regex(/^[A-Za-z-]+$/), label: textSchema })).min(1),
  rows: z
    .array(
      z.strictObject({
        label: z.union([textSchema, z.string()]),
        values: z.record(z.string(), count),
        /** The source says "more than". */
        atLeast: z.literal(true).optional(),
      }),
    )
    .min(1),
});
export type Figure = z.infer<typeof figureSchema>;
