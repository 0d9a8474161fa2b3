import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, openReception, performBeside, type DeskTester } from '../support/desk.ts';
import { valueOf } from '../support/ground.ts';
import { aReport } from '../support/reports.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let perform: Perform;
let worker: DeskTester;
let colleague: DeskTester;
let file = '';

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  worker = await deskTester(database, ['helpdesk-worker', 'care-coordinator']);
  colleague = await deskTester(database, ['helpdesk-worker'], worker);
  await openReception(database, worker);
  perform = performBeside(database, server);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function send(text: string): Promise<string> {
  const report = aReport({ way: 'child', check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' } }, { text, check: 'Six lines.', who: 'Invented Neighbour' });
  valueOf(await perform(sendReport, { id: 'service:reception', agency: worker.agencyId }, report));
  return report.report;
}

/** On a telephone and without a script. */
const { at, pageOf } = peopleAt({ browser: () => browser, address: () => server.address, hasScript: () => false });
const main = (page: Page) => page.locator('main').innerText();
/** What stands out to the right of a narrow screen. */
const tooWide = (page: Page) => page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 361).map((one) => one.outerHTML.slice(0, 120)));

describe('a report that becomes a file', () => {
  it('shows what goes along and what stays, and then is a file in two presses', async () => {
    const report = await send('Ik moet stelen van een man.');
    const page = await at(worker, `/desk/reports/${report}`);
    await page.locator('details:has(a[href$="/become-file"]) > summary').click();
    await page.locator('a[href$="/become-file"]').click();
    const said = await main(page);
    expect(said).toMatch(/This goes along[\s\S]*own words[\s\S]*Ik moet stelen van een man\.[\s\S]*This stays with the report[\s\S]*Notes of the helpdesk[\s\S]*Who reported/);
    expect(said).not.toContain('Invented Neighbour');
    expect(await tooWide(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the file' }).click();
    expect(page.url()).toBe(`${server.address}/en/desk/reports/${report}`);
    expect(await main(page)).toContain('This became file');
    await page.goto(`${server.address}/en/desk/reports/${report}/become-file`);
    expect(page.url()).toBe(`${server.address}/en/desk/reports/${report}`);
    await page.getByRole('link', { name: 'To the file' }).click();
    file = page.url().split('/').at(-1) ?? '';
    expect(await main(page)).toMatch(/Ik moet stelen van een man\./);
    await page.goto(`${server.address}/en/files/${file}/recognition`);
    expect(await main(page)).toContain('Six lines.');
  });
  it('is read once more where something was added meanwhile', async () => {
    const report = await send('Nog iets.');
    const page = await at(worker, `/desk/reports/${report}/become-file`);
    const base = page.locator('input[name="base"]');
    await base.evaluate((input) => ((input as HTMLInputElement).value = 'before'));
    await page.getByRole('button', { name: 'Open the file' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Look once more');
    await page.getByRole('button', { name: 'Open the file' }).click();
    expect(await main(page)).toContain('This became file');
  });
  it('is nothing that a colleague without such a role can do', async () => {
    const report = await send('Iets anders.');
    const page = await at(colleague, `/desk/reports/${report}`);
    expect(await page.locator('a[href$="/become-file"]').count()).toBe(0);
    expect((await page.goto(`${server.address}/en/desk/reports/${report}/become-file`))?.status()).toBe(403);
  });
  it.each(LANGUAGES)('is accessible in %s', async (language) => {
    const report = await send('Toegankelijk.');
    await at(worker, '/desk');
    const context = await openContext(browser, { viewport: PHONE });
    const page = await context.newPage();
    await page.context().addCookies(await pageOf(worker).context().cookies());
    await page.goto(`${server.address}${hrefIn(language, `/desk/reports/${report}/become-file`)}`);
    expect(await accessibilityProblems(page), language).toEqual([]);
    await context.close();
  });
});

describe('a document', () => {
  it('is added by keyboard to a section, asks again without losing it, and is saved as it came', async () => {
    const page = await at(worker, `/files/${file}`);
    const summary = page.locator('summary', { hasText: 'Add documents' });
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Files').setInputFiles([{ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('an invented letter') }]);
    await page.getByRole('button', { name: 'Keep in this section' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toContain('What it is');
    expect(await page.getByRole('checkbox', { name: 'letter.txt' }).isChecked()).toBe(true);
    expect(await tooWide(page)).toEqual([]);
    await page.getByLabel('What it is').fill('Invented: a letter of a school');
    await page.getByRole('button', { name: 'Keep in this section' }).click();
    expect(page.url()).toBe(`${server.address}/en/files/${file}`);
    expect(await main(page)).toContain('Invented: a letter of a school');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /letter\.txt/ }).click()]);
    expect(download.suggestedFilename()).toBe('letter.txt');
    expect(readFileSync(await download.path(), 'utf8')).toBe('an invented letter');
  });
  it('is not there for somebody at no table', async () => {
    const other = await deskTester(database, ['police-officer']);
    const link = await (await at(worker, `/files/${file}`)).getByRole('link', { name: /letter\.txt/ }).getAttribute('href');
    const page = await at(other, '/files');
    expect((await page.goto(`${server.address}${link}`))?.status()).toBe(404);
  });
  it('stands on accessible pages', async () => {
    const context = await openContext(browser, { viewport: PHONE });
    const page = await context.newPage();
    await page.context().addCookies(await pageOf(worker).context().cookies());
    for (const path of ['', '/identity', '/recognition', '/protection']) {
      await page.goto(`${server.address}/en/files/${file}${path}`);
      for (const folded of await page.locator('summary').all()) await folded.click();
      expect(await accessibilityProblems(page), path).toEqual([]);
    }
    await context.close();
  });
});

describe('a check', () => {
  /** The outcome of a check of this moment, as somebody without a script reaches it. */
  async function outcomeFor(page: Page): Promise<void> {
    await page.goto(`${server.address}/en/check`);
    await page.getByLabel('14', { exact: true }).check();
    for (let step = 0; step < 12 && (await page.getByRole('button', { name: 'Open a file (with an account)' }).count()) === 0; step++) await page.locator('main form').first().locator('button').last().click();
  }
  it('opens a file for whoever is signed in, and no address tells of it', async () => {
    const page = await at(worker, '/check');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await outcomeFor(page);
    await page.getByRole('button', { name: 'Open a file (with an account)' }).click();
    expect(await main(page)).toContain('What the check says');
    expect(await tooWide(page)).toEqual([]);
    await page.getByLabel('Given name').fill('Verzonnen');
    await page.getByRole('button', { name: 'Open the file' }).click();
    expect(await main(page)).toContain('A check was done.');
    expect(asked.filter((url) => url.includes('?') || url.includes('age='))).toEqual([]);
  });
  it('leads whoever has no account to the helpdesk, with the same answers', async () => {
    const page = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
    await outcomeFor(page);
    await page.getByRole('button', { name: 'Open a file (with an account)' }).click();
    expect(await main(page)).toContain('Opening a file takes an account.');
    expect(await tooWide(page)).toEqual([]);
    await page.getByRole('button', { name: 'Report with these answers' }).click();
    expect(page.url()).toBe(`${server.address}/en/report`);
    expect(await page.locator('input[name="check"]').first().inputValue()).toContain('age=14');
  });
  it.each(LANGUAGES)('leads on over accessible pages in %s', async (language) => {
    const context = await openContext(browser, { viewport: PHONE });
    const page = await context.newPage();
    const post = async () => {
      await page.goto(`${server.address}${hrefIn(language, '/check')}`);
      await page.evaluate((action) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action });
        form.innerHTML = '<input name="check" value="country=NL&amp;age=14&amp;sign.ARR-02=seen">';
        document.body.append(form);
        form.submit();
      }, hrefIn(language, '/files/from-check'));
      await page.waitForURL('**/files/from-check');
      await page.waitForLoadState();
    };
    await post();
    expect(await accessibilityProblems(page), language).toEqual([]);
    await page.context().addCookies(await pageOf(worker).context().cookies());
    await post();
    expect(await page.locator('input[name="new.given"]').count()).toBe(1);
    expect(await accessibilityProblems(page), language).toEqual([]);
    await context.close();
  });
});
