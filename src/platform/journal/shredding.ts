import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { ActingAs, Transaction } from '../database/transaction.ts';
import { canonicalBytes } from './canonical.ts';
import { linkAccessRecord, linkEntry } from './chain.ts';
import { writeHeader } from './kinds.ts';
import { shreddedKind } from './shredded.ts';

/** Why something may be destroyed, as codes. */
export const SHREDDING_REASONS = ['retention-ended', 'withdrawn', 'data-subject-request', 'court-order', 'kept-by-mistake'] as const;
export type ShreddingReason = (typeof SHREDDING_REASONS)[number];

/** What a destroyed key leaves; one of the kinds of every product. */
export const shredded = shreddedKind(SHREDDING_REASONS);

/** What is destroyed: the body of one entry, or all that was sealed in a section. */
export type ToShred = { streamId: string; section: string; sequence: number | null; because: ShreddingReason };

/** Expected "no": there is no such stream, section or body, or it was destroyed before. */
export type Shredded = { done: true } | { done: false; because: 'not-there' | 'shredded-already' };

type Heads = { stream_kind: string; head_sequence: number; head_hash: Buffer | null; access_sequence: number; access_hash: Buffer | null };

/** Destroys the key itself. Told apart: what was never there, and what is gone already. */
async function destroy(tx: Transaction, { streamId, section, sequence, because }: ToShred, by: string, today: string): Promise<Shredded> {
  if (sequence === null) {
    const key = await tx.selectFrom('section_key').select(sql<boolean>`wrapped_key is not null`.as('is_there')).where('stream_id', '=', streamId).where('section', '=', section).executeTakeFirst();
    if (!key) return { done: false, because: 'not-there' };
    if (!key.is_there) return { done: false, because: 'shredded-already' };
    await tx
      .updateTable('section_key')
      .set({ wrapped_key: null, shredded_on: today, shredded_by: by, shredded_because: because })
      .where('stream_id', '=', streamId)
      .where('section', '=', section)
      .execute();
    return { done: true };
  }
  const there = await tx.selectFrom('entry').select('sequence').where('stream_id', '=', streamId).where('section', '=', section).where('sequence', '=', sequence).executeTakeFirst();
  if (!there) return { done: false, because: 'not-there' };
  const { rows } = await sql`update keerpunt.entry set sealed_key = null where stream_id = ${streamId}::uuid and section = ${section} and sequence = ${sequence} and keerpunt.has_sealed_key(stream_id, sequence) returning sequence`.execute(tx);
  return rows.length > 0 ? { done: true } : { done: false, because: 'shredded-already' };
}

const acting = (by: string, now: Date): ActingAs => ({ role: 'keerpunt_keeper', actor: by, agency: null, today: now.toISOString().slice(0, 10) });

/** Destroys a key, leaves the stub in the chain and records the act, all in one transaction. `by` names who did it. */
export function shred(database: Pick<Database, 'transaction'>, what: ToShred, by: string, now: Date): Promise<Shredded> {
  const today = now.toISOString().slice(0, 10);
  return database.transaction(acting(by, now), async (tx) => {
    const { rows } = await sql<Heads>`select * from keerpunt.open_for_shredding(${what.streamId}::uuid)`.execute(tx);
    const [heads] = rows;
    if (!heads) return { done: false, because: 'not-there' };
    const destroyed = await destroy(tx, what, by, today);
    if (!destroyed.done) return destroyed;
    const written = writeHeader(shredded, { what: what.sequence === null ? 'section' : 'entry', sequence: what.sequence, because: what.because });
    const place = { stream_id: what.streamId, stream_kind: heads.stream_kind, section: what.section };
    const stub = linkEntry({ sequence: heads.head_sequence, hash: heads.head_hash }, { ...place, ...written, sealed_body: null, sealed_key: null, recorded_on: today, recorded_at: now, actor: by });
    await tx.insertInto('entry').values({ ...stub, header: stub.header_bytes.toString() }).execute();
    const facts = { action: 'journal.shred', outcome: 'done', section: what.section, actor: by, agency: null } as const;
    const access = linkAccessRecord({ sequence: heads.access_sequence, hash: heads.access_hash }, { stream_id: what.streamId, ...facts, recorded_at: now, header_bytes: canonicalBytes({ ...facts, at: now.toISOString() }) });
    await tx.insertInto('access_record').values(access).execute();
    return { done: true };
  });
}
