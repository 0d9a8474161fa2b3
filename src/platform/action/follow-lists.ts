import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { changedRows, type ListRule } from '#src/platform/journal/lists.ts';
import type { EntryRow } from '#src/platform/journal/rows.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { ActionMisdeclared } from './failed.ts';

type Following = {
  rule: ListRule | undefined;
  /** All that was recorded before. Of a stream that begins there is none yet. */
  headers: readonly HeaderRow[];
  added: readonly EntryRow[];
  /** The sections into which this action may put something. */
  within: readonly (string | null)[];
};

/** The rows of lists that follow from what an action adds, by the rule from which they are made again. */
export function rowsThatFollow({ rule, headers, added, within }: Following): readonly ListRow[] {
  if (!rule) return [];
  const rows = changedRows(rule, headers, added);
  const beyond = rows.find((row) => !within.includes(row.section));
  // The one who acts could neither see nor write it, and then it would stay behind what is recorded.
  if (beyond) throw new ActionMisdeclared(`a row of ${beyond.list} follows from an entry of another section`);
  return rows;
}

/** A list that follows from headers takes no rows from anywhere else: they would be gone after a rebuild. */
export function checkListsAreFree(name: string, rule: ListRule | undefined, lists: readonly ListRow[]): void {
  const taken = lists.find((row) => rule?.lists.includes(row.list));
  if (taken) throw new ActionMisdeclared(`${name} gives a row of ${taken.list}, which follows from the headers`);
}
