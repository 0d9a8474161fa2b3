import { LONGEST_TEXT } from '../model/words.ts';
import { DAY_FORMATS, type Coded, type Worded } from './mapping.ts';
import type { LineProblem } from './problem.ts';
import type { Row } from './read-rows.ts';

export type Rough = { readonly day: string | null; readonly precision: 'day' | 'month' | 'year' | 'not-known' };

/** Reads the cells of one row, and notes what cannot be taken over instead of stopping at the first. */
export type Cells = {
  readonly line: number;
  text: (column: string | undefined, most?: number) => string;
  words: (from: Worded) => string;
  code: (from: Coded) => string;
  day: (column: string | undefined) => Rough;
  note: (column: string | null, code: string) => void;
};

/** What other programs would run when the text is taken out again; as words of a case it never begins like this. */
const isFormula = (text: string): boolean => /^\s*[=@]/.test(text) || /^\s*[+-].*[(|!]/s.test(text);
/** A new line and a tab belong to a text; other control characters do not. */
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll(/[\n\t]/g, ''));

/** Why a text cannot be kept as it is. */
function wrongIn(text: string, most: number): string | null {
  if (text.length > most) return 'too-long';
  if (text.includes('\uFFFD')) return 'lost-character';
  if (hasControl(text)) return 'control-character';
  return isFormula(text) ? 'looks-like-a-formula' : null;
}

const PARTS: Readonly<Record<(typeof DAY_FORMATS)[number], RegExp>> = {
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  'dd-mm-yyyy': /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<y>\d{4})$/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  'dd.mm.yyyy': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})\.?$/,
  'mm/dd/yyyy': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/,
};

/** A day that exists; 31 February does not become March. */
function dayFrom(year: string, month: string, day: string): string | null {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}

/** A day, a month or a year, as far as it is known. */
export function roughDayIn(text: string, format: (typeof DAY_FORMATS)[number]): Rough | null {
  if (text === '') return { day: null, precision: 'not-known' };
  const rough = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  const { y = '', m = '', d = '' } = PARTS[format].exec(text)?.groups ?? {};
  const day = rough ? dayFrom(rough[1] ?? '', rough[2] ?? '01', '01') : dayFrom(y, m, d);
  if (day === null) return null;
  return { day, precision: rough ? (rough[2] === undefined ? 'year' : 'month') : 'day' };
}

type About = { readonly header: ReadonlyMap<string, number>; readonly days: (typeof DAY_FORMATS)[number]; readonly today: string; readonly problems: LineProblem[] };

export function cellsOf({ line, cells }: Row, { header, days, today, problems }: About): Cells {
  const raw = (column: string): string => (cells[header.get(column) ?? -1] ?? '').replaceAll('\r\n', '\n').trim();
  const note = (column: string | null, code: string) => void problems.push({ line, column, code });
  const text: Cells['text'] = (column, most = LONGEST_TEXT) => {
    if (column === undefined) return '';
    const wrong = wrongIn(raw(column), most);
    if (wrong) note(column, wrong);
    return wrong ? '' : raw(column);
  };
  return {
    line,
    note,
    text,
    words: (from) => ('is' in from ? from.is : text(from.column)),
    code(from) {
      if ('is' in from) return from.is;
      const { column, values } = from;
      const value = raw(column);
      const found = Object.hasOwn(values, value) ? values[value] : undefined;
      if (found === undefined) note(column, value === '' ? 'value-missing' : 'value-not-mapped');
      return found ?? '';
    },
    day(column) {
      const found = column === undefined ? { day: null, precision: 'not-known' as const } : roughDayIn(raw(column), days);
      if (!found && column !== undefined) note(column, 'no-such-day');
      if (found?.day && found.day > today && column !== undefined) note(column, 'day-to-come');
      return found ?? { day: null, precision: 'not-known' };
    },
  };
}
