import { z } from 'zod';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { provenance, textSchema } from './item.ts';
import { PAPERS, PAPER_RECEIVERS } from './paper-vocabulary.ts';
import { COUNTRIES, INCIDENTS } from './vocabulary.ts';

/** One sentence of what a paper asks or says, with the laws behind it, by id. Of these a paper cites those that hold where it goes. */
const ask = z.strictObject({
  text: textSchema,
  law: z.array(z.string()),
  /** A claim of law of which no article was read: the paper says that a jurist has to name it. */
  needsLaw: z.literal(true).optional(),
});

const asks = z.partialRecord(z.enum(PAPERS), z.array(ask).min(1));

/** An article of a convention that a report goes through; with `unless`, it is left out where it is known that something else happened. */
const article = z.strictObject({ law: z.string(), unless: z.array(z.enum(INCIDENTS)).optional() });

/** What papers ask wherever nothing more exact is known, on what they rest, and which rights are at stake. */
export const papersForAllSchema = z.strictObject({ asks, always: z.array(z.string()).min(1), articles: z.array(article).min(1), ...provenance });

const receiver = z.strictObject({ name: textSchema, ...provenance });

/** What papers need to know of the country to whose authorities they go. */
export const paperPackSchema = z.strictObject({
  country: z.enum(COUNTRIES),
  /** In which its authorities read. */
  language: z.enum(LANGUAGES),
  /** Whose law holds there. */
  law: z.array(z.enum([...COUNTRIES, 'EU', 'CoE', 'UN'])).min(1),
  /** Whether what goes there from elsewhere leaves the area of the data protection regulation. */
  isOutsideGdpr: z.boolean(),
  /** Which papers its authorities get, and who they are. */
  papers: z.partialRecord(z.enum(PAPERS), z.array(z.enum(PAPER_RECEIVERS)).min(1)),
  receivers: z.partialRecord(z.enum(PAPER_RECEIVERS), receiver),
  titles: z.partialRecord(z.enum(PAPERS), textSchema),
  /** In place of what is asked everywhere. */
  asks,
  ...provenance,
});
export type PapersForAll = z.infer<typeof papersForAllSchema>;
export type PaperPack = z.infer<typeof paperPackSchema>;
