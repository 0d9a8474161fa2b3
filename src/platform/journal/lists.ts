import { isDeepStrictEqual } from 'node:util';
import type { HeaderRow } from './fold.ts';
import type { EntryKind } from './kinds.ts';
import type { ListRow } from './store.ts';

/**
 * How rows of lists follow from the headers of a stream. What an action keeps and what a rebuild makes again come from this
 * one function, so that there is no second truth.
 */
export type ListRule = {
  readonly streamKind: string;
  /** Every list it may give rows of; nobody else gives rows of these for such a stream. */
  readonly lists: readonly [string, ...string[]];
  /**
   * Pure. A row of a section follows from entries of that section and from those for everybody; one for everybody at the
   * table may follow from all. A row that was there once stays, with another state.
   */
  readonly rows: (headers: readonly HeaderRow[]) => readonly ListRow[];
  /**
   * Pure. What everybody at the table is told because of what was added, whichever action added it: kept in the same
   * transaction. Nothing is told twice, for what it gives is among the headers the next time.
   */
  readonly tells?: (before: readonly HeaderRow[], after: readonly HeaderRow[]) => Telling | null;
};

/** Entries for everybody at the table, without a body, and jobs by which people hear of them. */
export type Telling = {
  readonly entries: readonly { readonly kind: EntryKind; readonly header: unknown }[];
  readonly jobs: readonly { readonly job: string; readonly payload: Readonly<Record<string, string | number | boolean | null>> }[];
};

export type ListRules = ReadonlyMap<string, ListRule>;

/** A rule that gives other rows than it declared, or lets one go. */
export class BrokenListRule extends Error {
  override readonly name = 'BrokenListRule';
}

/** All rules by the kind of stream. Throws BrokenListRule when a kind has two. */
export function listRules(rules: readonly ListRule[]): ListRules {
  const byKind = new Map(rules.map((rule) => [rule.streamKind, rule]));
  if (byKind.size < rules.length) throw new BrokenListRule('a kind of stream has two rules for its lists');
  return byKind;
}

const placeOf = ({ list, item, section }: ListRow): string => JSON.stringify([list, item, section]);
/** Tells two rows of one stream apart. */
export const keyOf = ({ list, item }: Pick<ListRow, 'list' | 'item'>): string => JSON.stringify([list, item]);

/** The rows that follow, each once. Throws BrokenListRule. */
export function rowsFrom(rule: ListRule, headers: readonly HeaderRow[]): readonly ListRow[] {
  const rows = rule.rows(headers);
  const other = rows.find((row) => !rule.lists.includes(row.list));
  if (other) throw new BrokenListRule(`the rule of ${rule.streamKind} gives a row of ${other.list}, which it does not declare`);
  if (new Set(rows.map(keyOf)).size < rows.length) throw new BrokenListRule(`the rule of ${rule.streamKind} gives a row twice`);
  return rows;
}

/** Whether a row says the same as another of its place. */
export const saysTheSame = (a: ListRow, b: ListRow): boolean => placeOf(a) === placeOf(b) && a.state === b.state && a.dueOn === b.dueOn && isDeepStrictEqual(a.fields ?? {}, b.fields ?? {});

/** The rows that are new or say something else after further entries. Throws BrokenListRule where one goes or moves. */
export function changedRows(rule: ListRule, before: readonly HeaderRow[], added: readonly HeaderRow[]): readonly ListRow[] {
  const earlier = rowsFrom(rule, before);
  const later = rowsFrom(rule, [...before, ...added]);
  const places = new Set(later.map(placeOf));
  const gone = earlier.find((row) => !places.has(placeOf(row)));
  if (gone) throw new BrokenListRule(`the rule of ${rule.streamKind} lets a row of ${gone.list} go; it keeps it, with another state`);
  const was = new Map(earlier.map((row) => [placeOf(row), row]));
  return later.filter((row) => {
    const old = was.get(placeOf(row));
    return !old || !saysTheSame(old, row);
  });
}

/** Two rules for one kind of stream, each with lists of its own, as one. Throws BrokenListRule where they give rows of the same list. */
export function together(first: ListRule, second: ListRule): ListRule {
  if (first.streamKind !== second.streamKind) throw new BrokenListRule('rules of two kinds of streams are no one rule');
  if (first.lists.some((list) => second.lists.includes(list))) throw new BrokenListRule(`two rules of ${first.streamKind} give rows of one list`);
  const tells: NonNullable<ListRule['tells']> = (before, after) => {
    const told = [first, second].flatMap((rule) => rule.tells?.(before, after) ?? []);
    return told.length === 0 ? null : { entries: told.flatMap((t) => t.entries), jobs: told.flatMap((t) => t.jobs) };
  };
  return { streamKind: first.streamKind, lists: [...first.lists, ...second.lists], rows: (headers) => [...first.rows(headers), ...second.rows(headers)], ...(first.tells || second.tells ? { tells } : {}) };
}
