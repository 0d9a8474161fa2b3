import type { Transaction } from '#src/platform/database/transaction.ts';
import type { Language } from '#src/platform/i18n/languages.ts';

/** What the database takes for an address too: one, without a name or anything that could be read as a further line. */
const ADDRESS = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/;

/** Where somebody is told that something waits; empty where she did not say. Runs as keerpunt_doorkeeper. */
export async function noticeAddress(tx: Transaction, personId: string): Promise<string> {
  return (await tx.selectFrom('notice_address').select('address').where('person_id', '=', personId).executeTakeFirst())?.address ?? '';
}

/** Keeps an address, or forgets it where it is empty. False: that is no address, and nothing changed. */
export async function keepNoticeAddress(tx: Transaction, personId: string, typed: string, language: Language): Promise<boolean> {
  const address = typed.trim();
  if (address === '') {
    await tx.deleteFrom('notice_address').where('person_id', '=', personId).execute();
    return true;
  }
  if (!ADDRESS.test(address)) return false;
  await tx
    .insertInto('notice_address')
    .values({ person_id: personId, address, language })
    .onConflict((c) => c.column('person_id').doUpdateSet({ address, language }))
    .execute();
  return true;
}
