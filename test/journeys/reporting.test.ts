import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { startReception } from '../support/reception-server.ts';
import type { Running } from '../support/server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = [await startReception(database), await launchBrowser()];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

type Look = Partial<Parameters<typeof openContext>[1]>;
async function open(path: string, look: Look = {}): Promise<Page> {
  const context = await openContext(browser, { viewport: PHONE, script: false, ...look });
  const page = await context.newPage();
  await page.goto(server.address + path);
  return page;
}
const heading = (page: Page) => page.locator('main h1').innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const wordsOn = (page: Page) => page.locator('.receipt li').allInnerTexts();
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

/** axe needs a script, which these pages are tried without: so the same page is looked at in a context that has one. */
async function isSound(page: Page): Promise<void> {
  expect(await isTooWide(page)).toBe(false);
  const context = await openContext(browser, { viewport: PHONE });
  const copy = await context.newPage();
  await copy.route('**/report-copy', async (route) => route.fulfill({ contentType: 'text/html', body: await page.content() }));
  await copy.goto(`${server.address}/report-copy`);
  expect(await accessibilityProblems(copy), await heading(page)).toEqual([]);
  await context.close();
}

type Texts = Record<'path' | 'way' | 'yesDanger' | 'goOn' | 'keep' | 'send' | 'sent' | 'back' | 'words' | 'open' | 'none' | 'read', string>;
const NL: Texts = { path: '/report', way: 'Ik maak mij zorgen over een kind', yesDanger: 'Nee', goOn: 'Verder', keep: 'Ik heb ze. Verder', send: 'Versturen', sent: 'Uw bericht is aangekomen', back: 'Hier komt u terug', words: 'De woorden, in volgorde', open: 'Openen', none: 'Er is nog geen antwoord', read: 'Lezen en schrijven' };
const RO: Texts = { path: '/ro/report', way: 'Îmi fac griji pentru un copil', yesDanger: 'Nu', goOn: 'Mai departe', keep: 'Le am. Mai departe', send: 'Trimite', sent: 'Mesajul dumneavoastră a ajuns', back: 'Aici reveniți', words: 'Cuvintele, în ordine', open: 'Deschide', none: 'Încă nu există un răspuns', read: 'Citește și scrie' };

describe.each([
  ['Dutch', NL],
  ['Romanian', RO],
])('on a telephone without script, in %s', (_language, text) => {
  it('a worried person writes, keeps the words, comes back on another telephone and writes again', async () => {
    const page = await open(text.path);
    await isSound(page);
    await press(page, text.way);
    await page.locator('#danger-no').check();
    await page.locator('#alone-yes').check();
    await isSound(page);
    await press(page, text.goOn);
    await page.locator('textarea[name=text]').fill('Regel een.\nRegel twee: ș, ž, å.');
    await page.locator('select[name=age]').selectOption('14');
    await isSound(page);
    await press(page, text.goOn);
    await page.locator('input[type=file]').setInputFiles([{ name: 'briefje.txt', mimeType: 'text/plain', buffer: Buffer.from('gevonden') }, { name: 'stuk.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }]);
    await press(page, text.goOn);
    expect(await page.getByRole('alert').innerText()).toContain('stuk.png');
    await isSound(page);
    await press(page, text.goOn);
    const words = await wordsOn(page);
    expect(words).toHaveLength(7);
    await isSound(page);
    await press(page, text.keep);
    await page.locator('#word-2').fill(words[1] as string);
    await page.locator('#word-5').fill(words[4] as string);
    await isSound(page);
    await press(page, text.send);
    expect(await heading(page)).toBe(text.sent);
    expect(await wordsOn(page)).toEqual(words);
    await isSound(page);
    expect(page.url()).toBe(server.address + text.path);
    await page.reload();
    expect(await heading(page)).toBe(text.sent);
    await page.context().close();

    const other = await open(text.path);
    await other.goto(`${server.address}${text.path}/return`);
    await isSound(other);
    await other.getByLabel(text.words).fill(words.join(' '));
    await press(other, text.open);
    expect(await heading(other)).toBe(text.none);
    expect(await other.locator('main').innerText()).not.toContain('Regel een');
    await isSound(other);
    await press(other, text.read);
    expect(await other.locator('.said:not(.small)').allInnerTexts()).toEqual(['Regel een.\nRegel twee: ș, ž, å.']);
    expect(await other.locator('.message').first().innerText()).toContain('briefje.txt');
    await other.locator('textarea[name=text]').fill('Nog iets.');
    await other.locator('input[type=file]').setInputFiles({ name: 'foto.txt', mimeType: 'text/plain', buffer: Buffer.from('nog een') });
    await isSound(other);
    await press(other, text.send);
    expect(await other.locator('.said:not(.small)').allInnerTexts()).toEqual(['Regel een.\nRegel twee: ș, ž, å.', 'Nog iets.']);
    expect(await other.locator('.message').last().innerText()).toContain('foto.txt');
    await isSound(other);
    expect(await other.context().cookies()).toEqual([]);
    expect(other.url()).toBe(`${server.address}${text.path}/return`);
    await other.context().close();
    const rows = await database.query(`select count(*)::int from keerpunt.stream where stream_kind = 'report'`);
    expect(rows[0]?.['count']).toBeGreaterThan(0);
  });
});

/** Moves by keyboard to what is named, as somebody does who has no mouse. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return [at?.innerText, at?.labels?.[0]?.innerText, at?.getAttribute('aria-label')].filter(Boolean).join(' ');
    });
    if (name.test(label)) return;
  }
  throw new Error(`${name.source} was not reached by Tab`);
}

describe('a child, by keyboard only', () => {
  it('says that it is in danger, sees first whom to ring, tells, and sends', async () => {
    const page = await open('/report', { viewport: DESKTOP, script: true });
    expect(await page.title()).toBe('Bericht');
    await tabTo(page, /Het gaat over mij/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.step-drawing');
    expect(await heading(page)).toBe('Ben je nu in gevaar?');
    expect(await page.locator('main').innerText()).toContain('Je bent niet in de problemen bij ons.');
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /Zeg ik liever niet/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, /^Verder/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ring-now');
    expect(await page.locator('.ring-now a[href="tel:112"]').count()).toBe(1);
    expect(await page.evaluate(() => (document.querySelector('.ring-now') as Element).compareDocumentPosition(document.querySelector('main form') as Element) & Node.DOCUMENT_POSITION_FOLLOWING)).toBeTruthy();
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /^Verder/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('textarea');
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /Vertel het op jouw manier/);
    await page.keyboard.type('Ik moet dingen pakken.');
    await tabTo(page, /^Verder/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#who');
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /^Verder/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[type=file]');
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /^Verder/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.receipt');
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo(page, /Meteen versturen/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Je bericht is aangekomen');
    expect(await accessibilityProblems(page)).toEqual([]);
    const [row] = await database.query(`select header from keerpunt.entry where kind = 'report.received' and header ->> 'way' = 'child'`);
    expect(row?.['header']).toMatchObject({ dangerNow: 'yes', aloneNow: 'not-said' });
    await page.context().close();
  });
  it('leaves at once by the exit, and the page registers no worker', async () => {
    const page = await open('/report', { script: true, serviceWorkers: 'allow' });
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await page.route('https://www.wikipedia.org/**', (route) => route.fulfill({ body: 'elsewhere' }));
    await page.locator('[data-exit]').click();
    await page.waitForURL('https://www.wikipedia.org/**');
    await page.context().close();
  });
});

describe('on paper', () => {
  it('stand the words and nothing else', async () => {
    const page = await open('/report');
    await press(page, NL.way);
    await press(page, NL.goOn);
    await page.locator('textarea[name=text]').fill('x');
    await press(page, NL.goOn);
    await press(page, NL.goOn);
    const words = await wordsOn(page);
    await page.emulateMedia({ media: 'print' });
    const printed = (await page.locator('body').innerText()).split(/\s+/).filter((w) => !/^\d+\.?$/.test(w));
    expect(printed).toEqual(words);
    await page.context().close();
  });
});

describe('from the outcome of a check', () => {
  it('the answers go along, with and without script', async () => {
    for (const script of [false, true]) {
      const page = await open('/check', { script });
      if (script) await page.waitForSelector('#check[data-ready]');
      await page.locator('#incident-theft').check();
      await page.locator('button[value=outcome]').first().click();
      await page.getByRole('button', { name: 'Melden met deze antwoorden' }).click();
      await page.waitForSelector('text=Uw antwoorden uit de check gaan mee');
      expect(page.url()).toBe(`${server.address}/report`);
      await page.context().close();
    }
  });
});
