import type { Entered } from '#src/platform/access/store.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { lastHashOf, readHeaders, readSection, type StoredEntry } from '#src/platform/journal/store.ts';
import { openBody } from '#src/platform/vault/body.ts';
import type { SectionKey } from '#src/platform/vault/section-key.ts';
import type { Known, StreamAction } from './action.ts';
import type { HeaderOf, ReadEntry } from './entries.ts';
import { type Keys } from './append.ts';

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

const headerOf = ({ section, kind, version, header, recorded_on }: Pick<StoredEntry, 'section' | 'kind' | 'version' | 'header' | 'recorded_on'>): HeaderOf => ({ section, kind, version, header, recordedOn: recorded_on });

type Read = Pick<Known<never>, 'headers' | 'entries' | 'version'>;
export const NOTHING_READ: Read = { headers: [], entries: [], version: 'empty' };

/** Reads what a stream action needs: headers for its rules, or the section it is about with its bodies opened. */
export async function readNeeded(tx: Transaction, needs: StreamAction<never, never>['needs'] = [], { streamId }: NonNullable<Entered['stream']>, section: string | null, keys: Keys): Promise<Read> {
  const headers = needs.includes('headers') ? (await readHeaders(tx, streamId)).map(headerOf) : [];
  if (!needs.includes('entries')) return { ...NOTHING_READ, headers };
  const stored = await readSection(tx, streamId, section);
  const key = section === null ? undefined : keys.get(section);
  const entries = stored.map((entry) => ({ ...headerOf(entry), actor: entry.actor, recordedAt: entry.recorded_at, body: bodyOf(entry, key) }));
  return { headers, entries, version: versionFrom(stored.at(-1)?.hash) };
}
