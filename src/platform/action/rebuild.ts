import { sql } from 'kysely';
import type { Database } from '#src/platform/database/database.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { keyOf, rowsFrom, saysTheSame, type ListRule } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';

/** Streams at a time. Whoever adds to one of them waits for as long as these take. */
const AT_ONCE = 50;

export type Rebuilding = { database: Pick<Database, 'transaction'>; version: string; now: () => Date };
export type Progress = { streams: number; changed: number; isResumed: boolean };

const acting = (now: Date): ActingAs => ({ role: 'keerpunt_rebuilder', actor: 'rebuild', agency: null, today: now.toISOString().slice(0, 10) });

/** Goes on with one that was stopped, if the same version began it; else begins. */
export async function takeUp(tx: Transaction, kind: string, version: string, now: Date): Promise<boolean> {
  const last = await tx.selectFrom('rebuild').selectAll().where('stream_kind', '=', kind).executeTakeFirst();
  if (last && last.finished_at === null && last.version === version) return true;
  const anew = { version, begun_at: now, last_stream: null, streams: 0, changed: 0, finished_at: null };
  await tx.insertInto('rebuild').values({ stream_kind: kind, ...anew }).onConflict((c) => c.column('stream_kind').doUpdateSet(anew)).execute();
  return false;
}

async function headersOf(tx: Transaction, streams: readonly string[]): Promise<Map<string, HeaderRow[]>> {
  const rows = await tx
    .selectFrom('entry')
    .select(['stream_id', 'sequence', 'section', 'kind', 'version', 'header', 'recorded_on', 'recorded_at'])
    .where('stream_id', 'in', streams)
    .orderBy('stream_id')
    .orderBy('sequence')
    .execute();
  const byStream = new Map<string, HeaderRow[]>(streams.map((id) => [id, []]));
  for (const { stream_id, ...header } of rows) byStream.get(stream_id)?.push(header);
  return byStream;
}

async function listsOf(tx: Transaction, streams: readonly string[], rule: ListRule): Promise<Map<string, ListRow[]>> {
  const rows = await tx.selectFrom('list_row').select(['stream_id', 'list', 'item', 'section', 'state', 'due_on', 'fields']).where('stream_id', 'in', streams).where('list', 'in', rule.lists).execute();
  const byStream = new Map<string, ListRow[]>();
  for (const { stream_id, due_on, fields, ...row } of rows) byStream.set(stream_id, [...(byStream.get(stream_id) ?? []), { ...row, dueOn: due_on, fields: fields as NonNullable<ListRow['fields']> }]);
  return byStream;
}

const remove = (tx: Transaction, streamId: string, { list, item }: ListRow) => tx.deleteFrom('list_row').where('stream_id', '=', streamId).where('list', '=', list).where('item', '=', item).execute();
const put = (tx: Transaction, streamId: string, { list, item, section, state, dueOn, fields = {} }: ListRow) =>
  tx
    .insertInto('list_row')
    .values({ stream_id: streamId, list, item, section, state, due_on: dueOn, fields: JSON.stringify(fields) })
    .onConflict((c) => c.columns(['stream_id', 'list', 'item']).doUpdateSet((e) => ({ state: e.ref('excluded.state'), due_on: e.ref('excluded.due_on'), fields: e.ref('excluded.fields') })))
    .execute();

/** Writes what differs and nothing else. A row that moved to another section goes first: its readers follow from the section. */
async function mend(tx: Transaction, streamId: string, have: readonly ListRow[], want: readonly ListRow[]): Promise<number> {
  const wanted = new Map(want.map((row) => [keyOf(row), row]));
  const had = new Map(have.map((row) => [keyOf(row), row]));
  let changed = 0;
  for (const row of have) {
    const next = wanted.get(keyOf(row));
    if (next?.section === row.section) continue;
    await remove(tx, streamId, row);
    if (!next) changed++;
  }
  for (const row of want) {
    const old = had.get(keyOf(row));
    if (old && saysTheSame(old, row)) continue;
    await put(tx, streamId, row);
    changed++;
  }
  return changed;
}

/** One batch with its progress, in one transaction: what was killed half-way was not done. True when it was the last. */
async function step(tx: Transaction, rule: ListRule, now: Date): Promise<boolean> {
  const progress = await tx.selectFrom('rebuild').select(['last_stream', 'streams', 'changed']).where('stream_kind', '=', rule.streamKind).executeTakeFirstOrThrow();
  const { rows } = await sql<{ stream_id: string }>`select stream_id from next_streams(${rule.streamKind}, ${progress.last_stream}::uuid, ${AT_ONCE}::int)`.execute(tx);
  const streams = rows.map((row) => row.stream_id);
  const update = tx.updateTable('rebuild').where('stream_kind', '=', rule.streamKind);
  if (streams.length === 0) {
    await update.set({ finished_at: now }).execute();
    return true;
  }
  const [headers, lists] = [await headersOf(tx, streams), await listsOf(tx, streams, rule)];
  let changed = 0;
  for (const id of streams) changed += await mend(tx, id, lists.get(id) ?? [], rowsFrom(rule, headers.get(id) ?? []));
  await update.set({ last_stream: streams.at(-1) ?? null, streams: progress.streams + streams.length, changed: progress.changed + changed }).execute();
  return false;
}

export const progressOf = (tx: Transaction, kind: string) => tx.selectFrom('rebuild').select(['streams', 'changed']).where('stream_kind', '=', kind).executeTakeFirstOrThrow();

/**
 * Makes the rows of lists of one kind of stream again from the headers, while others go on. It may be killed at any moment
 * and goes on from there. `told` hears how far it is.
 */
export async function rebuildLists({ database, version, now }: Rebuilding, rule: ListRule, told: (streams: number) => void = () => undefined): Promise<Progress> {
  const isResumed = await database.transaction(acting(now()), (tx) => takeUp(tx, rule.streamKind, version, now()));
  while (!(await database.transaction(acting(now()), (tx) => step(tx, rule, now())))) {
    const { streams } = await database.transaction(acting(now()), (tx) => progressOf(tx, rule.streamKind));
    told(streams);
  }
  return { ...(await database.transaction(acting(now()), (tx) => progressOf(tx, rule.streamKind))), isResumed };
}
