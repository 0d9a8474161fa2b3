import { sql } from 'kysely';
import { takeRole, type Transaction } from '#src/platform/database/transaction.ts';
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

type Wanted = {
  streamId: string | null;
  section: string | null;
  apartFrom: readonly string[];
  /** For what only reaches a section in an emergency: to the duty desk the stream is there then, with no section. */
  isInEmergency: boolean;
};

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
export async function enter(tx: Transaction, { streamId, section, apartFrom, isInEmergency }: Wanted): Promise<Entered> {
  const door = sql.raw(isInEmergency ? 'keerpunt.enter_in_emergency' : 'keerpunt.enter');
  const { rows } = await sql<Row>`select * from ${door}(${streamId}::uuid, ${section}, ${[...apartFrom]}::text[])`.execute(tx);
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

/** How an agency came to a section: invited by somebody there, first where nobody ever was, or in an emergency. */
type How = 'invited' | 'first' | 'emergency';

/** From which day and entry on an agency is at the table of a section, or no longer. */
export type PartyChange = { agency: string; section: string; isParty: boolean; purpose: string; ground: string; endsOn: string | null; how?: How };
export type ExclusionChange = { actor: string; isExcluded: boolean };
type Since = { streamId: string; sequence: number };

export async function addParties(tx: Transaction, { streamId, sequence }: Since, changes: readonly PartyChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((c) => ({ stream_id: streamId, agency: c.agency, section: c.section, since_sequence: sequence, is_party: c.isParty, purpose: c.purpose, ground: c.ground, ends_on: c.endsOn, how: c.how ?? 'invited' }));
  await tx.insertInto('party').values(rows).execute();
}

export async function addExclusions(tx: Transaction, { streamId, sequence }: Since, changes: readonly ExclusionChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.insertInto('exclusion').values(changes.map((c) => ({ stream_id: streamId, actor: c.actor, since_sequence: sequence, is_excluded: c.isExcluded }))).execute();
}

type Reaching = { section: string; how: How; endsOn: string | null };

/** Lets this transaction into a section in which the agency is not yet. Gives why not, as a code; the database judges by what is recorded. */
export async function reachSection(tx: Transaction, { section, how, endsOn }: Reaching): Promise<string | null> {
  const { rows } = await sql<{ refusal: string | null }>`select keerpunt.reach_section(${section}, ${how}, ${endsOn}::date) as refusal`.execute(tx);
  return (rows[0] as { refusal: string | null }).refusal;
}

/** An agency at the table of a section. */
export type Seat = {
  readonly agency: string;
  readonly section: string;
  readonly purpose: string;
  readonly ground: string;
  readonly endsOn: string | null;
  /** The day from which on it is there, by the last entry that says so. */
  readonly since: string;
  readonly how: How;
};

/** Who is at the table of the open stream today, and at which sections somebody ever was. */
export async function readTable(tx: Transaction, streamId: string, today: string): Promise<{ table: Seat[]; openedSections: string[] }> {
  const rows = await tx
    .selectFrom('party')
    .distinctOn(['section', 'agency'])
    .select(['agency', 'section', 'purpose', 'ground', 'ends_on', 'how', 'is_party', 'since_sequence'])
    .where('stream_id', '=', streamId)
    .orderBy('section')
    .orderBy('agency')
    .orderBy('since_sequence', 'desc')
    .execute();
  const present = rows.filter((row) => row.is_party && (row.ends_on === null || row.ends_on >= today));
  const days = await daysOf(tx, streamId, present.map((row) => row.since_sequence));
  const table = present.map(({ agency, section, purpose, ground, how, ends_on, since_sequence }) => ({ agency, section, purpose, ground, endsOn: ends_on, since: days.get(since_sequence) ?? today, how }));
  return { table, openedSections: [...new Set(rows.map((row) => row.section))] };
}

/** On which days entries were recorded, also those of sections that the actor does not see: who is there is for everybody at the table. */
async function daysOf(tx: Transaction, streamId: string, sequences: readonly number[]): Promise<Map<number, string>> {
  if (sequences.length === 0) return new Map();
  await takeRole(tx, 'keerpunt_rules');
  const rows = await tx.selectFrom('entry').select(['sequence', 'recorded_on']).where('stream_id', '=', streamId).where('sequence', 'in', [...new Set(sequences)]).execute();
  await takeRole(tx, 'keerpunt_actor');
  return new Map(rows.map((row) => [row.sequence, row.recorded_on]));
}
