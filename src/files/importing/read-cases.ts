import { createHash } from 'node:crypto';
import { LONGEST_LINE } from '../model/words.ts';
import { cellsOf } from './cells.ts';
import { columnsOf, type Mapping } from './mapping.ts';
import { readCase, type CaseRows, type Imported } from './cases.ts';
import { UnreadableCsv, type LineProblem } from './problem.ts';
import { readRows, type Row } from './read-rows.ts';

type Place = { readonly file: string; readonly mapping: Mapping; readonly today: string };

/** One case after another as the file streams by: what it says, or what is wrong with it. */
export type ReadCase = { readonly number: string; readonly line: number } & ({ readonly imported: Imported } | { readonly problems: readonly LineProblem[] });

/** More rows than an export has for one child; more is a number that stands for no case. */
const MOST_ROWS = 500;

/** Where each column stands, or what is wrong with the first line. */
function headerFrom(row: Row | undefined, mapping: Mapping): { header: ReadonlyMap<string, number> } | { problems: readonly LineProblem[] } {
  if (!row) return { problems: [{ line: 1, column: null, code: 'no-lines' }] };
  const names = row.cells.map((name) => name.trim());
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const missing = [...columnsOf(mapping)].filter((name) => !names.includes(name));
  const problems = [...missing.map((column) => ({ line: row.line, column, code: 'no-such-column' })), ...[...new Set(twice)].map((column) => ({ line: row.line, column, code: 'column-twice' }))];
  return problems.length > 0 ? { problems } : { header: new Map(names.map((name, at) => [name, at])) };
}

/** Little of each number, so that a million of them fit. */
const mark = (number: string): string => createHash('sha256').update(number).digest('base64url').slice(0, 22);

/** Rows of one case stand below each other; a number that comes back later would be a case with two beginnings. */
async function* casesIn(rows: AsyncGenerator<Row>, { mapping, today }: Place, header: ReadonlyMap<string, number>): AsyncGenerator<CaseRows | LineProblem> {
  const ended = new Set<string>();
  let open: { number: string; rows: [Row, ...Row[]] } | null = null;
  for await (const row of rows) {
    const problems: LineProblem[] = [];
    const number = cellsOf(row, { header, days: mapping.days, today, problems }).text(mapping.number, LONGEST_LINE);
    if (open && number === open.number && open.rows.length < MOST_ROWS) {
      open.rows.push(row);
      continue;
    }
    if (open) {
      ended.add(mark(open.number));
      yield open;
      open = null;
    }
    const [problem] = problems;
    if (problem) yield problem;
    else if (number === '') yield { line: row.line, column: mapping.number, code: 'number-missing' };
    else if (ended.has(mark(number))) yield { line: row.line, column: mapping.number, code: 'number-not-together' };
    else open = { number, rows: [row] };
  }
  if (open) yield open;
}

/** Every case of a file. What cannot be read at all ends it, with the line. */
export async function* readCases(place: Place): AsyncGenerator<ReadCase> {
  const { file, mapping, today } = place;
  const rows = readRows(file, mapping);
  try {
    const first = await rows.next();
    const found = headerFrom(first.done ? undefined : first.value, mapping);
    if ('problems' in found) {
      yield { number: '', line: 1, problems: found.problems };
      return;
    }
    for await (const one of casesIn(rows, place, found.header)) {
      if ('code' in one) yield { number: '', line: one.line, problems: [one] };
      else yield { number: one.number, line: one.rows[0].line, ...readCase(one, { mapping, header: found.header, today }) };
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
    yield { number: '', line: error.line, problems: [{ line: error.line, column: null, code: error.code }] };
  } finally {
    await rows.return(undefined);
  }
}
