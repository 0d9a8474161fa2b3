import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { PASSWORD, registrar, signInAs, type Tester } from '../support/people.ts';
import type { Running } from '../support/server.ts';
import { earlierTester, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(path: string, look: Partial<Parameters<typeof openContext>[1]> = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(browser, { viewport: PHONE, script: false, ...look });
  const page = await context.newPage();
  await page.goto(server.address + path);
  return { context, page };
}
const heading = (page: Page) => page.locator('main h1').innerText();
const goOn = (page: Page) => page.getByRole('button', { name: 'Go on' }).click();

async function givePassword(page: Page, who: Tester, password = PASSWORD): Promise<void> {
  await page.getByLabel('Name to sign in with').fill(who.signInName);
  await page.getByLabel('Password').fill(password);
  await goOn(page);
}
async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from your authenticator').fill(code);
  await goOn(page);
}
async function signIn(page: Page, who: Tester): Promise<void> {
  await givePassword(page, who);
  await giveCode(page, who.code());
  expect(await heading(page)).toBe('Your account');
}

/** The authenticator of a telephone that has just been unlocked by its owner. */
async function withAuthenticator(page: Page): Promise<{ authenticator: CDPSession; authenticatorId: string }> {
  const authenticator = await page.context().newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  const { authenticatorId } = await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { authenticator, authenticatorId };
}

describe('without a script', () => {
  it('somebody who was invited sets up signing in, keeps her codes and signs in with one', async () => {
    const who = await earlierTester(database);
    const link = await database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, who.personId, new Date()));
    const { context, page } = await open(`/en/sign-in/set-up/${link}`);
    await page.getByLabel('Password').fill('too short');
    await goOn(page);
    expect(await page.getByRole('alert').innerText()).toContain('fewer than twelve');
    await page.getByLabel('Password').fill('a sentence for this journey');
    await goOn(page);
    expect(await page.locator('.code-picture svg').isVisible()).toBe(true);
    const secret = (await page.locator('main code').innerText()).replaceAll(' ', '');
    await giveCode(page, '000000');
    expect(await page.getByRole('alert').innerText()).toContain('not right');
    expect((await page.locator('main code').innerText()).replaceAll(' ', '')).toBe(secret);
    await giveCode(page, codeAt(fromBase32(secret), stepAt(new Date())));
    const codes = await page.locator('.codes code').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole('link', { name: 'I have written them down' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await givePassword(page, who, 'a sentence for this journey');
    await giveCode(page, codes[3] ?? '');
    expect(await page.locator('main').innerText()).toContain('You have 9 recovery codes left.');
    await page.goto(`${server.address}/en/sign-in/set-up/${link}`);
    expect(await page.locator('main').innerText()).toContain('does not work, or no longer');
    await context.close();
  });
  it('a wrong password and a wrong code are said, and a code works once', async () => {
    const who = await earlierTester(database);
    const { context, page } = await open('/en/sign-in');
    await givePassword(page, who, 'not my password');
    expect(await page.getByRole('alert').innerText()).toContain('do not belong together');
    await givePassword(page, who);
    await giveCode(page, codeAt(who.secret, stepAt(new Date()) + 40));
    expect(await page.getByRole('alert').innerText()).toContain('not right or was used');
    const code = who.code();
    await giveCode(page, code);
    expect(await heading(page)).toBe('Your account');
    const other = await open('/en/sign-in');
    await givePassword(other.page, who);
    await giveCode(other.page, code);
    expect(await other.page.getByRole('alert').innerText()).toContain('not right or was used');
    await Promise.all([context.close(), other.context.close()]);
  });
  it('the other browser is signed out from this one', async () => {
    const who = await earlierTester(database);
    const [here, there] = [await open('/en/sign-in'), await open('/en/sign-in')];
    await signIn(here.page, who);
    await database.query('update keerpunt.totp set last_step = 0 where person_id = $1', [who.personId]);
    await signIn(there.page, who);
    await here.page.reload();
    // The one of the set-up, and the other one of this test.
    expect(await here.page.getByRole('button', { name: /^Remove and sign out/ }).count()).toBe(2);
    await here.page.getByRole('button', { name: /^Remove and sign out: Chrome/ }).click();
    await there.page.reload();
    expect(await heading(there.page)).toBe('Sign in');
    await here.page.reload();
    expect(await heading(here.page)).toBe('Your account');
    await here.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await here.page.goto(`${server.address}/en/account`);
    expect(await heading(here.page)).toBe('Sign in');
    await Promise.all([here.context.close(), there.context.close()]);
  });
  it('after signing out, "back" shows nothing', async () => {
    const { context, page } = await open('/en/sign-in');
    await signIn(page, await earlierTester(database));
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.goBack();
    expect(await heading(page)).not.toBe('Your account');
    await context.close();
  });
  it('a session that was left alone, and a person who was disabled, are at the door again', async () => {
    for (const change of [`update keerpunt.session set seen_at = now() - interval '31 minutes' where person_id = $1`, `update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`]) {
      const who = await earlierTester(database);
      const { context, page } = await open('/en/sign-in');
      await signIn(page, who);
      await database.query(change, [who.personId]);
      await page.reload();
      expect(await heading(page)).toBe('Sign in');
      await context.close();
    }
  });
});

describe('a passkey', () => {
  async function withPasskey() {
    const who = await earlierTester(database);
    const { context, page } = await open('/en/sign-in', { script: true });
    const made = await withAuthenticator(page);
    await signIn(page, who);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Added ').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    return { who, context, page, ...made };
  }
  it('is added, and then signs in without name, password and code', async () => {
    const { context, page } = await withPasskey();
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await context.close();
  });
  it('answers once: the same answer sent again is refused', async () => {
    const { who, context, page } = await withPasskey();
    const answers: { body: string; cookie: string }[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/sign-in/passkey')) void request.allHeaders().then((headers) => answers.push({ body: request.postData() ?? '', cookie: headers['cookie'] ?? '' }));
    });
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    const [answer] = answers;
    expect(answer?.cookie).toContain('keerpunt-step=');
    // Passkeys that are kept in a cloud do not count, so the counter may not be what refuses it.
    await database.query('update keerpunt.passkey set counter = 0 where person_id = $1', [who.personId]);
    const again = await fetch(`${server.address}/en/sign-in/passkey`, {
      method: 'POST',
      redirect: 'manual',
      body: answer?.body ?? '',
      headers: { origin: server.address, cookie: answer?.cookie ?? '', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(again.status).toBe(401);
    expect(again.headers.getSetCookie()).toEqual([]);
    await context.close();
  });
  it('that was not asked for a finger or a PIN does not sign in, whatever the browser was made to ask', async () => {
    const { context, page, authenticator, authenticatorId } = await withPasskey();
    await authenticator.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.route('**/sign-in/passkey/begin', async (route) => {
      const response = await route.fetch();
      const asked = (await response.json()) as { answer: object };
      await route.fulfill({ response, json: { answer: { ...asked.answer, userVerification: 'discouraged' } } });
    });
    const answered = page.waitForResponse((response) => response.url().endsWith('/sign-in/passkey'));
    await page.getByRole('button', { name: 'With a passkey' }).click();
    expect((await answered).status()).toBe(401);
    await context.close();
  });
  it('that counted further elsewhere is a copy, and does not sign in', async () => {
    const { who, context, page } = await withPasskey();
    await database.query('update keerpunt.passkey set counter = 0 where person_id = $1', [who.personId]);
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    const [row] = await database.query('select counter::int from keerpunt.passkey where person_id = $1', [who.personId]);
    expect(row?.['counter']).toBeGreaterThan(0);
    await database.query('update keerpunt.passkey set counter = 1000 where person_id = $1', [who.personId]);
    await page.goto(`${server.address}/en/sign-in`);
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('alert').filter({ hasText: 'gave no right answer' }).first().waitFor();
    await context.close();
  });
  it('of somebody else does not prove who one is', async () => {
    const { context, page } = await withPasskey();
    const other = await earlierTester(database);
    await signIn(page, other);
    await page.goto(`${server.address}/en/account/confirm`);
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('alert').filter({ hasText: 'gave no right answer' }).first().waitFor();
    expect(await heading(page)).toBe('Is it you?');
    await context.close();
  });
  it('that one person asked for is not added to another', async () => {
    const [who, other] = [await earlierTester(database), await earlierTester(database)];
    const { context, page } = await open('/en/sign-in', { script: true });
    await withAuthenticator(page);
    await signIn(page, who);
    const { token } = await signInAs(other.door, other);
    await page.route('**/account/passkeys/begin', async (route) => {
      const response = await route.fetch();
      await context.addCookies([{ name: 'keerpunt-session', value: token, url: server.address }]);
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText(`You are Name of ${other.signInName}.`).waitFor();
    expect(await database.query('select * from keerpunt.passkey where person_id in ($1, $2)', [who.personId, other.personId])).toEqual([]);
    await context.close();
  });
  it('of somebody who was disabled, or that was removed, does not sign in', async () => {
    for (const change of [`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, 'delete from keerpunt.passkey where person_id = $1']) {
      const { who, context, page } = await withPasskey();
      await database.query(change, [who.personId]);
      await page.getByRole('button', { name: 'With a passkey' }).click();
      await page.getByRole('alert').filter({ hasText: 'gave no right answer' }).first().waitFor();
      await context.close();
    }
  });
  it('proves again who one is, before something grave', async () => {
    const { who, context, page } = await withPasskey();
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await database.query(`update keerpunt.session set confirmed_at = now() - interval '1 hour' where person_id = $1`, [who.personId]);
    await page.getByRole('button', { name: 'Make new recovery codes' }).click();
    expect(await heading(page)).toBe('Is it you?');
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByRole('button', { name: 'Make new recovery codes' }).click();
    expect(await page.locator('.codes code').count()).toBe(10);
    await context.close();
  });
});

describe('every page of signing in', () => {
  const LOOKS = [{ viewport: PHONE, theme: 'light' }, { viewport: PHONE, theme: 'dark' }, { viewport: DESKTOP, theme: 'light' }, { viewport: { width: 320, height: 640 }, theme: 'dark' }] as const;
  const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

  it.each(LOOKS)('has no accessibility fault and fits: $viewport.width px, $theme', async (look) => {
    const who = await earlierTester(database);
    const link = await database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, who.personId, new Date()));
    const { context, page } = await open(`/en/sign-in/set-up/${link}`, { ...look, script: true });
    const check = async () => {
      expect(await accessibilityProblems(page), page.url()).toEqual([]);
      expect(await isTooWide(page), page.url()).toBe(false);
    };
    await check();
    await page.getByLabel('Password').fill('short');
    await goOn(page);
    await check();
    await page.getByLabel('Password').fill(PASSWORD);
    await goOn(page);
    await check();
    await giveCode(page, codeAt(fromBase32((await page.locator('main code').innerText()).replaceAll(' ', '')), stepAt(new Date())));
    await check();
    for (const path of ['/en/account', '/en/account/confirm', '/en/sign-in', '/en/sign-in/code']) {
      await page.goto(server.address + path);
      await check();
    }
    await context.close();
  });
  it.each(LANGUAGES)('speaks %s', async (language) => {
    const { context, page } = await open(hrefIn(language, '/sign-in'), { viewport: { width: 320, height: 640 } });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await isTooWide(page)).toBe(false);
    expect(await page.locator('main').innerText()).not.toMatch(/sign-in\.|\{\w+\}/);
    await context.close();
  });
});

/** What an authenticator app does with the key that is typed into it. */
function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
