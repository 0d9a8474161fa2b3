import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door, type From } from './door.ts';
import { readArrival } from './provider-visits.ts';
import { addLink, mayUse, ownerOfAccount, providersFor, type ProviderLine } from './providers.ts';
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
    .select(['set_up_link.person_id', 'sign_in_name', 'password_hash', 'sealed_secret', 'provider_id', 'subject_hash'])
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

/** Whom the link lets in, by id. */
export function personOfLink(door: Door, token: string): Promise<string | null> {
  return atDoor(door, async (tx, now) => (await findLink(tx, token, now))?.person_id ?? null);
}

/** The providers whose account may stand in the place of a password. */
export function providersOfLink(door: Door, token: string): Promise<ProviderLine[]> {
  return atDoor(door, async (tx, now) => {
    const link = await findLink(tx, token, now);
    return link ? providersFor(tx, link.person_id) : [];
  });
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
      .set({ password_hash: hash, provider_id: null, subject_hash: null, sealed_secret: door.key.seal(secret, link.person_id) })
      .where('token_hash', '=', hashOf(given.token))
      .execute();
    return { outcome: 'chosen', secret, address: totpAddress(secret, signInName) };
  });
}

/** Keeps the account at a provider beside the link, in the place of a password. Somebody else's account here does not do. */
export function chooseProvider(door: Door, given: { token: string; arrival: string }): Promise<{ outcome: 'gone' | 'taken' } | ({ outcome: 'chosen' } & Enrolment)> {
  return atDoor(door, async (tx, now) => {
    const link = await findLink(tx, given.token, now);
    const arrival = link && (await readArrival(tx, door.key, given.arrival, { purpose: 'set-up', link: given.token }, now));
    if (!link || !arrival || !(await mayUse(tx, arrival.provider, link.person_id))) return { outcome: 'gone' };
    const { providerId } = arrival.provider;
    if (((await ownerOfAccount(tx, providerId, arrival.subject)) ?? link.person_id) !== link.person_id) return { outcome: 'taken' };
    const secret = newTotpSecret();
    await tx
      .updateTable('set_up_link')
      .set({ password_hash: null, provider_id: providerId, subject_hash: arrival.subject, sealed_secret: door.key.seal(secret, link.person_id) })
      .where('token_hash', '=', hashOf(given.token))
      .execute();
    return { outcome: 'chosen', secret, address: totpAddress(secret, link.sign_in_name) };
  });
}

/** What the person signed in with before, all of it: a new link is for when something was lost or taken. */
async function dropCredentials(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.deleteFrom('password').where('person_id', '=', personId).execute();
  await tx.deleteFrom('totp').where('person_id', '=', personId).execute();
  await tx.deleteFrom('passkey').where('person_id', '=', personId).execute();
  await tx.deleteFrom('device').where('person_id', '=', personId).execute();
  await tx.deleteFrom('provider_link').where('person_id', '=', personId).execute();
  // What she let programs do with it may have been made by whoever had it meanwhile.
  await tx.updateTable('api_token').set({ ended_at: now }).where('person_id', '=', personId).where('ended_at', 'is', null).execute();
}

type FoundLink = NonNullable<Awaited<ReturnType<typeof findLink>>>;
type FirstStep = { hash: string } | { providerId: string; subject: Buffer };

/** What stands beside the link: a password, or an account at a provider that she may still use and that is nobody else's. */
async function firstStepOf(tx: Transaction, link: FoundLink): Promise<FirstStep | null> {
  if (link.password_hash !== null) return { hash: link.password_hash };
  const { provider_id: providerId, subject_hash: subject, person_id: personId } = link;
  if (providerId === null || subject === null) return null;
  const isHers = ((await ownerOfAccount(tx, providerId, subject)) ?? personId) === personId;
  return isHers && (await mayUse(tx, { providerId }, personId)) ? { providerId, subject } : null;
}

async function keepFirstStep(tx: Transaction, personId: string, step: FirstStep, now: Date): Promise<void> {
  if ('hash' in step) await tx.insertInto('password').values({ person_id: personId, hash: step.hash, set_at: now }).execute();
  // Somebody else linked it in this very moment: then nothing of this is kept.
  else if (!(await addLink(tx, { ...step, personId }, now))) throw new Error('the account was linked meanwhile');
}

export type SetUp = { outcome: 'gone' } | ({ outcome: 'refused' } & Enrolment) | { outcome: 'done'; recoveryCodes: readonly string[]; session: NewSession };

/** The first code proves that the authenticator works. Now everything holds, and the link no longer does. */
export function finishSetUp(door: Door, given: { token: string; code: string }, from: From): Promise<SetUp> {
  return atDoor(door, async (tx, now): Promise<SetUp> => {
    const link = await findLink(tx, given.token, now);
    const first = link && (await firstStepOf(tx, link));
    if (!first || !link.sealed_secret) return { outcome: 'gone' };
    const personId = link.person_id;
    const secret = door.key.open(link.sealed_secret, personId);
    const step = stepOf(secret, given.code, now);
    if (step === null) return { outcome: 'refused', secret, address: totpAddress(secret, link.sign_in_name) };
    await dropCredentials(tx, personId, now);
    await keepFirstStep(tx, personId, first, now);
    await tx.insertInto('totp').values({ person_id: personId, sealed_secret: link.sealed_secret, last_step: step, set_at: now }).execute();
    const recoveryCodes = await replaceRecoveryCodes(tx, door.key, personId);
    await tx.updateTable('set_up_link').set({ used_at: now, password_hash: null, sealed_secret: null, provider_id: null, subject_hash: null }).where('token_hash', '=', hashOf(given.token)).execute();
    return { outcome: 'done', recoveryCodes, session: await beginSession(tx, personId, from, now) };
  });
}
