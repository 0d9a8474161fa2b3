import { createReadStream } from 'node:fs';
import { CsvError, parse, type CsvErrorCode } from 'csv-parse';
import { UnreadableCsv } from './problem.ts';

/** What other systems write. All of them have the line ends of ASCII. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'windows-1250'] as const;
export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Writing = { readonly encoding: (typeof ENCODINGS)[number]; readonly separator: (typeof SEPARATORS)[number] };

/** The line on which it begins, and its cells as they stand there. */
export type Row = { readonly line: number; readonly cells: readonly string[] };

/** One case with all its words; what is longer is mostly a quote that was never closed. */
const LONGEST_RECORD = 1_000_000;
const NEWLINE = 0x0a;

const CODES: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'quote-in-the-middle',
  INVALID_OPENING_QUOTE: 'quote-in-the-middle',
  CSV_MAX_RECORD_SIZE: 'record-too-long',
};

function countIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** The first of these whole lines that is not written as it was said. */
function firstWrong(bytes: Buffer, decode: (line: Buffer) => string): number {
  let [from, line] = [0, 0];
  for (;;) {
    const at = bytes.indexOf(NEWLINE, from);
    try {
      decode(bytes.subarray(from, at === -1 ? bytes.length : at));
    } catch {
      return line;
    }
    if (at === -1) return line;
    [from, line] = [at + 1, line + 1];
  }
}

/** The text of a file, whole lines at a time, so that a wrong byte is found on its line. */
async function* textOf(file: string, encoding: Writing['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const decode = (bytes: Buffer) => decoder.decode(bytes);
  let [kept, before] = [Buffer.alloc(0), 0];
  const decoded = (bytes: Buffer): string => {
    try {
      const text = decode(bytes);
      const isFirst = before === 0;
      before += countIn(bytes);
      return isFirst ? text.replace(/^\uFEFF/, '') : text;
    } catch {
      throw new UnreadableCsv(before + firstWrong(bytes, decode) + 1, 'not-in-this-encoding');
    }
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const all = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk;
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (all.length - end > LONGEST_RECORD) throw new UnreadableCsv(before + countIn(all) + 1, 'record-too-long');
    if (end > 0) yield decoded(all.subarray(0, end));
    kept = Buffer.from(all.subarray(end));
  }
  if (kept.length > 0) yield decoded(kept);
}

/** Parses text that comes in parts; what was read before a mistake is given first, so that every mistake is told. */
async function* parsed(parts: AsyncIterable<string>, separator: string): AsyncGenerator<{ record: readonly string[]; lines: number }> {
  const read: { record: readonly string[]; lines: number }[] = [];
  let lines = 0;
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    on_record(record: string[], context) {
      read.push({ record, lines: (lines = context.lines) });
      return null;
    },
  });
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  // Asked for below, and only there.
  failed.catch(() => undefined);
  const ended = new Promise<void>((resolve) => parser.resume().once('end', resolve));
  try {
    for await (const part of parts) {
      await Promise.race([new Promise((resolve) => parser.write(part, resolve)), failed]);
      yield* read.splice(0);
    }
    parser.end();
    await Promise.race([ended, failed]);
    yield* read.splice(0);
  } catch (error) {
    yield* read.splice(0);
    if (!(error instanceof CsvError)) throw error;
    const { quoting, lines: at } = error as CsvError & { quoting?: boolean; lines?: number };
    // Of a quote that is open its beginning is told, and not where the file ends.
    const isOpen = quoting || error.code === 'CSV_QUOTE_NOT_CLOSED';
    throw new UnreadableCsv(isOpen || at === undefined ? lines + 1 : at, CODES[error.code] ?? 'not-csv');
  } finally {
    parser.destroy();
  }
}

/** The rows of a file as they stream by, however many there are. Throws UnreadableCsv where it cannot be read on. */
export async function* readRows(file: string, { encoding, separator }: Writing): AsyncGenerator<Row> {
  let line = 1;
  for await (const { record, lines } of parsed(textOf(file, encoding), separator)) {
    // An empty line, or one of separators only, as spreadsheets leave them behind.
    if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
    line = lines + 1;
  }
}
