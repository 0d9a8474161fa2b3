import { createHash } from 'node:crypto';
import { attachmentsIn } from '../attachments/header.ts';
import type { AttachmentReason, Break } from './breaks.ts';
import { cursorOver, ofStream, type Cursor, type Rows } from './cursor.ts';
import type { EntryRow } from './rows.ts';

export type StoredAttachment = { stream_id: string; attachment_id: string; since_sequence: number; section: string; sealed_name: Buffer; sealed_key: Buffer | null };
export type StoredChunk = { stream_id: string; attachment_id: string; number: number; sealed: Buffer };
/** By stream and attachment; the chunks of each in their order. */
export type AttachmentSource = { rows: Rows<StoredAttachment>; chunks: Rows<StoredChunk> };
export type AttachmentCursors = { rows: Cursor<StoredAttachment>; chunks: Cursor<StoredChunk> };

export const attachmentCursors = async ({ rows, chunks }: AttachmentSource): Promise<AttachmentCursors> => ({ rows: await cursorOver(rows), chunks: await cursorOver(chunks) });

type Named = { sequence: number; digest: string; section: string | null; hasKey: boolean };

/** The digest of what is stored of one attachment; null where its chunks do not count from 0. */
async function digestOf({ attachment_id, stream_id, sealed_name }: StoredAttachment, chunks: Cursor<StoredChunk>): Promise<string | null> {
  const digest = createHash('sha256').update(sealed_name);
  let expected = 0;
  for (let chunk = chunks.peek(); chunk?.stream_id === stream_id && chunk.attachment_id === attachment_id; chunk = chunks.peek()) {
    if (chunk.number !== expected) return null;
    digest.update(chunk.sealed);
    expected++;
    await chunks.take();
  }
  return digest.digest('hex');
}

async function problemOf(row: StoredAttachment, named: Named | undefined, chunks: Cursor<StoredChunk>): Promise<AttachmentReason | undefined> {
  if (!named) return 'not-recorded';
  if (named.sequence !== row.since_sequence || named.section !== row.section || (await digestOf(row, chunks)) !== named.digest) return 'altered';
  // Its key goes with that of its entry, and stays gone with it.
  if (named.hasKey === Boolean(row.sealed_key)) return undefined;
  return named.hasKey ? 'key-missing' : 'shredded-key-is-back';
}

/** Holds the stored attachments of one stream against what its entries say they added. Needs no key to tell. */
export function attachmentWatch(streamId: string) {
  const named = new Map<string, Named>();
  return {
    /** Takes note of what an entry adds. False when its header says that in no way that was ever written. */
    heed({ sequence, header, section, sealed_key }: EntryRow): boolean {
      try {
        for (const { id, digest } of attachmentsIn(header)) named.set(id, { sequence, digest, section, hasKey: Boolean(sealed_key) });
        return true;
      } catch {
        return false;
      }
    },
    async broken({ rows, chunks }: AttachmentCursors): Promise<Break | undefined> {
      const broken = (attachmentId: string, reason: AttachmentReason): Break => ({ at: 'attachment', streamId, attachmentId, reason });
      for await (const row of ofStream(rows, streamId)) {
        const reason = await problemOf(row, named.get(row.attachment_id), chunks);
        if (reason) return broken(row.attachment_id, reason);
        named.delete(row.attachment_id);
      }
      const loose = chunks.peek();
      if (loose?.stream_id === streamId) return broken(loose.attachment_id, 'altered');
      const [missing] = named.keys();
      return missing === undefined ? undefined : broken(missing, 'missing');
    },
  };
}
