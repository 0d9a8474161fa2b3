import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs';
import type { BlockRow } from './rows.ts';

/** What a witness keeps of a block: one line, also the text of a message to a mailbox. */
export type WitnessLine = { number: number; closedAt: string; root: Buffer; signature: Buffer };

/** Somebody elsewhere who remembers what was closed, so that it cannot be rewritten unseen. */
export type Witness = {
  /** What it saw last; null where it saw nothing yet. */
  last: () => WitnessLine | null;
  add: (block: BlockRow) => void;
};

const MARK = 'witness-1';
// In full: a line that a hard stop cut off in its signature would be taken for one that differs.
const SIGNATURE = 100;
const LINE = new RegExp(`^${MARK} ([1-9]\\d{0,14}) (\\S+) ([0-9a-f]{64}) ([A-Za-z0-9+/=]{${SIGNATURE}})$`);

export function witnessLine({ number, closed_at, root, signature }: BlockRow): string {
  return `${MARK} ${number} ${closed_at.toISOString()} ${root.toString('hex')} ${signature.toString('base64')}\n`;
}

/**
 * Adds the line of a block to a witness file, on the disk when this returns. The file is only ever added to; a line that a
 * hard stop cut off is ended, not repaired.
 */
export function appendToWitness(file: string, block: BlockRow): void {
  const handle = openSync(file, 'a+', 0o640);
  try {
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(1);
    const isCutOff = size > 0 && readSync(handle, end, 0, 1, size - 1) === 1 && end[0] !== 0x0a;
    writeFileSync(handle, `${isCutOff ? '\n' : ''}${witnessLine(block)}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The lines of a witness, and the numbers of those that cannot be read, as after a hard stop. Empty lines and `#` are passed over. */
export function readWitness(text: string): { lines: WitnessLine[]; unreadable: number[] } {
  const lines: WitnessLine[] = [];
  const unreadable: number[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, number = '', closedAt = '', root = '', signature = ''] = LINE.exec(line) ?? [];
    if (number === '') unreadable.push(at + 1);
    else lines.push({ number: Number(number), closedAt, root: Buffer.from(root, 'hex'), signature: Buffer.from(signature, 'base64') });
  }
  return { lines, unreadable };
}

/** How much of its end holds the last line for sure; the file grows for years. */
const END_BYTES = 4096;

function lastLine(file: string): WitnessLine | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(Math.min(size, END_BYTES));
    readSync(handle, end, 0, end.length, size - end.length);
    return readWitness(end.toString()).lines.at(-1) ?? null;
  } finally {
    closeSync(handle);
  }
}

/** A file that is only ever added to; where it matters it lies on another machine's disk. */
export function fileWitness(file: string): Witness {
  return { last: () => lastLine(file), add: (block) => appendToWitness(file, block) };
}
