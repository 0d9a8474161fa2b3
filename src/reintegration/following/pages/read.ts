import type { z } from 'zod';
import { unseal } from '#src/files/model/words.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import { seeFollowing, type Followed } from '../actions/see-actions.ts';
import { SECTION } from '../model/state.ts';

/** How the child is followed, as this reader sees it. */
export async function followedFor({ view }: Part): Promise<Followed | null> {
  const answer = await view.member.perform(seeFollowing, view.member.actor, { file: view.file });
  return answer.done ? answer.value : null;
}

/** What was sealed under the last entry of a kind of which this holds; null where it is gone or was never there. */
export function wordsOf<S extends z.ZodType>({ view }: Part, kind: Pick<EntryKind, 'name'>, schema: S, isIt: (header: ReadEntry['header']) => boolean = () => true): z.output<S> | null {
  const entry = (view.reads[SECTION]?.entries ?? []).findLast((e) => e.kind === kind.name && isIt(e.header));
  const read = entry ? unseal(schema, entry) : null;
  return read && 'words' in read ? read.words : null;
}
