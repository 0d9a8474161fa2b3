import type { FreeAction, Result, StreamAction } from '#src/platform/action/action.ts';
import { foldOf } from '#src/platform/journal/fold.ts';
import { listRules, type ListRule } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { addNote, beginMatter, begun, closed, closeMatter, noteAdded } from './actions.ts';

type Matter = { isClosed: boolean; day: string; notes: Readonly<Record<string, number>> };
const matter = foldOf<Matter | null>(null, (on) => [
  on(begun, (_, { recordedOn }) => ({ isClosed: false, day: recordedOn, notes: {} })),
  on(noteAdded, (state, { header, section }) => state && { ...state, notes: { ...state.notes, [section ?? '']: (state.notes[section ?? ''] ?? 0) + header.pages } }),
  on(closed, (state) => state && { ...state, isClosed: true }),
]);

function rows(state: Matter | null): readonly ListRow[] {
  if (!state) return [];
  const notes = Object.entries(state.notes).map(([section, pages]) => ({ list: 'notes', item: `notes-of-${section}`, section, state: 'new', dueOn: null, fields: { pages } }));
  return [{ list: 'matters', item: 'matter', section: null, state: state.isClosed ? 'closed' : 'open', dueOn: state.day, fields: { isClosed: state.isClosed } }, ...notes];
}

/** How the lists of the small feature follow from its headers. */
export const matterLists: ListRule = { streamKind: 'matter', lists: ['matters', 'notes'], rows: (headers) => rows(matter(headers)) };
export const LISTS = listRules([matterLists]);

const withoutRows = <V>(result: Result<V>): Result<V> => ('obstacles' in result ? result : { ...result, lists: [] });

/** The same actions, which leave it to the rule what stands in the lists. */
export const beginListed: FreeAction<{ words: string }, string> = { ...beginMatter, run: (known) => withoutRows(beginMatter.run(known)) };
export const addListed: typeof addNote = { ...addNote, run: (known) => withoutRows(addNote.run(known)) };
export const closeListed: StreamAction<{ stream: string }, null> = { ...closeMatter, run: (known) => withoutRows(closeMatter.run(known)) };
