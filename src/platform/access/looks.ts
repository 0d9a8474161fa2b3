import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';

/** One look or one action, also a refused one. Where only the day is kept, there is no moment. */
export type Look = { readonly action: string; readonly outcome: 'done' | 'refused' | 'failed'; readonly section: string | null; readonly actor: string; readonly agency: string | null; readonly day: string; readonly at: Date | null };
/** Newest first, so many at a time; `next` asks for those before. */
export type Looks = { readonly rows: readonly Look[]; readonly next: string | null };
export type LooksAsked = { readonly before?: string | null; readonly limit?: number };

export const NO_LOOKS: Looks = { rows: [], next: null };

const USUAL = 50;
const MOST = 200;

type Row = Look & { sequence: number };

/** Who looked at the stream that is open, as far as the sections of the actor reach. */
export async function readLooks(tx: Transaction, streamId: string, { before = null, limit = USUAL }: LooksAsked): Promise<Looks> {
  const most = Math.min(Math.max(1, Math.trunc(limit)), MOST);
  const from = before !== null && /^\d{1,15}$/.test(before) ? Number(before) : null;
  let records = tx
    .selectFrom('access_record')
    .select(['sequence', 'action', 'outcome', 'section', 'actor', 'agency', 'recorded_at as at', sql<string>`coalesce((recorded_at at time zone 'UTC')::date::text, convert_from(header_bytes, 'UTF8')::jsonb ->> 'on')`.as('day')])
    .where('stream_id', '=', streamId)
    .orderBy('sequence', 'desc')
    .limit(most + 1);
  if (from !== null) records = records.where('sequence', '<', from);
  const found: Row[] = await records.execute();
  const rows = found.slice(0, most);
  return { rows: rows.map(({ sequence: _, ...look }) => look), next: found.length > most ? String(rows.at(-1)?.sequence ?? '') : null };
}
