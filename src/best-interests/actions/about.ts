import { atTable } from '#src/files/access-table.ts';
import { keepingIn, onFile, type OnFile } from '#src/files/actions/about.ts';
import { council, guardian, lawyer, youthProtection } from '#src/files/roles.ts';
import type { Known, Obstacle, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { whyNot } from '#src/platform/action/obstacles.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { SOURCES_OF } from '../model/sources.ts';
import { seenIn, type Seen } from '../model/deciding.ts';

export { onFile };

/** Those around the child here. A partner abroad reads what is decided, and answers what it is asked; it does not weigh. */
export const AROUND = atTable([youthProtection, council, guardian, lawyer]);
/** Those who may say that it is decided. The child's lawyer speaks for one side. */
export const DECIDING = atTable([youthProtection, council, guardian]);

type Rule = { readonly section?: 'solution' | 'recognition'; readonly isKept?: (seen: Seen) => boolean; readonly why?: (seen: Seen) => readonly Obstacle[]; readonly drafts: (seen: Seen) => readonly Draft[] };

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor' | 'today'>, { section = 'solution', isKept = () => false, why = () => [], drafts }: Rule): Result<null> {
  const seen = seenIn(known.headers, known.today);
  return keepingIn(known, section, { isKept: isKept(seen), why: () => whyNot(why(seen)), drafts: () => drafts(seen) });
}

/** Whether these stand in the file, where the actor sees them: of what is hidden it is not said whether it is there. */
export function areThere({ headers, sections }: Pick<Known<unknown>, 'headers' | 'sections'>, ids: readonly string[], kinds: Readonly<Record<string, string>> = SOURCES_OF): boolean {
  const isSeen = (h: HeaderRow) => h.section === null || sections.includes(h.section);
  const named = new Set(headers.flatMap((h) => (isSeen(h) && kinds[h.kind] !== undefined ? [String(h.header[kinds[h.kind] as string])] : [])));
  return ids.every((id) => named.has(id));
}
