import { claimIsSettled } from '#src/best-interests/model/claim.ts';
import { interestsState } from '#src/best-interests/model/state.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';

/** Whether nobody there is asked anything yet, because the child may need protection from that country: desks-and-law 10. */
export const mayNeedProtection = (headers: readonly HeaderRow[]): boolean => !claimIsSettled(interestsState(headers));
