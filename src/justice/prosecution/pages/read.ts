import type { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { eventAdded } from '#src/files/model/kinds.ts';
import type { FileState } from '#src/files/model/state.ts';
import { eventWords, unseal } from '#src/files/model/words.ts';
import { packFor, type Guide } from '#src/files/pages/guide.ts';
import type { FileView, Part } from '#src/files/pages/view.ts';
import { rulesOf, type RulesGiven } from '../actions/rules-now.ts';
import { seeProsecution, type Seen } from '../actions/see-actions.ts';

/** What the country of this file asks today, for an action to judge by. */
export const rulesFor = (guide: Guide, state: Pick<FileState, 'opened'>, today: string): RulesGiven['rules'] => rulesOf(packFor(guide, state), guide.asOf, today);

/** Where it all stands, as this reader may know it. */
export async function seenFor(view: FileView): Promise<Seen | null> {
  const rules = rulesFor(view.guide, view.overview.state, view.today);
  const answer = await view.member.perform(seeProsecution, view.member.actor, { file: view.file, rules });
  return answer.done ? answer.value : null;
}

/** What was sealed under the last of these entries of a kind that carries this id; null where it is gone or was never there. */
export function wordsIn<S extends z.ZodType>(entries: readonly ReadEntry[], kind: Pick<EntryKind, 'name'>, schema: S, [field, id]: readonly [string, string]): z.output<S> | null {
  const entry = entries.findLast((e) => e.kind === kind.name && e.header[field] === id);
  const read = entry ? unseal(schema, entry) : null;
  return read && 'words' in read ? read.words : null;
}

/** What was written about each event, by its id, where this reader sees the story. The reading is on record as any other. */
export async function storyWords({ view }: Part): Promise<ReadonlyMap<string, string>> {
  if (!view.overview.sections.includes('chronology')) return new Map();
  const read = await view.member.perform(READ_SECTION.chronology, view.member.actor, { file: view.file });
  if (!read.done) return new Map();
  const events = read.value.entries.filter((e) => e.kind === eventAdded.name);
  return new Map(events.flatMap((e) => {
    const words = unseal(eventWords, e);
    return 'words' in words ? [[String(e.header['event']), words.words.text] as const] : [];
  }));
}
