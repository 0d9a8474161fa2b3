import type { Actor } from '#src/platform/action/action.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import { serviceActor } from '#src/platform/action/service.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { reception, RECEPTION } from '../model/roles.ts';
import type { IdentityOf } from '../receipt/identity.ts';

export type EntranceNeeds = { ground: () => Ground | null; key: () => SecretKey; identityOf: () => IdentityOf; now: () => Date };
/** What the reception does its work with. */
export type At = { ground: Ground; perform: Perform; actor: Actor; key: SecretKey; identityOf: IdentityOf };

const REMEMBERED_MS = 10_000;

/** The reception as it works at this moment; null where there is none. */
export function entrance({ ground, key, identityOf, now }: EntranceNeeds): () => Promise<At | null> {
  // Only for which agency: whether the role is still held is asked with each action, in its own transaction.
  let known: { on: Ground; actor: Actor; until: number } | undefined;

  async function actorOn(on: Ground): Promise<Actor | null> {
    if (known?.on === on && known.until > now().getTime()) return known.actor;
    const actor = await serviceActor(on, RECEPTION, reception.name);
    known = actor ? { on, actor, until: now().getTime() + REMEMBERED_MS } : undefined;
    return actor;
  }
  return async () => {
    const on = ground();
    const actor = on && (await actorOn(on));
    return on && actor && { ground: on, perform: performOn(on), actor, key: key(), identityOf: identityOf() };
  };
}
