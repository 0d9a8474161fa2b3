import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Database } from '../database/database.ts';
import { SHREDDING_REASONS, shred, type ShreddingReason, type ToShred } from './shredding.ts';

const MARK = 'shredded-1';
const LINE = new RegExp(`^${MARK} ([0-9a-f-]{36}) ([a-z][a-z-]{0,39}) (section|[1-9]\\d{0,14}) (\\d{4}-\\d{2}-\\d{2}) ([a-z-]+)$`);

/**
 * What was destroyed, in a file that lies with the keys and in no backup: a backup from before still holds the keys, and
 * whoever restores it destroys them again from this.
 */
export function noteShredding(file: string, { streamId, section, sequence, because }: ToShred, on: string): void {
  appendFileSync(file, `${MARK} ${streamId} ${section} ${sequence ?? 'section'} ${on} ${because}\n`, { mode: 0o600, flush: true });
}

/** Throws when a line cannot be read: leaving one out would bring back what was destroyed. */
export function readLedger(file: string): ToShred[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const [, streamId = '', section = '', what = '', , because = ''] = LINE.exec(line) ?? [];
    if (streamId === '' || !SHREDDING_REASONS.includes(because as ShreddingReason)) throw new Error(`line ${at + 1} of the ledger of what was shredded cannot be read`);
    return [{ streamId, section, sequence: what === 'section' ? null : Number(what), because: because as ShreddingReason }];
  });
}

/** Destroys again what an older backup brought back. Says how many keys that were. */
export async function shredAgain(database: Pick<Database, 'transaction'>, ledger: readonly ToShred[], by: string, now: Date): Promise<number> {
  let count = 0;
  // What is not in this backup at all, or is gone already, has nothing to be destroyed.
  for (const what of ledger) if ((await shred(database, what, by, now)).done) count++;
  return count;
}
