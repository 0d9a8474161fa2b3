import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openContext, PHONE } from '../support/browser.ts';
import { heading, openPage, useServerAndBrowser } from '../support/journey.ts';
import { startServer } from '../support/server.ts';

const journey = useServerAndBrowser();

/** Where the exercises of the police begin. */
async function firstCase(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Police' }).click();
  await page.locator('main ol a').first().click();
}

async function answerWithNothing(page: Page): Promise<void> {
  await page.locator('#choice-keep-watching').check();
  await page.getByRole('button', { name: 'Show what happened' }).click();
}

describe('an officer at roll-call', () => {
  it('misses a sign and is shown which, what it cost and what to remember, without a script', async () => {
    const page = await openPage(journey, '/en/practise', { script: false });
    await firstCase(page);
    const scene = await page.locator('main').innerText();
    expect(scene).not.toContain('What happened');
    await answerWithNothing(page);
    const answer = await page.locator('main').innerText();
    expect(answer).toContain('Missed');
    for (const part of ['What happened', 'What the law said', 'What it cost', 'To remember']) expect(answer).toContain(part);
    await page.getByRole('link', { name: 'Next case' }).click();
    expect(new URL(page.url()).search).toBe('?desk=police');
    await page.context().close();
  });
  it('sees the same on the device: nothing is sent', async () => {
    const page = await openPage(journey, '/en/practise');
    await firstCase(page);
    await page.waitForSelector('#practise[data-ready]');
    const url = page.url();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
    await answerWithNothing(page);
    const onDevice = await page.locator('#practise').innerText();
    expect(sent).toEqual([]);
    await page.goBack();
    await page.getByRole('button', { name: 'Show what happened' }).waitFor();
    await page.context().close();
    const plain = await openPage(journey, new URL(url).pathname + new URL(url).search, { script: false });
    await answerWithNothing(plain);
    expect(await plain.locator('#practise').innerText()).toBe(onDevice);
    await plain.context().close();
  });
  it('gets through a case with the keyboard only', async () => {
    const page = await openPage(journey, '/en/practise');
    await firstCase(page);
    await page.waitForSelector('#practise[data-ready]');
    await page.locator('input[name=sign]').first().focus();
    await page.keyboard.press('Space');
    const reach = async (selector: string) => {
      for (let presses = 0; presses < 60; presses++) {
        if (await page.locator(`${selector}:focus`).count()) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await reach('input[name=choice]');
    await page.keyboard.press('Space');
    await reach('form[data-exercise] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.compared');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.context().close();
  });
  it('comes back to the scene also after the skip link was used', async () => {
    const page = await openPage(journey, '/en/practise/the-plants');
    await page.waitForSelector('#practise[data-ready]');
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await answerWithNothing(page);
    await page.goBack();
    await page.getByRole('button', { name: 'Show what happened' }).waitFor();
    await page.context().close();
  });
  it('has a print-out in which every answer begins a new sheet', async () => {
    const page = await openPage(journey, '/en/practise/print');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sheet').count()).toBe(5);
    expect(await page.locator('.sheet > .answer').first().evaluate((e) => getComputedStyle(e).breakBefore)).toBe('page');
    await page.context().close();
  });
});

describe('without a connection, after the first visit', () => {
  it('the exercises and their answers work, and no other page is in the worker’s hands', async () => {
    const other = await startServer();
    const context = await openContext(journey.browser, { viewport: PHONE, serviceWorkers: 'allow' });
    const page = await context.newPage();
    await page.goto(`${other.address}/en/practise`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const scopes = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((r) => new URL(r.scope).pathname));
    expect(scopes).toEqual(['/en/practise']);
    await page.goto(`${other.address}/en/children`);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    const session = await context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await other.stop();
    await page.goto(`${other.address}/en/practise`);
    await firstCase(page);
    await page.waitForSelector('#practise[data-ready]');
    await answerWithNothing(page);
    expect(await heading(page)).toContain('what it was');
    expect(await page.getByRole('link', { name: 'Next case' }).getAttribute('href')).toContain('?desk=police');
    await page.goto(`${other.address}/en/practise/print`);
    expect(await page.locator('.sheet').count()).toBe(5);
    await page.goto(`${other.address}/en/practise/print/2`);
    expect(await page.locator('.sheet').count()).toBe(5);
    await context.close();
  });
});
