// Estimates how much each way of agreeing says, from published sets with known truth, and writes it down. Only one half of
// the people is looked at; `keerpunt match evaluate` measures on the other.
//   npx node bench/learn-matching.ts FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEVELS, type Agreement, type Level } from '../src/matching/compare.ts';
import { halfOf, readRecords, type Columns, type TrueRecord } from '../src/matching/csv.ts';
import { encode, type Encoded } from '../src/matching/encode.ts';
import { FIELDS, profileOf, type Field, type Identity } from '../src/matching/fields.ts';
import { score } from '../src/matching/score.ts';
import type { Shares } from '../src/matching/shares.ts';
import type { Weights } from '../src/matching/weights.ts';
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

/** Always the same draws, so that the same sets give the same weights. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

type Counts = Map<Field, Map<Level, number>>;
type Half = { truth: string; identity: Identity };

const FLAT: Weights = {
  version: '0',
  fields: Object.fromEntries(FIELDS.map((field) => [field, { bits: Object.fromEntries(LEVELS.map((level, at) => [level, -at])), usual: { same: 0.01, sound: 0.01 } }])) as Weights['fields'],
};
const EVEN: Shares = (_field, _value, usual) => usual;

function count(counts: Counts, agreements: readonly Agreement[]): void {
  for (const { field, level } of agreements) {
    const levels = counts.get(field) ?? new Map<Level, number>();
    levels.set(level, (levels.get(level) ?? 0) + 1);
    counts.set(field, levels);
  }
}

const agreementsOf = (a: Encoded, b: Encoded) => score(a, b, { weights: FLAT, shares: EVEN }).fields;

/** How often one person agrees so with himself, and two do. */
function countSet(half: readonly Half[]): { one: Counts; two: Counts } {
  const write = plainWriting();
  const people = half.map(({ truth, identity }) => ({ truth, encoded: encode(write, profileOf(identity)) }));
  const [one, two]: [Counts, Counts] = [new Map(), new Map()];
  for (const same of Map.groupBy(people, (person) => person.truth).values()) for (const [at, a] of same.entries()) for (const b of same.slice(at + 1)) count(one, agreementsOf(a.encoded, b.encoded));
  const draw = drawing(1);
  for (let pair = 0; pair < PAIRS_OF_TWO; pair++) {
    const [a, b] = [people[Math.floor(draw() * people.length)], people[Math.floor(draw() * people.length)]];
    if (a && b && a.truth !== b.truth) count(two, agreementsOf(a.encoded, b.encoded));
  }
  return { one, two };
}

const shares = (levels: Map<Level, number> | undefined) => {
  const total = [...(levels?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  return (level: Level) => (total === 0 ? null : ((levels?.get(level) ?? 0) + 0.5) / (total + LEVELS.length / 2));
};

const sets: Half[][] = SETS.map(({ files, truth, columns }) =>
  files.flatMap((file): readonly TrueRecord[] => readRecords(join(folder, file), truth, columns)).filter((record) => halfOf(record.truth) === 'A'),
);
const counted = sets.map(countSet);
/** Each set counts the same, however large it is: none of them is the world. */
function mean(field: Field, level: Level, which: 'one' | 'two'): number | null {
  // Whole names are also compared where one has only a part; that says nothing of how whole names agree.
  const having = counted.filter((_, set) => field !== 'fullName' || SETS[set]?.columns.some(([name]) => name === field));
  const values = having.map((set) => shares(set[which].get(field))(level)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, n) => sum + n, 0) / values.length;
}
// Nothing published has telephones: they are typed like numbers of documents.
const LIKE: Partial<Record<Field, Field>> = { phone: 'document' };
const UNSEEN = 0.001;
const bitsOf = (field: Field, level: Level) => Math.log2((mean(field, level, 'one') ?? UNSEEN) / (mean(field, level, 'two') ?? UNSEEN));
const rounded = (value: number) => Number(value.toPrecision(4));
const fields = Object.fromEntries(
  FIELDS.map((field) => {
    const like = LIKE[field] ?? field;
    const usual = { same: rounded(mean(like, 'same', 'two') ?? UNSEEN), sound: rounded(mean(like, 'sound', 'two') ?? UNSEEN) };
    return [field, { bits: Object.fromEntries(LEVELS.map((level) => [level, rounded(bitsOf(like, level))])), usual }];
  }),
);
writeFileSync(join(import.meta.dirname, '../src/matching/weights.json'), `${JSON.stringify({ version: '2', fields }, null, 1)}\n`);
