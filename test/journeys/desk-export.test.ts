import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '#src/actions.ts';
import { offeredTo } from '#src/platform/api/openapi.ts';
import { ROLES } from '#src/roles.ts';
import { sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import { received } from '../support/attachments.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, groundBeside, openReception, performBeside, signInThrough, type DeskTester } from '../support/desk.ts';
import { valueOf } from '../support/ground.ts';
import { aReport } from '../support/reports.ts';
import { CLI, type Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let jurist: DeskTester;
let report = '';
let page: Page;

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  jurist = await deskTester(database, ['helpdesk-jurist']);
  await openReception(database, jurist);
  const reception = { id: 'service:reception', agency: jurist.agencyId };
  const { id, form } = await received(groundBeside(database, server), reception, Buffer.from('\0 wat iemand zag'), { name: 'deur.bin' });
  const sent = { ...aReport({}, { text: 'Zij moet elke dag stelen.' }), files: { form, ids: [id] } };
  valueOf(await performBeside(database, server)(sendReport, reception, sent));
  report = sent.report;
  page = await (await openContext(browser, { viewport: PHONE, script: true })).newPage();
  await signInThrough(page, server.address, jurist);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const keerpunt = (args: string[], words = '') => spawnSync(process.execPath, [CLI, 'package', ...args], { encoding: 'utf8', env: { ...process.env, KEERPUNT_PACKAGE_WORDS: words } });
const inData = (name: string) => join(server.data, name);

async function save(name: string, recipient = ''): Promise<string[]> {
  await page.goto(`${server.address}/en/desk/reports/${report}/export`);
  const words = await page.locator('.receipt li').allInnerTexts();
  await page.getByLabel('Or the key of whoever receives it').fill(recipient);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the package' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^[0-9A-F]{8}\.keerpunt$/);
  await download.saveAs(inData(name));
  return words;
}

describe('a jurist who takes a report out', () => {
  it('saves a package that the seven words open elsewhere, without a database, and that says whether it holds', async () => {
    await page.goto(`${server.address}/en/desk/reports/${report}`);
    await page.getByText('Take it along').click();
    await page.getByRole('link', { name: 'Make a sealed package' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const words = await save('one.keerpunt');
    expect(readFileSync(inData('one.keerpunt')).includes('stelen')).toBe(false);
    const publicKeys = execFileSync(process.execPath, [CLI, 'journal', 'public-keys', '--keys', inData('keys'), '--data', server.data], { encoding: 'utf8' });
    writeFileSync(inData('theirs'), publicKeys);
    const done = keerpunt(['open', inData('one.keerpunt'), '--out', inData('opened'), '--public-keys', inData('theirs')], words.join(' '));
    expect([done.status, done.stderr]).toEqual([0, '']);
    expect(done.stdout).toContain('2 entries and 1 files');
    expect(done.stdout).toContain('signature, chain and files hold');
    expect(readFileSync(inData('opened/conversation.txt'), 'utf8')).toContain('Zij moet elke dag stelen.');
    expect(readdirSync(inData('opened')).toSorted()).toEqual(['1-deur.bin', 'conversation.txt']);
    expect(await database.query(`select header from keerpunt.entry where kind = 'report.exported'`)).toMatchObject([{ header: { purpose: 'file-elsewhere', sealedTo: 'words', recipient: null } }]);
  });
  it('seals it to a key that somebody made elsewhere, and then the words open nothing', async () => {
    const made = keerpunt(['key', inData('mine')]);
    const words = await save('two.keerpunt', made.stdout);
    const wrong = keerpunt(['open', inData('two.keerpunt'), '--out', inData('none')], words.join(' '));
    expect([wrong.status, wrong.stderr, existsSync(inData('none'))]).toEqual([2, expect.stringContaining('sealed to somebody else'), false]);
    expect(keerpunt(['open', inData('two.keerpunt'), '--out', inData('two'), '--key', inData('mine')]).status).toBe(0);
  });
  it('is told of a key that is none, and keeps what was typed', async () => {
    await page.goto(`${server.address}/en/desk/reports/${report}/export`);
    const words = await page.locator('.receipt li').allInnerTexts();
    await page.getByLabel('Or the key of whoever receives it').fill('no key');
    await page.getByRole('button', { name: 'Save the package' }).click();
    expect(await page.locator('main').innerText()).toContain('This is no key. Copy the whole line.');
    expect(await page.locator('.receipt li').allInnerTexts()).toEqual(words);
  });
});

describe('a program with a token', () => {
  it('is offered nothing that gives keys or is one step of several', () => {
    const names = offeredTo(ACTIONS, ROLES).map((action) => action.name);
    expect(names).toContain('report.open');
    for (const name of ['report.export', 'report.open-file', 'report.carry', 'report.become-file']) expect(names).not.toContain(name);
  });
});

describe('on paper', () => {
  it('a report has what was told and said, and nothing to press', async () => {
    await page.goto(`${server.address}/en/desk/reports/${report}`);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('Zij moet elke dag stelen.');
    expect(shown).toContain('deur.bin');
    expect(await page.locator('button:visible, input:visible, textarea:visible, summary:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });
});
