import { z } from 'zod';

/**
 * One part of a paper. Its notes stand at the foot of the page; a mark stands in a frame behind it, for everybody to see. A `field` is
 * a line to write on, a `tick` a box before a text; a `page` begins a new page with its heading.
 */
const block = z.strictObject({
  is: z.enum(['heading', 'text', 'item', 'quote', 'field', 'tick', 'page']),
  text: z.string(),
  notes: z.array(z.string()).default([]),
  mark: z.string().nullable().default(null),
});

/** What a paper says. All of it is text: how it looks is in `paper.typ`, and nothing in here is ever read as markup. */
export const paper = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  title: z.string().trim().min(1),
  head: z.array(z.tuple([z.string(), z.string()])),
  blocks: z.array(block),
  /** On every page, beside its number. */
  foot: z.string(),
});
export type Paper = z.input<typeof paper>;
/** The same with nothing left out. */
export type ReadyPaper = z.output<typeof paper>;
