/**
 * Makes a file for `keerpunt import cases` from published cases: `node bench/published-cases-to-csv.ts CASES FOLDER [TIMES]`.
 * FOLDER gets `cases.csv` and `mapping.json`. Who the children are is invented; what happened is as it was published, line by line.
 * With TIMES each case is there so many times, under numbers of its own, to measure with more of them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type PublishedCase = { id: string; source: { year: number | null }; childAge: string | number | null; offence: string; narrative: string; observed: string[]; outcome: string; outcomeReason: string };

const [casesFile, folder, times = '1'] = process.argv.slice(2);
if (!casesFile || !folder || !/^[1-9]\d{0,4}$/.test(times)) {
  console.error('usage: node bench/published-cases-to-csv.ts CASES FOLDER [TIMES]');
  process.exit(2);
}

const GIVEN = ['Ada', 'Bruno', 'Cleo', 'Dario', 'Emina', 'Floris', 'Goran', 'Hana', 'Iris', 'Jovan', 'Klara', 'Luka', 'Mira', 'Nils', 'Oana', 'Petra', 'Quinten', 'Radu', 'Selma', 'Tudor'];
const FAMILY = ['Verzonnen', 'Bedacht', 'Voorbeeld', 'Proefgeval', 'Påhittad', 'Inventat', 'Izmišljen'];
const COLUMNS = ['Number', 'Given', 'Family', 'Born', 'Year', 'What', 'Text', 'Outcome', 'Decided', 'Reasons'];

/** Where somebody comes from is in no file here, whatever was published. */
const withoutOrigin = (text: string): string => text.replaceAll(/\b(?:Roma|gypsy|traveller)\b\s?/gi, '');
/** Quoted, and never the beginning of a formula. */
const cell = (text: string): string => `"${withoutOrigin(text).replace(/^\s*([=@+-])/, '· $1').replaceAll('"', '""')}"`;

function linesOf(one: PublishedCase, n: number): string[] {
  const year = String(Math.min(one.source.year ?? 2020, 2025));
  const age = /\d+/.exec(String(one.childAge ?? ''))?.[0];
  const first = [`${one.id}-${n}`, GIVEN[n % GIVEN.length] ?? '', FAMILY[n % FAMILY.length] ?? '', age === undefined ? '' : String(Number(year) - Number(age)), year, 'begin', `${one.offence}: ${one.narrative}`, one.outcome, `${year}-12-31`, one.outcomeReason || 'As published.'];
  const others = one.observed.map((seen) => [`${one.id}-${n}`, '', '', '', year, 'seen', seen, '', '', '']);
  return [first, ...others].map((cells) => cells.map(cell).join(','));
}

const cases = JSON.parse(readFileSync(casesFile, 'utf8')) as PublishedCase[];
const lines = Array.from({ length: Number(times) }, (_, round) => cases.flatMap((one, at) => linesOf(one, round * cases.length + at))).flat();
const mapping = {
  sender: 'Published cases',
  number: 'Number',
  country: { is: 'NL' },
  child: { given: 'Given', family: 'Family' },
  facts: [{ what: 'birth-date', from: 'Born', source: { is: 'document' }, certainty: { is: 'unsure' } }],
  events: [{ what: { column: 'What', values: { begin: 'police-contact', seen: 'other' } }, on: 'Year', text: { column: 'Text' }, source: { is: 'document' } }],
  status: {
    status: { column: 'Outcome', values: { exploited: 'recognised', 'not exploited': 'not-established', unclear: 'possible' } },
    decider: { is: 'court' },
    on: 'Decided',
    bases: ['judgment'],
    reasons: { column: 'Reasons' },
  },
};
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'cases.csv'), `${[COLUMNS.map(cell).join(','), ...lines].join('\n')}\n`);
writeFileSync(join(folder, 'mapping.json'), `${JSON.stringify(mapping, null, 1)}\n`);
console.log(`${cases.length * Number(times)} cases, ${lines.length} lines`);
