import type { Encoded, EncodedName } from './encode.ts';
import { TEXT_FIELDS, type Field, type NameField } from './fields.ts';

/** How common a value is here, as a share of all; `usual` is how common two agree elsewhere, for where few are known yet. */
export type Shares = (field: Field, value: number, usual: number) => number;

/** With so many people the register itself counts as much as what is usual elsewhere. */
const AS_MUCH_AS = 200;

const NAMES: readonly NameField[] = ['given', 'family', 'fullName'];
const soundOf = ({ exact, sound }: EncodedName) => (exact === sound ? [exact] : [exact, sound]);

/** Counts values among people, or among some of them that stand for all. Nothing of it is stored. */
export function sharesOf(people: readonly Encoded[]): Shares {
  const counts = new Map<Field, Map<number, number>>();
  const add = (field: Field, values: Iterable<number>) => {
    const known = counts.get(field) ?? new Map<number, number>();
    for (const value of new Set(values)) known.set(value, (known.get(value) ?? 0) + 1);
    counts.set(field, known);
  };
  for (const { names, texts } of people) {
    for (const field of NAMES) add(field, names.flatMap((parts) => (parts[field] ? soundOf(parts[field]) : [])));
    for (const field of TEXT_FIELDS) add(field, (texts[field] ?? []).map(({ exact }) => exact));
  }
  return (field, value, usual) => ((counts.get(field)?.get(value) ?? 1) + AS_MUCH_AS * usual) / (people.length + AS_MUCH_AS);
}
