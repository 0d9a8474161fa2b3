import { actAgain } from '#src/platform/database/transaction.ts';
import type { Actor, Answer } from './action.ts';
import { ActionFailed } from './failed.ts';
import { actingFor, attemptIn, recordOutcome, tryOf, type Ground, type Perform, type Try } from './perform.ts';

/** Undoes what was done in the transaction, where the last word is a "no". */
class NotTogether extends Error {
  override readonly name = 'NotTogether';
}

export type Together = <V>(actor: Actor, work: (perform: Perform) => Promise<Answer<V>>) => Promise<Answer<V>>;
type Last = Try<never, unknown, unknown>;

/**
 * Several actions of one actor in one transaction: all that they keep is kept, or nothing of it. Each is parsed, authorised and
 * recorded as it is alone. Where the work ends with a "no", or something goes wrong, nothing is left but the record of the action
 * that ended it. Whoever does several streams together does the file before the place, so that no two wait for one another.
 */
export function performTogetherOn(ground: Ground): Together {
  return async <V>(actor: Actor, work: (perform: Perform) => Promise<Answer<V>>): Promise<Answer<V>> => {
    let last: Last | null = null;
    let ended: Answer<V> | null = null;
    const today = ground.now().toISOString().slice(0, 10);
    try {
      return await ground.database.transaction(actingFor({ actor, today }), async (tx) => {
        const perform: Perform = async (action, by, input) => {
          if (by.id !== actor.id || by.agency !== actor.agency) throw new TypeError('together is for one actor');
          const attempt = tryOf(ground, { action, actor, input });
          if ('done' in attempt) return attempt;
          last = attempt as unknown as Last;
          await actAgain(tx, actingFor(attempt.by));
          return attemptIn(tx, attempt);
        };
        ended = await work(perform);
        if (!ended.done) throw new NotTogether();
        return ended;
      });
    } catch (error) {
      const [tried, no] = [last as Last | null, ended as Answer<V> | null];
      if (error instanceof NotTogether && no) {
        if (tried && (no as { because?: string }).because !== 'invalid') await recordOutcome(ground, 'refused', tried);
        return no;
      }
      if (!tried) throw error;
      throw new ActionFailed(tried.action.name, error, await recordOutcome(ground, 'failed', tried));
    }
  };
}
