import type { Database } from '#src/platform/database/database.ts';
import type { ActingAs } from '#src/platform/database/transaction.ts';
import type { KeyWrapper } from '#src/platform/vault/key-wrapper.ts';
import { rewrapDraftKey } from './sealing.ts';
import { outdatedDraftKeys, replaceDraftKey } from './store.ts';

/**
 * Wraps the keys of drafts anew under the current master key, as the keeper, which sees no draft. One that does not open stays
 * as it is, and holds the old master key. Gives how many were wrapped.
 */
export async function rotateDraftKeys({ transaction }: Pick<Database, 'transaction'>, wrapper: KeyWrapper, now: () => Date): Promise<number> {
  const acting: ActingAs = { role: 'keerpunt_keeper', actor: 'service:keeper', agency: null, today: now().toISOString().slice(0, 10) };
  return transaction(acting, async (tx) => {
    let rewrapped = 0;
    for (const before of await outdatedDraftKeys(tx, wrapper.currentKeyId)) {
      const after = await rewrapDraftKey(wrapper, before);
      if (!after.opened) continue;
      await replaceDraftKey(tx, before, after.value);
      rewrapped++;
    }
    return rewrapped;
  });
}
