import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Transaction } from '../database/transaction.ts';
import type { Known, Marks } from './oidc.ts';
import { findProvider, subjectHash, type Provider, type ProviderLine } from './providers.ts';
import { hashOf, newToken, type SignInKey } from './secrets.ts';
import { PENDING_MS, VISIT_MS } from './times.ts';

/** Why somebody goes to a provider, and what that hangs on. */
export type Errand = { purpose: 'sign-in' } | { purpose: 'link'; sessionId: string } | { purpose: 'set-up'; link: string };

/**
 * What must come back from the provider is drawn from a token that only the browser has: whoever reads the database learns
 * none of it, and what another browser began does not fit.
 */
export function marksOf(token: string): Marks {
  const draw = (what: string) => createHmac('sha256', token).update(`keerpunt visit ${what}`).digest('base64url');
  return { state: draw('state'), nonce: draw('nonce'), verifier: draw('verifier') };
}

const isState = (token: string, sent: string) => {
  const [ours, theirs] = [Buffer.from(marksOf(token).state), Buffer.from(sent)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
};

/** Remembers that a browser leaves, under a token that it is given. */
export async function beginVisit(tx: Transaction, visit: { token: string; provider: ProviderLine; errand: Errand }, now: Date): Promise<void> {
  const { token, provider, errand } = visit;
  // Anybody may leave, so whoever never came back goes with the next.
  await tx.deleteFrom('provider_visit').where('ends_at', '<', now).execute();
  await tx
    .insertInto('provider_visit')
    .values({
      token_hash: hashOf(token),
      provider_id: provider.providerId,
      purpose: errand.purpose,
      session_id: errand.purpose === 'link' ? errand.sessionId : null,
      set_up_hash: errand.purpose === 'set-up' ? hashOf(errand.link) : null,
      ends_at: new Date(now.getTime() + VISIT_MS),
      subject_hash: null,
      sealed_name: null,
      proves_more: null,
    })
    .execute();
}

export type Visit = { provider: Provider; purpose: Errand['purpose']; sessionId: string | null; setUpHash: Buffer | null };

/** The visit that this browser came back from. It is taken away as it is read: it counts once, also of two at the same time. */
export async function takeVisit(tx: Transaction, came: { token: string; code: string; state: string }, now: Date): Promise<Visit | null> {
  const provider = await findProvider(tx, came.code);
  // One that does not fit may be somebody else's doing, and does not spoil that of the owner.
  if (!provider || !isState(came.token, came.state)) return null;
  const row = await tx
    .deleteFrom('provider_visit')
    .where('token_hash', '=', hashOf(came.token))
    .where('provider_id', '=', provider.providerId)
    .where('subject_hash', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && row.ends_at > now ? { provider, purpose: row.purpose, sessionId: row.session_id, setUpHash: row.set_up_hash } : null;
}

const ownerOf = (token: string) => `visit ${hashOf(token).toString('hex')}`;

/** Keeps who came back, under a new token, until our own pages ask: only there the browser says again whose it is. */
export async function keepArrival(tx: Transaction, key: SignInKey, came: { visit: Visit; known: Known }, now: Date): Promise<string> {
  const { visit, known } = came;
  const token = newToken();
  await tx
    .insertInto('provider_visit')
    .values({
      token_hash: hashOf(token),
      provider_id: visit.provider.providerId,
      purpose: visit.purpose,
      session_id: visit.sessionId,
      set_up_hash: visit.setUpHash,
      ends_at: new Date(now.getTime() + PENDING_MS),
      subject_hash: subjectHash(key, visit.provider.issuer, known.subject),
      sealed_name: key.seal(Buffer.from(known.name, 'utf8'), ownerOf(token)),
      proves_more: known.provesMore,
    })
    .execute();
  return token;
}

export type Arrival = { provider: ProviderLine; subject: Buffer; name: string; provesMore: boolean };

/** Who came back, for what this browser left for. */
export async function readArrival(tx: Transaction, key: SignInKey, token: string, errand: Errand, now: Date): Promise<Arrival | null> {
  const row = await tx
    .selectFrom('provider_visit')
    .innerJoin('provider', 'provider.provider_id', 'provider_visit.provider_id')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', errand.purpose)
    .where('subject_hash', 'is not', null)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  if (!row?.subject_hash || !row.sealed_name) return null;
  if (errand.purpose === 'link' && row.session_id !== errand.sessionId) return null;
  if (errand.purpose === 'set-up' && !row.set_up_hash?.equals(hashOf(errand.link))) return null;
  const provider = await findProvider(tx, row.code);
  return provider && { provider, subject: row.subject_hash, name: key.open(row.sealed_name, ownerOf(token)).toString('utf8'), provesMore: row.proves_more === true };
}

/** The arrival, once. */
export async function takeArrival(tx: Transaction, key: SignInKey, token: string, errand: Errand, now: Date): Promise<Arrival | null> {
  const arrival = await readArrival(tx, key, token, errand, now);
  if (!arrival) return null;
  const taken = await tx.deleteFrom('provider_visit').where('token_hash', '=', hashOf(token)).executeTakeFirst();
  return taken.numDeletedRows === 1n ? arrival : null;
}
