import type { Transaction } from '../database/transaction.ts';
import type { SignInKey } from './secrets.ts';
import { useRecoveryCode } from './recovery.ts';
import { stepOf } from './totp.ts';

type Answer = { personId: string; typed: string; now: Date };

/** Takes a code once. The row is changed only while its half minute is later than the last: of two at once one is refused. */
async function useTotpCode(tx: Transaction, key: SignInKey, { personId, typed, now }: Answer): Promise<boolean> {
  const row = await tx.selectFrom('totp').select('sealed_secret').where('person_id', '=', personId).executeTakeFirst();
  if (!row) return false;
  const step = stepOf(key.open(row.sealed_secret, personId), typed, now);
  if (step === null) return false;
  const used = await tx.updateTable('totp').set({ last_step: step }).where('person_id', '=', personId).where('last_step', '<', step).executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Whether the code of the authenticator, or one from paper, is right and had not been used. From now on it has. */
export async function useCode(tx: Transaction, key: SignInKey, answer: Answer): Promise<boolean> {
  if (/^\s*(\d\s*){6}$/.test(answer.typed)) return useTotpCode(tx, key, answer);
  return useRecoveryCode(tx, key, answer);
}
