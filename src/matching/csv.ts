import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Field, Identity } from './fields.ts';

/** A line of a file, and the person it is said to be about. */
export type TrueRecord = { readonly identity: Identity; readonly truth: string };

export type Columns = readonly (readonly [Field, string])[];

/** What cannot be read, in words for whoever gave the file. */
export class UnreadableRecords extends Error {
  override readonly name = 'UnreadableRecords';
}

/** Febrl numbers its records `rec-NUMBER-org` and `rec-NUMBER-dup-N`; the person is the number. */
const personOf = (truth: string): string => /^rec-(\d+)-(?:org|dup-\d+)$/.exec(truth)?.[1] ?? truth;

export function readRecords(file: string, truthColumn: string, columns: Columns): TrueRecord[] {
  const bytes = readFileSync(file);
  let rows: Record<string, string>[];
  try {
    rows = parse(bytes, { columns: true, trim: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new UnreadableRecords(`${file} cannot be read as CSV: ${(error as { code?: string }).code ?? 'unknown'}`);
  }
  const [first] = rows;
  if (!first) throw new UnreadableRecords(`${file} holds no records`);
  for (const name of [truthColumn, ...columns.map(([, column]) => column)]) {
    if (!(name in first)) throw new UnreadableRecords(`${file} has no column ${name}; it has ${Object.keys(first).join(', ')}`);
  }
  return rows.map((row) => ({
    truth: personOf(row[truthColumn] ?? ''),
    identity: Object.fromEntries(columns.flatMap(([field, column]) => (row[column] ? [[field, row[column]]] : []))),
  }));
}

const drawn = (truth: string, purpose: string): number => createHash('sha256').update(`${purpose} ${truth}`).digest().readUInt32BE(0);

/** A number that is always the same for the same person. */
export const drawFor = (truth: string): number => drawn(truth, 'record');

/** Which half somebody is in: by the person and never by the record, so that nobody is in both. */
export const halfOf = (truth: string): 'A' | 'B' => (drawn(truth, 'half') % 2 === 0 ? 'A' : 'B');
