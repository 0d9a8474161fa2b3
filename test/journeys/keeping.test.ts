import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, signInThrough, type DeskTester } from '../support/desk.ts';
import { startServer, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let page: Page;
let file = '';

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  page = await (await openContext(browser, { viewport: PHONE })).newPage();
  await signInThrough(page, server.address, officer);
  await page.goto(`${server.address}/en/files/new`);
  await page.getByLabel('What you know').fill('Invented: a girl with a bag lined with foil. An uncle stands in the hall.');
  await page.getByRole('button', { name: 'Save and open' }).click();
  file = page.url().split('/').at(-1) ?? '';
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const main = (on = page) => on.locator('main').innerText();
const at = (path: string) => page.goto(`${server.address}/en/files/${file}${path}`);
const unfold = (text: string) => page.locator('summary', { hasText: text }).first().click();
const form = (doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const send = (doing: string) => form(doing).getByRole('button').first().click();

describe('an officer at three in the morning, with an uncle in the hall', () => {
  it('who has no account reads what is missing, where the child can go and until when it may be held, without script', async () => {
    const bare = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
    await bare.goto(`${server.address}/en/release`);
    await bare.getByLabel('What does the adult say to be?').selectOption({ label: 'Other relative' });
    await bare.getByLabel('In which country?').selectOption('NL');
    await bare.getByLabel('How old is the child?').selectOption({ label: '14' });
    await bare.getByLabel('From which day?').fill('2026-11-25');
    await bare.getByLabel('At what time?').fill('25:99');
    await bare.getByRole('button', { name: 'Show what is missing' }).click();
    expect(await main(bare)).toContain('We cannot read this');
    expect(await bare.getByLabel('From which day?').inputValue()).toBe('2026-11-25');
    await bare.getByLabel('At what time?').fill('23.30');
    await bare.getByRole('button', { name: 'Show what is missing' }).click();
    const text = await main(bare);
    for (const said of ['Do not let the child go along now', 'Not asked whether somebody waits or forces.', 'Raad voor de Kinderbescherming', 'Until 2026-11-26 14:30 (6 hours)', 'emergency order', 'no assessment of victimhood']) expect(text).toContain(said);
    expect(await bare.locator('a[href^="tel:"]').count()).toBeGreaterThan(1);
    expect(bare.url()).toBe(`${server.address}/en/release`);
  });
  it('writes down in the file who wants to take the child, sees the gate closed, and keeps it as text', async () => {
    await at('/release');
    await form('ask-release').getByLabel('What does the adult say to be?').selectOption({ label: 'Other relative' });
    await form('ask-release').getByLabel('Who that is').fill('“Uncle”, says Invented');
    await send('ask-release');
    expect(await main()).toContain('Other relative wants to take the child');
    expect(await main()).toContain('The child was not asked alone.');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Keep as text' }).click()]);
    expect(download.suggestedFilename()).toBe('lines.txt');
  });
  it('cannot let the child go against the gate without saying why, and then everybody at the table reads that it was', async () => {
    await at('/release');
    await unfold('Record the decision');
    await form('decide-release').getByLabel('What was decided?').selectOption({ label: 'The child was let go' });
    await form('decide-release').getByLabel('Why').fill('ok');
    await send('decide-release');
    expect(await page.getByRole('alert').innerText()).toContain('40 characters');
    expect(await form('decide-release').getByLabel('Why').inputValue()).toBe('ok');
    await form('decide-release').getByLabel('Why').fill('The duty prosecutor decided so at 03:20 and gave these reasons by telephone.');
    await send('decide-release');
    expect(await main()).toContain('Let go while this was still missing');
    await at('');
    expect(await main()).toContain('let go while something was still missing');
  });
});

describe('somebody who keeps the child safe', () => {
  it('writes a plan by keyboard alone, and is told when to look at it again', async () => {
    await at('/safety');
    await form('plan').getByLabel('A debt').focus();
    await page.keyboard.press('Space');
    await form('plan').getByLabel('Who does what in the first 48 hours').focus();
    await page.keyboard.type('Two people awake. The key worker comes at eight.');
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.tagName === 'BUTTON')) break;
    }
    await page.keyboard.press('Enter');
    await page.locator('dd', { hasText: 'Two people awake.' }).waitFor();
    expect(await main()).toContain('A debt');
  });
  it('reads the card out in seconds, presses one button when the child is gone, and sees who is rung when', async () => {
    await at('/gone');
    expect(await main()).toContain('There is no card yet');
    await form('sheet').getByLabel('What the child is called').fill('Mira');
    await form('sheet').getByLabel('How it looks').fill('1.50 m, dark hair in a tail, grey coat');
    await form('sheet').getByLabel('Young', { exact: true }).check();
    await send('sheet');
    expect(await main()).toMatch(/about \d+ seconds/);
    await unfold('The child is gone');
    await form('gone').getByLabel('Where and how').fill('Out of the window of the hall');
    await form('gone').getByLabel('About what time?').fill('three');
    await send('gone');
    expect(await page.getByRole('alert').innerText()).toContain('About what time?');
    await form('gone').getByLabel('About what time?').fill('3');
    await send('gone');
    const text = await main();
    expect(text).toContain('Everybody at the table was told');
    expect(text).toContain('Ring yourself, now');
    expect(text).toMatch(/1[45] minutes left/);
  });
  it('ticks a step off, survives a server that is killed, and speaks with the child when it is back', async () => {
    await at('/gone');
    await unfold('Tick off');
    await form('step').getByLabel('Number of the report').fill('INVENTED-1');
    await send('step');
    expect(await main()).toContain('Done.');
    server.process.kill('SIGKILL');
    await new Promise((done) => server.process.once('exit', done));
    const again = await startServer(['--data', server.data, '--database-url', databaseUrl(database)], server.port);
    server = { ...again, address: `http://localhost:${again.port}` };
    while ((await fetch(`${server.address}/sign-in`)).status === 503) await new Promise((done) => setTimeout(done, 100));
    await at('/gone');
    expect(await main()).toContain('Done.');
    await unfold('The child is back');
    await send('back');
    expect(await main()).toContain('Not spoken with yet');
    await unfold('Talk after coming back');
    await form('interview').getByLabel('What the child said, word for word').fill('He waited in the car.');
    await send('interview');
    expect(await page.locator('blockquote').innerText()).toBe('He waited in the car.');
  });
});

describe('every page on which a child is kept safe', () => {
  it.each(LANGUAGES)('is accessible in %s, on a phone and on a desk', async (language) => {
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      for (const path of ['/release', `/files/${file}/release`, `/files/${file}/safety`, `/files/${file}/gone`]) {
        await page.goto(`${server.address}${hrefIn(language, path)}`);
        expect(await accessibilityProblems(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
        const shots = process.env['KEERPUNT_SHOTS'];
        if (shots) await page.screenshot({ path: `${shots}/${language}-${viewport.width}-${path.split('/').at(-1)}${path === '/release' ? '-public' : ''}.png`, fullPage: true });
      }
    }
  });
});
