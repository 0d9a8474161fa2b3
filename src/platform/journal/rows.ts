/** The rows of the journal as they are stored, named after their columns. Identities are in lower case. */

export type EntryRow = {
  stream_id: string;
  sequence: number;
  stream_kind: string;
  section: string | null;
  kind: string;
  version: number;
  header: Record<string, unknown>;
  header_bytes: Buffer;
  sealed_body: Buffer | null;
  sealed_key: Buffer | null;
  recorded_on: string;
  /** Null where the day is all that may be known. */
  recorded_at: Date | null;
  actor: string;
  previous_hash: Buffer;
  hash: Buffer;
};

export type AccessRow = {
  stream_id: string;
  sequence: number;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  section: string | null;
  actor: string;
  agency: string | null;
  /** Null where the day is all that may be known; it stands in `header_bytes`. */
  recorded_at: Date | null;
  header_bytes: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
};

/** Where the two chains of a stream end. */
export type Head = {
  stream_id: string;
  head_sequence: number;
  head_hash: Buffer | null;
  access_sequence: number;
  access_hash: Buffer | null;
};

export type StreamRow = Head & { stream_kind: string };

/** A head as a block holds it. A block holds those of the streams that changed since the block before. */
export type BlockHeadRow = Head & { block_number: number };

export type BlockRow = {
  number: number;
  closed_at: Date;
  /** One hash over number, time, heads and the root before: whoever knows it knows everything up to it. */
  root: Buffer;
  head_count: number;
  previous_root: Buffer;
  signature: Buffer;
};
