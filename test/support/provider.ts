import { createHash, createHmac, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

type Account = { subject: string; name: string; email?: string };
/** What a provider does otherwise than it should; each is a trick somebody could play. */
export type Tricks = {
  /** Changes what the ID token says. */
  claims?: (claims: JWTPayload) => JWTPayload;
  /** Signs with a key it never published, or not with a key at all. */
  signs?: 'other-key' | 'public-key' | 'client-secret' | 'none' | 'another-token';
  /** Changes what it says about itself. */
  metadata?: (metadata: Record<string, unknown>) => Record<string, unknown>;
  /** At which of its addresses it does something else than answer. */
  at?: '/.well-known/openid-configuration' | '/token' | '/keys';
  does?: 'hang' | 'redirect' | 'flood' | 'trickle' | 'break';
  redirectTo?: string;
  /** What it adds to the address it sends people back to. */
  returns?: (to: URL) => void;
};

export type TestProvider = {
  issuer: string;
  host: string;
  clientId: string;
  secret: string;
  /** Who is signed in there in every browser; changed by a test. */
  account: Account;
  tricks: Tricks;
  /** Every path that was asked for, with what came along. */
  asked: { path: string; body: URLSearchParams; query: URLSearchParams; authorization: string }[];
  stop: () => Promise<void>;
};

type Code = { nonce: string; challenge: string; redirectUri: string; account: Account };

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** What it does instead of answering. */
function misbehave(response: ServerResponse, { does, redirectTo }: Tricks): void {
  if (does === 'redirect') response.writeHead(302, { location: redirectTo ?? '/' }).end();
  if (does === 'break') response.destroy();
  if (does === 'flood') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  }
  if (does === 'trickle') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 200);
    response.on('close', () => clearInterval(timer));
  }
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmacToken = (claims: JWTPayload, key: string) => {
  const text = `${base64url({ alg: 'HS256', kid: 'one' })}.${base64url(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};

type Keys = { own: CryptoKey; other: CryptoKey; published: string };

async function signed(claims: JWTPayload, { signs }: Tricks, { keys, secret, before }: { keys: Keys; secret: string; before: string }): Promise<string> {
  if (signs === 'public-key') return hmacToken(claims, keys.published);
  if (signs === 'client-secret') return hmacToken(claims, secret);
  if (signs === 'none') return `${base64url({ alg: 'none' })}.${base64url(claims)}.`;
  if (signs === 'another-token') return before;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign((signs === 'other-key' ? keys.other : keys.own) as CryptoKey & KeyObject);
}

/** A provider of OpenID Connect that answers over http, checks what it should check itself, and can be told to cheat. */
export async function startProvider(first: Partial<Account> = {}): Promise<TestProvider> {
  const [own, other] = [await generateKeyPair('RS256', { extractable: true }), await generateKeyPair('RS256')];
  const keys: Keys = { own: own.privateKey, other: other.privateKey, published: await exportSPKI(own.publicKey) };
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' };
  const codes = new Map<string, Code>();
  let before = '';
  const provider = { clientId: 'keerpunt', secret: 'a secret : that/needs+writing', account: { subject: randomUUID(), name: 'Nora van Elders', ...first }, tricks: {}, asked: [] as TestProvider['asked'] } as TestProvider;

  function metadata(): Record<string, unknown> {
    const { issuer, tricks } = provider;
    const said = { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], authorization_response_iss_parameter_supported: true, response_types_supported: ['code'], subject_types_supported: ['public'] };
    return tricks.metadata?.(said) ?? said;
  }
  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    codes.set(code, { nonce: query.get('nonce') ?? '', challenge: query.get('code_challenge') ?? '', redirectUri: query.get('redirect_uri') ?? '', account: provider.account });
    const to = new URL(query.get('redirect_uri') ?? '');
    to.search = new URLSearchParams({ code, state: query.get('state') ?? '', iss: provider.issuer }).toString();
    provider.tricks.returns?.(to);
    response.writeHead(302, { location: to.href }).end();
  }
  async function token(body: URLSearchParams, authorization: string, response: ServerResponse): Promise<void> {
    const found = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    const [name, secret] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (name !== provider.clientId || secret !== provider.secret) return json(response, 401, { error: 'invalid_client' });
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url');
    if (!found || found.redirectUri !== body.get('redirect_uri') || found.challenge !== challenge) return json(response, 400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1000);
    const { subject, ...about } = found.account;
    const claims = { iss: provider.issuer, aud: provider.clientId, sub: subject, nonce: found.nonce, iat: now, exp: now + 300, ...about };
    const idToken = await signed(provider.tricks.claims?.(claims) ?? claims, provider.tricks, { keys, secret: provider.secret, before });
    before = idToken;
    json(response, 200, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken });
  }
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', provider.issuer);
      const [body, authorization] = [await bodyOf(request), request.headers.authorization ?? ''];
      provider.asked.push({ path: url.pathname, body, query: url.searchParams, authorization });
      if (provider.tricks.does && provider.tricks.at === url.pathname) return misbehave(response, provider.tricks);
      if (url.pathname === '/.well-known/openid-configuration') return json(response, 200, metadata());
      if (url.pathname === '/keys') return json(response, 200, { keys: [jwk] });
      if (url.pathname === '/authorize') return authorize(url.searchParams, response);
      if (url.pathname === '/token') return token(body, authorization, response);
      response.writeHead(404).end();
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  provider.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.issuer = `http://${provider.host}`;
  provider.stop = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return provider;
}
