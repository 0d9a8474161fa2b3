import { openAttachmentKey, openName, type AttachmentKey } from '#src/platform/vault/attachment.ts';
import type { Opened } from '#src/platform/vault/envelope.ts';
import type { SectionKey } from '#src/platform/vault/section-key.ts';
import type { MediaType } from './media-types.ts';

/** An attachment as a reader is shown it. */
export type NamedAttachment = { readonly id: string; readonly type: MediaType; readonly bytes: number; readonly name: Opened<string> };

/** The same with its key, for whoever was allowed to open it. */
export type FoundAttachment = NamedAttachment & { readonly streamId: string; readonly key: Opened<AttachmentKey> };

export type AttachmentRow = { attachment_id: string; media_type: string; bytes: number; sealed_name: Buffer; sealed_key: Buffer | null };

/** What a stored attachment is, opened with the key of its section as far as that is there. */
export function openStored(streamId: string, row: AttachmentRow, sectionKey: SectionKey | 'shredded' | undefined): FoundAttachment {
  const shredded = { opened: false, because: sectionKey === 'shredded' ? 'shredded' : 'does-not-fit' } as const;
  const key = sectionKey === undefined || sectionKey === 'shredded' ? shredded : openAttachmentKey(sectionKey, row.attachment_id, row.sealed_key);
  const name = key.opened ? openName(key.value, row.sealed_name) : key;
  return { streamId, id: row.attachment_id, type: row.media_type as MediaType, bytes: row.bytes, name, key };
}
