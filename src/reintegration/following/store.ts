import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { FOLLOW_UP_STEPS, FOLLOW_UPS } from './model/lists.ts';
import { LINK_POST, linkPost } from './model/roles.ts';

/** For which agency one-time links are opened here; null where nobody set that up. */
export async function postOffice(tx: Transaction): Promise<string | null> {
  const { rows } = await sql<{ agency: string }>`select * from keerpunt.agency_of_service(${LINK_POST}, ${linkPost.name}) as agency`.execute(tx);
  return rows[0]?.agency ?? null;
}

export type DueRow = { readonly file: string; readonly state: string; readonly dueOn: string; readonly fields: Readonly<Record<string, unknown>> };

/** More than anybody rings in a day. */
const LONGEST_LIST = 100;
/** So many files in one go of the job; it goes on until there are none. */
const AT_ONCE = 200;

/** How far ahead the list looks, so that a visit can be planned. */
const DAYS_AHEAD = 30;

/** What is due first, in the order of the index and no further than is shown: an agency may follow a hundred thousand. */
export async function readDueList(tx: Transaction, shown: 'due' | 'late' | 'alarm' | 'mine', today: string): Promise<DueRow[]> {
  const isLate = shown === 'late' || shown === 'alarm';
  const isShown = shown === 'alarm' ? sql`r.state = 'alarm'` : shown === 'mine' ? sql`r.fields ->> 'responsible' = current_setting('keerpunt.actor', true)` : sql`true`;
  const { rows } = await sql<DueRow>`
    select p.stream_id as file, r.state, p.due_on as "dueOn", r.fields
    from keerpunt.list_place as p
    cross join lateral (select state, fields from keerpunt.list_row as one where one.stream_id = p.stream_id and one.list = p.list and one.item = p.item offset 0) as r
    where p.list = ${FOLLOW_UPS} and p.due_on < ${today}::date + ${isLate ? 0 : DAYS_AHEAD}::int and ${isShown}
    order by p.due_on, p.stream_id limit ${LONGEST_LIST}`.execute(tx);
  return rows;
}

/** Files in which silence asks for a step by today. */
export async function readStepsDue(tx: Transaction, today: string, except: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select p.stream_id as file from keerpunt.list_place as p
    where p.list = ${FOLLOW_UP_STEPS} and p.due_on <= ${today}::date and p.stream_id <> all (${[...except]}::uuid[]) order by p.due_on, p.stream_id limit ${AT_ONCE}`.execute(tx);
  return rows.map((row) => row.file);
}
