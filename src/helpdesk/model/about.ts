import { z } from 'zod';
import type { Actor, Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { keptUnless, type Why } from '#src/platform/action/obstacles.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { stateAfter } from './after.ts';
import { stoppedClock } from './inbox.ts';
import { DESK, reception } from './roles.ts';
import { isPromiseOpen } from './rules.ts';
import { reportState, type ReportState } from './state.ts';
import { SECTIONS } from './vocabulary.ts';

export const REPORT = 'report';

export const onReport = z.object({ report: z.uuid() });
export type OnReport = z.infer<typeof onReport>;

/** What an action is about: the conversation, the notes of the desk, or the report as such. */
export const aboutMessages = { kind: REPORT, stream: (i: OnReport) => i.report, sections: ['message'] as const };
export const aboutDesk = { kind: REPORT, stream: (i: OnReport) => i.report, sections: ['desk'] as const };
export const aboutReport = { kind: REPORT, stream: (i: OnReport) => i.report, sections: [null] as const };
export const beginsReport = { begins: REPORT, as: (i: OnReport) => i.report, sections: SECTIONS, purpose: 'answer-a-report', ground: 'gdpr-6-1-e' };

export const byReception = [{ role: reception, relation: 'party' }] as const;
export const byDesk = [
  { role: DESK[0], relation: 'party' },
  { role: DESK[1], relation: 'party' },
  { role: DESK[2], relation: 'party' },
] as const;

/** Nothing, when there are obstacles; otherwise what is kept, with the clock stopped where nothing is promised any more. */
export function keeping<I, V>(known: Pick<Known<I>, 'headers' | 'today'>, why: (state: ReportState) => Why, value: V, drafts: readonly Draft[], lists: readonly ListRow[] = []): Result<V> {
  const kept = keptUnless({ value, isKept: false, why: () => why(reportState(known.headers)), drafts: () => drafts });
  if ('obstacles' in kept) return kept;
  const after = stateAfter(known.headers, drafts, known.today);
  const clocks = lists.length === 0 && !isPromiseOpen(after) ? [stoppedClock()] : lists;
  return { ...kept, lists: clocks };
}

/** Who of the desk acts: an account of a person always is a uuid. */
export const workerOf = ({ id }: Actor): string => id;
