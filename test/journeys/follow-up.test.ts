import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPEN_SECTION, openFile } from '#src/files/actions/open-actions.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, signInThrough, openLinkPost } from '../support/desk.ts';
import { aFile } from '../support/files.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';
import { valueOf } from '../support/value.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let page: Page;
let file = '';
let link = '';
let code = '';
const today = new Date().toISOString().slice(0, 10);
const shots = process.env['KEERPUNT_SHOTS'];
const shoot = async (on: Page, name: string) => shots && (await on.screenshot({ path: `${shots}/${name}.png`, fullPage: true }));

beforeAll(async () => {
  [server, browser] = await Promise.all([startSignInServer(database), launchBrowser()]);
  const desk = await deskTester(database, ['care-coordinator']);
  await openLinkPost(database, desk);
  const [perform, actor] = [performBeside(database, server), { id: desk.personId, agency: desk.agencyId }];
  file = valueOf(await perform(openFile, actor, aFile()));
  valueOf(await perform(OPEN_SECTION.reintegration, actor, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  page = await (await openContext(browser, { viewport: DESKTOP })).newPage();
  await signInThrough(page, server.address, desk);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const main = (on = page) => on.locator('main').innerText();
const form = (doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const unfold = (text: string) => page.locator('summary', { hasText: text }).first().click();
const send = (doing: string) => form(doing).getByRole('button').first().click();

describe('a desk in the Netherlands that follows a child in Romania', () => {
  it('is told before anything else to write down how the child is reached quietly', async () => {
    await page.goto(`${server.address}/files/${file}/following`);
    expect((await page.locator('main h2').first().innerText())).toContain('Eerst lezen');
    expect(await main()).toContain('Ga, schrijf en bel nog niet');
    await form('quiet-way').getByLabel('Waar het kind bereikt wordt').selectOption('at-school');
    await form('quiet-way').getByLabel('Hoe, waar en via wie').fill('Verzonnen: via de schoolzuster, op dinsdag');
    await form('quiet-way').getByLabel('Woorden die u niet gebruikt').fill('Verzonnen: opvang');
    await send('quiet-way');
    expect(await main()).toContain('Zo bereikt u het kind: op school');
  });
  it('sets the day of arrival by keyboard, and the child stands on the list', async () => {
    await form('follow-up-calendar').getByLabel('Dag van aankomst').fill(today);
    await form('follow-up-calendar').getByLabel('Land waar het kind woont').selectOption('RO');
    await form('follow-up-calendar').getByLabel('Taal van de partner').selectOption('ro');
    await form('follow-up-calendar').getByLabel('Wie u daar belt').fill('Verzonnen partner');
    await form('follow-up-calendar').getByLabel('Telefoon van de partner').focus();
    await page.keyboard.type('+40 700 000 000');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Dag van aankomst:/ }).waitFor();
    await page.goto(`${server.address}/follow-ups`);
    expect(await main()).toContain('Dag van aankomst');
    expect(await page.title()).not.toContain('Verzonnen');
  });
  it('makes a link that is shown once, with a code to be said by voice', async () => {
    await page.goto(`${server.address}/files/${file}/following`);
    await page.getByRole('button', { name: 'Maak een link voor één antwoord' }).first().click();
    link = (await page.locator('[data-link]').innerText()).trim();
    code = (await page.locator('[data-code]').innerText()).trim();
    expect(link).toMatch(new RegExp(`^${server.address}/ro/v/[\\w-]+$`));
    expect(code).toMatch(/^\d{3} \d{3}$/);
    await shoot(page, 'link-made');
    await page.goto(`${server.address}/files/${file}/following`);
    expect(await page.content()).not.toContain(link.split('/').at(-1) ?? '');
  });
});

describe('a partner in Romania, on a phone, without an account and without script', () => {
  let phone: Page;
  it('opens with link and code, and sees no name', async () => {
    phone = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
    await phone.goto(link);
    expect(await phone.title()).toBe('Formular');
    await shoot(phone, 'link-landing');
    await phone.getByLabel('Cod').fill('000 000');
    await phone.getByRole('button', { name: 'Deschideți' }).click();
    expect(await main(phone)).toContain('Linkul sau codul este greșit');
    await phone.getByLabel('Cod').fill(code);
    await phone.getByRole('button', { name: 'Deschideți' }).click();
    expect(await main(phone)).toContain('Așa se ajunge la copil: la școală');
    expect(await phone.content()).not.toContain('Verzonnen');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await shoot(phone, 'link-form');
    // What looks for barriers is itself a script: it looks at the same page where scripts run.
    const beside = await (await openContext(browser, { viewport: PHONE })).newPage();
    await beside.goto(`${server.address}/ro/v`);
    await beside.setContent(await phone.content());
    expect(await accessibilityProblems(beside)).toEqual([]);
  });
  it('who forgot a question keeps what was typed, and sends once', async () => {
    await phone.getByLabel('Cuvintele copilului').fill('Îmi place la școală.');
    await phone.getByRole('button', { name: 'Trimiteți' }).click();
    expect(await phone.getByRole('alert').innerText()).toContain('Cum este copilul?');
    expect(await phone.getByLabel('Cuvintele copilului').inputValue()).toContain('Îmi place');
    await phone.getByLabel('Da, doar cu copilul').check();
    await phone.getByLabel('În ce zi ați văzut copilul?').fill(today);
    await phone.getByLabel('În siguranță', { exact: true }).check();
    await phone.getByRole('button', { name: 'Trimiteți' }).click();
    expect(await main(phone)).toContain('A ajuns');
    await phone.goto(link);
    await phone.getByRole('button', { name: 'Deschideți' }).click();
    expect(await main(phone)).toContain('Nu se deschide');
  });
  it('is read by the desk, in the child’s own words, and the next day comes', async () => {
    await page.goto(`${server.address}/files/${file}/following`);
    expect(await page.locator('blockquote').innerText()).toContain('Îmi place la școală.');
    expect(await main()).toContain('Gekomen via een eenmalige link');
    await unfold('Er is iets gebeurd');
    await form('follow-up-trigger').getByLabel('Wat is er gebeurd?').selectOption('missed-school');
    await send('follow-up-trigger');
    expect(await main()).toContain('Nu, er is iets gebeurd');
  });
});

describe('every page of following a child', () => {
  it.each(LANGUAGES)('is accessible in %s, on a phone', async (language) => {
    for (const viewport of language === 'nl' ? [PHONE, DESKTOP] : [PHONE]) {
      await page.setViewportSize(viewport);
      for (const path of [`/files/${file}/following`, '/follow-ups', '/v/none']) {
        await page.goto(`${server.address}${hrefIn(language, path)}`);
        expect(await accessibilityProblems(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
        await shoot(page, `${language}-${viewport.width}-${path.split('/').at(-1)}`);
      }
    }
  });
});
