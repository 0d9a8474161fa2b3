import { sql } from 'kysely';
import { takeRole, type ActingAs, type Transaction } from '#src/platform/database/transaction.ts';
import { readHeaders } from '#src/platform/journal/store.ts';
import type { Sealing } from './append.ts';
import { openWords } from './follow-imprint.ts';
import { isSameImprint, putImprint, readImprint, standingAs, type ImprintRule } from './imprints.ts';
import { progressOf, takeUp, type Progress, type Rebuilding } from './rebuild.ts';

/** Streams at a time; each has its words opened, so these are fewer than for lists. */
const AT_ONCE = 20;
const ROLE = 'keerpunt_imprinter';

export type RebuildingImprints = Rebuilding & Pick<Sealing, 'wrapper' | 'kinds'>;

const acting = (now: Date): ActingAs => ({ role: ROLE, actor: 'rebuild', agency: null, today: now.toISOString().slice(0, 10) });

/** What one stream leaves, from its words; true where something else stood there. */
async function make(tx: Transaction, sealing: Pick<Sealing, 'wrapper' | 'kinds'>, rule: ImprintRule, streamId: string): Promise<boolean> {
  const { rows } = await sql<{ is_open: boolean }>`select keerpunt.open_for_imprint(${streamId}::uuid) as is_open`.execute(tx);
  if (!rows[0]?.is_open) return false;
  const standing = rule.standing(await readHeaders(tx, streamId));
  await takeRole(tx, ROLE);
  const wanted = standingAs(rule.make(streamId, await openWords(tx, sealing, { streamId, section: rule.section })), standing);
  if (isSameImprint(await readImprint(tx, streamId), wanted)) return false;
  await putImprint(tx, { streamId, rule }, wanted);
  return true;
}

/** One batch with its progress, in one transaction. True when it was the last. */
async function step(tx: Transaction, { wrapper, kinds, now }: RebuildingImprints, rule: ImprintRule): Promise<boolean> {
  const what = nameOf(rule);
  const progress = await tx.selectFrom('rebuild').select(['last_stream', 'streams', 'changed']).where('stream_kind', '=', what).executeTakeFirstOrThrow();
  const { rows } = await sql<{ stream_id: string }>`select stream_id from next_streams(${rule.streamKind}, ${progress.last_stream}::uuid, ${AT_ONCE}::int)`.execute(tx);
  const update = tx.updateTable('rebuild').where('stream_kind', '=', what);
  if (rows.length === 0) {
    await update.set({ finished_at: now() }).execute();
    return true;
  }
  let changed = 0;
  for (const { stream_id } of rows) if (await make(tx, { wrapper, kinds }, rule, stream_id)) changed++;
  await update.set({ last_stream: rows.at(-1)?.stream_id ?? null, streams: progress.streams + rows.length, changed: progress.changed + changed }).execute();
  return false;
}

const nameOf = (rule: ImprintRule) => `${rule.streamKind}:imprints`;

/**
 * Makes the imprints of one kind of stream again from its words, while others go on; for this the keys have to be at hand. It
 * may be killed at any moment and goes on from there.
 */
export async function rebuildImprints(rebuilding: RebuildingImprints, rule: ImprintRule): Promise<Progress> {
  const { database, version, now } = rebuilding;
  const isResumed = await database.transaction(acting(now()), (tx) => takeUp(tx, nameOf(rule), version, now()));
  while (!(await database.transaction(acting(now()), (tx) => step(tx, rebuilding, rule))));
  return { ...(await database.transaction(acting(now()), (tx) => progressOf(tx, nameOf(rule)))), isResumed };
}
