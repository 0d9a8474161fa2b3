import { randomUUID } from 'node:crypto';
import type { Profile } from '#src/matching/index.ts';
import type { Matcher } from '#src/matching/matcher.ts';

/** Invented people in any number, always the same: names of syllables, the common ones far more common, ten years of birth. */

export function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const STARTS = ['Ba', 'Ce', 'Di', 'Fo', 'Gu', 'Ha', 'Je', 'Ki', 'Lo', 'Mu', 'Na', 'Pe', 'Ri', 'So', 'Tu', 'Va', 'Ze', 'Bra', 'Dre', 'Kro', 'Sta', 'Tri', 'Sla', 'Mi'];
const MIDDLES = ['ra', 'le', 'mi', 'no', 'du', 'sa', 'ke', 'vi', 'to', 'bu', 'nda', 'rke', 'lmi', 'sto'];
const ENDS = ['n', 'k', 's', 'r', 'l', 'va', 'tić', 'scu', 'man', 'berg', 'eanu', 'ova', 'sen', 'ić'];

const nameOf = (n: number, parts: number): string =>
  `${STARTS[n % STARTS.length]}${parts > 2 ? MIDDLES[Math.floor(n / STARTS.length) % MIDDLES.length] : ''}${ENDS[Math.floor(n / (STARTS.length * (parts > 2 ? MIDDLES.length : 1))) % ENDS.length]}`;

/** Low numbers come up more often, about as names do: the most common given name of three hundred in one of fifty. */
const common = (draw: () => number, of: number): number => Math.floor(of * draw() ** 1.5);

export type Person = { given: string; family: string; birthDate: string };

export function personFrom(draw: () => number): Person {
  const two = (n: number) => String(n).padStart(2, '0');
  return { given: nameOf(common(draw, 300), 2), family: nameOf(common(draw, 4700), 3), birthDate: `${2005 + Math.floor(draw() * 10)}-${two(1 + Math.floor(draw() * 12))}-${two(1 + Math.floor(draw() * 28))}` };
}

/** The same person as another clerk writes it down: one letter wrong, parts swapped, or day and month. */
export function miswritten({ given, family, birthDate }: Person, draw: () => number): Person {
  const slip = (word: string) => {
    const at = 1 + Math.floor(draw() * (word.length - 1));
    return `${word.slice(0, at)}${'aeiou'[Math.floor(draw() * 5)]}${word.slice(at + 1)}`;
  };
  const which = Math.floor(draw() * 4);
  if (which === 0) return { given: slip(given), family, birthDate };
  if (which === 1) return { given, family: slip(family), birthDate };
  if (which === 2) return { given: family, family: given, birthDate };
  const [year, month, day] = birthDate.split('-');
  return { given, family, birthDate: `${year}-${day}-${month}` };
}

export const profileFor = ({ given, family, birthDate }: Person): Profile => ({ names: [{ given, family }], birthDates: [birthDate] });

type Query = (sql: string, values: readonly unknown[]) => Promise<unknown>;
/** As many as fit into one statement. */
const AT_ONCE = 500;

/**
 * Puts imprints of so many people into the database past the door, as one who makes a large installation for a measurement:
 * every second one is seen by the first agency, the others are to be asked for at the second.
 */
export async function keepMany(query: Query, matcher: Matcher, count: number, [seeing, asked]: readonly [string, string], seed = 1): Promise<{ people: Person[]; streams: string[] }> {
  const draw = drawing(seed);
  const people = Array.from({ length: count }, () => personFrom(draw));
  const streams: string[] = [];
  await query('alter table keerpunt.imprint disable trigger imprint_is_shown', []);
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = people.slice(from, from + AT_ONCE).map((person, at) => {
      const id = randomUUID();
      streams.push(id);
      const made = matcher.imprint(id, profileFor(person));
      if (!made) throw new Error('an invented person leaves no imprint');
      return { id, ...made, agencies: JSON.stringify((from + at) % 2 === 0 ? { [seeing]: '9999-12-31' } : {}) };
    });
    const list = (pick: (row: (typeof rows)[number]) => unknown) => rows.map(pick);
    await query('insert into keerpunt.stream (stream_id, stream_kind) select unnest($1::uuid[]), $2', [list((r) => r.id), matcher.streamKind]);
    await query(
      `insert into keerpunt.imprint (stream_id, stream_kind, section, epoch, tokens, sealed, ask, is_found, agencies)
       select id, $2, $3, $4, tokens::int[], sealed, $5::uuid, true, agencies::jsonb from unnest($1::uuid[], $6::text[], $7::bytea[], $8::text[]) as t(id, tokens, sealed, agencies)`,
      [list((r) => r.id), matcher.streamKind, matcher.section, rows[0]?.epoch, asked, list((r) => `{${r.tokens.join()}}`), list((r) => r.sealed), list((r) => r.agencies)],
    );
  }
  await query('alter table keerpunt.imprint enable trigger imprint_is_shown', []);
  await query('analyze keerpunt.imprint', []);
  return { people, streams };
}
