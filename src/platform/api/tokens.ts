import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door } from '../sessions/door.ts';
import { hashOf, newToken } from '../sessions/secrets.ts';

/** How a token looks, so that whoever finds one knows what it is. */
const MARK = 'keerpunt_';
const TOKEN = new RegExp(`^${MARK}[A-Za-z0-9_-]{43}$`);

/** At most a year: what nobody renews ends by itself. */
export const LONGEST_DAYS = 365;
/** How many somebody can have at once. */
export const MOST_TOKENS = 20;

export type NewApiToken = { name: string; agencyId: string; actions: readonly string[]; endsOn: string };
export type ApiTokenLine = { tokenId: string; name: string; agency: string; actions: readonly string[]; endsOn: string; usedOn: string | null };

/** Who asks by a token, now. */
export type Bearer = { readonly tokenId: string; readonly personId: string; readonly agencyId: string; readonly actions: readonly string[] };

/** Makes a token, which is shown once. Null where somebody has too many. */
export async function makeApiToken(tx: Transaction, personId: string, { name, agencyId, actions, endsOn }: NewApiToken, now: Date): Promise<string | null> {
  const rows = await tx.selectFrom('api_token').select('token_id').where('person_id', '=', personId).where('ended_at', 'is', null).execute();
  if (rows.length >= MOST_TOKENS) return null;
  const token = MARK + newToken();
  await tx
    .insertInto('api_token')
    .values({ token_id: randomUUID(), person_id: personId, agency: agencyId, name, token_hash: hashOf(token), actions: [...actions], made_at: now, ends_on: endsOn, used_on: null, ended_at: null })
    .execute();
  return token;
}

/** The tokens of somebody that work, or would if she still belonged there. */
export async function listApiTokens(tx: Transaction, personId: string, now: Date): Promise<ApiTokenLine[]> {
  const rows = await tx
    .selectFrom('api_token as t')
    .innerJoin('agency as a', 'a.agency', 't.agency')
    .select(['t.token_id as tokenId', 't.name', 'a.name as agency', 't.actions', 't.ends_on as endsOn', 't.used_on as usedOn'])
    .where('t.person_id', '=', personId)
    .where('t.ended_at', 'is', null)
    .where('t.ends_on', '>=', now.toISOString().slice(0, 10))
    .orderBy('t.made_at')
    .execute();
  return rows;
}

/** Ends one of one's own: another's id does nothing. */
export async function endApiToken(tx: Transaction, personId: string, tokenId: string, now: Date): Promise<void> {
  await tx.updateTable('api_token').set({ ended_at: now }).where('person_id', '=', personId).where('token_id', '=', tokenId).where('ended_at', 'is', null).execute();
}

/** Whose token it is. Null: nobody's, or not any more, or of somebody who was disabled or belongs there no longer. */
export function readApiToken(door: Door, token: string): Promise<Bearer | null> {
  if (!TOKEN.test(token)) return Promise.resolve(null);
  return atDoor(door, async (tx, now) => {
    const today = now.toISOString().slice(0, 10);
    const row = await tx
      .selectFrom('api_token as t')
      .innerJoin('person as p', 'p.person_id', 't.person_id')
      .innerJoin('membership as m', (join) => join.onRef('m.person_id', '=', 't.person_id').onRef('m.agency', '=', 't.agency'))
      .select(['t.token_id', 't.person_id', 't.agency', 't.actions', 't.used_on'])
      .where('t.token_hash', '=', hashOf(token))
      .where('t.ended_at', 'is', null)
      .where('t.ends_on', '>=', today)
      .where('p.disabled_at', 'is', null)
      .where('m.confirmed_at', 'is not', null)
      .where('m.ended_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (!row) return null;
    if (row.used_on !== today) await tx.updateTable('api_token').set({ used_on: today }).where('token_id', '=', row.token_id).execute();
    return { tokenId: row.token_id, personId: row.person_id, agencyId: row.agency, actions: row.actions };
  });
}
