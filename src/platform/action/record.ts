import type { Entered, Head } from '#src/platform/access/store.ts';
import { canonicalBytes } from '#src/platform/journal/canonical.ts';
import { linkAccessRecord } from '#src/platform/journal/chain.ts';
import type { AccessRow } from '#src/platform/journal/rows.ts';
import type { By } from './append.ts';

export const BEGINNING: Head = { sequence: 0, hash: null };

type Looked = Pick<AccessRow, 'action' | 'outcome' | 'section'>;

/** Who tried what and how it ended, linked to the end of the chain of the stream that it was about. */
export function accessRecord({ streamId, head }: Entered['record'], { action, outcome, section }: Looked, { actor, now, today }: By): AccessRow {
  const facts = { action, outcome, section, actor: actor.id, agency: actor.agency };
  return linkAccessRecord(head, { stream_id: streamId, ...facts, recorded_at: now, header_bytes: canonicalBytes({ ...facts, ...(now ? { at: now.toISOString() } : { on: today }) }) });
}
