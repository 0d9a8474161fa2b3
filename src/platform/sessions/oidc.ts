import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  getJwksCache,
  setJwksCache,
  type IDToken,
  type ServerMetadata,
} from 'openid-client';
import { fetchFrom, LEG_MS, ProviderAway } from './provider-requests.ts';
import type { ProviderLine } from './providers.ts';
import { FRESH_MS } from './times.ts';
import { isSafeToType } from './visitor.ts';

/**
 * What an ID token may be signed with: keys of which the provider alone has the half that signs. Whatever it says about
 * itself, nothing unsigned is taken, and nothing that somebody who knows our secret or its public key could have made.
 */
const ALGORITHMS: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']);
/** What a provider says about itself is asked again after this. */
const KNOWN_MS = 10 * 60_000;
/** A provider's clock may be ahead of ours by this. */
const AHEAD_MS = 60_000;
const LONGEST_NAME = 120;

/** The provider does not fit; the message says how, for whoever adds it. */
export class ProviderUnfit extends Error {
  override readonly name = 'ProviderUnfit';
}

type Client = Pick<ProviderLine, 'issuer' | 'clientId' | 'hosts'> & { secret: string };
/** What goes with one visit and comes back with it. */
export type Marks = { state: string; nonce: string; verifier: string };

/** Who somebody is at the provider, and whether she proved there just now what spares our own second step. */
export type Known = { subject: string; name: string; provesMore: boolean };
/** `away`: the provider could not be asked. `refused`: somebody said no, or what came does not hold. `why` is for the operator's log. */
type ProviderAnswer = ({ outcome: 'known' } & Known) | { outcome: 'refused' | 'away'; why: string };

/** On the machine itself a provider may speak plainly, as we may. */
const plainly = (issuer: string) => (issuer.startsWith('http:') && isSafeToType(issuer) ? [allowInsecureRequests] : []);

/** What the provider says about itself, as far as it fits. */
async function askAboutItself({ issuer, clientId, hosts }: Omit<Client, 'secret'>): Promise<ServerMetadata> {
  const found = await discovery(new URL(issuer), clientId, undefined, undefined, { [customFetch]: fetchFrom(hosts), timeout: LEG_MS / 1000, execute: plainly(issuer) });
  const metadata: ServerMetadata = found.serverMetadata();
  // Two that differ by a slash only would be two issuers for every later check.
  if (metadata.issuer !== issuer) throw new ProviderUnfit(`it calls itself ${metadata.issuer}; give that as --issuer`);
  const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri];
  if (!endpoints.every((endpoint) => endpoint !== undefined && URL.canParse(endpoint))) throw new ProviderUnfit('it names no address to sign in, for tokens, or of its keys');
  const others = [...new Set(endpoints.map((endpoint) => new URL(endpoint as string).host))].filter((host) => !hosts.includes(host));
  if (others.length > 0) throw new ProviderUnfit(`it also works at ${others.join(', ')}; if these are its own, name each with --host`);
  const algorithms = (metadata.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) => ALGORITHMS.has(name));
  if (algorithms.length === 0) throw new ProviderUnfit('it signs with nothing that only it can sign with');
  if (!waysToProve(metadata).some((way) => way in PROOFS)) throw new ProviderUnfit('it takes no client secret');
  return { ...metadata, id_token_signing_alg_values_supported: algorithms };
}

const PROOFS = { client_secret_basic: ClientSecretBasic, client_secret_post: ClientSecretPost } as const;
const waysToProve = (metadata: ServerMetadata) => metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];

function configure(metadata: ServerMetadata, { clientId, secret, hosts, issuer }: Client, now: Date): Configuration {
  const prove = waysToProve(metadata).includes('client_secret_basic') ? PROOFS.client_secret_basic : PROOFS.client_secret_post;
  const config = new Configuration(metadata, clientId, { client_secret: secret, [clockSkew]: Math.round((now.getTime() - Date.now()) / 1000) }, prove(secret));
  config.timeout = LEG_MS / 1000;
  config[customFetch] = fetchFrom(hosts);
  // The library takes TLS for proof of where a token comes from, and would not look at the signature.
  enableNonRepudiationChecks(config);
  for (const allow of plainly(issuer)) allow(config);
  return config;
}

/** One line, without what could turn it around or hide part of it. */
const plainText = (text: string) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim().slice(0, LONGEST_NAME);

/** How she will recognise herself; a name alone may be that of a colleague. */
function nameFrom(claims: IDToken): string {
  const said = [claims['name'], claims['preferred_username']].filter((part) => typeof part === 'string').map(plainText).filter((part) => part !== '');
  return [...new Set(said)].join(' · ') || plainText(claims.sub);
}

/** Whether she did there, in the last minutes, what the operator says is as good as our own second step. */
export function provesMore(claims: IDToken, { amr, acr }: Pick<ProviderLine, 'amr' | 'acr'>, now: Date): boolean {
  if (amr.length === 0 && acr.length === 0) return false;
  const [did, at] = [Array.isArray(claims.amr) ? claims.amr : [], claims.auth_time];
  if (typeof at !== 'number' || at * 1000 > now.getTime() + AHEAD_MS || now.getTime() - at * 1000 >= FRESH_MS) return false;
  const hasWay = amr.length === 0 || did.some((way) => amr.includes(String(way)));
  const hasLevel = acr.length === 0 || (typeof claims.acr === 'string' && acr.includes(claims.acr));
  return hasWay && hasLevel;
}

/** The reason within what the library throws; only codes, for messages may quote what was sent. */
function whyNot(error: unknown): { outcome: 'refused' | 'away'; why: string } {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof ProviderAway) return { outcome: 'away', why: at.because };
  if (error instanceof ProviderUnfit) return { outcome: 'away', why: 'unfit' };
  if (error instanceof AuthorizationResponseError) return { outcome: 'refused', why: 'said-no' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { outcome: 'refused', why: /^[A-Z_]{1,60}$/.test(code) ? code : 'unknown' };
}

type Leaving = { provider: ProviderLine; secret: string; marks: Marks; returnTo: string; now: Date };
type Returning = Leaving & { sent: URLSearchParams };

/** Speaks with providers. Keeps for a while what they say about themselves and their keys, as everybody may know it. */
export type Oidc = {
  /** Where to send the browser. */
  leave(leaving: Leaving): Promise<{ outcome: 'go'; to: URL } | { outcome: 'refused' | 'away'; why: string }>;
  /** What the provider says of the browser that came back. */
  read(returning: Returning): Promise<ProviderAnswer>;
};

type Kept = { metadata: ServerMetadata; until: number; keys?: ReturnType<typeof getJwksCache> };

export function openOidc(): Oidc {
  const kept = new Map<string, Kept>();
  async function knownOf(provider: ProviderLine, now: Date): Promise<Kept> {
    const before = kept.get(provider.providerId);
    if (before && before.until > now.getTime()) return before;
    const known = { metadata: await askAboutItself(provider), until: now.getTime() + KNOWN_MS };
    kept.set(provider.providerId, known);
    return known;
  }
  return {
    async leave({ provider, secret, marks, returnTo, now }) {
      try {
        const { metadata } = await knownOf(provider, now);
        const asksMore = provider.amr.length > 0 || provider.acr.length > 0;
        const to = buildAuthorizationUrl(configure(metadata, { ...provider, secret }, now), {
          redirect_uri: returnTo,
          scope: 'openid profile',
          state: marks.state,
          nonce: marks.nonce,
          code_challenge: await calculatePKCECodeChallenge(marks.verifier),
          code_challenge_method: 'S256',
          ...(asksMore ? { max_age: String(FRESH_MS / 1000) } : {}),
          ...(provider.acr.length > 0 ? { acr_values: provider.acr.join(' ') } : {}),
        });
        return { outcome: 'go', to };
      } catch (error) {
        return whyNot(error);
      }
    },
    async read({ provider, secret, marks, returnTo, now, sent }) {
      try {
        const known = await knownOf(provider, now);
        const config = configure(known.metadata, { ...provider, secret }, now);
        if (known.keys) setJwksCache(config, known.keys);
        const at = new URL(returnTo);
        at.search = sent.toString();
        const tokens = await authorizationCodeGrant(config, at, { expectedState: marks.state, expectedNonce: marks.nonce, pkceCodeVerifier: marks.verifier, idTokenExpected: true });
        known.keys = getJwksCache(config);
        const claims = tokens.claims();
        if (!claims || claims.sub === '') return { outcome: 'refused', why: 'unknown' };
        return { outcome: 'known', subject: claims.sub, name: nameFrom(claims), provesMore: provesMore(claims, provider, now) };
      } catch (error) {
        return whyNot(error);
      }
    },
  };
}

/** For whoever adds a provider: whether it is there and fits. Throws ProviderUnfit with what to do about it. */
export async function tryProvider(provider: Pick<ProviderLine, 'issuer' | 'clientId' | 'hosts'>): Promise<void> {
  try {
    await askAboutItself(provider);
  } catch (error) {
    if (error instanceof ProviderUnfit) throw error;
    const { why } = whyNot(error);
    throw new ProviderUnfit(`it does not answer as a provider does (${why})`);
  }
}
