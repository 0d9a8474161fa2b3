import type { QueryCreator } from 'kysely';
import type { Tables } from '#src/platform/database/tables.ts';
import { takeRole, type Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from './fold.ts';
import type { AccessRow, EntryRow } from './rows.ts';

type StoredKey = { stream_id: string; section: string; wrapped_key: Buffer | null; master_key_id: string };

export async function addSectionKey(tx: Transaction, { stream_id, section, wrapped_key, master_key_id }: StoredKey): Promise<void> {
  await tx.insertInto('section_key').values({ stream_id, section, wrapped_key, master_key_id, shredded_on: null, shredded_by: null, shredded_because: null }).execute();
}

/** The wrapped key of a section that the actor sees; null where nothing was sealed yet. */
export async function readSectionKey(tx: Transaction, streamId: string, section: string): Promise<Pick<StoredKey, 'wrapped_key' | 'master_key_id'> | null> {
  const row = await tx.selectFrom('section_key').select(['wrapped_key', 'master_key_id']).where('stream_id', '=', streamId).where('section', '=', section).executeTakeFirst();
  return row ?? null;
}

type Shredded = { streamId: string; section: string; on: string; by: string; because: string };

/** Destroys the key of a section. Whoever may read it can from then on read only that it was there. */
export async function shredSection(tx: Transaction, { streamId, section, on, by, because }: Shredded): Promise<void> {
  await takeRole(tx, 'keerpunt_keeper');
  const gone = { wrapped_key: null, shredded_on: on, shredded_by: by, shredded_because: because };
  await tx.updateTable('section_key').set(gone).where('stream_id', '=', streamId).where('section', '=', section).where('wrapped_key', 'is not', null).execute();
  await takeRole(tx, 'keerpunt_actor');
}

/** The entries of one section, or those for everybody at the table, as they are stored; in the order in which they came. */
export async function readSection(tx: Transaction, streamId: string, section: string | null) {
  const entries = tx
    .selectFrom('entry')
    .select(['sequence', 'section', 'kind', 'version', 'header', 'sealed_body', 'sealed_key', 'recorded_on', 'recorded_at', 'actor', 'hash'])
    .where('stream_id', '=', streamId)
    .orderBy('sequence');
  return (section === null ? entries.where('section', 'is', null) : entries.where('section', '=', section)).execute();
}

export type StoredEntry = Awaited<ReturnType<typeof readSection>>[number];

/** Every entry that the actor sees, whole and as it is stored: for whoever is handed it and verifies it elsewhere. */
export async function readLinks(tx: Transaction, streamId: string) {
  return tx
    .selectFrom('entry')
    .select(['sequence', 'section', 'kind', 'version', 'header_bytes', 'sealed_body', 'sealed_key', 'recorded_on', 'recorded_at', 'actor', 'previous_hash', 'hash'])
    .where('stream_id', '=', streamId)
    .orderBy('sequence')
    .execute();
}

export type StoredLink = Awaited<ReturnType<typeof readLinks>>[number];

/** The hash of the last entry of a section; null when there is none. */
export async function lastHashOf(tx: Transaction, streamId: string, section: string | null): Promise<Buffer | null> {
  const entries = tx.selectFrom('entry').select('hash').where('stream_id', '=', streamId).orderBy('sequence', 'desc').limit(1);
  const last = await (section === null ? entries.where('section', 'is', null) : entries.where('section', '=', section)).executeTakeFirst();
  return last?.hash ?? null;
}

/** The headers of all sections of the open stream, so that rules come to the same answer for every reader. No body. */
export async function readHeaders(tx: Transaction, streamId: string): Promise<HeaderRow[]> {
  await takeRole(tx, 'keerpunt_rules');
  const headers = await tx
    .selectFrom('entry')
    .select(['sequence', 'section', 'kind', 'version', 'header', 'recorded_on', 'recorded_at'])
    .where('stream_id', '=', streamId)
    .orderBy('sequence')
    .execute();
  await takeRole(tx, 'keerpunt_actor');
  return headers;
}

/** A row of a list as a rule gives it. Who may see it follows from its section; the database sees to that. */
export type ListRow = {
  list: string;
  /** Tells the rows of one stream in one list apart. */
  item: string;
  section: string | null;
  state: string;
  dueOn: string | null;
  fields?: Readonly<Record<string, string | number | boolean | null>>;
};

const listValues = (streamId: string, rows: readonly ListRow[]) =>
  rows.map(({ list, item, section, state, dueOn, fields = {} }) => ({ stream_id: streamId, list, item, section, state, due_on: dueOn, fields: JSON.stringify(fields) }));

export type Kept = {
  /** Chained and sealed. The database refuses what does not follow the last one. */
  entries: readonly EntryRow[];
  /** Rows of lists, put over those of the same item. A row stays in the section in which it was made. */
  lists: readonly ListRow[];
  access: AccessRow;
};

/**
 * Keeps what an action leaves, in one statement: going to the database and back is what costs most. Either all of it is
 * kept or nothing. The triggers follow both chains of the stream.
 */
export async function keep(tx: Transaction, { entries, lists, access }: Kept): Promise<void> {
  const addAccess = (db: QueryCreator<Tables>) => db.insertInto('access_record').values(access).execute();
  const [first] = entries;
  if (!first) {
    await addAccess(tx);
    return;
  }
  const withEntries = tx.with('added', (db) => db.insertInto('entry').values(entries.map((entry) => ({ ...entry, header: entry.header_bytes.toString() }))).returning('sequence'));
  if (lists.length === 0) {
    await addAccess(withEntries as unknown as QueryCreator<Tables>);
    return;
  }
  const withLists = withEntries.with('listed', (db) =>
    db
      .insertInto('list_row')
      .values(listValues(first.stream_id, lists))
      .onConflict((c) => c.columns(['stream_id', 'list', 'item']).doUpdateSet((e) => ({ state: e.ref('excluded.state'), due_on: e.ref('excluded.due_on'), fields: e.ref('excluded.fields') })))
      .returning('item'),
  );
  await addAccess(withLists as unknown as QueryCreator<Tables>);
}

/** One list over all streams, as far as the actor may see: what is due first comes first. */
export async function readList(tx: Transaction, list: string, limit: number) {
  return (
    tx
      // First which ones, in their order: joined at once, the planner takes the policy for one that leaves hardly a row.
      .with(
        (cte) => cte('place').materialized(),
        (db) => db.selectFrom('list_place').select(['stream_id', 'list', 'item', 'due_on']).where('list', '=', list).orderBy('due_on').orderBy('stream_id').limit(limit),
      )
      .selectFrom('place')
      .innerJoin('list_row as row', (join) => join.onRef('row.stream_id', '=', 'place.stream_id').onRef('row.list', '=', 'place.list').onRef('row.item', '=', 'place.item'))
      .select(['row.stream_id', 'row.item', 'row.section', 'row.state', 'row.due_on', 'row.fields'])
      .orderBy('place.due_on')
      .orderBy('place.stream_id')
      .execute()
  );
}
