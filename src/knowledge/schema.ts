import { z } from 'zod';
import type { FilePack } from './file-pack.ts';
import type { PaperPack, PapersForAll } from './paper-pack.ts';
import { RETURN_CONDITIONS } from './file-vocabulary.ts';
import { provenance, review, textSchema as text } from './item.ts';
import {
  AGES,
  COMPANIES,
  CONTACT_ROLES,
  COUNTRIES,
  DIMENSIONS,
  INCIDENTS,
  MISSING_DATA,
  MISSING_STEPS,
  MOMENTS,
  OUTCOMES,
  ROUTE_GROUPS,
  TIERS,
  URGENCIES,
} from './vocabulary.ts';


const day = z.iso.date();
/** A text that stands in every language, for data that live elsewhere. */
export { textSchema, type Review, type Text } from './item.ts';

export const indicatorSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{3}-\d{2}$/),
  dimension: z.enum(DIMENSIONS),
  tier: z.enum(TIERS),
  strength: z.string(),
  text,
  /** How to apply the sign, where people hesitated over it. */
  note: text.optional(),
  ...provenance,
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const lawSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  place: z.enum([...COUNTRIES, 'EU', 'CoE', 'UN']),
  citation: z.string().min(3),
  text,
  ...provenance,
});
export type Law = z.infer<typeof lawSchema>;

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/);
const hours = z.union([
  z.literal('always'),
  z.literal('not-known'),
  z.array(
    z.strictObject({
      /** ISO weekdays, Monday is 1. */
      days: z.array(z.int().min(1).max(7)).min(1),
      from: clock,
      to: clock,
    }),
  ),
]);
export type Hours = z.infer<typeof hours>;

const contactSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(2),
  roles: z.array(z.enum(CONTACT_ROLES)).min(1),
  /** As printed; null where the way in has no number of its own (say: through the control room). */
  telephone: z.string().nullable(),
  /** The number for callers from abroad, where it differs. */
  telephoneAbroad: z.string().optional(),
  web: z.url().optional(),
  audience: z.enum(['anyone', 'professional', 'child']),
  hours,
  /** What they do and what to expect, one or two sentences. */
  text,
  lastChecked: day,
  ...provenance,
});
export type Contact = z.infer<typeof contactSchema>;

/** How long police may hold a child for examination, in that country's own clock. */
const holding = z.strictObject({
  law: z.array(z.string()),
  /** Hours, by age band, counted from the officer's order; `longer` where the grave-offence limit differs. */
  limits: z.array(
    z.strictObject({
      ages: z.array(z.enum(AGES)).min(1),
      hours: z.number().positive(),
      longer: z.number().positive().optional(),
    }),
  ),
  /** Part of the day that does not count unless the child is questioned then. */
  notCounted: z.strictObject({ from: clock, to: clock }).nullable(),
  /** What to say or ask before the time is over. */
  text,
  ...provenance,
});
export type Holding = z.infer<typeof holding>;

const route = z.strictObject({
  for: z.array(z.enum(ROUTE_GROUPS)).min(1),
  to: z.string().min(2),
  text,
  /** When and how a responsible person may choose another route, giving reasons. */
  override: text,
  law: z.array(z.string()),
  ...provenance,
});

const callOrder = z.strictObject({
  protect: z.array(z.string()).min(1),
  'call-expert': z.array(z.string()).min(1),
  consult: z.array(z.string()).min(1),
  'keep-watching': z.array(z.string()).min(1),
  adult: z.array(z.string()).min(1),
});

export const packSchema = z.strictObject({
  country: z.enum(COUNTRIES),
  /** `country` packs know the law and the routes of the place; `contacts` packs only whom to call and what not to do. */
  kind: z.enum(['country', 'contacts']),
  timezone: z.string(),
  contacts: z.array(contactSchema).min(1),
  callOrder,
  /** Ids of the laws that make the one paragraph on the outcome page, in order. */
  lawParagraph: z.array(z.string()).min(1),
  holding: holding.nullable(),
  routes: z.array(route),
  /** What not to do in or towards this country, besides the advice for all. */
  doNot: z.array(
    z.strictObject({
      id: z.string(),
      text,
      /** `here`: said on outcomes in this country. `towards`: said to whoever deals with this country from elsewhere. */
      scope: z.enum(['here', 'towards']),
      ...provenance,
    }),
  ),
});
export type Pack = z.infer<typeof packSchema>;

export const adviceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  when: z.enum(MOMENTS),
  text,
  /** Every condition named must hold; a condition left out always holds. */
  for: z.strictObject({
    audience: z.enum(['child', 'adult', 'any']),
    outcomes: z.array(z.enum(OUTCOMES)).optional(),
    urgencies: z.array(z.enum(URGENCIES)).optional(),
    ages: z.array(z.enum(AGES)).optional(),
    incidents: z.array(z.enum(INCIDENTS)).optional(),
    companies: z.array(z.enum(COMPANIES)).optional(),
    seen: z.array(z.string()).optional(),
    danger: z.literal(true).optional(),
  }),
  role: z.enum(CONTACT_ROLES).optional(),
  /** Left out where the country has nobody of that role. */
  onlyWithContact: z.literal(true).optional(),
  law: z.array(z.string()).optional(),
  ...provenance,
});
export type Advice = z.infer<typeof adviceSchema>;

/** One way to reach a level: at least so many signs of each tier; `apart` asks that the B signs come from different dimensions. */
const combination = z.strictObject({
  A: z.int().min(1).optional(),
  B: z.int().min(1).optional(),
  C: z.int().min(1).optional(),
  apart: z.boolean().optional(),
});
export type Combination = z.infer<typeof combination>;

export const ruleSchema = z.strictObject({
  actNow: z.array(combination).min(1),
  consult: z.array(combination).min(1),
  source: z.string(),
  validFrom: day,
  review,
});
export type Rule = z.infer<typeof ruleSchema>;

/** Which signs are asked first, per incident: those an officer can see at the scene and that decide. */
export const questionsSchema = z.strictObject({
  first: z.record(z.enum(INCIDENTS), z.array(z.string()).min(4).max(10)),
  order: z.array(z.enum(DIMENSIONS)).length(DIMENSIONS.length),
});
export type Questions = z.infer<typeof questionsSchema>;

/** What may never become an indicator, and why (no profiling). */
export const excludedSchema = z.strictObject({
  id: z.string().regex(/^X-\d{2}$/),
  text,
  why: z.string(),
  /** Words that betray such an item, in any language; `word*` also matches longer words. */
  words: z.array(z.string()),
});
export type Excluded = z.infer<typeof excludedSchema>;

/** What is told to whom, within how many minutes, when a child is missing. */
export const missingStepSchema = z.strictObject({
  id: z.enum(MISSING_STEPS),
  /** Whom the pack of the country names for it. */
  role: z.enum(CONTACT_ROLES),
  withinMinutes: z.int().min(0).max(10_080),
  how: z.enum(['voice', 'written']),
  /** What is passed on, and nothing else. */
  data: z.array(z.enum(MISSING_DATA)).min(1),
  text,
  /** Only in these countries; left out, in all. */
  countries: z.array(z.enum(COUNTRIES)).optional(),
  law: z.array(z.string()).optional(),
  ...provenance,
});
type MissingStep = z.infer<typeof missingStepSchema>;

/** For how long what a condition of the return gate rests on is worth something. */
export const returnDaysSchema = z.strictObject({
  condition: z.enum(RETURN_CONDITIONS),
  holdsDays: z.int().min(1).max(120),
  /** How many days before setting out it has to be looked at once more; null where it need not be. */
  travelDays: z.int().min(0).max(7).nullable(),
  ...provenance,
});
type ReturnDays = z.infer<typeof returnDaysSchema>;

export const versionSchema = z.strictObject({
  version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/),
  released: day,
});

/** All that Keerpunt knows, at one version. */
export type Knowledge = {
  version: string;
  released: string;
  rule: Rule;
  questions: Questions;
  indicators: Indicator[];
  excluded: Excluded[];
  advice: Advice[];
  law: Law[];
  packs: Pack[];
  /** In the order in which they are done. */
  missing: MissingStep[];
  /** Of conditions that grow old; versions up to 2026.11.4 had none. */
  returnDays: ReturnDays[];
  /** What files need of the countries in which they are led; versions up to 2026.11.3 had none. */
  filePacks: FilePack[];
  /** What papers say that leave a file; versions up to 2026.11.4 had none. */
  papersForAll: PapersForAll | null;
  paperPacks: PaperPack[];
};
