import type { Actor, Answer } from '#src/platform/action/action.ts';
import { ActionFailed } from '#src/platform/action/failed.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { openFileWith } from '../actions/bring-actions.ts';

const isThere = (answer: Answer<unknown>): boolean => !answer.done && answer.because === 'obstacles' && answer.obstacles.some(({ code }) => code === 'already-there');

/** Opens the file once: a second try, also one that came at the same moment, finds it there and says done. */
export async function openOnce(perform: Perform, actor: Actor, input: unknown): Promise<Answer<'opened' | 'there'>> {
  let answer: Answer<string>;
  try {
    answer = await perform(openFileWith, actor, input);
  } catch (error) {
    if (!(error instanceof ActionFailed)) throw error;
    // Of two at once the database lets one through; the other looks again.
    answer = await perform(openFileWith, actor, input);
  }
  if (answer.done) return { done: true, value: 'opened' };
  return isThere(answer) ? { done: true, value: 'there' } : answer;
}
