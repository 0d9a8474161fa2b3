import type { AccessRow, EntryRow, StreamRow } from '#src/platform/journal/rows.ts';
import { verifyJournal, type Verification } from '#src/platform/journal/verify.ts';
import type { StoredAttachment, StoredChunk } from '#src/platform/journal/verify-attachments.ts';
import type { StoredSectionKey } from '#src/platform/journal/verify-keys.ts';

/** Verifies all that is in a database, without blocks, in the order in which that is done. `query` reads as the owner. */
export async function verifyDatabase(query: (sql: string) => Promise<unknown[]>): Promise<Verification> {
  const rows = async <T>(what: string) => (await query(`select ${what}`)) as T[];
  return verifyJournal({
    streams: await rows<StreamRow>('stream_id, stream_kind, head_sequence::int, head_hash, access_sequence::int, access_hash from keerpunt.stream order by stream_id'),
    entries: await rows<EntryRow>('*, sequence::int as sequence, recorded_on::text as recorded_on from keerpunt.entry order by stream_id, keerpunt.entry.sequence'),
    accessRecords: await rows<AccessRow>('*, sequence::int as sequence from keerpunt.access_record order by stream_id, keerpunt.access_record.sequence'),
    sectionKeys: await rows<StoredSectionKey>('stream_id, section, wrapped_key from keerpunt.section_key order by stream_id, section'),
    attachments: {
      rows: await rows<StoredAttachment>('stream_id, attachment_id, since_sequence::int, section, sealed_name, sealed_key from keerpunt.attachment order by stream_id, attachment_id'),
      chunks: await rows<StoredChunk>('stream_id, attachment_id, number, sealed from keerpunt.attachment_chunk order by stream_id, attachment_id, keerpunt.attachment_chunk.number'),
    },
    blocks: [],
    headsByBlock: [],
    headsByStream: [],
    publicKeys: new Map(),
  });
}
