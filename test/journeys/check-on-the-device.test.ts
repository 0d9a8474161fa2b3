import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openContext, PHONE } from '../support/browser.ts';
import { heading, openPage, ready, useServerAndBrowser } from '../support/journey.ts';
import { startServer } from '../support/server.ts';

const journey = useServerAndBrowser();

const open = (path: string, look?: Parameters<typeof openPage>[2]) => openPage(journey, path, look);

/** From the first screen to an outcome, by way of one direct sign. */
async function toTheOutcome(page: Page) {
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#sign-ARR-02-seen').check();
  await page.getByRole('button', { name: 'What to do now' }).click();
}

describe('with scripts', () => {
  it('the outcome follows every tap, and nothing that is entered leaves the device', async () => {
    const page = await open('/en/check');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await ready(page);
    await page.getByLabel('Theft or shoplifting').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-EXP-06-seen').check();
    expect(await page.locator('#live').innerText()).toContain('Talk this over');
    await page.locator('#sign-ARR-02-seen').check();
    expect(await page.locator('#live').innerText()).toContain('Keep this child safe');
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep this child safe');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(sent.filter((s) => !s.startsWith('GET /assets/'))).toEqual([]);
    await page.context().close();
  });
  it('the back button of the browser leads back through the questions, answers kept', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByLabel('Begging or street selling').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-EXP-13-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.goBack();
    expect(await page.locator('#sign-EXP-13-seen').isChecked()).toBe(true);
    await page.goBack();
    expect(await page.getByLabel('Begging or street selling').isChecked()).toBe(true);
    await page.goForward();
    await page.reload();
    await ready(page);
    expect(await page.locator('#sign-EXP-13-seen').isChecked()).toBe(true);
    await page.context().close();
  });
  it('answers stay in the tab: another tab knows nothing, and wiping wipes', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    const other = await page.context().newPage();
    await other.goto(`${journey.server.address}/en/check`);
    await ready(other);
    expect(await other.getByLabel('Burglary').isChecked()).toBe(false);
    await page.getByRole('link', { name: 'Wipe and start again' }).click();
    expect(await page.getByLabel('Burglary').isChecked()).toBe(false);
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(kept).not.toContain('burglary');
    await page.context().close();
  });
  it('the same answers give the same page as without scripts', async () => {
    const pages = await Promise.all([open('/en/check'), open('/en/check', { script: false })]);
    await ready(pages[0]);
    const texts = await Promise.all(
      pages.map(async (page) => {
        await page.getByLabel('Found where cannabis is grown').check();
        await page.getByLabel('16 or 17').check();
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.locator('#sign-EXP-12-seen').check();
        await page.getByRole('button', { name: 'What to do now' }).click();
        const text = await page.locator('main').innerText();
        return text.replace(/\n?Copy\s+Print\n?/, '\n').replaceAll(/\n+/g, '\n');
      }),
    );
    expect(texts[0]).toBe(texts[1]);
    await Promise.all(pages.map((page) => page.context().close()));
  });
  it('loses no tick to the skip link, to a reload or to a look at another page', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await page.reload();
    await ready(page);
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Whom to call' }).click();
    await page.goBack();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#sign-ARR-02-seen')?.checked);
    await page.context().close();
  });
  it('works, and lets one leave, where the browser forbids storage', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    await context.route('https://www.wikipedia.org/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Neutral</title>' }));
    await context.addInitScript(() => {
      Object.defineProperty(globalThis, 'sessionStorage', { get: () => { throw new Error('forbidden'); } });
    });
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await ready(page);
    await toTheOutcome(page);
    expect(await heading(page)).toContain('Keep this child safe');
    await page.locator('[data-exit]').click();
    await page.waitForURL('https://www.wikipedia.org/');
    await context.close();
  });
  it('works on telephones some years old', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    await context.addInitScript(() => {
      for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast']) Reflect.deleteProperty(Array.prototype, name);
      Reflect.deleteProperty(Object, 'groupBy');
    });
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await ready(page);
    await toTheOutcome(page);
    expect(await heading(page)).toContain('Keep this child safe');
    await page.goto(`${journey.server.address}/en/check/contacts`);
    await page.waitForSelector('#contacts[data-ready]');
    await context.close();
  });
  it('keeps the start of the holding through a look at more topics', async () => {
    const page = await open('/en/check');
    await ready(page);
    await toTheOutcome(page);
    await page.locator('#held').fill('2026-11-23T22:40');
    await page.locator('#held').blur();
    await page.getByRole('button', { name: 'Money and debt' }).click();
    await page.goBack();
    expect(await page.locator('#held').inputValue()).toBe('2026-11-23T22:40');
    await page.context().close();
  });
  it('the number that answers follows the country and the danger at once', async () => {
    const page = await open('/en/check');
    await ready(page);
    expect(await page.locator('[data-number-now]').innerText()).toContain('Netherlands');
    await page.getByLabel('Where are you?').selectOption('RO');
    expect(await page.locator('[data-number-now]').innerText()).toContain('119');
    await page.getByRole('group', { name: 'Is there danger now?' }).getByLabel('Yes').check();
    expect(await page.locator('[data-number-now]').innerText()).toContain('112');
    await page.context().close();
  });
  it('a number is in sight on the questions, without scrolling', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    const box = await page.locator('[data-number-now] a').boundingBox();
    expect(box && box.y + box.height).toBeLessThan(PHONE.height);
    await page.context().close();
  });
  it('says that nothing leaves the device only when that is so', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    await context.route(/assets\/check-en/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await page.waitForFunction(() => !document.querySelector<HTMLElement>('footer [data-with-script]')?.hidden);
    expect(await page.getByText('They do not leave your device').isVisible()).toBe(false);
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep watching');
    await context.close();
  });
  it('takes the answers along into another language', async () => {
    const page = await open('/en/check');
    await ready(page);
    await toTheOutcome(page);
    await page.getByRole('link', { name: 'Svenska' }).click();
    await ready(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('sv');
    expect(await page.locator('.outcome.act').count()).toBe(1);
    await page.context().close();
  });
  it('goes on when the server is killed half-way', async () => {
    const other = await startServer();
    const context = await openContext(journey.browser, { viewport: PHONE });
    const page = await context.newPage();
    await page.goto(`${other.address}/en/check`);
    await ready(page);
    await page.getByLabel('Burglary').check();
    other.process.kill('SIGKILL');
    await toTheOutcome(page);
    expect(await heading(page)).toContain('Keep this child safe');
    await context.close();
  });
});
