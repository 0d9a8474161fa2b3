import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { asker, link, makeMember, register } from './support/elsewhere.ts';
import { useDatabase } from './support/database.ts';
import { signInAs } from './support/people.ts';
import { startProvider, type TestProvider } from './support/provider.ts';
import { cookieIn, senderTo, type Answer, type Sending } from './support/sending.ts';
import type { Running } from './support/server.ts';
import { earlierTester, startSignInServer } from './support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let provider: TestProvider;
let who: Awaited<ReturnType<typeof earlierTester>>;
let code = '';
beforeAll(async () => {
  [server, provider] = [await startSignInServer(database, ['--behind-proxy']), await startProvider({ name: 'Nora <script>alert(1)</script>' })];
});
afterAll(async () => {
  await provider.stop();
  await server.stop();
});
beforeEach(async () => {
  provider.tricks = {};
  provider.account = { ...provider.account, subject: `sub-${Math.random()}` };
  who = await earlierTester(database);
  await makeMember(who.door, who);
  code = await register(who.door, provider, who.agencyId);
});

const send: ReturnType<typeof senderTo> = (...asked) => senderTo(server)(...asked);
const get = (path: string, more: Sending = {}) => send('GET', path, more);
/** What another site, or the end of a way that led over one, looks like. */
const CROSS = { 'sec-fetch-site': 'cross-site' };
const joined = (...cookies: string[]) => cookies.filter(Boolean).join('; ');

/** From our page to the provider, and to where it leads back. */
async function there(path: string, cookie = ''): Promise<{ left: Answer; visit: string; back: string }> {
  const left = await get(path, { cookie });
  const response = await fetch(left.location, { redirect: 'manual' });
  const { pathname, search } = new URL(response.headers.get('location') ?? '');
  return { left, visit: cookieIn(left, 'keerpunt-visit'), back: pathname + search };
}
/** A browser sends only the cookie of the visit when another site leads here. */
async function thereAndBack(path: string, cookie = ''): Promise<{ returned: Answer; step: string; on: Answer }> {
  const { visit, back } = await there(path, cookie);
  const returned = await get(back, { cookie: visit, headers: CROSS });
  return { returned, step: cookieIn(returned, 'keerpunt-step'), on: await get(returned.location, { headers: CROSS }) };
}

describe('signing in elsewhere', () => {
  it('leads from a link to the provider, back, on by our own page, and to the code', async () => {
    await link(who.door, asker(), code, who);
    expect((await get('/en/sign-in')).html).toContain(`href="/en/sign-in/with/${code}"`);
    const { returned, step, on } = await thereAndBack(`/en/sign-in/with/${code}`);
    expect([returned.status, returned.location]).toEqual([303, '/en/sign-in/on/sign-in']);
    expect(on.headers['refresh']).toBe('0; url=/en/sign-in/arrived');
    const arrived = await get('/en/sign-in/arrived', { cookie: step });
    expect([arrived.status, arrived.location]).toEqual([303, '/en/sign-in/code']);
    const done = await send('POST', '/en/sign-in/code', { fields: { code: who.code() }, cookie: cookieIn(arrived, 'keerpunt-step') });
    expect([done.status, done.location]).toEqual([303, '/en/account']);
    expect((await get('/en/account', { cookie: cookieIn(done, 'keerpunt-session') })).html).toContain(`You are Name of ${who.signInName}.`);
  });
  it('leaves with a cookie that comes back from elsewhere, and no other cookie does', async () => {
    const { left } = await there(`/en/sign-in/with/${code}`);
    expect(left.status).toBe(303);
    expect(left.location.startsWith(provider.issuer)).toBe(true);
    expect(left.cookies).toEqual([expect.stringMatching(/^keerpunt-visit=[\w-]{43}\.en; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)]);
    const { returned } = await thereAndBack(`/en/sign-in/with/${code}`);
    expect(returned.cookies).toEqual([expect.stringMatching(/^keerpunt-visit=; Max-Age=0/), expect.stringMatching(/^keerpunt-step=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; SameSite=Strict$/)]);
  });
  it('binds the cookie to this host and to TLS where there is TLS', async () => {
    const secure = await startSignInServer(database, ['--url', 'https://keerpunt.example']);
    const left = await get(`/en/sign-in/with/${code}`, { port: secure.port, headers: { host: 'keerpunt.example', 'sec-fetch-site': 'same-origin' } });
    expect(left.cookies.join()).toMatch(/^__Host-keerpunt-visit=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(new URL(left.location).searchParams.get('redirect_uri')).toBe(`https://keerpunt.example/sign-in/from/${code}`);
    await secure.stop();
  });
  it.each(LANGUAGES)('goes on in %s, whatever address the provider leads to, and says nothing half-made', async (language) => {
    const { returned, on, step } = await thereAndBack(hrefIn(language, `/sign-in/with/${code}`));
    expect(returned.location).toBe(hrefIn(language, '/sign-in/on/sign-in'));
    const refused = await get(hrefIn(language, '/sign-in/arrived'), { cookie: step });
    expect(refused.status).toBe(401);
    for (const { html } of [on, refused]) expect(html.slice(html.indexOf('<main'))).not.toMatch(/provider\.|\{\w+\}/);
  });
  it('in another browser is refused, and begins anew', async () => {
    const { back } = await there(`/en/sign-in/with/${code}`);
    const stranger = await there(`/sv/sign-in/with/${code}`);
    const returned = await get(back, { cookie: stranger.visit, headers: CROSS });
    expect([returned.location, returned.cookies]).toEqual(['/sv/sign-in/back/gone', []]);
    expect((await get('/sv/sign-in/back/gone')).status).toBe(401);
    expect((await get(back, { headers: CROSS })).location).toBe('/sign-in/back/gone');
  });
  it('with a token that does not hold tells the reader so, and the operator which provider and why, and neither who', async () => {
    provider.tricks = { signs: 'other-key' };
    const { returned } = await thereAndBack(`/en/sign-in/with/${code}`);
    expect(returned.location).toBe('/en/sign-in/back/refused');
    expect((await get('/en/sign-in/back/refused')).html).toContain('did not confirm who you are');
    const line = server.output().split('\n').find((one) => one.includes(code)) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 40, provider: code, why: expect.stringMatching(/^[A-Z_a-z]+$/) as string });
    for (const secret of [provider.account.subject, provider.secret, who.signInName]) expect(server.output()).not.toContain(secret);
  });
  it('with a provider that is away says so with 503, and signing in with a password goes on', async () => {
    provider.tricks = { at: '/.well-known/openid-configuration', does: 'break' };
    code = await register(who.door, provider, who.agencyId);
    const left = await get(`/en/sign-in/with/${code}`);
    expect([left.status, left.cookies]).toEqual([503, []]);
    expect((await signInAs(who.door, who)).token).toBeTruthy();
  });
  it('is not begun by another site', async () => {
    provider.asked.length = 0;
    for (const site of ['cross-site', 'same-site']) expect((await get(`/en/sign-in/with/${code}`, { headers: { 'sec-fetch-site': site } })).location).toBe('/en/sign-in');
    expect(provider.asked).toEqual([]);
  });
  it('is begun 120 times a minute from one network, and no more; another network goes on', async () => {
    const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.200' };
    const statuses = await Promise.all(Array.from({ length: 130 }, () => get('/en/sign-in/with/nowhere', { headers }).then((answer) => answer.status)));
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect((await get(`/en/sign-in/with/${code}`)).status).toBe(303);
  });
});

describe('addresses that nobody made', () => {
  const HOSTILE = ['%00', '%2e%2e', '..%2f..', 'a%0d%0aset-cookie:x=y', "'%20or%20true--", 'x'.repeat(2000), '%ff', 'https:%2f%2felsewhere.example', '%F0%9F%92%A3'];
  it.each(['/sign-in/with/X', '/sign-in/from/X', '/sign-in/from/X?code=1&state=2', '/sign-in/back/X', '/sign-in/on/X', '/sign-in/set-up/X/with/X', '/sign-in/set-up/X/arrived', '/account/providers/link/X'])('break nothing and lead nowhere else: %s', async (path) => {
    const { token } = await signInAs(who.door, who);
    for (const hostile of HOSTILE) {
      const answer = await get(`/en${path.replaceAll('X', hostile)}`, { cookie: `keerpunt-session=${token}; keerpunt-visit=${hostile}.${hostile}.${hostile}; keerpunt-step=${hostile}` });
      expect(answer.status, `${path} ${hostile}`).toBeLessThan(500);
      expect(`${answer.location}${String(answer.headers['refresh'] ?? '')}`).not.toMatch(/elsewhere|set-cookie|\/\//);
      expect(answer.cookies.join()).not.toContain('x=y');
    }
  });
  it('a return with the same thing twice, or with everything, is no fault of ours', async () => {
    const { visit, back } = await there(`/en/sign-in/with/${code}`);
    for (const more of ['&state=x', '&code=y', '&iss=https://elsewhere.example', '&response=z', '&error=access_denied']) {
      const answer = await get(back + more, { cookie: visit, headers: CROSS });
      expect([answer.status, /^\/en\/sign-in\/back\/(gone|refused)$/.test(answer.location)]).toEqual([303, true]);
    }
  });
});

describe('linking and setting up', () => {
  const isIn = async (cookie: string) => (await get('/en/account', { cookie })).status;
  async function signedIn(): Promise<string> {
    return `keerpunt-session=${(await signInAs(who.door, who)).token}`;
  }
  it('is done on the account, after the name there was shown as words and not as a page', async () => {
    const session = await signedIn();
    expect((await get('/en/account', { cookie: session })).html).toContain(`/en/account/providers/link/${code}`);
    const { returned, step, on } = await thereAndBack(`/en/account/providers/link/${code}`, session);
    expect([returned.location, on.headers['refresh']]).toEqual(['/en/sign-in/on/link', '0; url=/en/account/providers/arrived']);
    const asked = await get('/en/account/providers/arrived', { cookie: joined(session, step) });
    expect(asked.html).toContain('Nora &lt;script&gt;alert(1)&lt;/script&gt;');
    const done = await send('POST', '/en/account/providers/link', { fields: {}, cookie: joined(session, step) });
    expect([done.status, done.location]).toEqual([303, '/en/account']);
    expect((await get('/en/account', { cookie: session })).html).toContain('Linked ');
    const removed = await send('POST', '/en/account/providers/remove', { fields: { provider: code }, cookie: session });
    expect(removed.status).toBe(303);
    expect(await database.query('select from keerpunt.provider_link where person_id = $1', [who.personId])).toEqual([]);
  });
  it('is only begun or taken back by somebody who proved just now who she is', async () => {
    const session = await signedIn();
    await database.query(`update keerpunt.session set confirmed_at = now() - interval '1 hour' where person_id = $1`, [who.personId]);
    expect((await get(`/en/account/providers/link/${code}`, { cookie: session })).location).toMatch(/^\/en\/account\/confirm(\?|$)/);
    expect((await send('POST', '/en/account/providers/remove', { fields: { provider: code }, cookie: session })).location).toMatch(/^\/en\/account\/confirm(\?|$)/);
  });
  it('by a post from another site, or without being signed in, does nothing', async () => {
    const session = await signedIn();
    const { step } = await thereAndBack(`/en/account/providers/link/${code}`, session);
    for (const path of ['/en/account/providers/link', '/en/account/providers/remove', '/en/sign-in/set-up/provider']) {
      expect((await send('POST', path, { fields: {}, cookie: joined(session, step), headers: CROSS })).status).toBe(403);
    }
    expect((await send('POST', '/en/account/providers/link', { fields: {}, cookie: step })).location).toBe('/en/sign-in');
    expect(await database.query('select from keerpunt.provider_link where person_id = $1', [who.personId])).toEqual([]);
    expect(await isIn(session)).toBe(200);
  });
});
