import type { FileState } from '#src/files/model/state.ts';
import { FAMILY_SIGNS } from '#src/files/model/vocabulary.ts';
import type { InterestsState } from './state.ts';
import { UNDERSTOOD } from './vocabulary.ts';

/** Whether a sign points to the family, by the three of desks-and-law 24. What a later check did not look at takes nothing back. */
export function familySignsOf({ checks }: Pick<FileState, 'checks'>): 'seen' | 'not-seen' | 'not-known' {
  const last = FAMILY_SIGNS.map((sign) => checks.findLast((check) => check[sign] !== 'not-known')?.[sign] ?? 'not-known');
  if (last.includes('seen')) return 'seen';
  return last.every((one) => one === 'not-seen') ? 'not-seen' : 'not-known';
}

type Words = FileState['words'][number];

/** Whether the child could say what it wanted: not beside a parent or whoever brought it, unless the signs of the family were looked at and not seen. */
const couldSpeak = ({ wasAlone, present }: Words, isFamilyClear: boolean): boolean => isFamilyClear || (wasAlone === 'yes' && !present.includes('parent'));

export type Voice = 'not-heard' | 'beside-adult' | 'not-understood' | 'heard';

/** Whether the child was heard so that it counts, after so many times before. */
export function voiceOf({ hearings }: InterestsState, file: FileState, before: number): Voice {
  const recent = hearings.slice(before);
  if (recent.length === 0) return 'not-heard';
  const isFamilyClear = familySignsOf(file) === 'not-seen';
  const free = recent.filter((h) => h.words.some((id) => file.words.some((w) => w.words === id && couldSpeak(w, isFamilyClear))));
  if (free.length === 0) return 'beside-adult';
  return free.some((h) => UNDERSTOOD.includes(h.language)) ? 'heard' : 'not-understood';
}
