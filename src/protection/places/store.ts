import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { RELEASES } from '../keeping/model/lists.ts';
import { CHILDREN, STAYS } from './model/child-state.ts';
import { unpackedOffer, type PlaceRow } from './model/offer.ts';
import { REFUSED } from './model/place-lists.ts';

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

/** The identity of a place and a hash of what its row says, as words of 32 bits. */
const MARK = sql<Buffer>`uuid_send(stream_id) || int8send(hashtextextended(fields ->> 'offer', 0))`;
const [ID_BYTES, MARK_BYTES, MARK_WORDS] = [16, 24, 6];
const WORD = 2 ** 32;
const SAFE_BITS = 0x1f_ff_ff;
/** Rows that this process unpacked, each with its mark. The database says every time which are seen, and whether they changed. */
const unpacked = new Map<number, { readonly mark: Uint32Array; readonly row: PlaceRow }>();
/** So many that were not asked for lately are kept as well. */
const MOST_UNPACKED = 2 * MOST_PLACES;

/** Where a mark is looked for: few of its bits, so that it is a number. The whole mark is compared with what is found there. */
const keyOf = (words: Uint32Array, at: number): number => ((words[at] ?? 0) & SAFE_BITS) * WORD + (words[at + MARK_WORDS - 1] ?? 0);
const wordsOf = (bytes: Buffer): Uint32Array => new Uint32Array(new Uint8Array(bytes).buffer);

function rowAt(words: Uint32Array, at: number): PlaceRow | undefined {
  const known = unpacked.get(keyOf(words, at));
  if (!known) return undefined;
  for (let n = 0; n < MARK_WORDS; n++) if (known.mark[n] !== words[at + n]) return undefined;
  return known.row;
}

function placeIn(marks: Buffer, n: number): string {
  const hex = marks.toString('hex', n * MARK_BYTES, n * MARK_BYTES + ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Reads what this process has not, or only older. Each is kept under the mark of what was read: it can change in between. */
async function unpack(tx: Transaction, places: readonly string[]): Promise<readonly PlaceRow[]> {
  const { rows } = await sql<{ mark: Buffer; place: string; offer: string }>`
    select ${MARK} as mark, stream_id as place, fields ->> 'offer' as offer from keerpunt.list_row where list = 'places' and stream_id = any (${[...places]}::uuid[])`.execute(tx);
  return rows.map(({ mark, place, offer }) => {
    const [row, words] = [unpackedOffer(place, offer), wordsOf(mark)];
    unpacked.set(keyOf(words, 0), { mark: words, row });
    return row;
  });
}

/**
 * Every place that is shown to the agency, and its own: ten thousand are read for each child. Which they are the database says each
 * time, by its policies; what they say it tells only where that changed since this process read it (0190).
 */
export async function readPlaces(tx: Transaction): Promise<readonly PlaceRow[]> {
  const { rows } = await sql<{ all: Buffer | null }>`
    select string_agg(${MARK}, ''::bytea) as all
    from (select stream_id, fields from keerpunt.list_row where list = 'places' limit ${MOST_PLACES}) as place`.execute(tx);
  const marks = rows[0]?.all ?? Buffer.alloc(0);
  const words = wordsOf(marks);
  const [seen, missing]: [PlaceRow[], string[]] = [[], []];
  for (let at = 0; at < words.length; at += MARK_WORDS) {
    const row = rowAt(words, at);
    if (row) seen.push(row);
    else missing.push(placeIn(marks, at / MARK_WORDS));
  }
  if (missing.length === 0) return seen;
  if (unpacked.size > MOST_UNPACKED) unpacked.clear();
  return [...seen, ...(await unpack(tx, missing))];
}

/** Of a child of unsure age the youngest that it may be, where its needs are seen as well; null of every other. */
export type Stay = { readonly file: string; readonly place: string; readonly state: string; readonly unsureFrom: number | null };

/** Where children are, or will be, of those whose `location` the agency sees. */
export async function readStays(tx: Transaction): Promise<readonly Stay[]> {
  const { rows } = await sql<{ all: Stay[] | null }>`
    with place as materialized (select stream_id, list, item from keerpunt.list_place where list = ${STAYS} order by due_on, stream_id limit ${MOST_STAYS})
    select json_agg(json_build_object('file', r.stream_id, 'place', r.fields ->> 'place', 'state', r.state, 'unsureFrom', c.fields -> 'unsureFrom')) as all
    from place as p join keerpunt.list_row as r on r.stream_id = p.stream_id and r.list = p.list and r.item = p.item
    left join keerpunt.list_row as c on c.stream_id = r.stream_id and c.list = ${CHILDREN}
    where r.state in ('offered', 'accepted', 'arrived')`.execute(tx);
  return rows[0]?.all ?? [];
}

export type WaitingChild = { readonly file: string; readonly state: string; readonly since: string; readonly soon: string; readonly group: string | null; readonly groupSize: number };

/** The children whose `protection` the agency sees and who need a bed. */
export async function readWaiting(tx: Transaction): Promise<readonly WaitingChild[]> {
  const rows = await rowsOf(tx, CHILDREN, ['waiting', 'offered'], MOST_CHILDREN);
  return rows.map(({ stream_id: file, state, due_on, fields: f }) => ({ file, state, since: due_on ?? '', soon: String(f['soon']), group: typeof f['group'] === 'string' ? f['group'] : null, groupSize: Number(f['groupSize']) }));
}

/** How often something happened in a month. */
export type Counted = { readonly month: string; readonly what: string; readonly times: number };

/** How a list divides over months and codes, of what the agency may see. Which child or which place it was is not read. */
async function countedIn(tx: Transaction, list: string, since: string, isOurs: RawBuilder<boolean>): Promise<readonly Counted[]> {
  const { rows } = await sql<{ month: string; what: string; times: number }>`
    select to_char(p.due_on, 'YYYY-MM') as month, r.state as what, count(*) as times
    from keerpunt.list_place as p join keerpunt.list_row as r on r.stream_id = p.stream_id and r.list = p.list and r.item = p.item
    where p.list = ${list} and p.due_on >= ${since}::date and ${isOurs} group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}

export type Counts = { readonly releases: readonly Counted[]; readonly refusals: readonly Counted[] };

/** Since a day: how releases ended, and why places said no to this agency, or at its own places. */
export const readCounts = async (tx: Transaction, since: string): Promise<Counts> => ({
  releases: await countedIn(tx, RELEASES, since, sql<boolean>`true`),
  refusals: await countedIn(tx, REFUSED, since, sql<boolean>`current_setting('keerpunt.agency', true) in (r.fields ->> 'desk', r.fields ->> 'agency')`),
});
