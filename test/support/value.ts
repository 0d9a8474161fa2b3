import type { Answer } from '#src/platform/action/action.ts';

/** The value of an answer that has to be one. */
export function valueOf<V>(answer: Answer<V>): V {
  if (!answer.done) throw new Error(`not done: ${JSON.stringify(answer)}`);
  return answer.value;
}
