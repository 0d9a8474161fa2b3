import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openContext, PHONE } from '../support/browser.ts';
import { useServerAndBrowser } from '../support/journey.ts';
import { startServer } from '../support/server.ts';

const journey = useServerAndBrowser();

async function withNeutralPage(script = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(journey.browser, { viewport: PHONE, script });
  await context.route('https://www.wikipedia.org/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Neutral</title>' }));
  return { context, page: await context.newPage() };
}

describe('leaving fast', () => {
  it('is a plain link without scripts, on every public page', async () => {
    const { context, page } = await withNeutralPage(false);
    for (const path of ['/', '/check', '/check/cards', '/knowledge', '/about', '/dossier/law', '/children', '/practise', '/nothing-here']) {
      await page.goto(journey.server.address + path);
      await page.locator('[data-exit]').click();
      expect(await page.title()).toBe('Neutral');
    }
    await context.close();
  });
  it('wipes the answers and takes this page out of the history', async () => {
    const { context, page } = await withNeutralPage();
    await page.goto(`${journey.server.address}/en/about`);
    await page.goto(`${journey.server.address}/en/check`);
    await page.waitForSelector('#check[data-ready]');
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.locator('[data-exit]').click();
    await page.waitForURL('https://www.wikipedia.org/');
    await page.goBack();
    expect(await page.locator('main').innerText()).not.toContain('Burglary (');
    expect(await page.locator('.outcome').count()).toBe(0);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });
  it('happens on Escape three times, and not on once', async () => {
    const { context, page } = await withNeutralPage();
    await page.goto(`${journey.server.address}/en`);
    await page.keyboard.press('Escape');
    expect(page.url()).toBe(`${journey.server.address}/en`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('https://www.wikipedia.org/');
    await context.close();
  });
  it('says what it cannot do', async () => {
    const { context, page } = await withNeutralPage(false);
    await page.goto(`${journey.server.address}/en`);
    expect(await page.locator('footer').innerText()).toContain('does not erase the history');
    await context.close();
  });
});

describe('without a connection, after the first visit', () => {
  it('the check, the contacts and the cards work, and so does a reload', async () => {
    const other = await startServer();
    const context = await openContext(journey.browser, { viewport: PHONE, serviceWorkers: 'allow' });
    const page = await context.newPage();
    await page.goto(`${other.address}/en/check`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    // Without the browser's own cache, so that only what the worker kept can answer.
    const session = await context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await other.stop();
    await page.goto(`${other.address}/en/check`);
    await page.waitForSelector('#check[data-ready]');
    await page.getByLabel('Drugs carried, kept or sold').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-EXP-02-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await page.locator('h1').innerText()).toContain('Keep this child safe');
    expect(await page.locator('.contacts').innerText()).toContain('0800-2000');
    await page.goto(`${other.address}/en/check/contacts`);
    expect(await page.locator('main').innerText()).toContain('116 111');
    await page.goto(`${other.address}/en/check/cards`);
    expect(await page.locator('.picture-card').count()).toBeGreaterThan(10);
    await context.close();
  });
  it('has its worker for the check only: no other page is ever in its hands', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE, serviceWorkers: 'allow' });
    const page = await context.newPage();
    const scopes = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((r) => new URL(r.scope).pathname));
    for (const path of ['/', '/about', '/knowledge', '/en', '/dossier', '/children']) {
      await page.goto(journey.server.address + path);
      expect(await scopes()).toEqual([]);
    }
    await page.goto(`${journey.server.address}/en/check`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    expect(await scopes()).toEqual(['/en/check']);
    await page.goto(`${journey.server.address}/en/about`);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    await context.close();
  });
  it('can be installed: name, icon, start and scope', async () => {
    const manifest = (await (await fetch(`${journey.server.address}/sv/check/app.webmanifest`)).json()) as { start_url: string; scope: string; icons: { src: string }[]; name: string };
    expect(manifest).toMatchObject({ start_url: '/sv/check', scope: '/sv/check', name: 'Keerpunt' });
    expect((await fetch(journey.server.address + manifest.icons[0]?.src)).status).toBe(200);
  });
});
