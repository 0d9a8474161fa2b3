import type { Transaction } from '../database/transaction.ts';
import { atDoor, type Door, type From } from './door.ts';
import type { Oidc } from './oidc.ts';
import { beginVisit, keepArrival, marksOf, readArrival, takeArrival, takeVisit, type Arrival, type Errand, type Visit } from './provider-visits.ts';
import { addLink, findProvider, mayUse, openSecret, ownerOfAccount, returnPath } from './providers.ts';
import { newToken } from './secrets.ts';
import { beginSession, knownDevice, type NewSession, type SignedIn } from './sessions.ts';
import { waitForCode } from './sign-in.ts';
import { bucketsOf, countTry } from './tries.ts';

/** Where Keerpunt is, and how it asks. */
type With = { oidc: Oidc; origin: string };
type Failed = { outcome: 'refused' | 'away'; code: string; why: string };

/** What a visit needs besides the token: what is asked of the provider, and where it sends people back to. */
const asking = (door: Door, origin: string, provider: Visit['provider'], token: string) => ({
  provider,
  secret: openSecret(door.key, provider),
  marks: marksOf(token),
  returnTo: `${origin}${returnPath(provider.code)}`,
  now: door.now(),
});

/** Sends the browser to a provider, with a token that only it will have. Nobody is asked anything within a transaction. */
export async function leaveFor(door: Door, { oidc, origin }: With, asked: { code: string; errand: Errand; personId: string | null }): Promise<Failed | { outcome: 'absent' } | { outcome: 'go'; to: URL; token: string }> {
  const { code, errand, personId } = asked;
  const provider = await atDoor(door, async (tx) => {
    const found = await findProvider(tx, code);
    return found && (personId === null || (await mayUse(tx, found, personId))) ? found : null;
  });
  if (!provider) return { outcome: 'absent' };
  const token = newToken();
  const leaving = await oidc.leave(asking(door, origin, provider, token));
  if (leaving.outcome !== 'go') return { ...leaving, code };
  await atDoor(door, (tx, now) => beginVisit(tx, { token, provider, errand }, now));
  return { outcome: 'go', to: leaving.to, token };
}

/** The browser is back from a provider. Who it says that came waits until our own pages ask for it. */
export async function comeBack(door: Door, { oidc, origin }: With, came: { token: string; code: string; sent: URLSearchParams }): Promise<Failed | { outcome: 'gone' } | { outcome: 'arrived'; token: string; purpose: Errand['purpose'] }> {
  const { token, code, sent } = came;
  const visit = await atDoor(door, (tx, now) => takeVisit(tx, { token, code, state: sent.get('state') ?? '' }, now));
  if (!visit) return { outcome: 'gone' };
  const answer = await oidc.read({ ...asking(door, origin, visit.provider, token), sent });
  if (answer.outcome !== 'known') return { ...answer, code };
  const arrived = await atDoor(door, async (tx, now) => {
    // The operator may have taken the provider away while it answered.
    const isThere = (await findProvider(tx, code))?.providerId === visit.provider.providerId;
    return isThere ? keepArrival(tx, door.key, { visit, known: answer }, now) : null;
  });
  return arrived === null ? { outcome: 'gone' } : { outcome: 'arrived', token: arrived, purpose: visit.purpose };
}

/** Whose account it is, if that person may use this provider today. */
async function personOf(tx: Transaction, { provider, subject }: Arrival): Promise<{ personId: string; signInName: string } | null> {
  const personId = await ownerOfAccount(tx, provider.providerId, subject);
  if (personId === null || !(await mayUse(tx, provider, personId))) return null;
  const row = await tx.selectFrom('person').select('sign_in_name').where('person_id', '=', personId).where('disabled_at', 'is', null).executeTakeFirst();
  return row ? { personId, signInName: row.sign_in_name } : null;
}

type SignedInElsewhere = { outcome: 'gone' } | { outcome: 'unlinked' } | { outcome: 'wait'; seconds: number } | { outcome: 'code'; token: string } | { outcome: 'in'; session: NewSession };

/** The first step by a provider. The second is ours, unless she just did there what the operator trusts as much. */
export function signInElsewhere(door: Door, token: string, from: From): Promise<SignedInElsewhere> {
  return atDoor(door, async (tx, now): Promise<SignedInElsewhere> => {
    const arrival = await takeArrival(tx, door.key, token, { purpose: 'sign-in' }, now);
    if (!arrival) return { outcome: 'gone' };
    const person = await personOf(tx, arrival);
    if (!person) return { outcome: 'unlinked' };
    const { personId, signInName } = person;
    // Counted like a right password, for the code after it gives both back.
    const buckets = bucketsOf(door.key, { signInName, network: from.network, knownDevice: await knownDevice(tx, personId, from.deviceToken) });
    const seconds = arrival.provesMore ? null : await countTry(tx, buckets, now);
    if (seconds !== null) return { outcome: 'wait', seconds };
    await tx.updateTable('provider_link').set({ used_at: now }).where('provider_id', '=', arrival.provider.providerId).where('person_id', '=', personId).execute();
    if (!arrival.provesMore) return { outcome: 'code', token: await waitForCode(tx, personId, now) };
    return { outcome: 'in', session: await beginSession(tx, personId, from, now) };
  });
}

/** Who came back for what this browser left for, to be shown before anything is done with it. */
export function readElsewhere(door: Door, token: string, errand: Errand): Promise<Arrival | null> {
  return atDoor(door, (tx, now) => readArrival(tx, door.key, token, errand, now));
}

/** She said that it is her. By now she may have left the agency, or somebody else may have come first. */
export function linkElsewhere(door: Door, who: SignedIn, token: string): Promise<'linked' | 'gone' | 'taken' | 'absent'> {
  return atDoor(door, async (tx, now) => {
    const arrival = await takeArrival(tx, door.key, token, { purpose: 'link', sessionId: who.sessionId }, now);
    if (!arrival) return 'gone';
    if (!(await mayUse(tx, arrival.provider, who.personId))) return 'absent';
    return (await addLink(tx, { providerId: arrival.provider.providerId, subject: arrival.subject, personId: who.personId }, now)) ? 'linked' : 'taken';
  });
}
