import { keepingIn, type OnFile } from '#src/files/actions/about.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import { tableTold } from '#src/files/model/kinds.ts';
import { TOLD } from '#src/files/model/vocabulary.ts';
import type { Known, Obstacle, Result } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { whyNot } from '#src/platform/action/obstacles.ts';

type From<I> = Pick<Known<I>, 'headers' | 'actor' | 'table'>;
type Keeping = { readonly isKept: boolean; readonly why: () => readonly Obstacle[]; readonly drafts: () => readonly Draft[] };

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export const keeping = <I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor'>, { isKept, why, drafts }: Keeping): Result<null> => keepingIn(known, 'solution', { isKept, why: () => whyNot(why()), drafts });

/** The same, and every agency at the table reads that it happened and hears of it at once. */
export function tellingAll<I>(known: From<I>, result: Result<null>, what: (typeof TOLD)[number]): Result<null> {
  if ('obstacles' in result || !result.entries) return result;
  const agencies = [...new Set(known.table.map((seat) => seat.agency))];
  return { ...result, entries: [...result.entries, draft(tableTold, { what }, { section: null })], jobs: agencies.map((agency) => ({ job: TELL_AGENCY, payload: { agency, isUrgent: true } })) };
}

/** Whether an entry of this kind carries this id already. */
export const isThere = (headers: Known<unknown>['headers'], kind: string, field: string, id: string): boolean => headers.some((h) => h.kind === kind && h.header[field] === id);
