import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, type DeskTester } from '../support/desk.ts';
import { peopleAt } from '../support/seated.ts';
import { startServer, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let worker: DeskTester;
let lawyer: DeskTester;
let file = '';

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer', 'care-coordinator']);
  worker = await deskTester(database, ['youth-protection-worker']);
  lawyer = await deskTester(database, ['lawyer']);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const { at } = peopleAt({ browser: () => browser, address: () => server.address });
const main = (page: Page) => page.locator('main').innerText();
const unfold = (page: Page, text: string) => page.locator('summary', { hasText: text }).first().click();
/** The form that does one thing, by the last part of its address. */
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`).first();

async function invite(page: Page, agency: string, section: string): Promise<void> {
  await page.goto(`${server.address}/en/files/${file}/table`);
  await unfold(page, 'Invite an organisation');
  const asked = form(page, 'invite');
  await asked.getByLabel('Organisation').selectOption({ label: agency });
  await asked.getByLabel('Section').selectOption({ label: section });
  await asked.getByLabel('Until').fill('2099-01-01');
  await asked.getByRole('button').first().click();
}
const agencyOf = (who: DeskTester) => `Agency of ${who.signInName}`;

describe('a child of fourteen with razor blades, fetched by an uncle', () => {
  it('has a file within a minute, and a form that was wrong loses nothing', async () => {
    const page = await at(officer, '/account');
    await page.getByRole('link', { name: 'Files' }).click();
    await page.getByRole('link', { name: 'Open a file' }).click();
    await page.getByLabel('Given name').fill('Đorđe');
    await page.getByRole('button', { name: 'Save and open' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('What you know');
    expect(await page.getByLabel('Given name').inputValue()).toBe('Đorđe');
    await page.getByLabel('What you know').fill('Invented: a bag with foil and four razor blades.');
    await page.getByLabel('When').fill('2026-11-24');
    await page.getByRole('button', { name: 'Save and open' }).click();
    file = page.url().split('/').at(-1) ?? '';
    expect(await main(page)).toContain('a bag with foil and four razor blades');
    expect(await main(page)).toContain(`Led by ${agencyOf(officer)}`);
  });
  it('is read by the agencies that were invited, each where it was invited, and by nobody else', async () => {
    const page = await at(officer, `/files/${file}`);
    for (const [who, section] of [[worker, 'Story'], [worker, 'Recognition'], [worker, 'Identity'], [lawyer, 'Story']] as const) await invite(page, agencyOf(who), section);
    const theirs = await at(worker, `/files/${file}`);
    expect(await main(theirs)).toContain('Your organisation is invited to');
    await theirs.getByRole('button', { name: 'Accept' }).click();
    await theirs.goto(`${server.address}/en/files/${file}/identity`);
    expect(await main(theirs)).toContain('Đorđe');
    const ours = await at(lawyer, `/files/${file}/identity`);
    expect(await main(ours)).not.toContain('Đorđe');
    const stranger = await deskTester(database, ['guardian']);
    expect(await main(await at(stranger, `/files/${file}`))).not.toContain('razor');
  });
  it('is heard in its own words, which stand apart from what a professional makes of them', async () => {
    const page = await at(worker, `/files/${file}`);
    await unfold(page, 'Write down what the child said');
    const asked = form(page, 'words');
    await asked.getByLabel('Which question was asked').fill('Are you safe here?');
    await asked.getByLabel('The child’s own words').fill('Ne dirajte sestru.\nOn čeka vani.');
    await asked.getByLabel('The professional’s summary').fill('Fears for a sister.');
    await asked.getByRole('button').first().click();
    expect(await page.locator('blockquote').innerText()).toBe('Ne dirajte sestru.\nOn čeka vani.');
    expect(await main(page)).toContain('Asked: Are you safe here?');
  });
  it('loses nothing that was typed and not sent, when the page goes or whoever typed it signs out', async () => {
    const page = await at(worker, `/files/${file}`);
    await unfold(page, 'Write down what the child said');
    await form(page, 'words').getByLabel('The child’s own words').fill('Half a sentence');
    await form(page, 'words').getByRole('button', { name: 'draft' }).click();
    await page.goto(`${server.address}/en/files/${file}`);
    expect(await form(page, 'words').getByLabel('The child’s own words').inputValue()).toBe('Half a sentence');
    // Nobody else sees it, and once it is sent it is gone.
    expect(await form(await at(officer, `/files/${file}`), 'words').getByLabel('The child’s own words').inputValue()).toBe('');
    await form(page, 'words').getByRole('button').first().click();
    await page.goto(`${server.address}/en/files/${file}`);
    expect(await form(page, 'words').getByLabel('The child’s own words').inputValue()).toBe('');
    expect(await page.locator('blockquote').last().innerText()).toBe('Half a sentence');
  });
  it('is given a status with reasons; who decides on a page that is old is told, and loses nothing', async () => {
    const page = await at(officer, `/files/${file}/recognition`);
    const second = await at(worker, `/files/${file}/recognition`);
    const decide = async (on: Page, status: string, reasons: string) => {
      await unfold(on, 'Record a decision on the status');
      const asked = form(on, 'status');
      await asked.getByLabel('Status', { exact: true }).selectOption({ label: status });
      await asked.getByLabel('Signs', { exact: true }).check();
      await asked.getByLabel('Reasons').fill(reasons);
      await asked.getByRole('button').first().click();
    };
    await decide(page, 'Possible victim', 'Invented reasons');
    expect(await main(page)).toContain('Possible victim');
    await decide(second, 'Presumed victim', 'My own reasons');
    expect(await main(second)).toContain('Somebody else wrote here meanwhile');
    expect(await form(second, 'status').getByLabel('Reasons').inputValue()).toBe('My own reasons');
    await form(second, 'status').getByRole('button').first().click();
    expect(await main(second)).toContain('Presumed victim');
  });
  it('has a worklist where what is late comes first, without a name', async () => {
    const page = await at(worker, `/files/${file}`);
    await unfold(page, 'Add a task');
    const asked = form(page, 'task');
    await asked.getByLabel('What has to be done').fill('Ring the guardian');
    await asked.getByLabel('By', { exact: true }).fill('2026-01-01');
    await asked.getByRole('button').first().click();
    expect(await main(page)).toContain('Ring the guardian');
    const list = await at(worker, '/files');
    expect(await main(list)).toContain('Presumed victim');
    expect(await main(list)).not.toContain('Đorđe');
  });
  it('is found again under another spelling, field by field, and never as a number', async () => {
    const page = await at(officer, '/files/new');
    await page.getByLabel('Given name').fill('Djordje');
    await page.getByLabel('Family name').fill('Izmisljenovic');
    await page.getByLabel('What you know').fill('Invented: a boy at another shop.');
    await page.getByRole('button', { name: 'Save and open' }).click();
    const second = page.url().split('/').at(-1) ?? '';
    const record = async (on: string, what: string, fields: Record<string, string>) => {
      await page.goto(`${server.address}/en/files/${on}/identity`);
      await unfold(page, 'Add a fact');
      const asked = form(page, 'fact');
      await asked.getByLabel('What', { exact: true }).selectOption({ label: what });
      for (const [label, value] of Object.entries(fields)) await asked.getByLabel(label, { exact: true }).fill(value);
      await asked.getByRole('button').first().click();
    };
    await record(file, 'Name', { 'Given name': 'Đorđe', 'Family name': 'Izmišljenović' });
    for (const one of [file, second]) await record(one, 'Birth date', { 'What was said': '2012-03-31' });
    await page.goto(`${server.address}/en/files/${second}/identity`);
    const found = page.locator('section[aria-labelledby="known"]');
    expect(await found.locator(`a[href$="${file}"]`).count()).toBe(1);
    expect(await found.innerText()).not.toMatch(/\d+ ?%|0\.\d/);
    await unfold(page, 'the same child or not');
    const judged = form(page, 'likeness');
    await judged.getByLabel('Why').fill('Invented: the same birthmark');
    await judged.getByRole('button').first().click();
    expect(page.url()).toContain(`${second}/identity`);
  });
  it('cannot be closed while anything is missing, and says what', async () => {
    const page = await at(officer, `/files/${file}/table`);
    await unfold(page, 'Close the file');
    await form(page, 'close').getByRole('button').click();
    expect(await page.getByRole('alert').innerText()).toContain('Durable solution: this section has not cleared it.');
  });
  it('has a page of its own, in its language, that does not say where it sleeps', async () => {
    const page = await at(worker, `/files/${file}/child`);
    await page.goto(`${server.address}${hrefIn('bs', `/files/${file}/child`)}`);
    expect(await page.locator('h1').innerText()).toBe('Tvoja stranica');
    expect(await main(page)).not.toContain('Đorđe');
  });
  it('is still all there after the server was killed', async () => {
    server.process.kill('SIGKILL');
    await new Promise((done) => server.process.once('exit', done));
    const again = await startServer(['--data', server.data, '--database-url', databaseUrl(database)], server.port);
    server = { ...again, address: `http://localhost:${again.port}` };
    while ((await fetch(`${server.address}/sign-in`)).status === 503) await new Promise((done) => setTimeout(done, 100));
    const page = await at(worker, `/files/${file}`);
    expect(await main(page)).toContain('Ne dirajte sestru.');
  });
});

describe('every page of a file', () => {
  it.each(LANGUAGES)('is accessible in %s', async (language) => {
    const page = await at(worker, '/files');
    for (const path of ['/files', '/files/new', `/files/${file}`, `/files/${file}/identity`, `/files/${file}/recognition`, `/files/${file}/table`, `/files/${file}/child`]) {
      await page.goto(`${server.address}${hrefIn(language, path)}`);
      expect(await accessibilityProblems(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
  });
  it('breaks by no address that nobody made', async () => {
    const page = await at(worker, '/files');
    for (const path of ['/files/%00', '/files/x', `/files/${file}/nothing`, `/files/${file}/location`, `/files/${file}/constructor`]) {
      const response = await page.goto(`${server.address}/en${path}`);
      expect(response?.status(), path).toBe(404);
    }
  });
});
