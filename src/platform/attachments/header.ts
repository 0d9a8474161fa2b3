import { z } from 'zod';
import { MEDIA_TYPES } from './media-types.ts';

/** What is known of an attachment without a key. The digest is over its sealed bytes, so that the chain covers them. */
const attachmentHeader = z.strictObject({
  id: z.uuid(),
  type: z.enum(MEDIA_TYPES),
  bytes: z.int().min(0),
  digest: z.hash('sha256'),
});
export type AttachmentHeader = z.infer<typeof attachmentHeader>;

/**
 * The field of a header under which an entry adds attachments. The name is known to whoever keeps and verifies entries: a kind
 * that takes attachments declares `attachments: attachmentsField` and nothing else of that name.
 */
export const attachmentsField = z.array(attachmentHeader).max(20);

/** The attachments that an entry adds, by its header; of any kind and version. */
export function attachmentsIn(header: unknown): readonly AttachmentHeader[] {
  const { attachments } = (header ?? {}) as { attachments?: unknown };
  return attachments === undefined ? [] : attachmentsField.parse(attachments);
}
