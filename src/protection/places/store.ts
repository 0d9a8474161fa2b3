import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { CHILDREN, STAYS } from './model/child-state.ts';
import type { PlaceRow } from './model/offer.ts';

/** More places than any desk has; what is beyond is left out, and the page says so. */
const MOST_PLACES = 20_000;
const MOST_CHILDREN = 300;
const MOST_STAYS = 20_000;

type Listed = { stream_id: string; item: string; state: string; due_on: string | null; fields: Record<string, unknown> };

/** The rows of a list that the agency may see, in one value: fetching them one by one costs more than finding them. */
async function rowsOf(tx: Transaction, list: string, states: readonly string[] | null, most: number): Promise<readonly Listed[]> {
  const { rows } = await sql<{ all: Listed[] | null }>`
    with place as materialized (select stream_id, list, item from keerpunt.list_place where list = ${list} order by due_on, stream_id limit ${most})
    select json_agg(json_build_object('stream_id', r.stream_id, 'item', r.item, 'state', r.state, 'due_on', r.due_on, 'fields', r.fields)) as all
    from place as p join keerpunt.list_row as r on r.stream_id = p.stream_id and r.list = p.list and r.item = p.item
    where ${states === null ? sql<boolean>`true` : sql<boolean>`r.state = any (${[...states]}::text[])`}`.execute(tx);
  return rows[0]?.all ?? [];
}

/**
 * Every place that is shown to the agency, and its own. In one text and by an index of its own: ten thousand are read for each
 * child, and what belongs to other lists is not looked at (0190).
 */
export async function readPlaces(tx: Transaction): Promise<readonly PlaceRow[]> {
  const { rows } = await sql<{ all: string | null }>`
    select string_agg('["' || stream_id || '",' || (fields ->> 'offer') || ']', ',') as all
    from (select stream_id, fields from keerpunt.list_row where list = 'places' limit ${MOST_PLACES}) as place`.execute(tx);
  return JSON.parse(`[${rows[0]?.all ?? ''}]`) as PlaceRow[];
}

export type Stay = { readonly file: string; readonly place: string };

/** Where children are, or will be, of those whose `location` the agency sees. */
export async function readStays(tx: Transaction): Promise<readonly Stay[]> {
  return (await rowsOf(tx, STAYS, ['offered', 'accepted', 'arrived'], MOST_STAYS)).map((row) => ({ file: row.stream_id, place: String(row.fields['place']) }));
}

export type WaitingChild = { readonly file: string; readonly state: string; readonly since: string; readonly soon: string; readonly group: string | null; readonly groupSize: number };

/** The children whose `protection` the agency sees and who need a bed. */
export async function readWaiting(tx: Transaction): Promise<readonly WaitingChild[]> {
  const rows = await rowsOf(tx, CHILDREN, ['waiting', 'offered'], MOST_CHILDREN);
  return rows.map(({ stream_id: file, state, due_on, fields: f }) => ({ file, state, since: due_on ?? '', soon: String(f['soon']), group: typeof f['group'] === 'string' ? f['group'] : null, groupSize: Number(f['groupSize']) }));
}
