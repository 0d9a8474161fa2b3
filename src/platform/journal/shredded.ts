import { z } from 'zod';
import { canonicalBytes } from './canonical.ts';
import { entryKind } from './kinds.ts';
import type { EntryRow } from './rows.ts';

/** The name is known here, because an entry without a key is a broken link unless one of these explains it. */
export const SHREDDED = 'journal.shredded';

/**
 * The stub that a destroyed key leaves, as an entry of the same stream and section: when and by whom stand in its columns,
 * why is one of `reasons`. It is appended in the transaction that destroys the key.
 */
export function shreddedKind<const R extends readonly [string, ...string[]]>(reasons: R) {
  return entryKind(
    SHREDDED,
    z.strictObject({
      /** `entry`: the body of one entry. `section`: all that was sealed in the section, by its section key. */
      what: z.enum(['entry', 'section']),
      /** Which entry; null for a section. */
      sequence: z.int().min(1).nullable(),
      because: z.enum(reasons),
    }),
  );
}

export type Stub = { what: 'section' } | { what: 'entry'; sequence: number };

/** What an entry says was shredded, whatever the reasons of today are. */
export function stubIn(entry: Pick<EntryRow, 'kind' | 'header'>): Stub | undefined {
  if (entry.kind !== SHREDDED) return undefined;
  const { what, sequence } = entry.header;
  if (what === 'section') return { what };
  return what === 'entry' && typeof sequence === 'number' ? { what, sequence } : undefined;
}

/** Whether the readable header of an entry is what was hashed. */
export function isHeaderAsHashed({ header, header_bytes }: Pick<EntryRow, 'header' | 'header_bytes'>): boolean {
  try {
    return canonicalBytes(header as Parameters<typeof canonicalBytes>[0]).equals(header_bytes);
  } catch {
    return false;
  }
}
