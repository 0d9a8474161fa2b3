import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileNumber } from '#src/files/model/number.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, signInThrough, type DeskTester } from '../support/desk.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let colleague: DeskTester;
let stranger: DeskTester;
let reader: DeskTester;
let file = '';
const pages = new Map<string, Page>();

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  colleague = await deskTester(database, ['care-coordinator'], officer);
  reader = await deskTester(database, ['care-coordinator'], officer);
  stranger = await deskTester(database, ['guardian']);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Without a script, on a telephone; what looks for faults needs one. */
async function at(who: DeskTester, path: string, script = false): Promise<Page> {
  const key = `${who.personId} ${script}`;
  let page = pages.get(key);
  if (!page) {
    page = await (await openContext(browser, { viewport: PHONE, script })).newPage();
    await signInThrough(page, server.address, who);
    pages.set(key, page);
  }
  await page.goto(`${server.address}/en${path}`);
  return page;
}
const main = (page: Page) => page.locator('main').innerText();
async function seek(page: Page, names: string, born = ''): Promise<void> {
  await page.getByLabel('File number or names').fill(names);
  await page.getByLabel('Year or date of birth').fill(born);
  await page.getByRole('button', { name: 'Find' }).click();
}

describe('finding a file', () => {
  it('goes by a name that is written otherwise, and no name stands in an address or in the log', async () => {
    const page = await at(officer, '/files/new');
    await page.getByLabel('Given name').fill('Đorđe');
    await page.getByLabel('Family name').fill('Izmišljenović');
    await page.getByLabel('What you know').fill('Invented: a boy with a bag.');
    await page.getByLabel('When').fill('2026-11-24');
    await page.getByRole('button', { name: 'Save and open' }).click();
    file = page.url().split('/').at(-1) ?? '';
    await page.goto(`${server.address}/en/files`);
    await seek(page, 'Djordje Izmisljenovic');
    expect(page.url()).toBe(`${server.address}/en/files/search`);
    expect(await page.locator(`.inbox a[href$="${file}"]`).count()).toBe(1);
    expect(await main(page)).toContain('1 file found');
    expect(server.output()).not.toMatch(/izmisljenovic/i);
  });
  it('goes by its number, and says so when that was copied wrongly', async () => {
    const page = await at(officer, '/files');
    await seek(page, fileNumber(file).toLowerCase());
    expect(await page.locator(`.inbox a[href$="${file}"]`).count()).toBe(1);
    const number = fileNumber(file);
    await seek(page, number.replace(/.$/, number.endsWith('7') ? '8' : '7'));
    expect(await page.getByRole('alert').innerText()).toContain('check sign');
  });
  it('asks for more than one name, and is kind to what was typed', async () => {
    const page = await at(officer, '/files/search');
    await seek(page, 'Đorđe', 'spring');
    expect(await page.getByRole('alert').innerText()).toContain('2011-03-05');
    expect(await page.getByLabel('File number or names').inputValue()).toBe('Đorđe');
    await seek(page, 'Đorđe');
    expect(await page.getByRole('alert').innerText()).toContain('One name alone');
  });
  it('finds for another agency the same as for a child that nobody knows', async () => {
    const page = await at(stranger, '/files/search');
    await seek(page, 'Djordje Izmisljenovic');
    const known = await main(page);
    await seek(page, 'Nobody Atall');
    expect(await main(page)).toBe(known);
    expect(known).toContain('That says nothing about the child');
  });
  it('works by keyboard alone, from the list to the file', async () => {
    const page = await at(officer, '/files');
    await page.getByLabel('File number or names').focus();
    await page.keyboard.type(fileNumber(file));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/files/search');
    await page.getByLabel('Year or date of birth').focus();
    for (let n = 0; n < 2; n++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/files/${file}`);
  });
});

describe('a look that is not usual', () => {
  it('is asked for its reason before anything is shown, goes on with any, and is seen at the table', async () => {
    const page = await at(colleague, `/files/${file}/identity`);
    expect(await main(page)).toContain('You have not looked at this file before');
    expect(await main(page)).not.toContain('Đorđe');
    await page.getByRole('button', { name: 'Go on to the file' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Choose why you look');
    await page.getByLabel('A colleague asked me').check();
    await page.getByRole('button', { name: 'Go on to the file' }).click();
    expect(page.url()).toBe(`${server.address}/en/files/${file}/identity`);
    expect(await main(page)).toContain('Đorđe');
    const table = await main(await at(officer, `/files/${file}/table`));
    expect(table).toContain('Reason: A colleague asked me');
    expect(table).toContain('Read and gave a reason');
  });
  it('shows nothing to whoever posts a form without having come in', async () => {
    const second = await deskTester(database, ['care-coordinator'], officer);
    const page = await at(second, '/files');
    await page.setContent(`<form method="post" action="${server.address}/en/files/${file}/event"><button>Go</button></form>`);
    await page.getByRole('button', { name: 'Go' }).click();
    expect(await page.content()).not.toContain('a boy with a bag');
  });
});

describe('the day of before', () => {
  it('is marked as what it is, and says clearly when there is none', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const page = await at(officer, `/files/${file}/known-on?day=${today}`);
    expect(await main(page)).toContain('This is not the file of today');
    expect(await main(page)).toContain('a boy with a bag');
    for (const [day, says] of [['2999-01-01', 'still to come'], ['2001-01-01', 'no file yet'], ['2026-02-30', 'Choose a day of the calendar']] as const) {
      const response = await page.goto(`${server.address}/en/files/${file}/known-on?day=${day}`);
      expect(response?.status()).toBe(422);
      expect(await page.getByRole('alert').innerText()).toContain(says);
      expect(await main(page)).not.toContain('a boy with a bag');
    }
    const theirs = await at(stranger, '/files');
    expect((await theirs.goto(`${server.address}/en/files/${file}/known-on?day=${today}`))?.status()).toBe(404);
  });
});

describe('every page of finding', () => {
  it.each(LANGUAGES)('is accessible and narrow enough in %s', async (language) => {
    const page = await at(reader, '/files', true);
    // She has not said why yet.
    await page.goto(`${server.address}${hrefIn(language, `/files/${file}/child`)}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    if (language === LANGUAGES.at(-1)) {
      await page.getByRole('radio').first().check();
      await page.locator('main form button').first().click();
    }
  });
  it.each(LANGUAGES)('is accessible and narrow enough behind that in %s', async (language) => {
    const page = await at(reader, '/files', true);
    for (const path of ['/files', '/files/search', '/files/waiting', '/files/waiting?show=late', `/files/${file}`, `/files/${file}/table`, `/files/${file}/known-on`, `/files/${file}/known-on?day=${new Date().toISOString().slice(0, 10)}`]) {
      const response = await page.goto(`${server.address}${hrefIn(language, path)}`);
      expect(response?.status(), path).toBe(200);
      expect(await accessibilityProblems(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
  });
});
