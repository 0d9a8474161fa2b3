import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { cloneDatabase, queryAs, useDatabase } from './support/database.ts';
import { PASSWORD, registrar, type Tester } from './support/people.ts';
import { cookieIn as pair, senderTo, type Answer, type Sending } from './support/sending.ts';
import { startServer, type Running } from './support/server.ts';
import { databaseUrl, earlierTester, startSignInServer, writeTestKey } from './support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
beforeAll(async () => {
  server = await startSignInServer(database, ['--behind-proxy']);
});
afterAll(() => server.stop());

const send: ReturnType<typeof senderTo> = (...asked) => senderTo(server)(...asked);
const post = (path: string, fields: Record<string, string>, more: Sending = {}) => send('POST', path, { fields, ...more });

async function signIn(who: Tester, planted = ''): Promise<{ cookie: string; answer: Answer }> {
  const first = await post('/en/sign-in', { name: who.signInName, password: PASSWORD }, { cookie: planted });
  const answer = await post('/en/sign-in/code', { code: who.code() }, { cookie: [planted, pair(first, 'keerpunt-step')].filter(Boolean).join('; ') });
  return { cookie: pair(answer, 'keerpunt-session'), answer };
}
const isIn = async (cookie: string) => (await send('GET', '/en/account', { cookie })).status === 200;

describe('signing in', () => {
  it('takes the password, then the code, and leads to the account', async () => {
    const who = await earlierTester(database);
    const { cookie, answer } = await signIn(who);
    expect([answer.status, answer.location]).toEqual([303, '/en/account']);
    expect(answer.cookies.join()).toContain('keerpunt-step=; Max-Age=0');
    expect((await send('GET', '/en/account', { cookie })).html).toContain(`You are Name of ${who.signInName}.`);
  });
  it('with a wrong password or for nobody says the same', async () => {
    const who = await earlierTester(database);
    const answers = await Promise.all([who.signInName, 'nobody-here'].map((name) => post('/en/sign-in', { name, password: 'wrong password' })));
    expect(answers.map((a) => a.status)).toEqual([401, 401]);
    expect(answers[0]?.html).toBe(answers[1]?.html);
    expect(answers[0]?.cookies).toEqual([]);
  });
  it('says how long to wait after too many tries', async () => {
    const who = await earlierTester(database);
    const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.77' };
    for (let i = 0; i < 5; i++) await post('/en/sign-in', { name: who.signInName, password: 'wrong password' }, { headers });
    const answer = await post('/en/sign-in', { name: who.signInName, password: PASSWORD }, { headers });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.html).toContain('Too many tries from here');
  });
  it('does not take over a session that was planted before', async () => {
    const who = await earlierTester(database);
    const planted = `keerpunt-session=${'A'.repeat(43)}`;
    const { cookie } = await signIn(who, planted);
    expect(cookie).not.toBe(planted);
    expect([await isIn(planted), await isIn(cookie)]).toEqual([false, true]);
  });
  it('is not done with the token between password and code', async () => {
    const who = await earlierTester(database);
    const first = await post('/en/sign-in', { name: who.signInName, password: PASSWORD });
    expect(await isIn(pair(first, 'keerpunt-step').replace('step', 'session'))).toBe(false);
  });
});

describe('the cookies', () => {
  it('are out of reach for scripts and other sites', async () => {
    const { answer } = await signIn(await earlierTester(database));
    const kept = answer.cookies.filter((cookie) => !cookie.includes('Max-Age=0'));
    expect(kept).toHaveLength(2);
    for (const cookie of kept) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  });
  it('are bound to this host and to TLS where there is TLS', async () => {
    const secure = await startSignInServer(database, ['--url', 'https://keerpunt.example']);
    const who = await earlierTester(database);
    const headers = { host: 'keerpunt.example', 'sec-fetch-site': 'same-origin' };
    const answer = await post('/en/sign-in', { name: who.signInName, password: PASSWORD }, { port: secure.port, headers });
    expect(answer.cookies.join()).toMatch(/^__Host-keerpunt-step=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    await secure.stop();
  });
  it('are never set on a public page, nor for a reader of the sign-in page', async () => {
    const { cookie } = await signIn(await earlierTester(database));
    for (const path of LANGUAGES.flatMap((l) => ['/', '/check', '/about', '/sign-in', '/sign-in/code'].map((p) => hrefIn(l, p)))) {
      expect((await send('GET', path)).cookies, path).toEqual([]);
      expect((await send('GET', path, { cookie })).cookies, path).toEqual([]);
    }
  });
});

const POSTS = ['/sign-in', '/sign-in/code', '/sign-in/passkey/begin', '/sign-in/passkey', '/sign-in/set-up', '/sign-in/set-up/code', '/account/sign-out', '/account/sign-out-everywhere', '/account/devices/forget', '/account/recovery-codes', '/account/passkeys/begin', '/account/passkeys', '/account/passkeys/remove', '/account/confirm', '/account/confirm/passkey'];

describe('a post', () => {
  it.each(POSTS)('to %s from another site is refused, also with a session', async (path) => {
    const { cookie } = await signIn(await earlierTester(database));
    const forged = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }, {}];
    for (const headers of forged) expect((await post(path, {}, { cookie, headers: headers as Record<string, string> })).status).toBe(403);
    expect(await isIn(cookie)).toBe(true);
  });
  it.each(POSTS)('to %s of nonsense breaks nothing', async (path) => {
    const { cookie } = await signIn(await earlierTester(database));
    const nonsense = { name: '\0', password: '\u{10FFFF}', code: '\0', answer: '{"id":"\\u0000","response":{}}', token: '\0', device: "'", passkey: '\0', next: '//evil.example' };
    for (const fields of [nonsense, { answer: '{"id":"x","response":{}}' }, { answer: 'null' }, {}]) {
      const answer = await post(path, fields as Record<string, string>, { cookie });
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.location).not.toContain('evil');
    }
    expect((await post(path, { name: 'x'.repeat(40_000) }, { cookie })).status).toBe(413);
    expect((await post(path, { name: 'x' }, { cookie, type: 'text/plain' })).status).toBeLessThan(500);
  });
});

describe('a post to a public page', () => {
  it('from another site is refused too, where the browser says so', async () => {
    const fields = { go: 'outcome' };
    expect((await post('/en/check', fields, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await post('/en/check', fields, { headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: 'null' }]) expect((await post('/en/check', fields, { headers: headers as Record<string, string> })).status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookie', async () => {
    const { cookie } = await signIn(await earlierTester(database));
    const answer = await post('/account/sign-out', {}, { cookie });
    expect(answer.cookies.join()).toMatch(/^keerpunt-session=; Max-Age=0/);
    expect(await isIn(cookie)).toBe(false);
  });
});

describe('something grave', () => {
  it('asks again who it is when that was not proven lately', async () => {
    const who = await earlierTester(database);
    const { cookie } = await signIn(who);
    expect((await post('/en/account/recovery-codes', {}, { cookie })).status).toBe(200);
    await database.query(`update keerpunt.session set confirmed_at = now() - interval '11 minutes' where person_id = $1`, [who.personId]);
    const asked = await post('/en/account/recovery-codes', {}, { cookie });
    expect([asked.status, asked.location]).toEqual([303, '/en/account/confirm?next=%2Faccount']);
    await database.query('update keerpunt.totp set last_step = 0 where person_id = $1', [who.personId]);
    const confirmed = await post('/en/account/confirm', { code: who.code(), next: '/account' }, { cookie });
    const renewed = pair(confirmed, 'keerpunt-session');
    expect(await isIn(cookie)).toBe(false);
    expect((await post('/en/account/recovery-codes', {}, { cookie: renewed })).status).toBe(200);
  });
});

describe('a page behind the door', () => {
  it('is kept by nobody and has a title that tells nothing', async () => {
    const { cookie } = await signIn(await earlierTester(database));
    for (const path of ['/en/sign-in', '/en/sign-in/code', '/en/account', '/en/account/confirm']) {
      const answer = await send('GET', path, { cookie });
      expect(answer.headers['cache-control'], path).toBe('no-store');
      expect(answer.html).toMatch(/<title>(Sign in|Code|Your account|Is it you\?) · Keerpunt<\/title>/);
      expect(answer.html).toContain('<meta name="robots" content="noindex"/>');
    }
  });
  it('leads others to the door', async () => {
    const answer = await send('GET', '/en/account', {});
    expect([answer.status, answer.location]).toEqual([303, '/en/sign-in']);
  });
  it('is not offered over a connection that others can read', async () => {
    const headers = { host: 'keerpunt.example', 'sec-fetch-site': 'same-origin' };
    const answer = await post('/en/sign-in', { name: 'a', password: 'b' }, { headers });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('not encrypted');
  });
});

describe('the log', () => {
  it('holds no name, no address, no token and no cookie', async () => {
    const who = await earlierTester(database);
    const link = await database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, who.personId, new Date()));
    await send('GET', `/en/sign-in/set-up/${link}`, { headers: { 'x-forwarded-for': '203.0.113.99' } });
    await send('GET', `/en/sign-in/set-up/${link}/x`);
    const { cookie } = await signIn(who);
    await isIn(cookie);
    await post('/en/sign-in', { name: who.signInName, password: 'wrong password' });
    await new Promise((done) => setTimeout(done, 200));
    const log = server.output();
    expect(log).toContain('"route":"/en/sign-in/set-up/:token"');
    for (const secret of [who.signInName, link, cookie.split('=')[1] ?? '', '203.0.113.99', PASSWORD]) expect(log.includes(secret), secret).toBe(false);
    expect(log.split('\n').filter((line) => line.includes('"bug"'))).toEqual([]);
  });
});

describe('while there is no database', () => {
  it('public pages are served and signing in says that it is not ready', async () => {
    const waiting = await startServer(['--database-url', 'postgresql://keerpunt_app@127.0.0.1:1/nothing'], undefined, writeTestKey);
    expect((await send('GET', '/en/check', { port: waiting.port })).status).toBe(200);
    for (const path of ['/en/sign-in', '/en/account', '/en/sign-in/set-up/x']) {
      const answer = await send('GET', path, { port: waiting.port });
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
      expect(answer.html).toContain('Signing in is not ready yet');
    }
    expect(await waiting.stop()).toBe(0);
  });
  it('any more, signing in says so, and goes on when it is back', async () => {
    const name = await cloneDatabase(database.host);
    const other = { ...database, name };
    const away = await startSignInServer(other);
    const fields = { name: 'somebody', password: 'wrong password' };
    expect((await post('/en/sign-in', fields, { port: away.port })).status).toBe(401);
    const admin = (sql: string) => queryAs(database.host, 'postgres', 'postgres', sql);
    await admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await admin(`alter database ${name} rename to ${name}_away`);
    expect((await post('/en/sign-in', fields, { port: away.port })).status).toBe(503);
    expect((await send('GET', '/en/check', { port: away.port })).status).toBe(200);
    await admin(`alter database ${name}_away rename to ${name}`);
    expect((await post('/en/sign-in', fields, { port: away.port })).status).toBe(401);
    await away.stop();
  });
  it('and nobody has set it up, none is started', async () => {
    const plain = await startServer(['--database-url', databaseUrl(database)]);
    await new Promise((done) => setTimeout(done, 500));
    expect((await send('GET', '/en/sign-in', { port: plain.port })).status).toBe(503);
    await plain.stop();
  });
});
