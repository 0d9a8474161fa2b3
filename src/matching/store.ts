import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';

export type Sealed = { epoch: string; sealed: Buffer };
/** What shares something with what is asked for: of what the actor sees the stream, of all else only whom one asks. */
type Sharing = Sealed & { stream: string | null; ask: string | null };
export type Shared = { /** Whether more than the visible was looked at. */ isAsked: boolean; candidates: readonly Sharing[] };

type Row = { is_asked: boolean | null; stream_id: string | null; ask: string | null; epoch: string | null; sealed: Buffer | null };

export async function findSharing(tx: Transaction, kind: string, tokens: readonly number[], butNot: string | null, question: Buffer): Promise<Shared> {
  const { rows } = await sql<Row>`select * from keerpunt.find_imprints(${kind}, ${[...tokens]}::int[], ${butNot}::uuid, ${question})`.execute(tx);
  const [first, ...others] = rows;
  return {
    isAsked: first?.is_asked ?? false,
    candidates: others.flatMap(({ stream_id, ask, epoch, sealed }) => (epoch === null || sealed === null ? [] : [{ stream: stream_id, ask, epoch, sealed }])),
  };
}

/** The imprint of one stream, if the actor sees it. */
export async function readOwn(tx: Transaction, stream: string): Promise<Sealed | null> {
  const row = await tx.selectFrom('imprint').select(['epoch', 'sealed']).where('stream_id', '=', stream).executeTakeFirst();
  return row ?? null;
}

/** Some of all, without saying whose; and how many there are, about. */
export async function readSome(tx: Transaction, kind: string, most: number): Promise<{ about: number; some: readonly Sealed[] }> {
  const { rows } = await sql<Sealed & { of_about: number }>`select * from keerpunt.some_imprints(${kind}, ${most}::int)`.execute(tx);
  return { about: rows[0]?.of_about ?? 0, some: rows };
}

/** Of the streams that the actor sees, those that share something with what is looked for. */
export async function searchSharing(tx: Transaction, kind: string, tokens: readonly number[]): Promise<readonly (Sealed & { stream: string })[]> {
  const { rows } = await sql<Sealed & { stream_id: string }>`select * from keerpunt.search_imprints(${kind}, ${[...tokens]}::int[])`.execute(tx);
  return rows.map(({ stream_id: stream, epoch, sealed }) => ({ stream, epoch, sealed }));
}
