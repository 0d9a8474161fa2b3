import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/transaction.ts';
import type { SignInKey } from './secrets.ts';

/** An organisation whose accounts people can sign in with. */
export type Provider = {
  providerId: string;
  code: string;
  name: string;
  agencyId: string;
  issuer: string;
  clientId: string;
  sealedSecret: Buffer;
  /** Hosts that the operator named; no other is asked or led to. */
  hosts: readonly string[];
  /** What spares our own second step, where the operator trusts the provider with that. */
  amr: readonly string[];
  acr: readonly string[];
};

export const PROVIDER_CODE = /^[a-z][a-z0-9-]{0,39}$/;

/** Where the provider sends people back to; each has its own, so that one can never answer for another. */
export const returnPath = (code: string): string => `/sign-in/from/${code}`;

const COLUMNS = ['provider_id', 'code', 'name', 'agency', 'issuer', 'client_id', 'hosts', 'amr', 'acr'] as const;

type Row = { provider_id: string; code: string; name: string; agency: string; issuer: string; client_id: string; hosts: string[]; amr: string[]; acr: string[] };

const lineOf = (row: Row): ProviderLine => ({
  providerId: row.provider_id,
  code: row.code,
  name: row.name,
  agencyId: row.agency,
  issuer: row.issuer,
  clientId: row.client_id,
  hosts: row.hosts,
  amr: row.amr,
  acr: row.acr,
});

/** The provider of this name in an address. What no provider can be called is not even looked up. */
export async function findProvider(tx: Transaction, code: string): Promise<Provider | null> {
  if (!PROVIDER_CODE.test(code)) return null;
  const row = await tx.selectFrom('provider').select([...COLUMNS, 'sealed_secret']).where('code', '=', code).executeTakeFirst();
  return row ? { ...lineOf(row), sealedSecret: row.sealed_secret } : null;
}

/** A provider without its secret. */
export type ProviderLine = Omit<Provider, 'sealedSecret'>;

/** All there are, by name. */
export async function listProviders(tx: Transaction): Promise<ProviderLine[]> {
  return (await tx.selectFrom('provider').select(COLUMNS).orderBy('name').orderBy('code').execute()).map(lineOf);
}

/** Those of agencies where somebody has a role now. */
export async function providersFor(tx: Transaction, personId: string): Promise<ProviderLine[]> {
  const rows = await tx
    .selectFrom('provider')
    .select(COLUMNS)
    .where('agency', 'in', (query) => query.selectFrom('membership').select('agency').where('person_id', '=', personId).where('confirmed_at', 'is not', null).where('ended_at', 'is', null))
    .orderBy('name')
    .orderBy('code')
    .execute();
  return rows.map(lineOf);
}

/** Whether somebody has a role at the provider's agency at this moment. */
export async function mayUse(tx: Transaction, provider: Pick<ProviderLine, 'providerId'>, personId: string): Promise<boolean> {
  return (await providersFor(tx, personId)).some((one) => one.providerId === provider.providerId);
}

/** The secret is sealed for this provider: put beside another it does not open. */
const ownerOf = (providerId: string) => `provider ${providerId}`;
export const openSecret = (key: SignInKey, { sealedSecret, providerId }: Provider): string => key.open(sealedSecret, ownerOf(providerId)).toString('utf8');

export type NewProvider = Omit<Provider, 'providerId' | 'sealedSecret'> & { secret: string };

/** Runs as keerpunt_registrar. False: there is one of that name. */
export async function addProvider(tx: Transaction, key: SignInKey, { secret, ...provider }: NewProvider, now: Date): Promise<boolean> {
  const providerId = randomUUID();
  const added = await tx
    .insertInto('provider')
    .values({
      provider_id: providerId,
      code: provider.code,
      name: provider.name,
      agency: provider.agencyId,
      issuer: provider.issuer,
      client_id: provider.clientId,
      sealed_secret: key.seal(Buffer.from(secret, 'utf8'), ownerOf(providerId)),
      hosts: [...provider.hosts],
      amr: [...provider.amr],
      acr: [...provider.acr],
      added_at: now,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Runs as keerpunt_registrar. False: there is none of that name. */
export async function replaceSecret(tx: Transaction, key: SignInKey, { code, secret }: { code: string; secret: string }): Promise<boolean> {
  const row = await tx.selectFrom('provider').select('provider_id').where('code', '=', code).executeTakeFirst();
  if (!row) return false;
  await tx
    .updateTable('provider')
    .set({ sealed_secret: key.seal(Buffer.from(secret, 'utf8'), ownerOf(row.provider_id)) })
    .where('provider_id', '=', row.provider_id)
    .execute();
  return true;
}

/**
 * Takes a provider away with all its links, and signs out whoever had one, programs too: it is not known which sessions and tokens began there.
 * Runs as keerpunt_registrar. Returns how many people had a link, or null where there is none of that name.
 */
export async function removeProvider(tx: Transaction, code: string, now: Date): Promise<number | null> {
  const row = await tx.selectFrom('provider').select('provider_id').where('code', '=', code).executeTakeFirst();
  if (!row) return null;
  const links = await tx.selectFrom('provider_link').select('person_id').where('provider_id', '=', row.provider_id).execute();
  await tx.deleteFrom('provider').where('provider_id', '=', row.provider_id).execute();
  const people = links.map((link) => link.person_id);
  if (people.length > 0) {
    await tx.updateTable('session').set({ ended_at: now }).where('person_id', 'in', people).where('ended_at', 'is', null).execute();
    await tx.updateTable('api_token').set({ ended_at: now }).where('person_id', 'in', people).where('ended_at', 'is', null).execute();
  }
  return people.length;
}

/** What is kept of an account at a provider. Without the key nobody can try out whose it is. */
export const subjectHash = (key: SignInKey, issuer: string, subject: string): Buffer => key.mac('provider', JSON.stringify([issuer, subject]));

export type LinkLine = ProviderLine & { addedAt: Date | null; usedAt: Date | null };

/** The providers that somebody can use or has linked, with when. */
export async function listLinks(tx: Transaction, personId: string): Promise<LinkLine[]> {
  const links = await tx.selectFrom('provider_link').select(['provider_id', 'added_at', 'used_at']).where('person_id', '=', personId).execute();
  const usable = new Set((await providersFor(tx, personId)).map((one) => one.providerId));
  return (await listProviders(tx)).flatMap((provider) => {
    const link = links.find((one) => one.provider_id === provider.providerId);
    return link || usable.has(provider.providerId) ? [{ ...provider, addedAt: link?.added_at ?? null, usedAt: link?.used_at ?? null }] : [];
  });
}

/** Who of our people has this account, if anybody. */
export async function ownerOfAccount(tx: Transaction, providerId: string, subject: Buffer): Promise<string | null> {
  const row = await tx.selectFrom('provider_link').select('person_id').where('provider_id', '=', providerId).where('subject_hash', '=', subject).executeTakeFirst();
  return row?.person_id ?? null;
}

/** False: that account is somebody else's here, or she has another one linked there. */
export async function addLink(tx: Transaction, link: { providerId: string; subject: Buffer; personId: string }, now: Date): Promise<boolean> {
  const added = await tx
    .insertInto('provider_link')
    .values({ provider_id: link.providerId, subject_hash: link.subject, person_id: link.personId, added_at: now, used_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Whether somebody could still sign in without any provider. */
export async function hasOwnWayIn(tx: Transaction, personId: string): Promise<boolean> {
  const password = await tx.selectFrom('password').select('person_id').where('person_id', '=', personId).executeTakeFirst();
  const passkey = await tx.selectFrom('passkey').select('person_id').where('person_id', '=', personId).limit(1).executeTakeFirst();
  return password !== undefined || passkey !== undefined;
}

/** Takes one's own link away, unless it is the only way in. */
export async function removeLink(tx: Transaction, personId: string, code: string): Promise<boolean> {
  const provider = await findProvider(tx, code);
  if (!provider || !(await hasOwnWayIn(tx, personId))) return false;
  await tx.deleteFrom('provider_link').where('person_id', '=', personId).where('provider_id', '=', provider.providerId).execute();
  return true;
}
