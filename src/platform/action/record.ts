import type { Head } from '#src/platform/access/store.ts';
import { hashOf, headerBytesOf, previousOf } from '#src/platform/journal/chain.ts';
import type { AccessRow } from '#src/platform/journal/store.ts';
import type { By } from './append.ts';

export type Looked = { action: string; outcome: 'done' | 'refused' | 'failed'; section: string | null };

/** Who tried what and how it ended, at the end of the chain of the stream that it was about. */
export function accessRecord({ streamId, head }: { streamId: string; head: Head }, { action, outcome, section }: Looked, { actor, now }: By): AccessRow {
  const facts = { action, outcome, section, actor: actor.id, agency: actor.agency, at: now.toISOString() };
  const header_bytes = headerBytesOf(facts);
  const sequence = head.sequence + 1;
  const previous_hash = previousOf(head.hash);
  const hash = hashOf('journal.access.1', [previous_hash, streamId, sequence, header_bytes]);
  return { stream_id: streamId, sequence, action, outcome, section, actor: actor.id, agency: actor.agency, recorded_at: now, header_bytes, previous_hash, hash };
}
