import type { z } from 'zod';
import { readHeader, type EntryKind } from './kinds.ts';
import type { EntryRow } from './rows.ts';

/**
 * What a fold may see of an entry: what the database lets the rules read. There is no body in it, and nobody's name: what is
 * computed is the same for every reader and needs no key.
 */
export type HeaderRow = Pick<EntryRow, 'sequence' | 'section' | 'kind' | 'version' | 'header' | 'recorded_on' | 'recorded_at'>;

type FoldedEntry<H extends z.ZodObject> = {
  readonly header: z.output<H>;
  readonly sequence: number;
  readonly section: string | null;
  readonly recordedOn: string;
  readonly recordedAt: Date | null;
};

type Reducer<S> = { readonly kind: EntryKind; readonly reduce: (state: S, row: HeaderRow) => S };
type On<S> = <H extends z.ZodObject>(kind: EntryKind<H>, reduce: (state: S, entry: FoldedEntry<H>) => S) => Reducer<S>;

function on<S, H extends z.ZodObject>(kind: EntryKind<H>, reduce: (state: S, entry: FoldedEntry<H>) => S): Reducer<S> {
  return {
    kind,
    reduce: (state, row) =>
      reduce(state, {
        header: readHeader(kind, row.version, row.header),
        sequence: row.sequence,
        section: row.section,
        recordedOn: row.recorded_on,
        recordedAt: row.recorded_at,
      }),
  };
}

/**
 * A pure function from entries to a state. Each reducer gets the header of its kind as it is today; kinds without a reducer
 * are passed over. The state is never changed in place.
 */
export function foldOf<S>(initial: S, declare: (on: On<S>) => readonly Reducer<S>[]): (entries: Iterable<HeaderRow>) => S {
  const reducers = declare(on);
  const byKind = new Map(reducers.map((reducer) => [reducer.kind.name, reducer]));
  if (byKind.size < reducers.length) throw new Error('a fold has two reducers for one kind');
  return (entries) => {
    let state = initial;
    let last = 0;
    for (const row of entries) {
      // The same entries in another order would give another state, and nobody would notice.
      if (row.sequence <= last) throw new Error('entries are folded in the order in which they were recorded');
      last = row.sequence;
      state = byKind.get(row.kind)?.reduce(state, row) ?? state;
    }
    return state;
  };
}
