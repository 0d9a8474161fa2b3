import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import { unseal } from '#src/files/model/words.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { z } from 'zod';
import { seeKeeping, type Kept } from '../actions/see-actions.ts';

/** How the child is kept safe, as this reader sees it. */
export async function keptFor({ view }: Part): Promise<Kept | null> {
  const answer = await view.member.perform(seeKeeping, view.member.actor, { file: view.file });
  return answer.done ? answer.value : null;
}

/** The entries of one kind in the section that the page read, oldest first. */
export const entriesOf = ({ view }: Part, kind: Pick<EntryKind, 'name'>): readonly ReadEntry[] => (view.reads.protection?.entries ?? []).filter((e) => e.kind === kind.name);

/** What was sealed under the last entry of a kind that carries this id; null where it is gone or was never there. */
export function wordsOf<S extends z.ZodType>(part: Part, kind: Pick<EntryKind, 'name'>, schema: S, field: string, id: string): z.output<S> | null {
  const entry = entriesOf(part, kind).findLast((e) => e.header[field] === id);
  const read = entry ? unseal(schema, entry) : null;
  return read && 'words' in read ? read.words : null;
}
