import { sql, type Kysely, type Transaction as KyselyTransaction } from 'kysely';
import { DatabaseError } from 'pg';
import type { Role } from './roles.ts';
import type { Tables } from './tables.ts';

export type Transaction = KyselyTransaction<Tables>;

/** On whose behalf a transaction runs. The policies of the database read nothing else. */
export type ActingAs = {
  role: Role;
  /** Id of a person, or name of a service. */
  actor: string;
  agency: string | null;
  /** The day it is, as YYYY-MM-DD: invitations end with a day. */
  today: string;
};

/** Changes what the transaction may do, for the rest of it; who acts stays the same. */
export async function takeRole(tx: Transaction, role: Role): Promise<void> {
  await sql`select set_config('role', ${role}, true)`.execute(tx);
}

/** As many connections of a pool may be dead at once, when the server was away while nobody used them. */
const FRESH_STARTS = 12;
const NOT_THERE = new Set(['ECONNREFUSED', 'ENOENT', 'EACCES']);

/** Whether it was this connection that failed, and another one may do. */
function isCut(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return error instanceof DatabaseError ? code === '57P01' : !NOT_THERE.has(code);
}

/**
 * Runs the work in one transaction with the role and the settings that the database enforces. They end with it: the
 * connection may do nothing before and after. Nothing is kept when the work throws. The work begins once: a connection
 * that turns out to be dead before that is replaced, one that dies later fails the work.
 */
export async function inTransaction<T>(database: Kysely<Tables>, acting: ActingAs, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let hasBegun = false;
  for (let start = 1; ; start++) {
    try {
      return await database.transaction().execute(async (tx) => {
        await begin(tx, acting);
        hasBegun = true;
        return work(tx);
      });
    } catch (error) {
      if (hasBegun || start >= FRESH_STARTS || !isCut(error)) throw error;
    }
  }
}

/** The same once more within a transaction, for what is done next in it: whatever the last one opened is closed. */
export const actAgain = begin;

async function begin(tx: Transaction, acting: ActingAs): Promise<void> {
  await sql`select
    set_config('keerpunt.actor', ${acting.actor}, true),
    set_config('keerpunt.agency', ${acting.agency ?? ''}, true),
    set_config('keerpunt.today', ${acting.today}, true),
    set_config('keerpunt.stream', '', true),
    set_config('keerpunt.sections', '', true),
    set_config('role', ${acting.role}, true)`.execute(tx);
}

export type OpenStream = {
  streamKind: string;
  headSequence: number;
  headHash: Buffer | null;
  accessSequence: number;
  accessHash: Buffer | null;
  sections: readonly string[];
};

type OpenRow = { stream_kind: string; head_sequence: number; head_hash: Buffer | null; access_sequence: number; access_hash: Buffer | null; sections: string[] };

/** Opens a stream for this transaction and holds it until its end. Null: for this actor there is no such stream. */
export async function openStream(tx: Transaction, streamId: string): Promise<OpenStream | null> {
  const { rows } = await sql<OpenRow>`select * from keerpunt.open_stream(${streamId}::uuid)`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  return {
    streamKind: row.stream_kind,
    headSequence: row.head_sequence,
    headHash: row.head_hash,
    accessSequence: row.access_sequence,
    accessHash: row.access_hash,
    sections: row.sections,
  };
}

export type NewStream = { streamId: string; kind: string; sections: readonly string[]; purpose: string; ground: string };

/** Begins a stream with the actor's agency at its table, and opens it for this transaction. */
export async function beginStream(tx: Transaction, { streamId, kind, sections, purpose, ground }: NewStream): Promise<void> {
  await sql`select keerpunt.begin_stream(${streamId}::uuid, ${kind}, ${sections}::text[], ${purpose}, ${ground})`.execute(tx);
}
