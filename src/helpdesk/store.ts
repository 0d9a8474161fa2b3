import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { CLOCKS, CLOSINGS, INBOX, LINKS } from './model/inbox.ts';

/** Whether the agency that asks has this report already. */
export async function isThere(tx: Transaction, report: string): Promise<boolean> {
  const row = await tx.selectFrom('stream').select('stream_id').where('stream_id', '=', report).executeTakeFirst();
  return row !== undefined;
}

/** Which reports were linked to this one. */
export async function readLinksTo(tx: Transaction, report: string): Promise<string[]> {
  const rows = await tx.selectFrom('list_row').select('stream_id').where('list', '=', LINKS).where('item', '=', report).where('state', '=', 'linked').orderBy('stream_id').execute();
  return rows.map((row) => row.stream_id);
}

export type InboxFilter = { states: readonly string[]; worker: string | null; urgency: string | null; language: string | null };

export type InboxRow = { report: string; state: string; fields: Record<string, unknown>; answerBy: string | null };

const LONGEST_INBOX = 200;

/** The inbox: what is most urgent first, then what has to be answered first, then what came first. */
export async function readInbox(tx: Transaction, { states, worker, urgency, language }: InboxFilter): Promise<InboxRow[]> {
  const clocks = tx.selectFrom('list_row').select(['stream_id', sql<string | null>`fields ->> 'answerBy'`.as('answer_by')]).where('list', '=', CLOCKS);
  let rows = tx
    .selectFrom('list_row as r')
    .leftJoin(clocks.as('c'), 'c.stream_id', 'r.stream_id')
    .select(['r.stream_id as report', 'r.state', 'r.fields', 'c.answer_by as answerBy'])
    .where('r.list', '=', INBOX)
    .orderBy(sql`(r.fields ->> 'rank')::int`)
    .orderBy('c.answer_by', (o) => o.asc().nullsLast())
    .orderBy('r.due_on')
    .orderBy('r.stream_id')
    .limit(LONGEST_INBOX);
  if (states.length > 0) rows = rows.where('r.state', 'in', [...states]);
  if (worker !== null) rows = rows.where(sql`r.fields ->> 'worker'`, '=', worker);
  if (urgency !== null) rows = rows.where(sql`r.fields ->> 'urgency'`, '=', urgency);
  if (language !== null) rows = rows.where(sql`r.fields ->> 'language'`, '=', language);
  return rows.execute();
}

/** Reports whose words are to be erased today, so many at a time. */
export async function readDue(tx: Transaction, today: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('list_row')
    .select('stream_id')
    .where('list', '=', INBOX)
    .where(sql<boolean>`fields ->> 'eraseOn' <= ${today}`)
    .orderBy('stream_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.stream_id);
}

/** Who has a report with a deadline up to this day that nobody met; null for a report that nobody has. */
export async function readDeadlines(tx: Transaction, upTo: string): Promise<(string | null)[]> {
  const rows = await tx
    .selectFrom('list_row')
    .select(sql<string | null>`fields ->> 'worker'`.as('worker'))
    .distinct()
    .where('list', '=', INBOX)
    .where('state', 'not in', ['closed', 'withdrawn', 'spam', 'became-file'])
    .where(sql<boolean>`fields ->> 'deadlineOn' <= ${upTo}`)
    .execute();
  return rows.map((row) => row.worker);
}

export type Count = { month: string; circumstance: string; reports: number };

/** How many closed reports there were with each circumstance, by month. */
export async function countClosings(tx: Transaction): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select substr(fields ->> 'on', 1, 7) as month, circumstance, count(*)::int as reports
    from list_row, regexp_split_to_table(fields ->> 'circumstances', ' ') as circumstance
    where list = ${CLOSINGS} and state = 'closed' and circumstance <> ''
    group by 1, 2 order by 1 desc, 2`.execute(tx);
  return rows;
}

export type Waiting = { all: number; urgent: number };

/** Reports whose promise still runs. The clock is the database's: an hour more or less changes nothing. */
export async function countWaiting(tx: Transaction, hoursBefore: number): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select count(*)::int as all, count(*) filter (where i.fields ->> 'urgency' = 'danger'
      or (c.fields ->> 'answerBy') <= to_char((now() at time zone 'UTC') + make_interval(hours => ${hoursBefore}), 'YYYY-MM-DD"T"HH24'))::int as urgent
    from list_row as c join list_row as i on i.stream_id = c.stream_id and i.list = ${INBOX}
    where c.list = ${CLOCKS} and c.fields ? 'answerBy'`.execute(tx);
  return rows[0] ?? { all: 0, urgent: 0 };
}
