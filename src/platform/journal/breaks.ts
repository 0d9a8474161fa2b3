/** A link that does not hold. Of streams and entries only identity and number are told, so that it can be shown to anyone. */
export type Break =
  | { at: 'entry' | 'access-record'; streamId: string; sequence: number; lastGood: number; reason: LinkReason }
  | { at: 'stream'; streamId: string; reason: StreamReason }
  | { at: 'section-key'; streamId: string; section: string; reason: 'key-missing' | 'shredded-key-is-back' }
  | { at: 'attachment'; streamId: string; attachmentId: string; reason: AttachmentReason }
  | { at: 'block'; number: number; reason: BlockReason };

type StreamReason = 'out-of-order' | 'row-missing' | 'kind-differs' | 'head-differs';

export type AttachmentReason = 'missing' | 'altered' | 'not-recorded' | 'key-missing' | 'shredded-key-is-back';

export type LinkReason =
  | 'missing'
  | 'not-next'
  | 'altered'
  | 'header-altered'
  | 'does-not-follow'
  | 'differs-from-block'
  | 'key-altered'
  | 'key-missing'
  | 'shredded-key-is-back';

export type BlockReason =
  | 'missing'
  | 'not-next'
  | 'does-not-follow'
  | 'altered'
  | 'unknown-key'
  | 'wrong-signature'
  | 'witness-differs'
  | 'witness-runs-back'
  | 'witnessed-but-missing';

const REASONS: Record<StreamReason | AttachmentReason | LinkReason | BlockReason, string> = {
  missing: 'is missing',
  'not-next': 'stands where it does not belong',
  altered: 'is not what was recorded',
  'header-altered': 'has a readable header that is not the one that was recorded',
  'does-not-follow': 'does not follow what stands before it',
  'differs-from-block': 'is not what it was when a block was closed over it; it or something between it and the last good one was altered',
  'key-altered': 'has another key than the one it was sealed with',
  'key-missing': 'has lost its key, and no entry says why',
  'shredded-key-is-back': 'was shredded, and its key is back',
  'unknown-key': 'is signed with a key that is not known',
  'wrong-signature': 'is not signed by the key it names',
  'witness-differs': 'is not what the witness saw',
  'witness-runs-back': 'stands in the witness after a later one',
  'witnessed-but-missing': 'was seen by the witness and is gone',
  'not-recorded': 'is there, and no entry says so',
  'out-of-order': 'comes a second time, or in the wrong order',
  'row-missing': 'has entries or heads and no row of its own',
  'kind-differs': 'names another kind than its entries',
  'head-differs': 'names another end than its entries have',
};

/** A break as a sentence. */
export function sayBreak(found: Break): string {
  const reason = REASONS[found.reason];
  switch (found.at) {
    case 'block':
      return `block ${found.number} ${reason}`;
    case 'stream':
      return `stream ${found.streamId} ${reason}`;
    case 'attachment':
      return `attachment ${found.attachmentId} of stream ${found.streamId} ${reason}`;
    case 'section-key':
      return `section ${found.section} of stream ${found.streamId} ${reason}`;
    default:
      return `${found.at === 'entry' ? 'entry' : 'access record'} ${found.sequence} of stream ${found.streamId} ${reason} (good until ${found.lastGood})`;
  }
}
