import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { DraftKeyRow } from './sealing.ts';

export async function findDraftKey(tx: Transaction, personId: string): Promise<DraftKeyRow | null> {
  return (await tx.selectFrom('draft_key').selectAll().where('person_id', '=', personId).executeTakeFirst()) ?? null;
}

/** False: there is one by now, made in another window. */
export async function addDraftKey(tx: Transaction, row: DraftKeyRow): Promise<boolean> {
  const added = await tx.insertInto('draft_key').values(row).onConflict((conflict) => conflict.column('person_id').doNothing()).executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export type DraftRow = { person_id: string; draft_id: string; form_mark: Buffer; sealed: Buffer | null; saved_at: Date; expires_at: Date };

/** Writes a draft, or over it what was typed since. False: it was sent or thrown away meanwhile, and stays so. */
export async function writeDraft(tx: Transaction, row: DraftRow): Promise<boolean> {
  const { sealed, saved_at, expires_at } = row;
  const written = await tx
    .insertInto('form_draft')
    .values(row)
    .onConflict((conflict) => conflict.columns(['person_id', 'draft_id']).doUpdateSet({ sealed, saved_at, expires_at }).where('form_draft.sealed', 'is not', null).where('form_draft.form_mark', '=', row.form_mark))
    .executeTakeFirst();
  return written.numInsertedOrUpdatedRows === 1n;
}

/** How many there are beside these. */
export async function countOthers(tx: Transaction, personId: string, ids: readonly string[]): Promise<number> {
  const { count } = await tx.selectFrom('form_draft').select((e) => e.fn.countAll().as('count')).where('person_id', '=', personId).where('draft_id', 'not in', [...ids]).where('sealed', 'is not', null).executeTakeFirstOrThrow();
  return Number(count);
}

/** The last kept first; of one form, or all. */
export async function readDraftRows(tx: Transaction, personId: string, mark: Buffer | null, now: Date): Promise<DraftRow[]> {
  const all = tx.selectFrom('form_draft').selectAll().where('person_id', '=', personId).where('sealed', 'is not', null).where('expires_at', '>', now).orderBy('saved_at', 'desc').orderBy('draft_id');
  return (mark === null ? all : all.where('form_mark', '=', mark)).execute();
}

/** Throws the words of one away, if nobody went on with it in another window since it was kept at `savedAt`. */
export async function replaceDraft(tx: Transaction, personId: string, { id, savedAt }: { id: string; savedAt: Date }, expiresAt: Date): Promise<void> {
  await tx.updateTable('form_draft').set({ sealed: null, expires_at: expiresAt }).where('person_id', '=', personId).where('draft_id', '=', id).where('sealed', 'is not', null).where('saved_at', '<=', savedAt).execute();
}

const NO_MARK = Buffer.alloc(32);

/** Throws words away, and remembers it also of one that was never kept: its words may be under way. */
export async function emptyDrafts(tx: Transaction, personId: string, ids: readonly string[], { at, expiresAt }: { at: Date; expiresAt: Date }): Promise<void> {
  if (ids.length === 0) return;
  const rows = [...new Set(ids)].map((id) => ({ person_id: personId, draft_id: id, form_mark: NO_MARK, sealed: null, saved_at: at, expires_at: expiresAt }));
  await tx.insertInto('form_draft').values(rows).onConflict((conflict) => conflict.columns(['person_id', 'draft_id']).doUpdateSet({ sealed: null, expires_at: expiresAt })).execute();
}

export async function sweepDraftRows(tx: Transaction, now: Date): Promise<number> {
  const { rows } = await sql<{ swept: number }>`select keerpunt.sweep_drafts(${now}) as swept`.execute(tx);
  return rows[0]?.swept ?? 0;
}

/** Keys that are not wrapped by the current master key. */
export const outdatedDraftKeys = (tx: Transaction, currentKeyId: string): Promise<DraftKeyRow[]> => tx.selectFrom('draft_key').selectAll().where('master_key_id', '<>', currentKeyId).orderBy('person_id').execute();

/** Only where the stored key still is `before`. */
export async function replaceDraftKey(tx: Transaction, before: DraftKeyRow, { wrapped_key, master_key_id }: DraftKeyRow): Promise<void> {
  await tx.updateTable('draft_key').set({ wrapped_key, master_key_id }).where('person_id', '=', before.person_id).where('wrapped_key', '=', before.wrapped_key).execute();
}
