import type { Level } from './compare.ts';
import type { Encoded } from './encode.ts';
import { FIELDS, TEXT_FIELDS, type Field } from './fields.ts';
import type { Scored } from './score.ts';

/** What two persons have in common in one field, in a word. */
type Says = 'agrees' | 'close' | 'differs' | 'unknown';
/** `how` where it is known: a swapped day and month is close in another way than a slip of the pen. */
export type Explained = { readonly field: Field; readonly says: Says; readonly how: Level | null };

const SAID: Record<Level, Says> = { same: 'agrees', sound: 'close', near: 'close', close: 'close', swapped: 'close', year: 'close', some: 'differs', differs: 'differs' };

function hasField({ names, dates, texts }: Encoded, field: Field): boolean {
  if (field === 'given' || field === 'family' || field === 'fullName') return names.some((parts) => parts[field]);
  if (field === 'birthDate') return dates.length > 0;
  return (TEXT_FIELDS as readonly Field[]).includes(field) && texts[field] !== undefined;
}

/** Field by field for a reader: what was asked for and is not known of the other is `unknown`, and speaks neither way. */
export function explain(asked: Encoded, { fields }: Scored): readonly Explained[] {
  const levels = new Map(fields.map(({ field, level }) => [field, level]));
  return FIELDS.flatMap((field): Explained[] => {
    const how = levels.get(field);
    if (how) return [{ field, says: SAID[how], how }];
    return hasField(asked, field) ? [{ field, says: 'unknown', how: null }] : [];
  });
}

export type Strength = 'likely' | 'possible';

/** Among so many people somebody is like this one by chance; beyond that, so many bits more. */
const LIKELY = 3;
const POSSIBLE = -4;
/** In a register of a few people, what is alike by chance is taken as in one of so many. */
const FEWEST = 1000;

/** How strong the likeness is, as a word; null where it is none. The more people are kept, the more it takes. */
export function strengthOf({ bits }: Scored, people: number): Strength | null {
  const beyondChance = bits - Math.log2(Math.max(people, FEWEST));
  if (beyondChance >= LIKELY) return 'likely';
  return beyondChance >= POSSIBLE ? 'possible' : null;
}
