import { familySignsOf, type FileState } from '#src/files/model/state.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import { claimIsSettled } from './claim.ts';
import type { InterestsState, Tracing } from './state.ts';
import type { Option } from './vocabulary.ts';

type Asked = Pick<Tracing, 'wanted' | 'country' | 'askedOn'>;

/** Why nobody is asked. Within the country in which the file is led the family can always be looked at. */
export function whyNotAsk(state: InterestsState, file: FileState, { country, askedOn }: Asked, today: string) {
  const isHere = country !== null && country === file.opened?.country;
  return obstaclesIn([
    [!isHere && !claimIsSettled(state), 'claim-not-settled', 'recognition'],
    [askedOn > today, 'day-is-to-come'],
  ]);
}

/** Why an answer is not judged so. Found is not assessed, and what may be the exploiter is not fit. */
export function whyNotJudge({ tracings }: InterestsState, file: FileState, id: string, judgement: string) {
  const tracing = tracings.find((t) => t.tracing === id);
  const isFit = judgement === 'fit';
  const isFamily = tracing?.wanted !== 'assess-care';
  const signs = familySignsOf(file);
  return obstaclesIn([
    [!tracing?.answer, 'no-answer-yet'],
    [isFit && tracing?.answer?.lookedAt === 'not-assessed', 'found-not-assessed'],
    [isFit && isFamily && tracing?.answer?.found !== 'found', 'family-not-found'],
    [isFit && isFamily && signs === 'seen', 'family-sign-seen', 'recognition'],
    [isFit && isFamily && signs === 'not-known', 'family-signs-not-known', 'recognition'],
  ]);
}

/** Whether what an option leads to was looked at there and found fit here. The last judgement on its like holds. */
export function isAssessed({ tracings }: InterestsState, option: Option): boolean {
  const isLike = ({ wanted }: Tracing) => option === 'elsewhere' || (option === 'care-in-origin') === (wanted === 'assess-care');
  const judged = tracings.filter((t) => isLike(t) && t.judged !== null);
  return judged.at(-1)?.judged?.judgement === 'fit';
}
