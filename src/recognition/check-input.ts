import { z } from 'zod';
import { AGES, COMPANIES, COUNTRIES, INCIDENTS } from '#src/knowledge/vocabulary.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { noAnswers, OBSERVERS, type Answers, type SignAnswer } from './answers.ts';

const EVERY_SIGN = '*';

/** Any country code: it decides who becomes responsible for the child, never the level of the outcome. */
const nationality = z.union([z.string().regex(/^[A-Z]{2}$/), z.literal('unknown')]);

/** One check as another program sends it. Unknown fields are refused, so that a misspelt one is not silently lost. */
export function checkInputSchema(knownSigns: ReadonlySet<string>) {
  const sign = z.string().refine((id) => knownSigns.has(id), { error: 'no such indicator' });
  return z
    .strictObject({
      country: z.enum(COUNTRIES),
      /** `12-15` comes from systems with coarser bands. */
      age: z.enum([...AGES, '12-15']),
      seen: z.array(sign),
      notSeen: z.array(sign).default([]),
      childDisclosure: z.boolean().default(false),
      professionalConcern: z.boolean().default(false),
      incident: z.enum(INCIDENTS).optional(),
      company: z.enum(COMPANIES).optional(),
      danger: z.boolean().optional(),
      /** One observer for all signs, or one a sign. */
      observedBy: z
        .preprocess((by) => (typeof by === 'string' ? { [EVERY_SIGN]: by } : by), z.record(z.string(), z.enum(OBSERVERS)))
        .optional(),
      language: z.enum(LANGUAGES).default('en'),
      nationality: nationality.optional(),
    })
    .superRefine((input, context) => {
      for (const id of Object.keys(input.observedBy ?? {})) {
        if (id !== EVERY_SIGN && !knownSigns.has(id)) {
          context.addIssue({ code: 'custom', path: ['observedBy', id], message: 'no such indicator' });
        }
      }
      for (const [at, id] of input.notSeen.entries()) {
        if (input.seen.includes(id)) {
          context.addIssue({ code: 'custom', path: ['notSeen', at], message: `${id} is both seen and not seen` });
        }
      }
    });
}
export type CheckInput = z.output<ReturnType<typeof checkInputSchema>>;

/** The answers that the form would have held. A child of `12-15` is taken as the youngest it may be. */
export function answersFrom(input: CheckInput): Answers {
  const { observedBy } = input;
  const by = (id: string) => observedBy?.[id] ?? observedBy?.[EVERY_SIGN];
  const signs: Record<string, SignAnswer> = {};
  for (const id of input.seen) {
    const observer = by(id);
    signs[id] = observer ? { answer: 'seen', by: observer } : { answer: 'seen' };
  }
  for (const id of input.notSeen) signs[id] = { answer: 'not-seen' };
  return {
    ...noAnswers(input.country),
    age: input.age === '12-15' ? '12-13' : input.age,
    ...(input.incident ? { incident: input.incident } : {}),
    ...(input.company ? { company: input.company } : {}),
    ...(input.danger === undefined ? {} : { danger: input.danger ? 'yes' : 'no' }),
    childDisclosure: input.childDisclosure,
    professionalConcern: input.professionalConcern,
    signs,
  };
}
