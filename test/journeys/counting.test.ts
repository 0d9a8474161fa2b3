import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, openContext, PHONE } from '../support/browser.ts';
import { useServerAndBrowser } from '../support/journey.ts';
import { startServer, type Running } from '../support/server.ts';

const journey = useServerAndBrowser();
let counting: Running;
beforeAll(async () => {
  counting = await startServer(['--count-visits']);
});
afterAll(() => counting.stop());

async function open(path: string, script = true): Promise<Page> {
  const context = await openContext(journey.browser, { viewport: PHONE, script });
  const page = await context.newPage();
  await page.goto(counting.address + path);
  return page;
}

const question = (page: Page) => page.locator('.ask');
const cookies = async (page: Page) => (await page.context().cookies()).map((c) => `${c.name}=${c.value}`);

describe('while nobody switched counting on', () => {
  it('nothing is asked, nothing is set, and the page about it says so', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    const page = await context.newPage();
    for (const path of ['/en', '/en/dossier', '/en/privacy', '/en/privacy/counting']) {
      await page.goto(journey.server.address + path);
      expect(await question(page).count(), path).toBe(0);
    }
    expect(await page.locator('main').innerText()).toContain('nothing to choose');
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await context.close();
  });
});

describe.each([['with', true], ['without', false]] as const)('once it is switched on, %s scripts', (_name, script) => {
  it('asks with two answers of equal weight, and sets nothing before one is given', async () => {
    const page = await open('/en/dossier', script);
    const looks = await question(page)
      .locator('button')
      .evaluateAll((buttons) => buttons.map((b) => [b.getBoundingClientRect().height, getComputedStyle(b).backgroundColor, getComputedStyle(b).fontWeight].join()));
    expect(looks).toHaveLength(2);
    expect(looks[0]).toBe(looks[1]);
    await page.goto(`${counting.address}/en/dossier/law`);
    expect(await cookies(page)).toEqual([]);
    await page.context().close();
  });
  it('remembers a no, leads back to the page, and does not ask again', async () => {
    const page = await open('/en/dossier/law', script);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect(page.url()).toBe(`${counting.address}/en/dossier/law`);
    expect(await cookies(page)).toEqual(['keerpunt-counting=no']);
    for (const path of ['/en', '/sv/dossier', '/news']) {
      await page.goto(counting.address + path);
      expect(await question(page).count(), path).toBe(0);
    }
    await page.context().close();
  });
  it('lets a yes be taken back at any time', async () => {
    const page = await open('/en/dossier', script);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    expect(await cookies(page)).toEqual(['keerpunt-counting=yes']);
    await page.goto(`${counting.address}/en/privacy/counting`);
    expect(await page.locator('main').innerText()).toContain('You said yes');
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect(await page.locator('main').innerText()).toContain('not counted');
    expect(await cookies(page)).toEqual(['keerpunt-counting=no']);
    await page.context().close();
  });
});

describe('the question', () => {
  it('is not put where a child may read, nor where somebody needs help now', async () => {
    const page = await open('/en/children');
    for (const path of ['/en/children', '/en/children/your-rights', '/en/privacy', '/en/privacy/children', '/styleguide', '/en/check', '/en/check/contacts', '/en/practise', '/en/nothing-here']) {
      await page.goto(counting.address + path);
      expect(await question(page).count(), path).toBe(0);
    }
    await page.context().close();
  });
  it('has no accessibility fault', async () => {
    const page = await open('/en/dossier');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${counting.address}/en/privacy/counting`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  });
  it('cannot be used to send a reader elsewhere, and refuses what is no answer', async () => {
    const send = (fields: Record<string, string>) => fetch(`${counting.address}/en/privacy/counting`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/../x?y', '\r\nx: y']) {
      expect((await send({ answer: 'no', back })).headers.get('location'), back).toBe('/en/privacy/counting');
    }
    expect((await send({ answer: 'perhaps', back: '/' })).headers.get('set-cookie')).toBeNull();
    const forged = await fetch(`${counting.address}/en/privacy/counting`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'yes', back: '/' }),
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(forged.headers.get('set-cookie')).toBeNull();
    expect((await send({ answer: 'no', back: '/' })).headers.get('set-cookie')).toMatch(/^keerpunt-counting=no; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('what is counted', () => {
  it('is the pages of those who said yes, and is there after the server stopped', async () => {
    const other = await startServer(['--count-visits']);
    const visit = (path: string, cookie = 'keerpunt-counting=yes') => fetch(other.address + path, { headers: { cookie } });
    for (const path of ['/en/dossier', '/en/dossier', '/en/dossier/law', '/en/children', '/en/check']) await visit(path);
    await visit('/en/dossier', 'keerpunt-counting=no');
    const file = join(other.data, 'visits', `${new Date().toISOString().slice(0, 7)}.json`);
    expect(existsSync(file)).toBe(false);
    const ended = new Promise((done) => other.process.once('exit', done));
    other.process.kill('SIGTERM');
    await ended;
    const days = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>);
    expect(days).toEqual([{ '/en/dossier': 2, '/en/dossier/law': 1 }]);
    await other.stop();
  });
});
