import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, hrefIn } from '#src/platform/i18n/languages.ts';
import { askApi } from '../support/api.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, openReception, signInThrough, type DeskTester } from '../support/desk.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let worker: DeskTester;
let page: Page;

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  worker = await deskTester(database, ['helpdesk-worker']);
  await openReception(database, worker);
  page = await (await openContext(browser, { viewport: PHONE })).newPage();
  await signInThrough(page, server.address, worker);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('somebody who lets a program work for her', () => {
  it('makes a token for one thing, without a script, sees it once, and ends it', async () => {
    await page.goto(`${server.address}/en/account`);
    await page.getByRole('link', { name: 'Access for programs' }).click();
    await page.getByLabel('Name, for you to recognise it').fill('Our own system');
    await page.getByRole('button', { name: 'Make a token' }).click();
    // What was typed stays, and what is missing is named.
    expect(await page.getByRole('alert').innerText()).toContain('Tick what the program may do.');
    expect(await page.getByLabel('Name, for you to recognise it').inputValue()).toBe('Our own system');
    await page.locator('summary', { hasText: 'report' }).click();
    await page.locator('input[name="action.report.list"]').check();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = await page.locator('code').innerText();
    expect((await askApi(server.address, 'report.list', {}, { token })).status).toBe(200);
    expect((await askApi(server.address, 'report.take', {}, { token })).status).toBe(403);
    await page.getByRole('link', { name: 'To your tokens' }).click();
    expect(await page.locator('main').innerText()).toContain('Our own system');
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: 'End: Our own system' }).click();
    expect(await page.locator('main').innerText()).toContain('There are none.');
    expect((await askApi(server.address, 'report.list', {}, { token })).status).toBe(401);
  });
  it.each(LANGUAGES)('finds the page accessible in %s', async (language) => {
    await page.goto(`${server.address}${hrefIn(language, '/account/tokens')}`);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
