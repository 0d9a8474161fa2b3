import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '#src/files/actions/open-actions.ts';
import { addEvent } from '#src/files/actions/story-actions.ts';
import { setTask } from '#src/files/actions/task-actions.ts';
import { randomUUID } from 'node:crypto';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, signInThrough, type DeskTester } from '../support/desk.ts';
import { aFile, anEvent } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let page: Page;
let file: string;
const main = () => page.locator('main').innerText();
/** What the page has against it, looked at beside it with scripts, which looking needs. */
async function problemsThere(): Promise<unknown[]> {
  const context = await openContext(browser, { viewport: PHONE, script: true });
  await context.addCookies(await page.context().cookies());
  const beside = await context.newPage();
  await beside.goto(page.url());
  await beside.evaluate(() => document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', '')));
  const isWide = await beside.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  const problems = [...(await accessibilityProblems(beside)), ...(isWide ? ['wider than the telephone'] : [])];
  await context.close();
  return problems;
}

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer', 'care-coordinator']);
  const [perform, actor] = [performBeside(database, server), { id: officer.personId, agency: officer.agencyId }];
  file = valueOf(await perform(openFile, actor, aFile()));
  valueOf(await perform(addEvent, actor, { file, event: anEvent({ what: 'in-custody' }), words: { text: 'Verzonnen' } }));
  valueOf(await perform(setTask, actor, { file, task: { task: randomUUID(), dueOn: '2026-01-01', owner: 'police', agency: null, isLaw: false }, words: { title: 'Verzonnen taak' } }));
  // No script: everything here is links and forms.
  page = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
  await signInThrough(page, server.address, officer);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('a file of a child in custody, on a telephone and without a script', () => {
  it('proposes what the country asks, with ground and review, and one press sets it', async () => {
    await page.goto(`${server.address}/en/files/${file}`);
    const proposed = page.locator('details', { hasText: 'the country asks for' }).first();
    if ((await proposed.getAttribute('open')) === null) await proposed.locator('summary').first().click();
    const task = 'Tell the Raad voor de Kinderbescherming of the custody order';
    expect(await proposed.innerText()).toContain('Art. 490(1) Sv');
    expect(await proposed.innerText()).toContain('so guidance');
    await page.getByRole('button', { name: `Set the task: ${task}` }).click();
    expect(page.url()).toBe(`${server.address}/en/files/${file}`);
    expect(await page.getByRole('button', { name: `Set the task: ${task}` }).count()).toBe(0);
    const card = page.locator('.inbox li', { hasText: task });
    expect(await card.innerText()).toContain('Guidance, not law');
    expect(await card.innerText()).toContain('Without delay');
    expect(await problemsThere()).toEqual([]);
  });
  it('tells the agency that leads what is late, and who hears of it', async () => {
    expect(await main()).toMatch(/past their day\. You lead this file/);
    expect(await page.locator('.inbox li', { hasText: 'Tell the Raad' }).innerText()).toContain('Whoever leads the file sees this, and so does: Prosecutor (Public prosecution service');
  });
  it('is moved only with a reason', async () => {
    const card = page.locator('.inbox li', { hasText: 'Tell the Raad' });
    await card.locator('summary').first().click();
    await card.getByLabel('What became of it').selectOption({ label: 'Moved' });
    await card.getByLabel('New day').fill('2099-01-01');
    await card.getByRole('button').first().click();
    const again = page.locator('.inbox li', { hasText: 'Tell the Raad' });
    await again.getByLabel('Why').fill('Verzonnen reden');
    await again.getByRole('button').first().click();
    expect(await page.locator('.inbox li', { hasText: 'Tell the Raad' }).innerText()).toContain('Moved 1 time');
  });
  it('says beside the form of a status who can decide, what it does and how to object', async () => {
    await page.goto(`${server.address}/en/files/${file}/recognition`);
    await page.locator('summary', { hasText: 'Who decides' }).click();
    for (const text of ['Multidisciplinary meeting of the guardian', 'Can decide:', 'No term to object is known.', 'Still to be verified']) expect(await main()).toContain(text);
    expect(await problemsThere()).toEqual([]);
  });
});

describe('the address of a calendar', () => {
  it('is made, shown once, fetched without signing in, and ended', async () => {
    await page.goto(`${server.address}/en/account`);
    await page.getByRole('link', { name: 'Calendar of tasks' }).click();
    expect(await problemsThere()).toEqual([]);
    await page.getByRole('button', { name: 'Make an address' }).click();
    const address = await page.locator('code.token').innerText();
    const calendar = await fetch(address);
    expect([calendar.status, (await calendar.text()).includes('BEGIN:VCALENDAR')]).toEqual([200, true]);
    await page.getByRole('link', { name: 'To your addresses' }).click();
    expect(await main()).not.toContain('.ics');
    await page.getByRole('button', { name: /^End/ }).click();
    expect(await main()).toContain('There are none.');
    expect((await fetch(address)).status).toBe(404);
  });
});
