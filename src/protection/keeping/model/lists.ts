import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { keepingState } from './state.ts';

/** How it ended that somebody wanted to take a child, by the day of the decision. */
export const RELEASES = 'releases';
export const RELEASE_OUTCOMES = ['against-gate', 'released', 'kept'] as const;
type ReleaseOutcome = (typeof RELEASE_OUTCOMES)[number];

/** What is counted of releases: a code and a day, of whoever sees `protection` of the file. */
export const KEEPING_LISTS: ListRule = {
  streamKind: 'file',
  lists: [RELEASES],
  rows(headers: readonly HeaderRow[]) {
    const { releases } = keepingState(headers.filter((h) => h.section === 'protection'));
    return releases.flatMap(({ release, decision }) => {
      if (!decision) return [];
      const state: ReleaseOutcome = decision.decision === 'kept' ? 'kept' : decision.obstacles.length > 0 ? 'against-gate' : 'released';
      return [{ list: RELEASES, item: release, section: 'protection', state, dueOn: decision.on, fields: {} }];
    });
  },
};
