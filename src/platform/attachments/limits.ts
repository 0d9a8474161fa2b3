import { MOST_ATTACHMENT_BYTES } from '#src/platform/vault/attachment.ts';

const MB = 1024 * 1024;

/** What may be attached. Whoever runs this can give other quotas; one file never has more than 25 MB. */
export type AttachmentLimits = {
  /** Files in one form. */
  readonly filesInForm: number;
  /** Bytes in all sections of one stream. */
  readonly streamBytes: number;
  /** Bytes that one agency added. */
  readonly agencyBytes: number;
  /** Bytes that came in and that no action took yet, of everybody together. */
  readonly waitingBytes: number;
};

export const LIMITS: AttachmentLimits = { filesInForm: 10, streamBytes: 500 * MB, agencyBytes: 20_000 * MB, waitingBytes: 4000 * MB };

/** All that a form with as many files may have. */
export const mostInForm = ({ filesInForm }: AttachmentLimits): number => filesInForm * MOST_ATTACHMENT_BYTES + MB;
