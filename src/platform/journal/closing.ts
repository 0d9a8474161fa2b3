import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { ActingAs, Transaction } from '../database/transaction.ts';
import { closeBlock, type LastBlock } from './block.ts';
import type { BlockRow, Head } from './rows.ts';
import type { Signer } from './signing-keys.ts';
import type { Witness } from './witness.ts';

/** Any number will do, if nobody else in this database uses it. */
const ONE_AT_A_TIME = 7_305_265;
/** Rows in one statement; each has six values, and a statement takes 65 535. */
const AT_ONCE = 5000;

const acting = (now: Date): ActingAs => ({ role: 'keerpunt_closer', actor: 'service:closer', agency: null, today: now.toISOString().slice(0, 10) });

async function lastBlock(tx: Transaction): Promise<LastBlock | null> {
  return (await tx.selectFrom('block').select(['number', 'closed_at', 'root']).orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null;
}

/** Where the chains of all streams end that went on since their last block: one statement, so that it is one moment. */
async function changedHeads(tx: Transaction): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select s.stream_id, s.head_sequence, s.head_hash, s.access_sequence, s.access_hash from keerpunt.stream as s
    left join lateral (
      select b.head_sequence, b.access_sequence from keerpunt.block_head as b where b.stream_id = s.stream_id order by b.block_number desc limit 1
    ) as b on true
    where s.head_sequence + s.access_sequence > 0 and (s.head_sequence, s.access_sequence) is distinct from (b.head_sequence, b.access_sequence)`.execute(tx);
  return rows;
}

async function keepBlock(tx: Transaction, signer: Signer, now: Date): Promise<BlockRow | null> {
  // Two servers on one database take turns, and the second finds that nothing is left to close.
  await sql`select pg_advisory_xact_lock(${ONE_AT_A_TIME})`.execute(tx);
  const last = await lastBlock(tx);
  const changed = await changedHeads(tx);
  if (changed.length === 0) return null;
  const { block, heads } = closeBlock(last, now, changed, signer);
  await tx.insertInto('block').values(block).execute();
  for (let at = 0; at < heads.length; at += AT_ONCE) await tx.insertInto('block_head').values(heads.slice(at, at + AT_ONCE)).execute();
  return block;
}

type Closing = { database: Pick<Database, 'transaction'>; signer: Signer; now: () => Date };

/** Closes a block over everything that went on since the last one, and signs it. Null where nothing did. */
export function closeNow({ database, signer, now }: Closing): Promise<BlockRow | null> {
  return database.transaction(acting(now()), (tx) => keepBlock(tx, signer, now()));
}

/** The witness saw blocks that this database does not have, or others: it is not the one that was closed. */
export class WitnessDisagrees extends Error {
  override readonly name = 'WitnessDisagrees';
}

/** Hands to the witness what it has not seen; also what an earlier process closed and did not get around to. */
export async function bringToWitness({ database, now }: Pick<Closing, 'database' | 'now'>, witness: Witness): Promise<number> {
  const seen = witness.last();
  const blocks = await database.transaction(acting(now()), (tx) => tx.selectFrom('block').selectAll().where('number', '>=', seen?.number ?? 1).orderBy('number').execute());
  const [first, ...others] = blocks;
  if (seen === null) {
    for (const block of blocks) witness.add(block);
    return blocks.length;
  }
  if (!first || first.number !== seen.number || !first.root.equals(seen.root)) throw new WitnessDisagrees(`the witness saw block ${seen.number}, and this database has none or another: verify it before anything else`);
  for (const block of others) witness.add(block);
  return others.length;
}

const EVERY_MS = 60_000;

type Keeping = Closing & {
  witness: Witness;
  /** Told when something does not work, and again when it works; each reason once in a row. */
  tell: (state: { works: true } | { works: false; why: string }) => void;
};

function reasonOf(error: unknown): string {
  if (error instanceof WitnessDisagrees) return error.message;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string') ?? 'unknown';
}

/** Closes a block every minute and hands it to the witness, until it is stopped; then once more. */
export function keepClosing(keeping: Keeping): { stop: () => Promise<void> } {
  let told = '';
  async function once(): Promise<void> {
    try {
      await closeNow(keeping);
      await bringToWitness(keeping, keeping.witness);
      if (told !== '') keeping.tell({ works: true });
      told = '';
    } catch (error) {
      const why = reasonOf(error);
      if (why !== told) keeping.tell({ works: false, why });
      told = why;
    }
  }
  let running = once();
  const timer = setInterval(() => (running = running.then(once)), EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
      await once();
    },
  };
}
