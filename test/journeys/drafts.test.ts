import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { startDraftTrial, type Recorded } from '../support/draft-trial.tsx';
import { earlierTester } from '../support/sign-in-server.ts';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-draft-trial-'));
const recorded: Recorded = { text: '', place: '', version: 'v1', sent: [] };
let browser: Browser;
let who: Awaited<ReturnType<typeof earlierTester>>;
let trial: Awaited<ReturnType<typeof startDraftTrial>>;
const start = () => startDraftTrial(who.door, { database, wrapper: wrapperFromFile(join(folder, 'keys')), now: () => new Date() }, recorded);

beforeAll(async () => {
  createMasterKeys(join(folder, 'keys'));
  [browser, who] = await Promise.all([launchBrowser(), earlierTester(database)]);
  trial = await start();
});
afterAll(async () => {
  await browser.close();
  await trial.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  Object.assign(recorded, { text: '', place: '', version: 'v1', sent: [] });
  await database.query('delete from keerpunt.form_draft');
});

async function openAs(script: boolean): Promise<Page> {
  const context = await openContext(browser, { viewport: PHONE, script });
  await context.addCookies([{ name: 'keerpunt-session', value: who.token, url: trial.address, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.goto(`${trial.address}/en/trial`);
  return page;
}
const text = (page: Page) => page.getByLabel('What happened');
const kept = (page: Page) => page.getByRole('status').filter({ hasText: 'Kept on' }).waitFor();

describe('with a script', () => {
  it('the page keeps by itself, says so politely, and the words are there after a reload, a sign-out and another server', async () => {
    const page = await openAs(true);
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await text(page).fill('Half a sentence');
    await kept(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    expect(await text(page).inputValue()).toBe('Half a sentence');
    expect(await page.getByText('It has not been sent.').count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await trial.close();
    trial = await start();
    const other = await openAs(true);
    expect(await text(other).inputValue()).toBe('Half a sentence');
    expect(problems).toEqual([]);
    await Promise.all([page.context().close(), other.context().close()]);
  });
  it('what was typed just before leaving is kept, and what was sent is no draft any more', async () => {
    const page = await openAs(true);
    await text(page).fill('Typed and left at once');
    await page.goto(`${trial.address}/en/drafts`);
    await page.getByRole('link', { name: /Go on writing/ }).waitFor({ timeout: 5000 }).catch(() => page.reload());
    await page.getByRole('link', { name: /Go on writing/ }).click();
    expect(await text(page).inputValue()).toBe('Typed and left at once');
    await text(page).fill('Typed and sent.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/trial$/);
    expect(recorded.sent).toEqual(['Typed and sent.']);
    expect(await text(page).inputValue()).toBe('');
    await page.goto(`${trial.address}/en/drafts`);
    expect(await page.getByText('There are no drafts.').count()).toBe(1);
    await page.context().close();
  });
  it('whoever is signed out meanwhile is told that nothing was kept, and loses nothing by signing in again elsewhere', async () => {
    const page = await openAs(true);
    const [cookie] = await page.context().cookies();
    await page.context().clearCookies();
    await text(page).fill('Typed while signed out');
    await page.getByRole('status').filter({ hasText: 'Not kept' }).waitFor();
    if (cookie) await page.context().addCookies([cookie]);
    await text(page).pressSequentially(', and on');
    await page.getByRole('status').filter({ hasText: 'Kept on' }).waitFor({ timeout: 20_000 });
    await page.reload();
    expect(await text(page).inputValue()).toBe('Typed while signed out, and on');
    await page.context().close();
  }, 60_000);
});

describe('without a script', () => {
  it('a button keeps, a mistake in the form loses nothing, and one draft can be thrown away', async () => {
    const page = await openAs(false);
    await text(page).fill('Kept by hand');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    expect(await text(page).inputValue()).toBe('Kept by hand');
    expect(recorded.sent).toEqual([]);
    await text(page).fill('Sent without a stop');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    expect([await text(page).inputValue(), await page.getByText('with other words').count()]).toEqual(['Sent without a stop', 0]);
    await text(page).fill('Sent with a stop.');
    await page.getByRole('button', { name: 'Send' }).click();
    expect([recorded.sent, await text(page).inputValue()]).toEqual([['Sent with a stop.'], '']);
    await text(page).fill('Not wanted');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByRole('button', { name: /Throw the draft/ }).click();
    expect(await text(page).inputValue()).toBe('');
    await page.context().close();
  });
  it('where something was recorded since, both are shown, and the person puts in or throws away', async () => {
    const page = await openAs(false);
    await text(page).fill('Typed on the first version');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    Object.assign(recorded, { text: 'Recorded by a colleague', version: 'v2' });
    await page.goto(`${trial.address}/en/trial`);
    expect(await text(page).inputValue()).toBe('Recorded by a colleague');
    expect(await page.locator('#draft').innerText()).toContain('Typed on the first version');
    const withScript = await openAs(true);
    expect(await accessibilityProblems(withScript)).toEqual([]);
    await withScript.context().close();
    await page.getByRole('link', { name: 'Put this draft into the form' }).click();
    expect(await text(page).inputValue()).toBe('Typed on the first version');
    expect(await page.locator('#draft').innerText()).toContain('Recorded by a colleague');
    await text(page).fill('Recorded by a colleague, and typed on the first version.');
    await page.getByRole('button', { name: 'Send' }).click();
    expect([recorded.sent, await page.locator('#draft').innerText()]).toEqual([['Recorded by a colleague, and typed on the first version.'], '']);
    await page.context().close();
  });
  it('a draft leads back to a page of ours only', async () => {
    const post = (page: string) => fetch(`${trial.address}/en/drafts/keep`, { method: 'POST', redirect: 'manual', headers: { cookie: `keerpunt-session=${who.token}`, origin: trial.address, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ 'draft-form': 'trial:1', 'draft-id': crypto.randomUUID(), 'draft-page': page, text: 'x' }) });
    for (const elsewhere of ['//evil.example/x', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) expect((await post(elsewhere)).headers.get('location')).toMatch(/^\/account\?draft=/);
    expect((await post('/en/trial')).headers.get('location')).toMatch(/^\/en\/trial\?draft=/);
  });
});
