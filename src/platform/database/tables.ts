import type { ColumnType, Generated } from 'kysely';

/** Never changed once it is there. */
type Fixed<T> = ColumnType<T, T, never>;

type Hashes = { previous_hash: Fixed<Buffer>; hash: Fixed<Buffer> };

/** The tables of migrations 0001 to 0005; their comments in the database say what each column holds. */
export type Tables = {
  stream: {
    stream_id: string;
    stream_kind: string;
    head_sequence: number;
    head_hash: Buffer | null;
    access_sequence: number;
    access_hash: Buffer | null;
    agencies: Record<string, string>;
    excluded: string[];
  };
  entry: Hashes & {
    stream_id: Fixed<string>;
    sequence: Fixed<number>;
    stream_kind: Fixed<string>;
    section: Fixed<string | null>;
    kind: Fixed<string>;
    version: Fixed<number>;
    header: ColumnType<Record<string, unknown>, string, never>;
    header_bytes: Fixed<Buffer>;
    sealed_body: Fixed<Buffer | null>;
    sealed_key: ColumnType<Buffer | null, Buffer | null, null>;
    recorded_on: Fixed<string>;
    recorded_at: Fixed<Date | null>;
    actor: Fixed<string>;
  };
  access_record: Hashes & {
    stream_id: Fixed<string>;
    sequence: Fixed<number>;
    action: Fixed<string>;
    outcome: Fixed<'done' | 'refused' | 'failed'>;
    section: Fixed<string | null>;
    actor: Fixed<string>;
    agency: Fixed<string | null>;
    recorded_at: Fixed<Date>;
    header_bytes: Fixed<Buffer>;
  };
  block: {
    number: Fixed<number>;
    closed_at: Fixed<Date>;
    root: Fixed<Buffer>;
    head_count: Fixed<number>;
    previous_root: Fixed<Buffer>;
    signature: Fixed<Buffer>;
  };
  block_head: {
    stream_id: Fixed<string>;
    block_number: Fixed<number>;
    head_sequence: Fixed<number>;
    head_hash: Fixed<Buffer | null>;
    access_sequence: Fixed<number>;
    access_hash: Fixed<Buffer | null>;
  };
  party: {
    stream_id: Fixed<string>;
    agency: Fixed<string>;
    section: Fixed<string>;
    since_sequence: Fixed<number>;
    is_party: Fixed<boolean>;
    purpose: Fixed<string>;
    ground: Fixed<string>;
    ends_on: Fixed<string | null>;
  };
  exclusion: {
    stream_id: Fixed<string>;
    actor: Fixed<string>;
    since_sequence: Fixed<number>;
    is_excluded: Fixed<boolean>;
  };
  section_key: {
    stream_id: Fixed<string>;
    section: Fixed<string>;
    wrapped_key: Buffer | null;
    master_key_id: string;
    shredded_on: string | null;
    shredded_by: string | null;
    shredded_because: string | null;
  };
  agency: {
    agency: Fixed<string>;
    name: Fixed<string>;
  };
  held_role: {
    agency: Fixed<string>;
    actor: Fixed<string>;
    role: Fixed<string>;
    number: Generated<number>;
    is_held: Fixed<boolean>;
    recorded_on: Fixed<string>;
    recorded_by: Fixed<string>;
  };
  list_row: {
    stream_id: Fixed<string>;
    list: Fixed<string>;
    item: Fixed<string>;
    section: Fixed<string | null>;
    state: string;
    due_on: string | null;
    fields: ColumnType<Record<string, unknown>, string, string>;
    agencies: ColumnType<Record<string, string>, never, never>;
    excluded: ColumnType<string[], never, never>;
  };
  migration: { number: number; name: string; checksum: string; applied_at: Generated<Date> };
};
