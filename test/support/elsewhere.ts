import { randomUUID } from 'node:crypto';
import { openOidc } from '#src/platform/sessions/oidc.ts';
import { comeBack, leaveFor, linkElsewhere } from '#src/platform/sessions/provider-sign-in.ts';
import type { Errand } from '#src/platform/sessions/provider-visits.ts';
import { addProvider } from '#src/platform/sessions/providers.ts';
import { readSession } from '#src/platform/sessions/sessions.ts';
import type { Door } from '#src/platform/sessions/door.ts';
import { proposeRole } from '#src/platform/people/people.ts';
import { MEMBER, OPERATOR } from '#src/platform/people/rules.ts';
import { registrar, type Tester } from './people.ts';
import type { TestProvider } from './provider.ts';

/** Where the browser thinks we are. */
const ORIGIN = 'http://localhost:3000';

/** Registers a provider for an agency, as the command line does. */
export async function register(door: Door, provider: TestProvider, agencyId: string, changed: { amr?: string[]; acr?: string[]; hosts?: string[] } = {}): Promise<string> {
  const code = `at-${randomUUID().slice(0, 8)}`;
  const { issuer, clientId, secret, host } = provider;
  const added = await door.database.transaction(registrar('operator'), (tx) => addProvider(tx, door.key, { code, name: 'Organisation', agencyId, issuer, clientId, secret, hosts: [host], amr: [], acr: [], ...changed }, door.now()));
  if (!added) throw new Error('not added');
  return code;
}

/** Gives somebody a role at her agency, as the operator does; without one she may sign in with no provider. */
export async function makeMember(door: Door, who: Pick<Tester, 'personId' | 'agencyId'>): Promise<void> {
  const done = await door.database.transaction(registrar('operator'), (tx) => proposeRole(tx, { by: OPERATOR, personId: who.personId, agencyId: who.agencyId, role: MEMBER }, door.now()));
  if (!done.done) throw new Error(done.obstacles.join());
}

/** A fresh memory of what providers say about themselves, for one test. */
export const asker = () => ({ oidc: openOidc(), origin: ORIGIN });
type Asker = ReturnType<typeof asker>;

/** Sets out; gives back what the browser keeps and where it is sent. */
export async function setOut(door: Door, ask: Asker, code: string, errand: Errand = { purpose: 'sign-in' }, personId: string | null = null): Promise<{ token: string; to: URL }> {
  const gone = await leaveFor(door, ask, { code, errand, personId });
  if (gone.outcome !== 'go') throw new Error(`leaving: ${JSON.stringify(gone)}`);
  return gone;
}

/** What the provider sends the browser back with. */
export async function atProvider(to: URL): Promise<URLSearchParams> {
  const response = await fetch(to, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? '').searchParams;
}

/** There and back. */
export async function visit(door: Door, ask: Asker, code: string, errand?: Errand, personId?: string | null): ReturnType<typeof comeBack> {
  const { token, to } = await setOut(door, ask, code, errand, personId);
  return comeBack(door, ask, { token, code, sent: await atProvider(to) });
}

export async function arrive(door: Door, ask: Asker, code: string, errand?: Errand, personId?: string | null): Promise<string> {
  const back = await visit(door, ask, code, errand, personId);
  if (back.outcome !== 'arrived') throw new Error(`coming back: ${JSON.stringify(back)}`);
  return back.token;
}

/** Links the account that is signed in at the provider with somebody's own. */
export async function link(door: Door, ask: Asker, code: string, who: Tester): ReturnType<typeof linkElsewhere> {
  const signedIn = await readSession(door, who.token);
  if (!signedIn) throw new Error('not signed in');
  const { sessionId, personId } = signedIn;
  return linkElsewhere(door, signedIn, await arrive(door, ask, code, { purpose: 'link', sessionId }, personId));
}
