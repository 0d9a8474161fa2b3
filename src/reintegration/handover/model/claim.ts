import { interestsState } from '#src/best-interests/model/state.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';

/**
 * Whether the child asked, or may ask, to be protected by this state, and its lawyer did not agree on paper that the other country is
 * spoken to all the same: desks-and-law 10. As long as nobody said otherwise it may.
 */
export function mayNeedProtection(headers: readonly HeaderRow[]): boolean {
  const { claim, agreement } = interestsState(headers);
  return claim !== 'none' && claim !== 'refused-final' && agreement === null;
}
