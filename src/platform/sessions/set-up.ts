import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door, type From } from './door.ts';
import { hashPassword, passwordObstacles, type PasswordObstacle } from './password.ts';
import { replaceRecoveryCodes } from './recovery.ts';
import { hashOf, newToken } from './secrets.ts';
import { beginSession, type NewSession } from './sessions.ts';
import { LINK_MS } from './times.ts';
import { newTotpSecret, stepOf, totpAddress } from './totp.ts';

/** Makes a link's token. Shown once; whoever adds a person gives it to her. Runs as keerpunt_registrar. */
export async function makeSetUpLink(tx: Transaction, personId: string, now: Date): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('set_up_link')
    .values({ token_hash: hashOf(token), person_id: personId, ends_at: new Date(now.getTime() + LINK_MS) })
    .execute();
  return token;
}

async function findLink(tx: Transaction, token: string, now: Date) {
  return tx
    .selectFrom('set_up_link')
    .innerJoin('person', 'person.person_id', 'set_up_link.person_id')
    .select(['set_up_link.person_id', 'sign_in_name', 'password_hash', 'sealed_secret'])
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .where('disabled_at', 'is', null)
    .forUpdate('set_up_link')
    .executeTakeFirst();
}

/** Under which name the link lets somebody in, or null when it does not (any more). */
export function openSetUpLink(door: Door, token: string): Promise<string | null> {
  return atDoor(door, async (tx, now) => (await findLink(tx, token, now))?.sign_in_name ?? null);
}

export type Enrolment = { secret: Buffer; address: string };
export type PasswordChoice = { outcome: 'gone' } | { outcome: 'obstacles'; obstacles: readonly PasswordObstacle[] } | ({ outcome: 'chosen' } & Enrolment);

/** Keeps the password beside the link, and makes what the authenticator needs. Neither opens anything before the last step. */
export async function choosePassword(door: Door, given: { token: string; password: string }): Promise<PasswordChoice> {
  const signInName = await openSetUpLink(door, given.token);
  if (signInName === null) return { outcome: 'gone' };
  const obstacles = passwordObstacles(given.password, signInName);
  if (obstacles.length > 0) return { outcome: 'obstacles', obstacles };
  const hash = await hashPassword(door.key, given.password);
  return atDoor(door, async (tx, now): Promise<PasswordChoice> => {
    const link = await findLink(tx, given.token, now);
    if (!link) return { outcome: 'gone' };
    const secret = newTotpSecret();
    await tx
      .updateTable('set_up_link')
      .set({ password_hash: hash, sealed_secret: door.key.seal(secret, link.person_id) })
      .where('token_hash', '=', hashOf(given.token))
      .execute();
    return { outcome: 'chosen', secret, address: totpAddress(secret, signInName) };
  });
}

/** What the person signed in with before, all of it: a new link is for when something was lost or taken. */
async function dropCredentials(tx: Transaction, personId: string): Promise<void> {
  await tx.deleteFrom('password').where('person_id', '=', personId).execute();
  await tx.deleteFrom('totp').where('person_id', '=', personId).execute();
  await tx.deleteFrom('passkey').where('person_id', '=', personId).execute();
  await tx.deleteFrom('device').where('person_id', '=', personId).execute();
}

export type SetUp = { outcome: 'gone' } | ({ outcome: 'refused' } & Enrolment) | { outcome: 'done'; recoveryCodes: readonly string[]; session: NewSession };

/** The first code proves that the authenticator works. Now everything holds, and the link no longer does. */
export function finishSetUp(door: Door, given: { token: string; code: string }, from: From): Promise<SetUp> {
  return atDoor(door, async (tx, now): Promise<SetUp> => {
    const link = await findLink(tx, given.token, now);
    if (!link?.password_hash || !link.sealed_secret) return { outcome: 'gone' };
    const personId = link.person_id;
    const secret = door.key.open(link.sealed_secret, personId);
    const step = stepOf(secret, given.code, now);
    if (step === null) return { outcome: 'refused', secret, address: totpAddress(secret, link.sign_in_name) };
    await dropCredentials(tx, personId);
    await tx.insertInto('password').values({ person_id: personId, hash: link.password_hash, set_at: now }).execute();
    await tx.insertInto('totp').values({ person_id: personId, sealed_secret: link.sealed_secret, last_step: step, set_at: now }).execute();
    const recoveryCodes = await replaceRecoveryCodes(tx, door.key, personId);
    await tx.updateTable('set_up_link').set({ used_at: now, password_hash: null, sealed_secret: null }).where('token_hash', '=', hashOf(given.token)).execute();
    return { outcome: 'done', recoveryCodes, session: await beginSession(tx, personId, from, now) };
  });
}
