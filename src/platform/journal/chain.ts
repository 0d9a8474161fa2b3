import { createHash } from 'node:crypto';
import { frame } from '../vault/framing.ts';
import type { AccessRow, EntryRow } from './rows.ts';

/** What stands as the previous hash of the first link of a chain. */
export const NO_HASH = Buffer.alloc(32);

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Where a chain ends: 0 and null before its first link. */
export type ChainEnd = { sequence: number; hash: Buffer | null };

type Unlinked<R extends { sequence: number; previous_hash: Buffer; hash: Buffer }> = Omit<R, 'sequence' | 'previous_hash' | 'hash'>;

// A value that is no moment came from a database somebody altered; it gets a hash that fits nothing instead of an exception.
const moment = (at: Date | null) => (at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : at === null ? null : String(at));

/**
 * Covers every column but `header`, which `header_bytes` stands for, and `sealed_key`, whose digest is in the sealed body. So the
 * chain can still be verified after a key was destroyed.
 */
export function entryHash(entry: Omit<EntryRow, 'hash' | 'header' | 'sealed_key'>): Buffer {
  return sha256(
    frame('journal.entry.1', [
      entry.previous_hash,
      entry.stream_id,
      entry.sequence,
      entry.stream_kind,
      entry.section,
      entry.kind,
      entry.version,
      entry.header_bytes,
      entry.sealed_body,
      entry.recorded_on,
      moment(entry.recorded_at),
      entry.actor,
    ]),
  );
}

export function accessHash(record: Omit<AccessRow, 'hash'>): Buffer {
  return sha256(
    frame('journal.access-record.1', [
      record.previous_hash,
      record.stream_id,
      record.sequence,
      record.action,
      record.outcome,
      record.section,
      record.actor,
      record.agency,
      moment(record.recorded_at),
      record.header_bytes,
    ]),
  );
}

/** The next entry of a stream, linked to where its chain ends. */
export function linkEntry(end: ChainEnd, entry: Unlinked<EntryRow>): EntryRow {
  const linked = { ...entry, sequence: end.sequence + 1, previous_hash: end.hash ?? NO_HASH };
  return { ...linked, hash: entryHash(linked) };
}

/** The next access record of a stream, linked to where their chain ends. */
export function linkAccessRecord(end: ChainEnd, record: Unlinked<AccessRow>): AccessRow {
  const linked = { ...record, sequence: end.sequence + 1, previous_hash: end.hash ?? NO_HASH };
  return { ...linked, hash: accessHash(linked) };
}
