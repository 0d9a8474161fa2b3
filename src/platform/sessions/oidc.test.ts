import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { arrive, asker, atProvider, link, makeMember, register, setOut, visit } from '#test/support/elsewhere.ts';
import { useDatabase } from '#test/support/database.ts';
import { doorTo, from, newTester, type Tester } from '#test/support/people.ts';
import { startProvider, type TestProvider, type Tricks } from '#test/support/provider.ts';
import { provesMore } from './oidc.ts';
import { comeBack, leaveFor, signInElsewhere } from './provider-sign-in.ts';
import { marksOf } from './provider-visits.ts';
import { LARGEST_ANSWER, LEG_MS } from './provider-requests.ts';
import { newToken } from './secrets.ts';
import { VISIT_MS } from './times.ts';

const database = useDatabase();
/** The provider signs by the real clock, so ours is the real one and what a test lets pass. */
const clock = { passed: 0, at: new Date(), pass: () => undefined };
const door = () => ({ ...doorTo(database, clock), now: () => new Date(Date.now() + clock.passed) });

let provider: TestProvider;
let other: TestProvider;
let who: Tester;
let code: string;
let ask: ReturnType<typeof asker>;
beforeAll(async () => {
  [provider, other] = [await startProvider(), await startProvider({ name: 'Somebody else' })];
});
afterAll(async () => {
  await provider.stop();
  await other.stop();
});
beforeEach(async () => {
  clock.passed = 0;
  provider.tricks = {};
  provider.asked.length = 0;
  provider.account = { subject: `sub-${newToken()}`, name: 'Nora van Elders' };
  who = await newTester(door());
  await makeMember(door(), who);
  code = await register(door(), provider, who.agencyId);
  ask = asker();
});

const seconds = () => Math.floor(Date.now() / 1000);

describe('leaving for a provider', () => {
  it('asks for a code, with state, nonce and PKCE, and for no e-mail address', async () => {
    const { to, token } = await setOut(door(), ask, code);
    expect(Object.fromEntries(to.searchParams)).toEqual({
      client_id: 'keerpunt',
      response_type: 'code',
      redirect_uri: `http://localhost:3000/sign-in/from/${code}`,
      scope: 'openid profile',
      state: marksOf(token).state,
      nonce: marksOf(token).nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
  });
  it('leaves nothing in the database that answers for the browser', async () => {
    const { token } = await setOut(door(), ask, code);
    const rows = JSON.stringify(await database.query('select encode(token_hash, $1) as token, v.* from keerpunt.provider_visit v', ['base64']));
    for (const secret of [token, ...Object.values(marksOf(token))]) expect(rows).not.toContain(secret);
  });
  it('is not done for a provider that is not there', async () => {
    for (const wrong of ['nowhere', '\0', '', 'a'.repeat(500), "x' or true"]) expect(await leaveFor(door(), ask, { code: wrong, errand: { purpose: 'sign-in' }, personId: null })).toEqual({ outcome: 'absent' });
  });
});

describe('coming back', () => {
  it('with what was asked for is known, once', async () => {
    const { token, to } = await setOut(door(), ask, code);
    const sent = await atProvider(to);
    expect((await comeBack(door(), ask, { token, code, sent })).outcome).toBe('arrived');
    expect(await comeBack(door(), ask, { token, code, sent })).toEqual({ outcome: 'gone' });
  });
  it('twice at the same moment counts once', async () => {
    const { token, to } = await setOut(door(), ask, code);
    const sent = await atProvider(to);
    const answers = await Promise.all([1, 2, 3].map(() => comeBack(door(), ask, { token, code, sent })));
    expect(answers.map((a) => a.outcome).toSorted()).toEqual(['arrived', 'gone', 'gone']);
  });
  it('in another browser, or in none, is not known and spoils nothing', async () => {
    const [mine, hers] = [await setOut(door(), ask, code), await setOut(door(), ask, code)];
    const sent = await atProvider(mine.to);
    for (const token of [hers.token, newToken(), '']) expect(await comeBack(door(), ask, { token, code, sent })).toEqual({ outcome: 'gone' });
    expect((await comeBack(door(), ask, { token: mine.token, code, sent })).outcome).toBe('arrived');
  });
  it('too late is not known', async () => {
    const { token, to } = await setOut(door(), ask, code);
    const sent = await atProvider(to);
    clock.passed = VISIT_MS;
    expect(await comeBack(door(), ask, { token, code, sent })).toEqual({ outcome: 'gone' });
  });
  it('from another provider than one left for is not known, and so is an answer in the name of another', async () => {
    const otherCode = await register(door(), other, who.agencyId);
    const { token, to } = await setOut(door(), ask, code);
    const sent = await atProvider(to);
    expect(await comeBack(door(), ask, { token, code: otherCode, sent })).toEqual({ outcome: 'gone' });
    sent.set('iss', other.issuer);
    expect(await comeBack(door(), ask, { token, code, sent })).toMatchObject({ outcome: 'refused', why: 'OAUTH_INVALID_RESPONSE' });
    expect(other.asked.map((a) => a.path)).not.toContain('/token');
  });
  it('without the name of the provider is refused, where the provider says that it gives it', async () => {
    provider.tricks = { returns: (to) => to.searchParams.delete('iss') };
    expect(await visit(door(), ask, code)).toMatchObject({ outcome: 'refused' });
    expect(provider.asked.map((a) => a.path)).not.toContain('/token');
  });
  it('with a no is refused', async () => {
    provider.tricks = { returns: (to) => to.searchParams.set('error', 'access_denied') };
    expect(await visit(door(), ask, code)).toMatchObject({ outcome: 'refused', why: 'said-no' });
  });
  it('after the operator took the provider away leads nowhere', async () => {
    const { token, to } = await setOut(door(), ask, code);
    const sent = await atProvider(to);
    await database.query('delete from keerpunt.provider where code = $1', [code]);
    expect(await comeBack(door(), ask, { token, code, sent })).toEqual({ outcome: 'gone' });
  });
});

describe('an ID token', () => {
  const refused: [string, Tricks][] = [
    ['signed with another key', { signs: 'other-key' }],
    ['signed with the public key as if it were a secret', { signs: 'public-key' }],
    ['signed with our own secret', { signs: 'client-secret' }],
    ['that is not signed', { signs: 'none' }],
    ['of an earlier visit', { signs: 'another-token' }],
    ['for somebody else', { claims: (claims) => ({ ...claims, aud: 'another-client' }) }],
    ['for two, of whom we are not the one it is for', { claims: (claims) => ({ ...claims, aud: ['keerpunt', 'other'], azp: 'other' }) }],
    ['from another provider', { claims: (claims) => ({ ...claims, iss: 'https://elsewhere.example' }) }],
    ['with another nonce', { claims: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['without a nonce', { claims: ({ nonce: _nonce, ...claims }) => claims }],
    ['that has ended', { claims: (claims) => ({ ...claims, iat: seconds() - 900, exp: seconds() - 600 }) }],
    ['that does not hold yet', { claims: (claims) => ({ ...claims, nbf: seconds() + 600 }) }],
    ['of nobody', { claims: (claims) => ({ ...claims, sub: '' }) }],
  ];
  it.each(refused)('%s is refused', async (_what, tricks) => {
    // A first visit, so that there is an earlier token, and the key is known already.
    expect((await visit(door(), ask, code)).outcome).toBe('arrived');
    provider.tricks = tricks;
    const answer = await visit(door(), ask, code);
    expect(answer).toMatchObject({ outcome: 'refused' });
    expect((await database.query('select from keerpunt.provider_visit where provider_id = (select provider_id from keerpunt.provider where code = $1) and subject_hash is not null', [code])).length).toBe(1);
  });
  it('is asked for with our secret, which stands in no address', async () => {
    await visit(door(), ask, code);
    const token = provider.asked.find((a) => a.path === '/token');
    expect(token?.authorization).toMatch(/^Basic /);
    expect(JSON.stringify(provider.asked.map((a) => [a.path, ...a.query]))).not.toContain(provider.secret);
  });
});

describe('a provider that is not as it should be', () => {
  const places = ['/.well-known/openid-configuration', '/token', '/keys'] as const;
  const goAndCome = async (at: string) => {
    const gone = await leaveFor(door(), ask, { code: at, errand: { purpose: 'sign-in' }, personId: null });
    return gone.outcome === 'go' ? comeBack(door(), ask, { token: gone.token, code: at, sent: await atProvider(gone.to) }) : gone;
  };
  it.each(places)('and leads elsewhere from %s is not followed', async (at) => {
    other.asked.length = 0;
    provider.tricks = { at, does: 'redirect', redirectTo: `${other.issuer}${at}` };
    expect(await goAndCome(code)).toMatchObject({ outcome: 'away', why: 'redirect' });
    expect(other.asked).toEqual([]);
  });
  it.each(places)('and sends without end at %s is cut off', async (at) => {
    provider.tricks = { at, does: 'flood' };
    expect(await goAndCome(code)).toMatchObject({ outcome: 'away', why: 'size' });
    expect(LARGEST_ANSWER).toBe(262_144);
  });
  it('and lets us wait is left after five seconds, and no connection of the database waits meanwhile', { timeout: 20_000 }, async () => {
    const slow = await Promise.all([startProvider(), startProvider(), startProvider()]);
    const tricks = [{ at: '/token', does: 'hang' }, { at: '/keys', does: 'trickle' }, { at: '/.well-known/openid-configuration', does: 'trickle' }] as const;
    const codes = await Promise.all(slow.map((one, i) => Object.assign(one, { tricks: tricks[i] }) && register(door(), one, who.agencyId)));
    const began = Date.now();
    // More at once than there are connections.
    const waiting = Promise.all(Array.from({ length: 12 }, (_, i) => goAndCome(codes[i % 3] ?? '')));
    await new Promise((done) => setTimeout(done, 1500));
    const [row] = await database.query(`select count(*)::int as open from pg_stat_activity where datname = $1 and state like 'idle in transaction%'`, [database.name]);
    expect(row).toEqual({ open: 0 });
    await newTester(door());
    expect(Date.now() - began).toBeLessThan(LEG_MS);
    expect(new Set((await waiting).map((answer) => JSON.stringify([answer.outcome, 'why' in answer && answer.why])))).toEqual(new Set(['["away","time"]']));
    expect(Date.now() - began).toBeGreaterThan(LEG_MS - 200);
    expect(Date.now() - began).toBeLessThan(LEG_MS + 4000);
    await Promise.all(slow.map((one) => one.stop()));
  });
  it('and breaks off is away', async () => {
    provider.tricks = { at: '/token', does: 'break' };
    expect(await goAndCome(code)).toMatchObject({ outcome: 'away', why: 'network' });
  });
  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])('and names a host for %s that the operator did not is not followed', async (name) => {
    other.asked.length = 0;
    provider.tricks = { metadata: (said) => ({ ...said, [name]: `${other.issuer}/token` }) };
    expect(await goAndCome(code)).toMatchObject({ outcome: 'away', why: 'unfit' });
    expect(other.asked).toEqual([]);
  });
  it('and is at a host that the operator did not name is not even asked', async () => {
    code = await register(door(), provider, who.agencyId, { hosts: ['elsewhere.example'] });
    expect(await goAndCome(code)).toMatchObject({ outcome: 'away', why: 'host' });
    expect(provider.asked).toEqual([]);
  });
  it('and calls itself something else, or signs with secrets only, is not left for', async () => {
    for (const changed of [{ issuer: `${provider.issuer}/` }, { id_token_signing_alg_values_supported: ['HS256', 'none'] }]) {
      provider.tricks = { metadata: (said) => ({ ...said, ...changed }) };
      expect((await leaveFor(door(), asker(), { code, errand: { purpose: 'sign-in' }, personId: null })).outcome).toBe('away');
    }
  });
});

describe('our own second step', () => {
  const sign = async (claims: object, trusted: { amr?: string[]; acr?: string[] }) => {
    code = await register(door(), provider, who.agencyId, trusted);
    await link(door(), ask, code, who);
    provider.tricks = { claims: (said) => ({ ...said, ...claims }) };
    return (await signInElsewhere(door(), await arrive(door(), ask, code), from())).outcome;
  };
  it('is asked after any provider of which the operator said nothing', async () => {
    expect(await sign({ amr: ['mfa', 'hwk'], acr: 'high', auth_time: seconds() }, {})).toBe('code');
  });
  it('is spared where she just did there what the operator trusts as much', async () => {
    expect(await sign({ amr: ['pwd', 'mfa'], auth_time: seconds() }, { amr: ['mfa'] })).toBe('in');
  });
  it('is asked where that was ten minutes ago, or where the provider does not say when', async () => {
    expect(await sign({ amr: ['mfa'], auth_time: seconds() - 601 }, { amr: ['mfa'] })).toBe('code');
    provider.tricks = { claims: (said) => ({ ...said, amr: ['mfa'] }) };
    expect((await signInElsewhere(door(), await arrive(door(), ask, code), from())).outcome).toBe('code');
  });
  it('is asked unless way and level both are as the operator said', () => {
    const now = new Date();
    const said = { iss: 'x', aud: 'x', exp: 0, iat: 0, sub: 'x', auth_time: seconds() };
    const both = { amr: ['mfa'], acr: ['high'] };
    expect(provesMore({ ...said, amr: ['mfa'], acr: 'high' }, both, now)).toBe(true);
    for (const wrong of [{ amr: ['mfa'] }, { acr: 'high' }, { amr: ['pwd'], acr: 'high' }, { amr: ['mfa'], acr: 'low' }, { amr: 'mfa', acr: 'high' }]) {
      expect(provesMore({ ...said, ...wrong } as never, both, now)).toBe(false);
    }
    expect(provesMore({ ...said, amr: ['mfa'], acr: 'high', auth_time: seconds() + 3600 }, both, now)).toBe(false);
  });
  it('asks the provider to look again, where it may spare ours', async () => {
    code = await register(door(), provider, who.agencyId, { acr: ['high'] });
    const { to } = await setOut(door(), ask, code);
    expect([to.searchParams.get('max_age'), to.searchParams.get('acr_values')]).toEqual(['600', 'high']);
  });
});
