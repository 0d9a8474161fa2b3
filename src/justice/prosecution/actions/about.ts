import type { Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { keptUnless, when, type Check, type Why } from '#src/platform/action/obstacles.ts';
import { agencyOf, type OnFile } from '#src/files/actions/about.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState, seatOf, type FileState } from '#src/files/model/state.ts';
import { JUSTICE_GROUNDS } from '#src/files/model/vocabulary.ts';
import { prosecutionState, type ProsecutionState } from '../model/state.ts';

type Seen = { readonly state: ProsecutionState; readonly file: FileState };

/** Whether the agency sits in `justice` on a ground on which it may know of accusations; asked again at every step, however it came to sit there. */
const hasGround = (file: FileState, agency: string): boolean => JUSTICE_GROUNDS.some((ground) => ground === seatOf(file, agency, 'justice')?.ground);

/** Why nothing of `justice` is shown to this agency, or null. */
export const whyNotShown = (file: FileState, agency: string): Why => when([[!hasGround(file, agency), 'justice-needs-a-ground']]);

/** Nothing, when something stands against it; otherwise what is kept. What was kept before, sent again, is done already. */
export function keeping<I extends OnFile>(known: Pick<Known<I>, 'headers' | 'actor'>, section: 'justice' | 'recognition', checks: (seen: Seen) => readonly Check[], drafts: (seen: Seen) => readonly Draft[], isKept: (state: ProsecutionState) => boolean): Result<null> {
  const seen = { state: prosecutionState(known.headers), file: fileState(known.headers) };
  const agency = agencyOf(known.actor);
  // Before anything else: whoever may not know of it does not learn either that it was kept before.
  const refused = (section === 'justice' ? whyNotShown(seen.file, agency) : null) ?? whyNotWritten(seen.file, agency, section);
  if (refused) return { obstacles: refused };
  return keptUnless({ value: null, isKept: isKept(seen.state), why: () => when(checks(seen)), drafts: () => drafts(seen) });
}
