import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { reporterAt } from '../support/reception-server.ts';
import { startServer, type Running } from '../support/server.ts';

const PATIENCE_MS = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-training-'));
let browser: Browser;
let server: Running;

const start = (...more: string[]) => startServer(['--data', folder, ...more]);

async function untilReady({ address }: Running): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while ((await fetch(`${address}/training`)).status !== 200) {
    if (Date.now() > until) throw new Error('training did not become ready');
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Whoever reads the page: a name and the code beside it. */
async function peopleOn(page: Page): Promise<Record<string, string>> {
  const rows = await page.locator('main tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('code')].map((cell) => cell.textContent)));
  return Object.fromEntries(rows as [string, string][]);
}

beforeAll(async () => {
  browser = await launchBrowser();
  // Stopped hard while people are being let in; the next start goes on from there.
  const first = await start('--training');
  await new Promise((done) => setTimeout(done, 2500));
  first.process.kill('SIGKILL');
  await new Promise((done) => first.process.once('exit', done));
  server = await start('--training');
  await untilReady(server);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('training', () => {
  it('tells at the start where it says how to sign in', () => {
    expect(server.output()).toContain(`everybody here is invented. How to sign in: ${server.address}/training`);
  });
  it('says on every page that nothing is real', async () => {
    for (const path of ['/', '/check', '/children', '/en/dossier', '/sign-in', '/training', '/no-such-page']) {
      expect(await (await fetch(server.address + path)).text(), path).toContain('class="training"');
    }
  });
  it.each([['beheer1'], ['helpdesk1']])('lets somebody sign in as %s with what stands on the page', async (name) => {
    const context = await openContext(browser, { viewport: PHONE, script: false });
    const page = await context.newPage();
    await page.goto(`${server.address}/en/training`);
    const code = (await peopleOn(page))[name] ?? '';
    const password = await page.locator('main p code').innerText();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Name to sign in with').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('Code from your authenticator').fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.locator('main h1').innerText()).toBe('Your account');
    await context.close();
  });
  it('has a desk with reports in its inbox, and lets the reporter read the answer', async () => {
    const context = await openContext(browser, { viewport: DESKTOP, script: false });
    const page = await context.newPage();
    await page.goto(`${server.address}/en/training`);
    const [code, words] = [(await peopleOn(page))['coordinator'] ?? '', await page.locator('main li code').first().innerText()];
    const password = await page.locator('main p code').innerText();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Name to sign in with').fill('coordinator');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('Code from your authenticator').fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.goto(`${server.address}/en/desk`);
    expect(await page.locator('main li h2 a').count()).toBe(3);
    await page.locator('main li', { hasText: 'worried' }).locator('h2 a').click();
    await page.getByLabel('Your answer').fill('Wij zoeken het uit.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.goto(`${server.address}/en/report/return`);
    await page.locator('main textarea, main input[type=text]').first().fill(words);
    await page.locator('main form button').first().click();
    expect(await page.locator('main').innerText()).toContain('There is an answer');
    await context.close();
  });
  it.each([[PHONE], [DESKTOP]])('is accessible in every language at %o', async (viewport) => {
    const context = await openContext(browser, { viewport, script: true });
    const page = await context.newPage();
    for (const language of LANGUAGES) {
      await page.goto(server.address + hrefIn(language, '/training'));
      expect(await accessibilityProblems(page), language).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), language).toBe(0);
    }
    await context.close();
  });
});

describe('the invented helpdesk', () => {
  it('takes in what somebody reports, from the first start on', async () => {
    const until = Date.now() + PATIENCE_MS;
    while ((await fetch(`${server.address}/report`)).status !== 200) {
      if (Date.now() > until) throw new Error('the reception did not open');
      await new Promise((done) => setTimeout(done, 50));
    }
    const reporter = reporterAt(() => server.address);
    const page = await reporter.post('/report', { way: 'worried', here: 'tell', text: 'Verzonnen.', step: 'words' });
    expect((await reporter.on('/report', page, { step: 'send' })).html).toContain('Uw bericht is aangekomen');
  });
});

describe('training and earnest', () => {
  it('never share a database', async () => {
    await server.stop();
    server = await start();
    const until = Date.now() + PATIENCE_MS;
    while (!server.output().includes('this database is for training')) {
      if (Date.now() > until) throw new Error(server.output());
      await new Promise((done) => setTimeout(done, 50));
    }
    expect((await fetch(`${server.address}/sign-in`)).status).toBe(503);
    expect((await fetch(`${server.address}/training`)).status).toBe(404);
    expect(await (await fetch(server.address)).text()).not.toContain('class="training"');
  });
});
