import type { Transaction } from '../database/transaction.ts';
import { plainSignInName } from '../people/store.ts';
import { atDoor, type Door, type From } from './door.ts';
import { isPassword } from './password.ts';
import { useCode } from './second-step.ts';
import { hashOf, newToken, type SignInKey } from './secrets.ts';
import { beginSession, confirmSession, knownDevice, type NewSession, type SignedIn } from './sessions.ts';
import { DEVICE_MS, KEPT_MS, PENDING_MS, TRIES_MS } from './times.ts';
import { bucketsOf, codeBucketOf, countTry, forgetTries, type Bucket } from './tries.ts';

/** Codes that may be tried with one right password; then the password is asked again. */
const CODES_PER_PASSWORD = 5;

type Refused = { outcome: 'refused' } | { outcome: 'wait'; seconds: number };
export type PasswordAnswer = Refused | { outcome: 'code'; token: string };
/** `again`: the password has to be given again. */
export type CodeAnswer = Refused | { outcome: 'again' } | { outcome: 'in'; session: NewSession };

/** Forgets what has ended, a little with every sign-in. */
async function tidy(tx: Transaction, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await tx.deleteFrom('pending_sign_in').where('ends_at', '<', now).execute();
  await tx.deleteFrom('session').where('seen_at', '<', before(KEPT_MS)).execute();
  await tx.deleteFrom('set_up_link').where('ends_at', '<', before(KEPT_MS)).execute();
  await tx.deleteFrom('failed_try').where('last_at', '<', before(TRIES_MS)).execute();
  await tx.deleteFrom('device').where('seen_at', '<', before(DEVICE_MS)).execute();
}

/** Nobody has this id. It is looked up where there is nobody, so that the work is the same. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

async function findForSignIn(tx: Transaction, signInName: string, deviceToken: string | null) {
  const person = await tx
    .selectFrom('person')
    .leftJoin('password', 'password.person_id', 'person.person_id')
    .select(['person.person_id', 'disabled_at', 'hash'])
    .where('sign_in_name', '=', signInName)
    .executeTakeFirst();
  const personId = person?.person_id ?? null;
  const device = await knownDevice(tx, personId ?? NOBODY, deviceToken);
  return { personId, device, isDisabled: (person?.disabled_at ?? null) !== null, hash: person?.hash ?? null };
}

/** The first step is done; the token waits for the second. */
export async function waitForCode(tx: Transaction, personId: string, now: Date): Promise<string> {
  const token = newToken();
  await tidy(tx, now);
  await tx
    .insertInto('pending_sign_in')
    .values({ token_hash: hashOf(token), purpose: 'code', person_id: personId, challenge: null, ends_at: new Date(now.getTime() + PENDING_MS) })
    .execute();
  return token;
}

/** A wrong name, a wrong password and a disabled account look the same, and take the same time. */
export async function answerPassword(door: Door, given: { signInName: string; password: string }, from: From): Promise<PasswordAnswer> {
  const signInName = plainSignInName(given.signInName);
  const before = await atDoor(door, async (tx, now) => {
    const found = await findForSignIn(tx, signInName, from.deviceToken);
    const buckets = bucketsOf(door.key, { signInName, network: from.network, knownDevice: found.device });
    return { ...found, seconds: await countTry(tx, buckets, now) };
  });
  if (before.seconds !== null) return { outcome: 'wait', seconds: before.seconds };
  // Outside the transaction: it is slow on purpose, and holds no connection.
  const isRight = await isPassword(door.key, given.password, before.hash);
  const { personId } = before;
  if (!isRight || before.isDisabled || personId === null) return { outcome: 'refused' };
  return { outcome: 'code', token: await atDoor(door, (tx, now) => waitForCode(tx, personId, now)) };
}

/** The sign-in that waits for its code, under lock. */
async function findPending(tx: Transaction, token: string, now: Date) {
  return tx
    .selectFrom('pending_sign_in')
    .innerJoin('person', 'person.person_id', 'pending_sign_in.person_id')
    .select(['pending_sign_in.person_id', 'tries', 'sign_in_name'])
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', 'code')
    .where('ends_at', '>', now)
    .where('disabled_at', 'is', null)
    .forUpdate('pending_sign_in')
    .executeTakeFirst();
}

type CodeTry = { personId: string; signInName: string; deviceId: string | null; network: string };

function codeBuckets(key: SignInKey, { personId, signInName, deviceId, network }: CodeTry): Bucket[] {
  const own = bucketsOf(key, { signInName, network, knownDevice: deviceId });
  return deviceId === null ? [...own, codeBucketOf(key, personId)] : own;
}

/** The code after the password. Only now there is a session. */
export function answerCode(door: Door, given: { token: string; code: string }, from: From): Promise<CodeAnswer> {
  return atDoor(door, async (tx, now): Promise<CodeAnswer> => {
    const pending = await findPending(tx, given.token, now);
    if (!pending?.person_id) return { outcome: 'again' };
    const personId = pending.person_id;
    const done = () => tx.deleteFrom('pending_sign_in').where('token_hash', '=', hashOf(given.token)).execute();
    if (pending.tries >= CODES_PER_PASSWORD) {
      await done();
      return { outcome: 'again' };
    }
    const deviceId = await knownDevice(tx, personId, from.deviceToken);
    const buckets = codeBuckets(door.key, { personId, signInName: pending.sign_in_name, deviceId, network: from.network });
    const seconds = await countTry(tx, buckets, now);
    if (seconds !== null) return { outcome: 'wait', seconds };
    await tx.updateTable('pending_sign_in').set({ tries: pending.tries + 1 }).where('token_hash', '=', hashOf(given.token)).execute();
    if (!(await useCode(tx, door.key, { personId, typed: given.code, now }))) return { outcome: 'refused' };
    await done();
    // The password was counted there too.
    await forgetTries(tx, [...buckets, ...buckets]);
    return { outcome: 'in', session: await beginSession(tx, personId, from, now) };
  });
}

/** Somebody who is signed in proves again who she is, with a code. The token is new afterwards. */
export function confirmWithCode(door: Door, who: SignedIn, code: string): Promise<Refused | { outcome: 'confirmed'; token: string }> {
  return atDoor(door, async (tx, now) => {
    const buckets = bucketsOf(door.key, { signInName: who.signInName, network: '', knownDevice: who.deviceId });
    const seconds = await countTry(tx, buckets, now);
    if (seconds !== null) return { outcome: 'wait', seconds };
    if (!(await useCode(tx, door.key, { personId: who.personId, typed: code, now }))) return { outcome: 'refused' };
    await forgetTries(tx, buckets);
    return { outcome: 'confirmed', token: await confirmSession(tx, who.sessionId, now) };
  });
}
