import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { makeMember, register } from '../support/elsewhere.ts';
import { useDatabase } from '../support/database.ts';
import { PASSWORD, registrar } from '../support/people.ts';
import { startProvider, type TestProvider } from '../support/provider.ts';
import type { Running } from '../support/server.ts';
import { earlierTester, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let provider: TestProvider;
beforeAll(async () => {
  [server, browser, provider] = [await startSignInServer(database), await launchBrowser(), await startProvider()];
});
afterAll(async () => {
  await browser.close();
  await provider.stop();
  await server.stop();
});

async function newcomer() {
  const who = await earlierTester(database);
  await makeMember(who.door, who);
  provider.account = { subject: `sub-${who.personId}`, name: 'Nora van Elders' };
  return { ...who, provider: await register(who.door, provider, who.agencyId) };
}
/** With scripts where a page is looked at, for the one that looks needs them; nothing on these pages does. */
async function open(path: string, script = true): Promise<Page> {
  const page = await (await openContext(browser, { viewport: PHONE, script })).newPage();
  await page.goto(server.address + path);
  return page;
}
const heading = (page: Page) => page.locator('main h1').innerText();
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
async function check(page: Page): Promise<void> {
  expect(await accessibilityProblems(page), page.url()).toEqual([]);
  expect(await isTooWide(page), page.url()).toBe(false);
  expect(await page.locator('main').innerText()).not.toMatch(/provider\.|\{\w+\}/);
}
const form = (page: Page, field: string) => page.locator(`main form:has(#${field})`);

/** The next thing by tab that leads to this address, and Enter on it: as somebody does who has no mouse. */
async function pressOn(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)) return page.keyboard.press('Enter');
  }
  throw new Error(`${selector} is not reached by keyboard`);
}

describe('with an account elsewhere', () => {
  it.each(LANGUAGES)('somebody links it, signs in with it by keyboard and takes it away again: in %s, on a telephone', async (language) => {
    const who = await newcomer();
    const at = (path: string) => hrefIn(language, path);
    const page = await open(at('/sign-in'));
    await check(page);
    await page.fill('#name', who.signInName);
    await page.fill('#password', PASSWORD);
    await form(page, 'password').locator('button').click();
    await page.fill('#code', who.code());
    await form(page, 'code').locator('button').click();
    await check(page);
    await page.click(`a[href="${at(`/account/providers/link/${who.provider}`)}"]`);
    await page.waitForURL(`**${at('/account/providers/arrived')}`);
    await check(page);
    expect(await page.locator('main').innerText()).toContain('Nora van Elders');
    await page.locator('main form button').click();
    await page.waitForURL(`**${at('/account')}`);
    await check(page);
    await page.context().clearCookies();
    await database.query('update keerpunt.totp set last_step = 0 where person_id = $1', [who.personId]);
    await page.goto(server.address + at('/sign-in'));
    await pressOn(page, `a[href="${at(`/sign-in/with/${who.provider}`)}"]`);
    await page.waitForURL(`**${at('/sign-in/code')}`);
    await page.fill('#code', who.code());
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${at('/account')}`);
    expect(await page.locator('main').innerText()).toContain(`Name of ${who.signInName}`);
    await page.locator(`form:has(input[name=provider][value=${who.provider}]) button`).click();
    await page.waitForURL(`**${at('/account')}`);
    expect(await page.locator(`a[href="${at(`/account/providers/link/${who.provider}`)}"]`).count()).toBe(1);
    await page.context().close();
  });
  it('without a script, the browser stays known: after the way over another site it is the same device, and the session holds', async () => {
    const who = await newcomer();
    const page = await open('/en/sign-in', false);
    const signIn = async () => {
      await database.query('update keerpunt.totp set last_step = 0 where person_id = $1', [who.personId]);
      await page.goto(`${server.address}/en/sign-in`);
      await page.click(`a[href="/en/sign-in/with/${who.provider}"]`);
      await page.waitForURL('**/en/sign-in/code');
      await page.fill('#code', who.code());
      await page.keyboard.press('Enter');
      await page.waitForURL('**/en/account');
    };
    const { subjectHash } = await import('#src/platform/sessions/providers.ts');
    await database.query('insert into keerpunt.provider_link select provider_id, $2, $3, now(), null from keerpunt.provider where code = $1', [who.provider, subjectHash(who.door.key, provider.issuer, provider.account.subject), who.personId]);
    await signIn();
    await signIn();
    // The one of the set-up, and this one.
    expect(await database.query('select from keerpunt.device where person_id = $1', [who.personId])).toHaveLength(2);
    await page.context().close();
  });
  it('somebody who was invited sets up with it, and with an authenticator', async () => {
    const who = await newcomer();
    const link = await database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, who.personId, new Date()));
    const page = await open(`/en/sign-in/set-up/${link}`);
    await check(page);
    await page.getByRole('link', { name: 'Instead of a password: your account at Organisation' }).click();
    await page.waitForURL('**/arrived');
    await check(page);
    expect(await heading(page)).toBe('Is this you?');
    await page.getByRole('button', { name: 'Yes, that is me' }).click();
    expect(await heading(page)).toBe('Set up your authenticator');
    await check(page);
    const secret = (await page.locator('main code').innerText()).replaceAll(' ', '');
    const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    await page.fill('#code', codeAt(Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2))), stepAt(new Date())));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codes');
    expect(await page.locator('.codes code').count()).toBe(10);
    await page.getByRole('link', { name: 'I have written them down' }).click();
    expect(await page.locator('main').innerText()).toContain('Without this link you can no longer sign in.');
    await check(page);
    await page.context().close();
  });
  it('an account that nobody linked, and a provider that is away, are said on a page that helps', async () => {
    const who = await newcomer();
    const page = await open('/en/sign-in');
    await page.click(`a[href="/en/sign-in/with/${who.provider}"]`);
    await page.waitForURL('**/en/sign-in/arrived');
    expect(await page.locator('main').innerText()).toContain('Nobody who may sign in with it now is linked');
    await check(page);
    provider.tricks = { at: '/token', does: 'break' };
    await page.goto(`${server.address}/en/sign-in/with/${who.provider}`);
    await page.waitForURL('**/en/sign-in/back/away');
    await check(page);
    provider.tricks = {};
    await page.context().close();
  });
});
