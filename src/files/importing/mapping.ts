import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import * as v from '../model/vocabulary.ts';
import { ENCODINGS, SEPARATORS } from './read-rows.ts';

const column = z.string().min(1).max(300);
/** A value that is the same for every case, or a column with what its values stand for here. */
const coded = <const T extends readonly [string, ...string[]]>(codes: T) => z.union([z.strictObject({ is: z.enum(codes) }), z.strictObject({ column, values: z.record(z.string(), z.enum(codes)) })]);
/** Words: the same for every case, or from a column. */
const worded = z.union([z.strictObject({ is: z.string().min(1).max(20_000) }), z.strictObject({ column })]);

export const DAY_FORMATS = ['yyyy-mm-dd', 'dd-mm-yyyy', 'dd/mm/yyyy', 'dd.mm.yyyy', 'mm/dd/yyyy'] as const;

const mappedFact = z.strictObject({ what: z.enum(v.FACTS).exclude(['name']), from: column, source: coded(v.SOURCES), certainty: coded(v.CERTAINTIES) });
const mappedEvent = z.strictObject({ what: coded(v.EVENTS), on: column.optional(), text: worded, place: column.optional(), source: coded(v.SOURCES) });
const mappedWords = z.strictObject({ kind: coded(v.WORDS_KINDS), words: column, question: column.optional(), on: column.optional(), language: column.optional() });
const mappedStatus = z.strictObject({ status: coded(v.STATUSES), decider: coded(v.DECIDERS), on: column, bases: z.array(z.enum(v.BASES)).min(1), effects: z.array(z.enum(v.EFFECTS)).default([]), reasons: worded });

/** How the columns of a file of cases become files here. What it cannot say cannot be imported. */
export const mappingSchema = z.strictObject({
  /** Whose numbers they are: two senders may count alike. */
  sender: z.string().trim().min(1).max(300),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  separator: z.enum(SEPARATORS).default(','),
  days: z.enum(DAY_FORMATS).default('yyyy-mm-dd'),
  /** The column with the sender's own number of the case: by it a case is known again. */
  number: column,
  country: coded(COUNTRIES),
  child: z.strictObject({ given: column.optional(), family: column.optional() }).default({}),
  facts: z.array(mappedFact).max(30).default([]),
  events: z.array(mappedEvent).min(1).max(30),
  words: z.array(mappedWords).max(10).default([]),
  status: mappedStatus.nullable().default(null),
});
export type Mapping = z.output<typeof mappingSchema>;
export type Worded = z.output<typeof worded>;
export type Coded = { readonly is: string } | { readonly column: string; readonly values: Readonly<Record<string, string>> };

const ofWorded = (one: Worded | Coded): string[] => ('column' in one ? [one.column] : []);
const there = (...names: (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

/** Every column that the mapping names. */
export function columnsOf({ number, country, child, facts, events, words, status }: Mapping): ReadonlySet<string> {
  return new Set([
    number,
    ...ofWorded(country),
    ...there(child.given, child.family),
    ...facts.flatMap((f) => [f.from, ...ofWorded(f.source), ...ofWorded(f.certainty)]),
    ...events.flatMap((e) => [...ofWorded(e.what), ...there(e.on, e.place), ...ofWorded(e.text), ...ofWorded(e.source)]),
    ...words.flatMap((w) => [...ofWorded(w.kind), w.words, ...there(w.question, w.on, w.language)]),
    ...(status ? [...ofWorded(status.status), ...ofWorded(status.decider), status.on, ...ofWorded(status.reasons)] : []),
  ]);
}
