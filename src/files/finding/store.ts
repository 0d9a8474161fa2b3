import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { lookExplained } from '../model/kinds.ts';
import { FILE_STATUS, FILES } from '../model/lists.ts';
import { HANDOVER_REPLY, INVITED, LEAD_OFFERED, REQUESTED, waitsOf } from '../model/waits.ts';
import type { NumberedRange } from '../model/number.ts';
import type { WorkRow } from '../store.ts';

/** Rows of the list of files as the actor sees it, for these. */
const rowsOf = (tx: Transaction) =>
  tx
    .selectFrom('list_row as r')
    .leftJoin('list_row as s', (join) => join.onRef('s.stream_id', '=', 'r.stream_id').on('s.list', '=', FILE_STATUS))
    .select(['r.stream_id as file', 'r.state', 'r.due_on as dueOn', 'r.fields', 's.state as status', sql<unknown>`s.fields -> 'signs'`.as('signsThen')])
    .where('r.list', '=', FILES);

/** In the order in which they are named; what the actor does not see in a list is left out. */
export async function readFiles(tx: Transaction, files: readonly string[]): Promise<WorkRow[]> {
  if (files.length === 0) return [];
  const rows = await rowsOf(tx).where('r.stream_id', 'in', [...files]).execute();
  return files.flatMap((file) => rows.find((row) => row.file === file) ?? []);
}

export const readNumbered = (tx: Transaction, { from, to }: NumberedRange): Promise<WorkRow[]> => rowsOf(tx).where('r.stream_id', '>=', from).where('r.stream_id', '<=', to).orderBy('r.stream_id').execute();

export type Wait = { readonly file: string; readonly list: string; readonly dueOn: string; readonly fields: Record<string, unknown> };

/** More than anybody does in a day. */
const LONGEST = 100;

const EARLIEST = '-infinity';

/** What is due first, of one list: for everybody of that work, or for the agency that is named. */
async function readWaits(tx: Transaction, list: string, { isNamed, from }: { isNamed: boolean; from: string | null }): Promise<Wait[]> {
  const own = sql<string>`current_setting('keerpunt.agency', true)`;
  const agency = sql`r.fields ->> 'agency'`;
  const isOurs = isNamed ? sql`${agency} = ${own}` : sql`(${agency} is null or ${agency} = ${own})`;
  // Row by row in the order of the index, and no further than is shown: joined as one, all rows of an agency are read first.
  const { rows } = await sql<Wait>`
    select p.stream_id as file, p.list, p.due_on as "dueOn", r.fields
    from keerpunt.list_place as p
    cross join lateral (select fields from keerpunt.list_row as one where one.stream_id = p.stream_id and one.list = p.list and one.item = p.item offset 0) as r
    where p.list = ${list} and p.due_on is not null and p.due_on >= ${from ?? EARLIEST} and ${isOurs}
    order by p.due_on, p.stream_id limit ${LONGEST}`.execute(tx);
  return rows;
}

const byDay = (a: Wait, b: Wait): number => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1);

type Waiting = { owners: readonly string[]; /** An invitation of yesterday lapsed. */ today: string };

/** Everything that waits for somebody who does these kinds of work, what is due first first. */
export async function readWaiting(tx: Transaction, { owners, today }: Waiting): Promise<Wait[]> {
  const waits: Wait[] = [];
  for (const owner of owners) waits.push(...(await readWaits(tx, waitsOf(owner), { isNamed: false, from: null })));
  waits.push(...(await readWaits(tx, INVITED, { isNamed: true, from: today })));
  for (const list of [LEAD_OFFERED, REQUESTED, HANDOVER_REPLY]) waits.push(...(await readWaits(tx, list, { isNamed: true, from: null })));
  return waits.toSorted(byDay).slice(0, LONGEST);
}

/** What is known of the looks of the actor, at the file that is open and elsewhere. */
export type OwnLooks = { readonly hasLooked: boolean; readonly hasWritten: boolean; readonly moments: readonly Date[]; readonly filesInHour: number; readonly hours: readonly Date[] };

/** Of a file that is looked at without end, so many records are read; who was here before them was here long ago. */
const MOST_RECORDS = 3000;
const AT_DOOR = 'file.way-in';

export async function readOwnLooks(tx: Transaction, file: string, { at, days }: { at: Date; days: number }): Promise<OwnLooks> {
  const actor = sql<string>`current_setting('keerpunt.actor', true)`;
  const records = await tx
    .with('latest', (db) => db.selectFrom('access_record').select(['action', 'actor', 'outcome', 'recorded_at']).where('stream_id', '=', file).orderBy('sequence', 'desc').limit(MOST_RECORDS))
    .selectFrom('latest')
    // By the minute: whoever writes for an hour leaves hundreds.
    .select([sql<boolean>`bool_or(action <> ${AT_DOOR})`.as('has_looked'), sql<Date>`max(recorded_at)`.as('moment')])
    .where('actor', '=', actor)
    .where('outcome', '=', 'done')
    .groupBy(sql`date_trunc('minute', recorded_at)`)
    .orderBy('moment', 'desc')
    .execute();
  // Having said why one looks is no work in the file.
  const written = await tx.selectFrom('entry').select('sequence').where('stream_id', '=', file).where('actor', '=', actor).where('kind', '<>', lookExplained.name).limit(1).executeTakeFirst();
  const { rows } = await sql<{ in_hour: number; hours: Date[] }>`select * from keerpunt.own_looks(${file}::uuid, ${at}, ${days})`.execute(tx);
  return {
    hasLooked: records.some(({ has_looked }) => has_looked),
    hasWritten: written !== undefined,
    moments: records.map(({ moment }) => moment),
    filesInHour: rows[0]?.in_hour ?? 1,
    hours: rows[0]?.hours ?? [],
  };
}

/** What was recorded of a file for everybody at its table: who is there, what waits, which looks were explained. */
export const readTold = (tx: Transaction, file: string): Promise<HeaderRow[]> =>
  tx.selectFrom('entry').select(['sequence', 'section', 'kind', 'version', 'header', 'recorded_on', 'recorded_at']).where('stream_id', '=', file).where('section', 'is', null).orderBy('sequence').execute();

/** Something that was added to a file, without what it says. */
export type News = { readonly kind: string; readonly section: string | null; readonly actor: string; readonly on: string };

/** What others added after a moment, in the sections that the actor sees. */
export async function readNews(tx: Transaction, file: string, since: Date): Promise<News[]> {
  return tx
    .selectFrom('entry')
    .select(['kind', 'section', 'actor', 'recorded_on as on'])
    .where('stream_id', '=', file)
    .where('recorded_at', '>', since)
    .where('actor', '<>', sql<string>`current_setting('keerpunt.actor', true)`)
    .orderBy('sequence')
    .execute();
}
