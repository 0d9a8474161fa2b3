import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import { launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, openReception, performBeside, signInThrough, type DeskTester } from '../support/desk.ts';
import { valueOf } from '../support/ground.ts';
import { aReport } from '../support/reports.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let worker: DeskTester;
let coordinator: DeskTester;
const pages = new Map<DeskTester, Page>();

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  worker = await deskTester(database, ['helpdesk-worker']);
  coordinator = await deskTester(database, ['helpdesk-coordinator'], worker);
  await openReception(database, worker);
  for (const who of [worker, coordinator]) {
    const page = await (await openContext(browser, { viewport: PHONE, script: true })).newPage();
    await signInThrough(page, server.address, who);
    pages.set(who, page);
  }
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const at = async (who: DeskTester, path: string): Promise<Page> => {
  const page = pages.get(who) as Page;
  await page.goto(`${server.address}/en${path}`);
  return page;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const main = (page: Page) => page.locator('main').innerText();

async function send(): Promise<string> {
  const report = aReport();
  valueOf(await performBeside(database, server)(sendReport, { id: 'service:reception', agency: worker.agencyId }, report));
  return report.report;
}

describe('opening hours and who is on call', () => {
  it('are set by a coordinator, seen by reporters at once, and read by the others', async () => {
    const page = await at(coordinator, '/desk/settings');
    await page.locator('#from-1-1').fill('09:00');
    await press(page, 'Keep');
    expect(await main(page)).toContain('This is no time, or one is missing.');
    expect(await page.locator('#from-1-1').inputValue()).toBe('09:00');
    // Open at no hour but a minute before midnight on Monday: closed whenever this runs, or nearly.
    await page.locator('#from-1-1').fill('23:58');
    await page.locator('#to-1-1').fill('23:59');
    await page.getByLabel('Who is on call?').selectOption({ label: `Name of ${worker.signInName}` });
    await page.locator('#away-nl').fill('Wij zijn er maandag weer.');
    await press(page, 'Keep');
    expect(await main(page)).toContain('Reporters see it from now on.');
    // Nobody gave an address for messages, so nobody would hear it.
    expect(await main(page)).toContain('gets no e-mail');
    const report = await (await fetch(`${server.address}/report`)).text();
    expect(report).toContain('Wij zijn er maandag weer.');
    expect(report).toContain('vanaf 23:58');
    const theirs = await at(worker, '/desk/settings');
    expect(await theirs.locator('#from-1-1').isDisabled()).toBe(true);
    expect(await main(theirs)).toContain('A coordinator can change this.');
  });
});

describe('a deadline', () => {
  it('is noted with its reason, stands in the inbox, and goes once it is done', async () => {
    const report = await send();
    const page = await at(worker, `/desk/reports/${report}`);
    await page.getByText('Note a day by which').click();
    await page.getByLabel('On which day?').fill('2020-01-01');
    await press(page, 'Note it');
    expect(await main(page)).toContain('That day is past.');
    await page.getByLabel('On which day?').fill('2199-01-05');
    await page.getByLabel('Why?').selectOption('hearing');
    await press(page, 'Note it');
    await at(worker, '/desk');
    expect(await main(page)).toMatch(/Jan 5, 2199, hearing/);
    await at(worker, `/desk/reports/${report}`);
    await page.getByRole('button', { name: /^This is done/ }).click();
    await at(worker, '/desk');
    expect(await main(page)).not.toContain('Jan 5, 2199');
  });
});
