import { agencyOf, type OnFile } from '#src/files/actions/about.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { tableTold } from '#src/files/model/kinds.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState } from '#src/files/model/state.ts';
import { TOLD } from '#src/files/model/vocabulary.ts';
import type { Known, Obstacle, Result } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';

type From<I> = Pick<Known<I>, 'headers' | 'actor' | 'table'>;
type Keeping = { readonly isKept: boolean; readonly why: () => readonly Obstacle[]; readonly drafts: () => readonly Draft[] };

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I extends OnFile>({ headers, actor }: Pick<Known<I>, 'headers' | 'actor'>, { isKept, why, drafts }: Keeping): Result<null> {
  if (isKept) return { value: null };
  const closed = whyNotWritten(fileState(headers), agencyOf(actor), 'solution');
  if (closed) return { obstacles: closed };
  const [first, ...others] = why();
  return first ? { obstacles: [first, ...others] } : { value: null, entries: drafts() };
}

/** The same, and every agency at the table reads that it happened and hears of it at once. */
export function tellingAll<I>(known: From<I>, result: Result<null>, what: (typeof TOLD)[number]): Result<null> {
  if ('obstacles' in result || !result.entries) return result;
  const agencies = [...new Set(known.table.map((seat) => seat.agency))];
  return { ...result, entries: [...result.entries, draft(tableTold, { what }, { section: null })], jobs: agencies.map((agency) => ({ job: TELL_AGENCY, payload: { agency, isUrgent: true } })) };
}

/** Whether an entry of this kind carries this id already. */
export const isThere = (headers: Known<unknown>['headers'], kind: string, field: string, id: string): boolean => headers.some((h) => h.kind === kind && h.header[field] === id);
