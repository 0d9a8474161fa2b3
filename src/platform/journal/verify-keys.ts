import { keyFits } from '../vault/body.ts';
import type { Break, LinkReason } from './breaks.ts';
import type { EntryRow } from './rows.ts';
import { isHeaderAsHashed, stubIn } from './shredded.ts';

export type StoredSectionKey = { stream_id: string; section: string; wrapped_key: Buffer | null };

/**
 * Watches the keys of one stream: each sealed body has the key it was sealed with, or a later entry says that the key was
 * destroyed, and then it stays so. Needs no key to tell.
 */
export function keyWatch(streamId: string) {
  const lost = new Map<number, string | null>();
  const explained = new Set<number>();
  const sealedIn = new Set<string>();
  const shredded = new Set<string>();
  let back: number | undefined;

  function heed(entry: EntryRow): void {
    const stub = stubIn(entry);
    if (stub?.what === 'entry') {
      if (lost.delete(stub.sequence)) explained.add(stub.sequence);
      else if (!explained.has(stub.sequence)) back ??= stub.sequence;
    } else if (stub && entry.section !== null) {
      shredded.add(entry.section);
      for (const [sequence, section] of lost) {
        if (section !== entry.section) continue;
        lost.delete(sequence);
        explained.add(sequence);
      }
    }
  }

  return {
    /** Checks what the hash of an entry does not cover. */
    check(entry: EntryRow): LinkReason | undefined {
      if (!isHeaderAsHashed(entry)) return 'header-altered';
      const { sealed_body, sealed_key, section, sequence } = entry;
      if (sealed_key && !(sealed_body && keyFits(sealed_body, sealed_key))) return 'key-altered';
      if (sealed_body && section !== null) sealedIn.add(section);
      if (sealed_body && !sealed_key) lost.set(sequence, section);
      heed(entry);
      return undefined;
    },
    /** What is left unexplained when the chain has ended. */
    broken(): Break | undefined {
      const missing = [...lost.keys()].at(0);
      const entry = { at: 'entry', streamId } as const;
      if (missing !== undefined && (back === undefined || missing < back)) return { ...entry, sequence: missing, lastGood: missing - 1, reason: 'key-missing' };
      return back === undefined ? undefined : { ...entry, sequence: back, lastGood: back - 1, reason: 'shredded-key-is-back' };
    },
    /** The same for the section keys of the stream. */
    brokenSection(keys: readonly StoredSectionKey[]): Break | undefined {
      const stored = new Map(keys.map((row) => [row.section, row.wrapped_key]));
      for (const section of [...sealedIn, ...stored.keys()].toSorted()) {
        const isThere = Boolean(stored.get(section));
        if (isThere === shredded.has(section)) {
          return { at: 'section-key', streamId, section, reason: isThere ? 'shredded-key-is-back' : 'key-missing' };
        }
      }
      return undefined;
    },
  };
}
