import { tableTold } from '#src/files/model/kinds.ts';
import { fileState } from '#src/files/model/state.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule, Telling } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { begins, isOver, journeysOn, type Journey } from './journey.ts';
import { groundsIn, type Grounds } from './state.ts';
import { CONDITIONS_OF } from './gate.ts';

/** Children who are to travel, and how that stands by what was recorded; the day is the last on which all of it is worth something. */
export const RETURNS = 'returns';

const dayOfLast = (headers: readonly HeaderRow[]): string => headers.at(-1)?.recorded_on ?? '';

/** The last day on which nothing grows old on which a journey rests. */
function lastDay({ facts, evidence }: Grounds, { gate }: Journey): string | null {
  const days = [...evidence.values()].flatMap((e) => (CONDITIONS_OF[gate].includes(e.condition) && e.holdsUntil !== null ? [e.holdsUntil] : []));
  return [...days, ...(facts.determination ? [facts.determination.reviewOn] : [])].toSorted()[0] ?? null;
}

function rowFor(grounds: Grounds, journey: Journey): ListRow {
  const dueOn = isOver(journey) ? null : (journey.stopped?.on ?? lastDay(grounds, journey));
  return { list: RETURNS, item: journey.journey, section: null, state: journey.state, dueOn, fields: { gate: journey.gate, timesAgainst: journey.against.length } };
}

const isStopped = ({ stopped, state }: Journey): boolean => stopped !== null && state === 'stopped';

/**
 * Tells the table that a journey was stopped, by whatever was recorded and wherever: a new sign, a child that is missing, a
 * receiver who withdrew. What grows old is no entry; that is looked for every morning.
 */
function tells(before: readonly HeaderRow[], after: readonly HeaderRow[]): Telling | null {
  if (!before.some(begins)) return null;
  const went = new Set(journeysOn(before, dayOfLast(after)).filter((j) => !isOver(j) && !isStopped(j)).map((j) => j.journey));
  if (!journeysOn(after, dayOfLast(after)).some((j) => isStopped(j) && went.has(j.journey))) return null;
  const agencies = new Set(fileState(after).seats.filter((s) => s.standing === 'accepted' || s.standing === 'invited').map((s) => s.agency));
  return { entries: [{ kind: tableTold, header: { what: 'return-stopped' } }], jobs: [...agencies].map((agency) => ({ job: TELL_AGENCY, payload: { agency, isUrgent: true } })) };
}

export const RETURN_LISTS: ListRule = {
  streamKind: 'file',
  lists: [RETURNS],
  rows(headers) {
    if (!headers.some(begins)) return [];
    const grounds = groundsIn(headers);
    return journeysOn(headers, dayOfLast(headers)).map((journey) => rowFor(grounds, journey));
  },
  tells,
};

