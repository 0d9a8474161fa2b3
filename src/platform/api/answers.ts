import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door } from '../sessions/door.ts';
import { hashOf, type SecretKey } from '../sessions/secrets.ts';

/** How long the same may be asked again. */
const KEPT_MS = 24 * 3600 * 1000;

/** One asking that may be sent again: with which token, under which key, and what was asked. */
export type Asking = { readonly tokenId: string; readonly key: string; readonly input: string };

export type Repeated = { readonly is: 'new' } | { readonly is: 'answered'; readonly answer: string } | { readonly is: 'other' };

const inputHash = (secret: SecretKey, { tokenId, input }: Asking): Buffer => secret.mac('api-input', `${tokenId}\0${input}`);
const owner = ({ tokenId, key }: Asking): string => `api-answer ${tokenId} ${key}`;

/** What was answered when the same was asked before; `other` where the key was used for something else. */
export function findAnswer(door: Door, asking: Asking): Promise<Repeated> {
  return atDoor(door, async (tx, now) => {
    await tx.deleteFrom('api_answer').where('answered_at', '<', new Date(now.getTime() - KEPT_MS)).execute();
    const row = await tx.selectFrom('api_answer').select(['input_hash', 'sealed_answer']).where('token_id', '=', asking.tokenId).where('key_hash', '=', hashOf(asking.key)).executeTakeFirst();
    if (!row) return { is: 'new' };
    if (!row.input_hash.equals(inputHash(door.key, asking))) return { is: 'other' };
    return { is: 'answered', answer: door.key.open(row.sealed_answer, owner(asking)).toString() };
  });
}

/** Keeps the answer beside what was kept. Of two at once the second finds the place taken, and nothing of it is kept. */
export async function keepAnswer(tx: Transaction, secret: SecretKey, asking: Asking, answer: string, now: Date): Promise<void> {
  await tx
    .insertInto('api_answer')
    .values({ token_id: asking.tokenId, key_hash: hashOf(asking.key), input_hash: inputHash(secret, asking), sealed_answer: secret.seal(Buffer.from(answer), owner(asking)), answered_at: now })
    .execute();
}
