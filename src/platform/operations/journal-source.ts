import type { OwnerClient } from '../database/owner.ts';
import type { AccessRow, BlockHeadRow, BlockRow, EntryRow, StreamRow } from '../journal/rows.ts';
import type { PublicKeys } from '../journal/signing-keys.ts';
import type { JournalSource } from '../journal/verify.ts';
import type { StoredAttachment, StoredChunk } from '../journal/verify-attachments.ts';
import type { StoredSectionKey } from '../journal/verify-keys.ts';
import type { WitnessLine } from '../journal/witness.ts';

const AT_ONCE = 1000;
/** Rows of a quarter of a megabyte. */
const CHUNKS_AT_ONCE = 16;

/** The rows of one question, some at a time. */
async function* rowsOf<T>(client: OwnerClient, name: string, query: string, atOnce = AT_ONCE): AsyncGenerator<T> {
  await client.query(`declare ${name} no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await client.query(`fetch ${atOnce} from ${name}`);
    yield* rows as T[];
    if (rows.length < atOnce) return;
  }
}

/** The same of a table that a database of an earlier release does not have. */
async function* rowsIfThere<T>(client: OwnerClient, name: string, columns: string, from: string, atOnce = AT_ONCE): AsyncGenerator<T> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('keerpunt.attachment') is not null as there`);
  if (rows[0]?.there) yield* rowsOf<T>(client, name, `select ${columns} from keerpunt.${from}`, atOnce);
}

const HEAD = 'stream_id, head_sequence, head_hash, access_sequence, access_hash';

/**
 * A journal as it lies in a database, for as long as the transaction that is open. Without keys nobody can say whether
 * blocks are signed by the right one, and they are left out.
 */
export function journalIn(client: OwnerClient, publicKeys: PublicKeys | null, witness: readonly WitnessLine[], streamId?: string): JournalSource {
  // Whoever asks gives a uuid or nothing.
  const part = streamId === undefined ? '' : `where stream_id = '${streamId}'`;
  const blocks: Pick<JournalSource, 'blocks' | 'headsByBlock' | 'headsByStream'> = publicKeys
    ? {
        blocks: rowsOf<BlockRow>(client, 'blocks', 'select number, closed_at, root, head_count, previous_root, signature from keerpunt.block order by number'),
        headsByBlock: rowsOf<BlockHeadRow>(client, 'heads_by_block', `select block_number, ${HEAD} from keerpunt.block_head order by block_number, stream_id`),
        headsByStream: rowsOf<BlockHeadRow>(client, 'heads_by_stream', `select block_number, ${HEAD} from keerpunt.block_head ${part} order by stream_id, block_number`),
      }
    : { blocks: [], headsByBlock: [], headsByStream: [] };
  return {
    ...blocks,
    ...(streamId === undefined ? {} : { isPart: true }),
    publicKeys: publicKeys ?? new Map(),
    ...(publicKeys ? { witness } : {}),
    streams: rowsOf<StreamRow>(client, 'streams', `select ${HEAD}, stream_kind from keerpunt.stream ${part} order by stream_id`),
    entries: rowsOf<EntryRow>(client, 'entries', `select * from keerpunt.entry ${part} order by stream_id, sequence`),
    accessRecords: rowsOf<AccessRow>(client, 'access_records', `select * from keerpunt.access_record ${part} order by stream_id, sequence`),
    attachments: {
      rows: rowsIfThere<StoredAttachment>(client, 'attachments', 'stream_id, attachment_id, since_sequence, section, sealed_name, sealed_key', `attachment ${part} order by stream_id, attachment_id`),
      chunks: rowsIfThere<StoredChunk>(client, 'attachment_chunks', 'stream_id, attachment_id, number, sealed', `attachment_chunk ${part} order by stream_id, attachment_id, number`, CHUNKS_AT_ONCE),
    },
    sectionKeys: rowsOf<StoredSectionKey>(client, 'section_keys', `select stream_id, section, wrapped_key from keerpunt.section_key ${part} order by stream_id, section`),
  };
}
