import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door, type From } from './door.ts';
import { hashOf, newToken } from './secrets.ts';
import { beginSession, confirmSession, type NewSession, type SignedIn } from './sessions.ts';
import { PENDING_MS } from './times.ts';

/** Ed25519, ECDSA on P-256 and RSA, by their numbers in COSE: what authenticators have, and nothing experimental. */
const ALGORITHMS = [-8, -7, -257];

/** The site a passkey belongs to: its host, and its address as browsers report it. */
export type PasskeySite = { host: string; origin: string };

/** A question to a passkey: what the browser gets, and the token under which we remember it. */
export type Question<Options> = { options: Options; token: string };

async function keepQuestion(door: Door, purpose: 'passkey' | 'add-passkey', personId: string | null, challenge: string): Promise<string> {
  const token = newToken();
  await atDoor(door, async (tx, now) => {
    // Anybody may ask, so what was never answered goes with the next question.
    await tx.deleteFrom('pending_sign_in').where('ends_at', '<', now).execute();
    await tx
      .insertInto('pending_sign_in')
      .values({ token_hash: hashOf(token), purpose, person_id: personId, challenge, ends_at: new Date(now.getTime() + PENDING_MS) })
      .execute();
  });
  return token;
}

/** Takes the question away as it reads it: an answer counts once, also of two at the same time. */
async function takeQuestion(tx: Transaction, purpose: 'passkey' | 'add-passkey', token: string, now: Date) {
  const row = await tx.deleteFrom('pending_sign_in').where('token_hash', '=', hashOf(token)).where('purpose', '=', purpose).returningAll().executeTakeFirst();
  return row?.challenge && row.ends_at > now ? { challenge: row.challenge, personId: row.person_id } : null;
}

export async function askToAddPasskey(door: Door, who: SignedIn, site: PasskeySite): Promise<Question<PublicKeyCredentialCreationOptionsJSON>> {
  const has = await atDoor(door, (tx) => tx.selectFrom('passkey').select('passkey_id').where('person_id', '=', who.personId).execute());
  const options = await generateRegistrationOptions({
    rpName: 'Keerpunt',
    rpID: site.host,
    userName: who.signInName,
    userID: new TextEncoder().encode(who.personId),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: has.map((row) => ({ id: row.passkey_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, token: await keepQuestion(door, 'add-passkey', who.personId, options.challenge) };
}

/** Nothing but what the library refuses becomes `null`; a fault of ours stays an error. */
async function verified<T extends { verified: boolean }>(verify: () => Promise<T>): Promise<T | null> {
  try {
    const result = await verify();
    return result.verified ? result : null;
  } catch {
    return null;
  }
}

export async function addPasskey(door: Door, who: SignedIn, given: { token: string; answer: RegistrationResponseJSON }, site: PasskeySite): Promise<boolean> {
  const question = await atDoor(door, (tx, now) => takeQuestion(tx, 'add-passkey', given.token, now));
  if (question?.personId !== who.personId) return false;
  const result = await verified(() =>
    verifyRegistrationResponse({
      response: given.answer,
      expectedChallenge: question.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!result?.registrationInfo) return false;
  const { credential } = result.registrationInfo;
  const added = await atDoor(door, (tx, now) =>
    tx
      .insertInto('passkey')
      .values({
        passkey_id: credential.id,
        person_id: who.personId,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        added_at: now,
        used_at: null,
      })
      .onConflict((conflict) => conflict.column('passkey_id').doNothing())
      .executeTakeFirst(),
  );
  return added.numInsertedOrUpdatedRows === 1n;
}

/** A question that any passkey of this site may answer: nobody has to say a name first, so none can be tried out. */
export async function askForPasskey(door: Door, site: PasskeySite): Promise<Question<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: 'required', allowCredentials: [] });
  return { options, token: await keepQuestion(door, 'passkey', null, options.challenge) };
}

type GivenAnswer = { token: string; answer: AuthenticationResponseJSON };

/** Whose passkey answered, or null. In the transaction of what follows, so that the answer and the session are one. */
async function personOfAnswer(tx: Transaction, given: GivenAnswer, site: PasskeySite, now: Date): Promise<string | null> {
  const question = await takeQuestion(tx, 'passkey', given.token, now);
  if (!question) return null;
  const row = await tx
    .selectFrom('passkey')
    .innerJoin('person', 'person.person_id', 'passkey.person_id')
    .select(['passkey_id', 'passkey.person_id', 'public_key', 'counter', 'transports'])
    .where('passkey_id', '=', given.answer.id)
    .where('disabled_at', 'is', null)
    .forUpdate('passkey')
    .executeTakeFirst();
  if (!row) return null;
  const result = await verified(() =>
    verifyAuthenticationResponse({
      response: given.answer,
      expectedChallenge: question.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: { id: row.passkey_id, publicKey: new Uint8Array(row.public_key), counter: row.counter, transports: row.transports as AuthenticatorTransport[] },
    }),
  );
  if (!result) return null;
  await tx.updateTable('passkey').set({ counter: result.authenticationInfo.newCounter, used_at: now }).where('passkey_id', '=', row.passkey_id).execute();
  return row.person_id;
}

/** A passkey with its owner's PIN or finger is two factors: what one has and what one knows or is. */
export function signInWithPasskey(door: Door, given: GivenAnswer, site: PasskeySite, from: From): Promise<NewSession | null> {
  return atDoor(door, async (tx, now) => {
    const personId = await personOfAnswer(tx, given, site, now);
    return personId === null ? null : beginSession(tx, personId, from, now);
  });
}

/** The same, to prove again who one is. Somebody else's passkey does not do. */
export function confirmWithPasskey(door: Door, who: SignedIn, given: GivenAnswer, site: PasskeySite): Promise<string | null> {
  return atDoor(door, async (tx, now) => ((await personOfAnswer(tx, given, site, now)) === who.personId ? confirmSession(tx, who.sessionId, now) : null));
}

export type PasskeyLine = { passkeyId: string; addedAt: Date; usedAt: Date | null };

export async function listPasskeys(tx: Transaction, personId: string): Promise<PasskeyLine[]> {
  const rows = await tx.selectFrom('passkey').select(['passkey_id', 'added_at', 'used_at']).where('person_id', '=', personId).orderBy('added_at').execute();
  return rows.map((row) => ({ passkeyId: row.passkey_id, addedAt: row.added_at, usedAt: row.used_at }));
}

export function removePasskey(door: Door, personId: string, passkeyId: string): Promise<void> {
  return atDoor(door, async (tx) => {
    await tx.deleteFrom('passkey').where('person_id', '=', personId).where('passkey_id', '=', passkeyId).execute();
  });
}
