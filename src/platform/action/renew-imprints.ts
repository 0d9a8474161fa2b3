import { sql } from 'kysely';
import type { Database } from '#src/platform/database/database.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import type { Imprint, ImprintRules } from './imprints.ts';

/** Imprints at a time. */
const AT_ONCE = 200;

type Renewing = { database: Pick<Database, 'transaction'>; rules: ImprintRules; now: () => Date };
/** How many were written anew; and the streams whose imprint does not open, which a rebuild makes again. */
export type Renewed = { renewed: number; unopened: string[] };

type Row = { stream_id: string; is_found: boolean; epoch: string; sealed: Buffer };

const acting = (now: Date): ActingAs => ({ role: 'keerpunt_imprinter', actor: 'service:keeper', agency: null, today: now.toISOString().slice(0, 10) });

async function write(tx: Transaction, streamId: string, isFound: boolean, { epoch, tokens, sealed }: Imprint): Promise<void> {
  await tx.updateTable('imprint').set({ epoch, tokens: isFound ? [...tokens] : [], sealed }).where('stream_id', '=', streamId).execute();
}

/**
 * Writes every imprint anew under the key of today, from what is sealed in it: no word is opened and no stream. Killed
 * anywhere, the next run goes on with what is left; a look meanwhile finds what is written by either key.
 */
export async function renewImprints({ database, rules, now }: Renewing, current: string): Promise<Renewed> {
  const [rule] = rules.values();
  const done: Renewed = { renewed: 0, unopened: [] };
  if (!rule) return done;
  for (let after: string | null = null; ; ) {
    const last: string | null = await database.transaction(acting(now()), async (tx) => {
      const { rows } = await sql<Row>`select * from keerpunt.outdated_imprints(${current}, ${after}::uuid, ${AT_ONCE}::int)`.execute(tx);
      for (const { stream_id, is_found, epoch, sealed } of rows) {
        const next = rule.renew(stream_id, { epoch, sealed });
        if (next) await write(tx, stream_id, is_found, next);
        else done.unopened.push(stream_id);
        if (next) done.renewed++;
      }
      return rows.at(-1)?.stream_id ?? null;
    });
    if (last === null) return done;
    after = last;
  }
}

/** Under which keys anything is written still. */
export function epochsInUse({ database, now }: Pick<Renewing, 'database' | 'now'>): Promise<Set<string>> {
  return database.transaction(acting(now()), async (tx) => new Set((await tx.selectFrom('imprint').select('epoch').distinct().execute()).map((row) => row.epoch)));
}
