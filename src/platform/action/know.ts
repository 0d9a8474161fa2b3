import type { Transaction } from '#src/platform/database/transaction.ts';
import { readHeader, UnreadableHeader } from '#src/platform/journal/kinds.ts';
import { lastHashOf, readHeaders, readSection, type StoredEntry } from '#src/platform/journal/store.ts';
import { openBody } from '#src/platform/vault/body.ts';
import type { SectionKey } from '#src/platform/vault/section-key.ts';
import type { Known, StreamAction } from './action.ts';
import type { Keys, Sealing } from './append.ts';
import type { ReadEntry } from './entries.ts';

const VERSION_BYTES = 12;

/** Stands for all that is in a section: other when an entry is added there. It tells nothing of the other sections, as a number would. */
const versionFrom = (lastHash: Buffer | null | undefined): string => lastHash?.subarray(0, VERSION_BYTES).toString('base64url') ?? 'empty';

export async function versionOf(tx: Transaction, streamId: string, section: string | null): Promise<string> {
  return versionFrom(await lastHashOf(tx, streamId, section));
}

function bodyOf({ kind, version, sequence, sealed_body, sealed_key }: StoredEntry, key: SectionKey | 'shredded' | undefined): ReadEntry['body'] {
  if (!sealed_body) return null;
  if (key === 'shredded' || !sealed_key) return { opened: false, because: 'shredded' };
  // One body that does not open hides no other: the reader sees that something is there and that it cannot be read.
  return key ? openBody(key, { kind, version, sequence }, { sealed_body, sealed_key }) : { opened: false, because: 'does-not-fit' };
}

function readEntry(entry: StoredEntry, { kinds }: Sealing, key: SectionKey | 'shredded' | undefined): ReadEntry {
  const kind = kinds.get(entry.kind);
  if (!kind) throw new UnreadableHeader(entry.kind, entry.version, 'is no kind that this code knows');
  return { section: entry.section, kind: entry.kind, header: readHeader(kind, entry.version, entry.header), recordedOn: entry.recorded_on, recordedAt: entry.recorded_at, actor: entry.actor, body: bodyOf(entry, key) };
}

type Read = Pick<Known<never>, 'headers' | 'entries' | 'version'>;
export const NOTHING_READ: Read = { headers: [], entries: [], version: 'empty' };

type Place = { streamId: string; section: string | null };

/** Reads what a stream action needs: headers for its rules, or the section it is about with its bodies opened. */
export async function readNeeded(tx: Transaction, needs: StreamAction<never, never>['needs'] = [], { streamId, section }: Place, sealing: Sealing, keys: Keys): Promise<Read> {
  const headers = needs.includes('headers') ? await readHeaders(tx, streamId) : [];
  if (!needs.includes('entries')) return { ...NOTHING_READ, headers };
  const stored = await readSection(tx, streamId, section);
  const key = section === null ? undefined : keys.get(section);
  return { headers, entries: stored.map((entry) => readEntry(entry, sealing, key)), version: versionFrom(stored.at(-1)?.hash) };
}
