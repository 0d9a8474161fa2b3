import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { FILE_TASK_CODES, FILE_TASKS, FILES } from '../model/lists.ts';

/** One task of a file: numbers, days and codes. */
export type DueRow = { file: string; task: string; dueOn: string; isLate: boolean; code: string | null; country: string | null };

const LONGEST_CALENDAR = 500;

/**
 * Open tasks of the agency that asks, and those of nobody; once late also those of others in files that it leads. Which task it is
 * only where the agency may see that.
 */
export async function readDue(tx: Transaction): Promise<DueRow[]> {
  const own = sql<string>`current_setting('keerpunt.agency', true)`;
  const today = sql<string>`current_setting('keerpunt.today', true)::date`;
  return tx
    .selectFrom('list_place as p')
    .innerJoin('list_row as r', (join) => join.onRef('r.stream_id', '=', 'p.stream_id').onRef('r.list', '=', 'p.list').onRef('r.item', '=', 'p.item'))
    .leftJoin('list_row as c', (join) => join.onRef('c.stream_id', '=', 'p.stream_id').on('c.list', '=', FILE_TASK_CODES).onRef('c.item', '=', 'p.item'))
    .leftJoin('list_row as f', (join) => join.onRef('f.stream_id', '=', 'p.stream_id').on('f.list', '=', FILES).on('f.item', '=', 'file'))
    .select(['p.stream_id as file', 'p.item as task', sql<string>`p.due_on`.as('dueOn'), sql<boolean>`p.due_on < ${today}`.as('isLate'), sql<string | null>`c.fields ->> 'code'`.as('code'), sql<string | null>`f.fields ->> 'country'`.as('country')])
    .where('p.list', '=', FILE_TASKS)
    .where('p.due_on', 'is not', null)
    .where('r.state', '=', 'open')
    .where(sql<boolean>`(coalesce(r.fields ->> 'agency', ${own}) = ${own} or (p.due_on < ${today} and r.fields ->> 'lead' = ${own}))`)
    .orderBy('p.due_on')
    .orderBy('p.stream_id')
    .orderBy('p.item')
    .limit(LONGEST_CALENDAR)
    .execute();
}
