import type { Transaction } from '#src/platform/database/transaction.ts';

/** A look at a stream, or an act in it, as it was recorded. */
type Look = {
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** The section it was about; null is the stream as a whole. */
  readonly section: string | null;
  readonly actor: string;
  readonly agency: string | null;
  /** The day, as YYYY-MM-DD. */
  readonly day: string;
  /** The moment; null where the day is all that is kept. */
  readonly at: Date | null;
};

/** Newest first. `next` leads on to older ones; null where these are the oldest. It tells nothing of how many there are. */
export type Looks = { readonly rows: readonly Look[]; readonly next: string | null };

export type LooksAsked = { readonly before?: string | null; readonly limit?: number };

export const NO_LOOKS: Looks = { rows: [], next: null };

const USUAL = 50;
const MOST = 200;

/** A cursor is the hash of the last look that was shown: it follows from no number, so nobody learns of looks elsewhere. */
async function sequenceOf(tx: Transaction, streamId: string, cursor: string): Promise<number | null> {
  const row = await tx.selectFrom('access_record').select('sequence').where('stream_id', '=', streamId).where('hash', '=', Buffer.from(cursor, 'base64url')).executeTakeFirst();
  return row?.sequence ?? null;
}

const dayIn = (header: Buffer): string => (JSON.parse(header.toString()) as { on: string }).on;

/** Who looked at the open stream, as far as the sections of the actor reach: policies see to that. */
export async function readLooks(tx: Transaction, streamId: string, { before = null, limit = USUAL }: LooksAsked): Promise<Looks> {
  const most = Math.min(Math.max(limit, 1), MOST);
  const end = before === null ? null : await sequenceOf(tx, streamId, before);
  if (before !== null && end === null) return NO_LOOKS;
  const newest = tx
    .selectFrom('access_record')
    .select(['action', 'outcome', 'section', 'actor', 'agency', 'recorded_at', 'header_bytes', 'hash'])
    .where('stream_id', '=', streamId)
    .orderBy('sequence', 'desc')
    .limit(most + 1);
  const found = await (end === null ? newest : newest.where('sequence', '<', end)).execute();
  const shown = found.slice(0, most);
  const rows = shown.map(({ recorded_at: at, header_bytes, hash: _hash, ...look }) => ({ ...look, day: at ? at.toISOString().slice(0, 10) : dayIn(header_bytes), at }));
  return { rows, next: found.length > most ? (shown.at(-1)?.hash.toString('base64url') ?? null) : null };
}
