import { sql } from 'kysely';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { Standing } from './grants.ts';

/** Where a chain ends: its last number, and the hash that the next one follows. */
export type Head = { sequence: number; hash: Buffer | null };

export type WrappedSectionKey = { wrapped_key: Buffer | null; master_key_id: string };

export type Entered = {
  standing: Standing;
  /** The stream, when it is open now. */
  stream: { streamId: string; streamKind: string; head: Head; key: WrappedSectionKey | null } | null;
  /** Where this try is recorded: the stream, also a hidden one; else the actor's agency; else the node. */
  record: { streamId: string; head: Head };
};

type Wanted = { streamId: string | null; section: string | null; apartFrom: readonly string[] };

type Row = {
  roles: string[];
  record_on: string;
  stream_kind: string | null;
  head_sequence: number;
  head_hash: Buffer | null;
  access_sequence: number;
  access_hash: Buffer | null;
  sections: string[];
  is_author: boolean;
  is_conflicted: boolean;
  wrapped_key: Buffer | null;
  master_key_id: string | null;
};

/** Asks in one go for everything that has to be known before it is decided, and opens the stream if it is visible. */
export async function enter(tx: Transaction, { streamId, section, apartFrom }: Wanted): Promise<Entered> {
  const { rows } = await sql<Row>`select * from keerpunt.enter(${streamId}::uuid, ${section}, ${[...apartFrom]}::text[])`.execute(tx);
  const row = rows[0] as Row;
  const record = { streamId: row.record_on, head: { sequence: row.access_sequence, hash: row.access_hash } };
  const { stream_kind: streamKind, is_author: isAuthor, is_conflicted: isConflicted, master_key_id, wrapped_key } = row;
  if (streamId === null || streamKind === null) return { standing: { roles: row.roles, table: null }, stream: null, record };
  return {
    standing: { roles: row.roles, table: { streamKind, sections: row.sections, isAuthor, isConflicted } },
    stream: { streamId, streamKind, head: { sequence: row.head_sequence, hash: row.head_hash }, key: master_key_id === null ? null : { wrapped_key, master_key_id } },
    record,
  };
}

/** From which day and entry on an agency is at the table of a section, or no longer. */
export type PartyChange = { agency: string; section: string; isParty: boolean; purpose: string; ground: string; endsOn: string | null };
export type ExclusionChange = { actor: string; isExcluded: boolean };
type Since = { streamId: string; sequence: number };

export async function addParties(tx: Transaction, { streamId, sequence }: Since, changes: readonly PartyChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((c) => ({ stream_id: streamId, agency: c.agency, section: c.section, since_sequence: sequence, is_party: c.isParty, purpose: c.purpose, ground: c.ground, ends_on: c.endsOn }));
  await tx.insertInto('party').values(rows).execute();
}

export async function addExclusions(tx: Transaction, { streamId, sequence }: Since, changes: readonly ExclusionChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.insertInto('exclusion').values(changes.map((c) => ({ stream_id: streamId, actor: c.actor, since_sequence: sequence, is_excluded: c.isExcluded }))).execute();
}
