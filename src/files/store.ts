import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { FILE_STATUS, FILES } from './model/lists.ts';

/** Whether the agency that asks has this file already. */
export async function isThere(tx: Transaction, file: string): Promise<boolean> {
  const row = await tx.selectFrom('stream').select('stream_id').where('stream_id', '=', file).executeTakeFirst();
  return row !== undefined;
}

export async function isAgency(tx: Transaction, agency: string): Promise<boolean> {
  const row = await tx.selectFrom('agency').select('agency').where('agency', '=', agency).executeTakeFirst();
  return row !== undefined;
}

/** Whether this is, or was, somebody of the agency that asks. */
export async function isColleague(tx: Transaction, person: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select keerpunt.is_colleague(${person}::uuid) as is`.execute(tx);
  return rows[0]?.is === true;
}

export type WorkRow = { file: string; state: string; dueOn: string | null; fields: Record<string, unknown>; status: string | null; signsThen: unknown };

const LONGEST_WORKLIST = 200;

/** The files of the agency that asks: what is due first comes first. Of the status only what it may see. */
export async function readWorklist(tx: Transaction, shown: 'open' | 'mine' | 'late' | 'closed'): Promise<WorkRow[]> {
  const state = shown === 'closed' ? 'closed' : 'open';
  const isLed = shown === 'mine' || shown === 'late' ? sql<boolean>`r.fields ->> 'lead' = current_setting('keerpunt.agency', true)` : sql<boolean>`true`;
  // What is late in files of others is theirs to put right; whoever leads hears of it.
  const isLate = shown === 'late' ? sql<boolean>`r.due_on < current_setting('keerpunt.today', true)::date` : sql<boolean>`true`;
  return tx
    .with(
      (cte) => cte('place').materialized(),
      (db) =>
        db
          .selectFrom('list_place as p')
          .innerJoin('list_row as r', (join) => join.onRef('r.stream_id', '=', 'p.stream_id').onRef('r.list', '=', 'p.list').onRef('r.item', '=', 'p.item'))
          .select(['r.stream_id', 'r.state', 'r.due_on', 'r.fields'])
          .where('p.list', '=', FILES)
          .where('r.state', '=', state)
          .where(isLed)
          .where(isLate)
          .orderBy('p.due_on')
          .orderBy('p.stream_id')
          .limit(LONGEST_WORKLIST),
    )
    .selectFrom('place')
    .leftJoin('list_row as s', (join) => join.onRef('s.stream_id', '=', 'place.stream_id').on('s.list', '=', FILE_STATUS))
    .select(['place.stream_id as file', 'place.state', 'place.due_on as dueOn', 'place.fields', 's.state as status', sql<unknown>`s.fields -> 'signs'`.as('signsThen')])
    .orderBy('place.due_on')
    .orderBy('place.stream_id')
    .execute();
}
