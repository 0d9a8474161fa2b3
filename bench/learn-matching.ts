// Estimates how often fields agree for one person and for two, from published sets with known truth, and writes them down.
// Only one half of the people is looked at; `keerpunt match evaluate` measures on the other.
//   npx node bench/learn-matching.ts FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, LEVELS, type Level } from '../src/matching/compare.ts';
import { halfOf, readRecords, type Columns, type TrueRecord } from '../src/matching/csv.ts';
import { encode, type Encoded } from '../src/matching/encode.ts';
import { FIELDS, type Field } from '../src/matching/fields.ts';
import { plainWriting } from '../src/matching/writing.ts';

const folder = process.argv[2] ?? '';
const FEBRL: Columns = [['given', 'given_name'], ['family', 'surname'], ['houseNumber', 'street_number'], ['street', 'address_1'], ['place', 'suburb'], ['postcode', 'postcode'], ['region', 'state'], ['birthDate', 'date_of_birth'], ['document', 'soc_sec_id']];
const SETS: readonly { files: readonly string[]; truth: string; columns: Columns }[] = [
  { files: ['febrl_dataset3.csv'], truth: 'rec_id', columns: FEBRL },
  { files: ['febrl_dataset4a.csv', 'febrl_dataset4b.csv'], truth: 'rec_id', columns: FEBRL },
  { files: ['fake_1000.csv'], truth: 'cluster', columns: [['given', 'first_name'], ['family', 'surname'], ['birthDate', 'dob'], ['place', 'city'], ['email', 'email']] },
  { files: ['historical_half.csv'], truth: 'cluster', columns: [['given', 'first_name'], ['family', 'surname'], ['fullName', 'full_name'], ['birthDate', 'dob'], ['place', 'birth_place'], ['postcode', 'postcode_fake'], ['sex', 'gender'], ['occupation', 'occupation']] },
];
const PAIRS_OF_TWO = 200_000;

type Counts = Map<Field, Map<Level, number>>;

function count(counts: Counts, a: Encoded, b: Encoded): void {
  for (const { field, level } of compare(a, b)) {
    const levels = counts.get(field) ?? new Map<Level, number>();
    levels.set(level, (levels.get(level) ?? 0) + 1);
    counts.set(field, levels);
  }
}

/** Always the same draws, so that the same sets give the same weights. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function learn(records: readonly TrueRecord[]): { one: Counts; two: Counts } {
  const write = plainWriting();
  const half = records.filter(({ truth }) => halfOf(truth) === 'A');
  const people = half.map(({ truth, identity }) => ({ truth, encoded: encode(write, identity) }));
  const byPerson = Map.groupBy(people, (person) => person.truth);
  const [one, two]: [Counts, Counts] = [new Map(), new Map()];
  for (const same of byPerson.values()) for (const [at, a] of same.entries()) for (const b of same.slice(at + 1)) count(one, a.encoded, b.encoded);
  const draw = drawing(1);
  for (let pair = 0; pair < PAIRS_OF_TWO; pair++) {
    const [a, b] = [people[Math.floor(draw() * people.length)], people[Math.floor(draw() * people.length)]];
    if (a && b && a.truth !== b.truth) count(two, a.encoded, b.encoded);
  }
  return { one, two };
}

const shares = (levels: Map<Level, number> | undefined) => {
  const total = [...(levels?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  return (level: Level) => (total === 0 ? null : ((levels?.get(level) ?? 0) + 0.5) / (total + LEVELS.length / 2));
};

const learned = SETS.map(({ files, truth, columns }) => learn(files.flatMap((file) => readRecords(join(folder, file), truth, columns))));
/** Each set counts the same, however large it is: none of them is the world. */
function mean(field: Field, level: Level, which: 'one' | 'two'): number | null {
  const values = learned.map((set) => shares(set[which].get(field))(level)).filter((value) => value !== null);
  return values.length === 0 ? null : Number((values.reduce((sum, n) => sum + n, 0) / values.length).toPrecision(4));
}
// Nothing published has telephones: they are typed like e-mail addresses.
const LIKE: Partial<Record<Field, Field>> = { phone: 'document' };
const fields = Object.fromEntries(FIELDS.map((field) => [field, Object.fromEntries(LEVELS.map((level) => [level, { m: mean(LIKE[field] ?? field, level, 'one') ?? 0, u: mean(LIKE[field] ?? field, level, 'two') ?? 0 }]))]));
writeFileSync(join(import.meta.dirname, '../src/matching/weights.json'), `${JSON.stringify({ version: '1', fields }, null, 1)}\n`);
