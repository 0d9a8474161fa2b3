import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '#src/files/actions/open-actions.ts';
import { writeDutyDesk } from '#src/platform/access/duty-desk.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, signInThrough, type DeskTester } from '../support/desk.ts';
import { aFile } from '../support/files.ts';
import { startSignInServer } from '../support/sign-in-server.ts';
import type { Running } from '../support/server.ts';
import { valueOf } from '../support/value.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let onDuty: Page;
let file = '';

async function signedIn(who: DeskTester): Promise<Page> {
  const page = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
  await signInThrough(page, server.address, who);
  return page;
}
const main = (page: Page) => page.locator('main').innerText();

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  const desk = await deskTester(database, ['duty-desk']);
  const now = new Date();
  await database.transaction(asOperator(now), (tx) => writeDutyDesk(tx, { kind: 'file', role: 'duty-desk', agencyId: desk.agencyId }, now));
  file = valueOf(await performBeside(database, server)(openFile, { id: officer.personId, agency: officer.agencyId }, aFile()));
  onDuty = await signedIn(desk);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('at night, without a script, somebody of the duty desk', () => {
  it('sees nothing of a file at whose table it is not', async () => {
    const response = await onDuty.goto(`${server.address}/en/files/${file}`);
    expect(response?.status()).toBe(404);
  });
  it('says why, chooses a section, and is told what is wrong with everything typed still there', async () => {
    await onDuty.goto(`${server.address}/en/files`);
    await onDuty.getByRole('link', { name: 'Look in an emergency' }).click();
    await onDuty.getByLabel('Whole number of the file').fill('12345678-0000-4000-8000-000000000000');
    await onDuty.getByRole('button', { name: 'Look now' }).click();
    expect(await onDuty.getByRole('alert').innerText()).toContain('Section');
    await onDuty.getByLabel('Section').selectOption({ label: 'Story' });
    await onDuty.getByRole('button', { name: 'Look now' }).click();
    expect(await onDuty.getByRole('alert').innerText()).toContain('Why this cannot wait');
    await onDuty.getByLabel('Why this cannot wait').selectOption({ label: 'Child missing' });
    await onDuty.getByRole('button', { name: 'Look now' }).click();
    expect(await onDuty.getByRole('alert').innerText()).toContain('This is not there, or not for you.');
    expect(await onDuty.getByLabel('Whole number of the file').inputValue()).toBe('12345678-0000-4000-8000-000000000000');
  });
  it('is in with the number that was read out, as it was typed, and again when it asks twice', async () => {
    for (const number of [` ${file.toUpperCase()} `, file]) {
      await onDuty.goto(`${server.address}/en/files/emergency`);
      await onDuty.getByLabel('Why this cannot wait').selectOption({ label: 'Child missing' });
      await onDuty.getByLabel('Section').selectOption({ label: 'Story' });
      await onDuty.getByLabel('Whole number of the file').fill(number);
      await onDuty.getByRole('button', { name: 'Look now' }).click();
      expect(onDuty.url()).toBe(`${server.address}/en/files/${file}`);
      expect(await main(onDuty)).toContain('een tas vol scheermesjes');
    }
    expect((await onDuty.goto(`${server.address}/en/files/${file}/identity`))?.status()).toBe(404);
  });
  it('is seen by the table, which also finds there the number that it can read out', async () => {
    const page = await signedIn(officer);
    await page.goto(`${server.address}/en/files/${file}/table`);
    expect(await main(page)).toMatch(/looks into Story in an emergency until .*: Child missing\./);
    expect(await main(page)).toContain(file);
    expect((await page.goto(`${server.address}/en/files/emergency`))?.status()).toBe(404);
  });
  it.each(LANGUAGES)('has a page without fault at 360 px in %s', async (language) => {
    // Looking for faults takes a script; the session is the same.
    const context = await openContext(browser, { viewport: PHONE, script: true });
    await context.addCookies(await onDuty.context().cookies());
    const page = await context.newPage();
    for (const path of ['/files', '/files/emergency', `/files/${file}/table`]) {
      await page.goto(`${server.address}${hrefIn(language, path)}`);
      expect(await accessibilityProblems(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});
