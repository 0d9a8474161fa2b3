import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluate, FIELDS, keyedWriting, plainWriting, rankNames, readRecords, readWeights, UnreadableRecords, type Columns, type Field, type Figures, type NamePair } from '#src/matching/index.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

/** Only for measuring on published data, where there is nothing to guard; and the same figures each time. */
const KEY = Buffer.alloc(32, 'keerpunt match evaluate');
/** Among how many names one is looked for. */
const NAMES = 3000;

function columnsFrom(text: string | undefined): Columns {
  if (!text) throw new UsageError(`--fields takes FIELD=COLUMN,…; fields are ${FIELDS.join(', ')}`);
  return text.split(',').map((part) => {
    const at = part.indexOf('=');
    const [field, column] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || column === '') throw new UsageError(`--fields takes FIELD=COLUMN, not ${part}`);
    if (!FIELDS.includes(field as Field)) throw new UsageError(`there is no field ${field}; fields are ${FIELDS.join(', ')}`);
    return [field as Field, column] as const;
  });
}

/** As it was meant from where the command was called. */
const fileAt = (given: string) => resolve(process.env['INIT_CWD'] ?? process.cwd(), given);

const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
const says = (name: string, f: Figures) =>
  `${name}: F1 ${percent(f.f1)}, precision ${percent(f.precision)}, recall ${percent(f.recall)}, threshold ${f.threshold.toFixed(1)} bits; found at false hits of ${Object.entries(f.foundAtFalseHits)
    .map(([rate, share]) => `${percent(Number(rate))}: ${percent(share)}`)
    .join(', ')}; first ${percent(f.top1)}, among ten ${percent(f.top10)}\n`;

type Values = { records?: string | undefined; left?: string | undefined; right?: string | undefined; 'truth-column'?: string | undefined; fields?: string | undefined; json?: boolean | undefined };

function evaluateRecords(values: Values, projectFolder: string): void {
  const { records, left, right, 'truth-column': truth } = values;
  if (!truth) throw new UsageError('match evaluate needs --truth-column NAME');
  const isOne = records !== undefined && left === undefined && right === undefined;
  if (!isOne && (left === undefined || right === undefined || records !== undefined)) throw new UsageError('match evaluate takes --records FILE, or --left FILE with --right FILE');
  const columns = columnsFrom(values.fields);
  const began = performance.now();
  const [first, second] = [readRecords(fileAt(records ?? left ?? ''), truth, columns), right === undefined ? [] : readRecords(fileAt(right), truth, columns)];
  const all = { all: [...first, ...second], ...(right === undefined ? {} : { secondFrom: first.length }) };
  const weights = readWeights(join(projectFolder, 'src/matching/weights.json'));
  const [encodings, plain] = [evaluate(all, keyedWriting(KEY), weights), evaluate(all, plainWriting(), weights)];
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  if (values.json) process.stdout.write(`${JSON.stringify({ encodings, plain, records: all.all.length, seconds, weights: weights.version })}\n`);
  else process.stdout.write(`${all.all.length} records, ${seconds} s, weights ${weights.version}\n${says('encodings', encodings)}${says('plain', plain)}`);
}

/** Latin, the other writing with its letters apart, and how often: as in the transliteration sets of COLING 2018. */
function readPairs(file: string): NamePair[] {
  const lines = readFileSync(file, 'utf8').split('\n').map((line) => line.split('\t')).filter(([one = '', other = '']) => one.trim() && other.trim());
  if (lines.length === 0) throw new UsageError(`${file} holds no pairs of names; each line is LATIN, a tab, and the other writing`);
  const every = Math.max(1, Math.floor(lines.length / NAMES));
  return lines
    .filter((_, at) => at % every === 0)
    .slice(0, NAMES)
    .map(([one = '', other = '']) => ({ one, other: other.replaceAll(' ', '') }));
}

function evaluateNames(file: string, asJson: boolean | undefined): void {
  const ranks = rankNames(keyedWriting(KEY), readPairs(file));
  process.stdout.write(asJson ? `${JSON.stringify(ranks)}\n` : `${ranks.pairs} names: first ${percent(ranks.top1)}, among ten ${percent(ranks.top10)}\n`);
}

/** Measures how well persons and names are found again, on files with known truth. */
export const matchCommand: Command = {
  usage: ['match evaluate --records FILE | --left FILE --right FILE --truth-column NAME --fields given=…,family=…,birthDate=… [--json]', 'match names FILE.tsv [--json]'],
  async run(args, projectFolder) {
    const options = { records: { type: 'string' }, left: { type: 'string' }, right: { type: 'string' }, 'truth-column': { type: 'string' }, fields: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what, file] = positionals;
    try {
      if (what === 'evaluate' && file === undefined) evaluateRecords(values, projectFolder);
      else if (what === 'names' && file !== undefined) evaluateNames(fileAt(file), values.json);
      else throw new UsageError('match takes evaluate, or names FILE');
    } catch (error) {
      if (error instanceof UnreadableRecords) throw new UsageError(error.message);
      const { code, path } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') throw new UsageError(`${path ?? file ?? 'the file'} cannot be read (${code})`);
      throw error;
    }
    return 0;
  },
};
