import type { AccessRow, BlockHeadRow, BlockRow, EntryRow, StreamRow } from '#src/platform/journal/rows.ts';
import type { PublicKeys } from '#src/platform/journal/signing-keys.ts';
import type { WitnessLine } from '#src/platform/journal/witness.ts';
import { verifyJournal, type Verification } from '#src/platform/journal/verify.ts';
import type { StoredAttachment, StoredChunk } from '#src/platform/journal/verify-attachments.ts';
import type { StoredSectionKey } from '#src/platform/journal/verify-keys.ts';

const HEAD = 'block_number::int, stream_id, head_sequence::int, head_hash, access_sequence::int, access_hash from keerpunt.block_head';

/** Verifies all that is in a database, with its blocks where there are keys for them, in the order in which that is done. `query` reads as the owner. */
export async function verifyDatabase(query: (sql: string) => Promise<unknown[]>, publicKeys: PublicKeys | null = null, witness: readonly WitnessLine[] = []): Promise<Verification> {
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
    blocks: publicKeys ? await rows<BlockRow>('*, number::int as number from keerpunt.block order by keerpunt.block.number') : [],
    headsByBlock: publicKeys ? await rows<BlockHeadRow>(`${HEAD} order by block_number, stream_id`) : [],
    headsByStream: publicKeys ? await rows<BlockHeadRow>(`${HEAD} order by stream_id, block_number`) : [],
    publicKeys: publicKeys ?? new Map(),
    ...(publicKeys ? { witness } : {}),
  });
}
