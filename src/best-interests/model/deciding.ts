import { daysAfter } from '#src/files/model/days.ts';
import { documentAdded } from '#src/files/model/kinds.ts';
import { familySignsOf, fileState, isMissing, type FileState } from '#src/files/model/state.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { claimIsSettled } from './claim.ts';
import { interestsState, type Determination, type InterestsState } from './state.ts';
import { isAssessed } from './tracing.ts';
import { voiceOf } from './voices.ts';
import { DECIDES_ELSEWHERE, ELEMENTS, LONGEST_REVIEW_DAYS, UNDERSTOOD, type DecidingObstacle, type Option, type Viewer } from './vocabulary.ts';

type Standing = Obstacle<DecidingObstacle>;

/** Everything of a file that a decision looks at: headers of all sections, and nothing of where a child comes from. */
export type Seen = { readonly state: InterestsState; readonly file: FileState; readonly papers: ReadonlySet<string>; readonly today: string };

export const seenIn = (headers: readonly HeaderRow[], today: string): Seen => ({
  state: interestsState(headers),
  file: fileState(headers),
  papers: new Set(headers.filter((h) => h.kind === documentAdded.name).map((h) => String(h.header['document']))),
  today,
});

/** A view counts where whoever it is gave it or would not, here or on paper; not where somebody says so for it. */
const viewOf = ({ views }: Determination, of: Viewer) => views.find((view) => view.of === of && view.standing !== 'not-asked' && view.source !== 'nobody');

/** How many hearings do not count any more: after another determination, or on looking again, the child is heard anew. */
const heardBefore = ({ determinations }: InterestsState, d: Determination): number => (d.decided ? d : determinations.findLast((one) => one.decided !== null))?.heardBefore ?? 0;

/** What stands in the way of deciding at all, whatever is decided. */
export function whyNotReady({ state, file }: Seen, d: Determination): readonly Standing[] {
  const voice = voiceOf(state, file, heardBefore(state, d));
  const guardian = viewOf(d, 'guardian');
  return obstaclesIn<DecidingObstacle>([
    [isMissing(file), 'child-missing'],
    [voice === 'not-heard', 'child-not-heard'],
    [voice === 'beside-adult', 'child-heard-beside-adult'],
    [voice === 'not-understood', 'child-not-understood'],
    [ELEMENTS.some((element) => !d.weighed.some((w) => w.element === element)), 'elements-not-weighed'],
    [d.options.length < 2, 'options-not-compared'],
    [guardian === undefined, 'guardian-view-missing'],
    // A parent who is the guardian may be the one who does it: desks-and-law 24.
    [guardian?.isRelative === true && familySignsOf(file) !== 'not-seen', 'guardian-may-be-exploiter', 'recognition'],
    [viewOf(d, 'lawyer') === undefined, 'lawyer-view-missing'],
    [d.proposed === null, 'nothing-proposed'],
  ]);
}

/** What stands in the way of this option. A family that was found was not looked at, and a country of origin is no option while it may be what the child flees from. */
export function whyNotOption({ state, file }: Seen, d: Determination, option: Option): readonly Standing[] {
  const signs = familySignsOf(file);
  const explained = d.explained.find((one) => one.option === option);
  return obstaclesIn<DecidingObstacle>([
    [!d.options.some((o) => o.option === option), 'option-not-compared'],
    [explained === undefined || !UNDERSTOOD.includes(explained.language), 'reasons-not-for-child'],
    [option !== 'stay' && !isAssessed(state, option), 'place-not-assessed'],
    [option === 'family' && signs === 'seen', 'family-sign-seen', 'recognition'],
    [option === 'family' && signs === 'not-known', 'family-signs-not-known', 'recognition'],
    [(option === 'family' || option === 'care-in-origin') && !claimIsSettled(state), 'claim-not-settled', 'recognition'],
  ]);
}

/** What is said of the decision itself. */
export type Deciding = { readonly option: Option; readonly decider: string; readonly decidedOn: string; readonly reviewOn: string | null; readonly document: string | null };

function whyNotSo({ papers, today }: Seen, { decider, decidedOn, reviewOn, document }: Deciding): readonly Standing[] {
  return obstaclesIn<DecidingObstacle>([
    [decidedOn > today, 'day-is-to-come'],
    [reviewOn === null, 'review-missing'],
    [reviewOn !== null && reviewOn <= today, 'review-is-past'],
    [reviewOn !== null && reviewOn > daysAfter(today, LONGEST_REVIEW_DAYS), 'review-too-far'],
    [DECIDES_ELSEWHERE.has(decider) && (document === null || !papers.has(document)), 'decision-paper-missing'],
  ]);
}

/** Everything that stands against deciding so today, over all sections. Empty: it can be decided. */
export function whyNotDecide(seen: Seen, d: Determination, deciding: Deciding): readonly Standing[] {
  if (d.decided || d.isSuperseded) return [{ code: 'determination-not-open' }];
  return [...whyNotReady(seen, d), ...whyNotOption(seen, d, deciding.option), ...whyNotSo(seen, deciding)];
}

/** The same where somebody looks again at what was decided and would let it hold: it holds on no less than it was decided on. */
export function whyNotHold(seen: Seen, d: Determination, nextOn: string | null): readonly Standing[] {
  if (!d.decided || d.isSuperseded) return [{ code: 'determination-not-open' }];
  const { option, decider, decidedOn, document } = d.decided;
  return [...whyNotReady(seen, d), ...whyNotOption(seen, d, option), ...whyNotSo(seen, { option, decider, decidedOn, document, reviewOn: nextOn })];
}
