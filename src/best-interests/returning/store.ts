import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { RETURNS } from './model/lists.ts';

/** Agencies at the table of a child whose journey is stopped, or rests on something that has grown old. Never of which child. */
export async function agenciesWithStopped(tx: Transaction, today: string): Promise<readonly string[]> {
  const { rows } = await sql<{ agency: string }>`select * from keerpunt.agencies_where_due(${RETURNS}, ${today}::date) as agency`.execute(tx);
  return rows.map(({ agency }) => agency);
}
