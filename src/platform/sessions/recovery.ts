import { randomBytes } from 'node:crypto';
import type { Transaction } from '../database/transaction.ts';
import type { SignInKey } from './secrets.ts';
import { base32 } from './totp.ts';

const CODES = 10;
/** 80 bits: nobody guesses one, and it can still be typed. */
const CODE_BYTES = 10;

const plain = (typed: string) => typed.replaceAll(/[\s-]/g, '').toUpperCase();
const kept = (key: SignInKey, personId: string, code: string) => key.mac('recovery', `${personId} ${plain(code)}`);

/** In groups of four, as people copy them. */
const newCode = () => (base32(randomBytes(CODE_BYTES)).match(/.{4}/g) ?? []).join('-');

/** New codes in the place of all older ones. This is the only time they can be read. */
export async function replaceRecoveryCodes(tx: Transaction, key: SignInKey, personId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await tx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ person_id: personId, code_hash: kept(key, personId, code), used_at: null })))
    .execute();
  return codes;
}

/** Whether it was one that had not been used; from now on it has. Two at once: the database lets one through. */
export async function useRecoveryCode(tx: Transaction, key: SignInKey, asked: { personId: string; typed: string; now: Date }): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: asked.now })
    .where('person_id', '=', asked.personId)
    .where('code_hash', '=', kept(key, asked.personId, asked.typed))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

export async function recoveryCodesLeft(tx: Transaction, personId: string): Promise<number> {
  const rows = await tx.selectFrom('recovery_code').select('code_hash').where('person_id', '=', personId).where('used_at', 'is', null).execute();
  return rows.length;
}
