import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, type DeskTester } from '../support/desk.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
const ADDRESS = 'Verzonnen Schuilpad 41';
/** Published cases P30 and P04, in our own words; every name and place is invented. */
const TEN = 'A girl of ten takes groceries from a shop. Her grandfather sends her in and eats what she brings.';
const SIXTEEN = 'Before dawn the police find a boy of 16 asleep on a mattress in a house that is locked from outside and full of plants. He is afraid of the uniforms.';
let server: Running;
let browser: Browser;
let officer: DeskTester;
let desk: DeskTester;
let house: DeskTester;
let file = '';
let place = '';

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  desk = await deskTester(database, ['placement-desk']);
  house = await deskTester(database, ['shelter-worker', 'shelter-manager']);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const { at } = peopleAt({ browser: () => browser, address: () => server.address });
const main = (page: Page) => page.locator('main').innerText();
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const unfold = (page: Page, text: string) => page.locator('summary', { hasText: text }).first().click();
const nameOf = (who: DeskTester) => `Agency of ${who.signInName}`;

describe('a bed at three in the morning', () => {
  it('is registered by a shelter, with an address that only it sees, and shown to a desk', async () => {
    const page = await at(house, '/account');
    await page.getByRole('link', { name: 'Places' }).click();
    await page.getByRole('link', { name: 'Register a place' }).click();
    await page.getByLabel('How professionals call the place').fill('Invented house');
    for (const [label, value] of [['Area', '35'], ['Youngest age', '10'], ['Oldest age', '17'], ['Beds in all', '3'], ['Empty beds', '2']] as const) await page.getByLabel(label).fill(value);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('something is missing');
    for (const label of ['girl', 'boy', 'There are own rooms', 'Romanian']) await page.getByLabel(label, { exact: true }).check();
    await page.getByLabel('Security').selectOption('secret-address');
    await page.getByLabel('Address').fill(ADDRESS);
    await page.getByRole('button', { name: 'Save' }).click();
    place = page.url().split('/').at(-1) ?? '';
    expect(await main(page)).toContain(ADDRESS);
    await unfold(page, 'Show to a placement desk');
    await form(page, 'show').getByLabel('Organisation').selectOption({ label: nameOf(desk) });
    await form(page, 'show').getByRole('button').click();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
  it('is there still with one tap', async () => {
    const page = await at(house, '/places');
    await page.getByRole('button', { name: 'Still 2 empty' }).click();
    expect(new URL(page.url()).pathname).toBe('/en/places');
    expect(await main(page)).toContain('Empty beds: 2');
  });
  it('is found for a child, with why, and asked for', async () => {
    const theirs = await at(officer, '/files/new');
    await theirs.getByLabel('What you know').fill(TEN);
    await theirs.getByRole('button', { name: 'Save and open' }).click();
    file = theirs.url().split('/').at(-1) ?? '';
    await theirs.goto(`${server.address}/en/files/${file}/table`);
    await unfold(theirs, 'Invite an organisation');
    const invite = form(theirs, 'invite');
    await invite.getByLabel('Organisation').selectOption({ label: nameOf(desk) });
    await invite.getByLabel('Section').selectOption({ label: 'Protection' });
    await invite.getByLabel('Until').fill('2099-01-01');
    await invite.getByRole('button').first().click();
    const page = await at(desk, `/files/${file}/protection`);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.goto(`${server.address}/en/places/child/${file}`);
    const needs = form(page, 'needs');
    await needs.getByLabel('Youngest age').fill('10');
    await needs.getByLabel('Oldest age').fill('10');
    await needs.getByLabel('The child is').selectOption('girl');
    await needs.getByLabel('Romanian', { exact: true }).check();
    await needs.getByRole('button').click();
    expect(await main(page)).toContain('For it: speaks the language, bed surely empty');
    expect(await accessibilityProblems(page)).toEqual([]);
    await unfold(page, 'Ask and keep a bed');
    await form(page, 'ask').getByRole('button').click();
    expect(await main(page)).toContain('Place asked');
    await page.goto(`${server.address}/en/places/children`);
    expect(await main(page), server.output()).toContain('A place was asked');
  });
  it('loses no bed to the one tap while one is kept', async () => {
    const page = await at(house, '/places');
    for (const _ of ['once', 'and again']) {
      expect(await main(page)).toContain('Empty, but kept for a child: 1');
      await page.getByRole('button', { name: 'Still 2 empty' }).click();
      expect(await main(page)).toContain('Empty beds: 1');
    }
  });
  it('is given by the shelter, and the child arrives', async () => {
    const theirs = await at(house, `/places/${place}`);
    expect(await main(theirs)).toContain('Age: 10');
    await theirs.getByRole('button', { name: 'Yes, the child can come' }).click();
    const page = await at(desk, `/places/child/${file}`);
    await unfold(page, 'The place said yes');
    await page.getByLabel('How the child wants to be called').fill('Mirela');
    await form(page, 'accepted').getByRole('button').click();
    await theirs.goto(`${server.address}/en/places/${place}`);
    await theirs.getByRole('link', { name: 'Child of file' }).click();
    expect(await main(theirs)).toContain('Mirela');
    await theirs.getByRole('button', { name: 'The child has arrived' }).click();
    expect(await main(theirs)).toContain('Arrived');
    await page.goto(`${server.address}/en/places/child/${file}`);
    expect(await main(page)).toContain(ADDRESS);
  });
  it('is in no list for whoever has none, and is told where to look', async () => {
    expect(await main(await at(officer, '/places'))).toContain('finds a place from its file');
  });
  it('is known by nobody else: not where, on no page', async () => {
    for (const path of ['', '/protection', '/table', '/child', '/location']) {
      const page = await at(officer, `/files/${file}${path}`);
      for (const secret of [ADDRESS, 'Schuilpad', place]) expect(await page.content()).not.toContain(secret);
    }
    const page = await at(desk, `/places/${place}`);
    expect(await page.content()).not.toContain('Schuilpad');
  });
  it('is proposed for several children at once, and found for one without a file', async () => {
    const theirs = await at(officer, '/files/new');
    await theirs.getByLabel('What you know').fill(SIXTEEN);
    await theirs.getByRole('button', { name: 'Save and open' }).click();
    const second = theirs.url().split('/').at(-1) ?? '';
    await theirs.goto(`${server.address}/en/files/${second}/table`);
    await unfold(theirs, 'Invite an organisation');
    await form(theirs, 'invite').getByLabel('Organisation').selectOption({ label: nameOf(desk) });
    await form(theirs, 'invite').getByLabel('Section').selectOption({ label: 'Protection' });
    await form(theirs, 'invite').getByLabel('Until').fill('2099-01-01');
    await form(theirs, 'invite').getByRole('button').first().click();
    const page = await at(desk, `/files/${second}/protection`);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.goto(`${server.address}/en/places/child/${second}`);
    const needs = form(page, 'needs');
    for (const label of ['Youngest age', 'Oldest age']) await needs.getByLabel(label).fill('16');
    await needs.getByLabel('The child is').selectOption('boy');
    await needs.getByRole('button').click();
    await page.goto(`${server.address}/en/places/allocation`);
    expect(await main(page)).toContain('Nothing better is possible with these beds.');
    expect(await main(page)).toContain('Number 1 of the 1 places');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${server.address}/en/places/match`);
    for (const label of ['Youngest age', 'Oldest age']) await page.getByLabel(label).fill('9');
    await page.getByLabel('The child is').selectOption('girl');
    await page.getByRole('button', { name: 'See the places' }).click();
    expect(await main(page)).toContain('Not for this age');
    expect(page.url()).not.toContain('?');
  });
  it('stands in no line that the server wrote', () => {
    expect(server.output()).not.toContain('Schuilpad');
    expect(server.output()).not.toContain('Mirela');
  });
  it.each(['nl', 'sv', 'ro', 'bs'])('reads in %s', async (language) => {
    const page = await at(desk, `/places/child/${file}`);
    await page.goto(`${server.address}${language === 'nl' ? '' : `/${language}`}/places/child/${file}`);
    expect(await main(page)).not.toMatch(/places\.[a-z]/);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
