import { familySignsOf, type FileState } from '#src/files/model/state.ts';
import type { InterestsState } from './state.ts';
import { UNDERSTOOD } from './vocabulary.ts';

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
