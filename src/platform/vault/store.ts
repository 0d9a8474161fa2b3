import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { ActingAs } from '../database/transaction.ts';
import type { SectionKeyStore } from './rotation.ts';
import type { SectionKeyRow } from './section-key.ts';

const acting = (now: Date): ActingAs => ({ role: 'keerpunt_keeper', actor: 'service:keeper', agency: null, today: now.toISOString().slice(0, 10) });

/** Section keys as they lie in the database. Runs as keerpunt_keeper, which sees no header and no body. */
export function storedSectionKeys({ transaction }: Pick<Database, 'transaction'>, now: () => Date): SectionKeyStore {
  return {
    listOutdated: (currentKeyId, after, limit) =>
      transaction(acting(now()), async (tx) => {
        const rows = tx.selectFrom('section_key').selectAll().where('wrapped_key', 'is not', null).where('master_key_id', '<>', currentKeyId).orderBy('stream_id').orderBy('section').limit(limit);
        const later = after ? rows.where(sql<boolean>`(stream_id, section) > (${after.stream_id}::uuid, ${after.section})`) : rows;
        return (await later.execute()) as SectionKeyRow[];
      }),
    replace: (changes) =>
      transaction(acting(now()), async (tx) => {
        for (const { before, after } of changes) {
          // Only where it still is what was rewrapped: one that was shredded meanwhile stays shredded.
          await tx
            .updateTable('section_key')
            .set({ wrapped_key: after.wrapped_key, master_key_id: after.master_key_id })
            .where('stream_id', '=', before.stream_id)
            .where('section', '=', before.section)
            .where('wrapped_key', '=', before.wrapped_key)
            .execute();
        }
      }),
  };
}

/** By which master keys anything is wrapped still. */
export function masterKeysInUse({ transaction }: Pick<Database, 'transaction'>, now: Date): Promise<Set<string>> {
  return transaction(acting(now), async (tx) => {
    const ofSections = tx.selectFrom('section_key').select('master_key_id').where('wrapped_key', 'is not', null);
    return new Set((await ofSections.union(tx.selectFrom('draft_key').select('master_key_id')).execute()).map((row) => row.master_key_id));
  });
}

const AGAIN_MS = 200;

/** Waits until every transaction that is under way now has ended: one of them may yet keep a key wrapped by an old master key. */
export async function waitForOthers({ transaction }: Pick<Database, 'transaction'>, now: () => Date): Promise<void> {
  const ask = (question: ReturnType<typeof sql<{ at: string }>>) => transaction(acting(now()), async (tx) => BigInt((await question.execute(tx)).rows[0]?.at ?? '0'));
  const here = await ask(sql<{ at: string }>`select pg_current_xact_id()::text as at`);
  while ((await ask(sql<{ at: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as at`)) < here) await new Promise((done) => setTimeout(done, AGAIN_MS));
}
