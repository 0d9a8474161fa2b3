import { z } from 'zod';
import type { Grants } from '#src/platform/access/grants.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import type { FoundAttachment } from './open.ts';

type Opening = {
  name: string;
  does: string;
  allow: Grants<'party' | 'author'>;
  /** Kind of the stream, and the sections whose attachments may be opened. */
  kind: string;
  sections: readonly [string, ...string[]];
};

const wanted = z.object({ stream: z.string(), section: z.string(), attachment: z.string() });
export type WantedAttachment = z.infer<typeof wanted>;

/**
 * The action that opens an attachment: whoever may read the section of its entry may open it, and each opening is recorded.
 * What it gives goes to `sendAttachment`.
 */
export function opensAttachments({ name, does, allow, kind, sections }: Opening): StreamAction<WantedAttachment, FoundAttachment> {
  return {
    name,
    does,
    input: wanted.extend({ section: z.enum(sections) }),
    allow,
    isForPagesOnly: true,
    about: { kind, stream: (i) => i.stream, sections, section: (i) => i.section },
    attachment: (i) => i.attachment,
    run: ({ attachment }) => {
      if (!attachment) return { obstacles: [{ code: 'attachment-not-there' }] };
      if (attachment.key.opened) return { value: attachment };
      return { obstacles: [{ code: attachment.key.because === 'shredded' ? 'attachment-shredded' : 'attachment-unreadable' }] };
    },
  };
}
