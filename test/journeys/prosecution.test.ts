import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { addEvent } from '#src/files/actions/story-actions.ts';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { aFile, anEvent } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { readPdf } from '../support/pdf.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let officer: DeskTester;
let lawyer: DeskTester;
let shelter: DeskTester;
const file = randomUUID();
const OFFENCE = 'Invented: shoplifting with a prepared bag';
const SIGN = 'Invented: a man waited in a car and counted the money.';
const at = (who: DeskTester, path: string) => people.at(who, `/files/${file}${path}`);
/** The officer and the shelter have no scripts; the lawyer has, for what looks at the page. */
const people = peopleAt({ browser: () => browser, address: () => server.address, hasScript: (who) => who === lawyer });

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  lawyer = await deskTester(database, ['lawyer']);
  shelter = await deskTester(database, ['shelter-worker']);
  const perform = performBeside(database, server);
  const [police, counsel, home] = [officer, lawyer, shelter].map((who) => ({ id: who.personId, agency: who.agencyId })) as [Who, Who, Who];
  valueOf(await perform(openFile, police, aFile({ file, event: anEvent({ what: 'in-custody', happened: '2026-11-20' }), words: { text: 'Invented: held after a shop rang.', place: '' } })));
  valueOf(await perform(addEvent, police, { file, event: anEvent({ what: 'police-contact', happened: '2026-03-02', hadMissedSign: true }), words: { text: SIGN } }));
  valueOf(await perform(OPEN_SECTION.justice, police, { file, purpose: 'decide-on-prosecution', ground: 'law-enforcement' }));
  for (const section of ['chronology', 'recognition', 'justice'] as const) valueOf(await perform(INVITE[section], police, { file, agency: counsel.agency, purpose: 'legal-help', ground: section === 'justice' ? 'gdpr-10-counsel' : 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  for (const section of ['chronology', 'protection'] as const) valueOf(await perform(INVITE[section], police, { file, agency: home.agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  for (const who of [counsel, home]) valueOf(await perform(answerInvitation, who, { file, answer: 'accepted' }));
  valueOf(await perform(OPEN_SECTION.counsel, counsel, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});
type Who = { id: string; agency: string };

const main = (page: Page) => page.locator('main').innerText();
/** What stands against prosecuting now, apart from what stood against it then. */
const gateOf = (page: Page) => page.locator('main .card').first().innerText();
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const unfold = (page: Page, text: string) => page.locator('summary', { hasText: text }).first().click();
const send = (page: Page, doing: string) => form(page, doing).getByRole('button').first().click();
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const shot = async (page: Page, name: string) => void (process.env['KEERPUNT_SHOTS'] && (await page.screenshot({ path: `${process.env['KEERPUNT_SHOTS']}/${name}.png`, fullPage: true })));

describe('an officer at the table where it is decided in hours', () => {
  it('reads what the law asks first, on what it rests, and whom to ask', async () => {
    const page = await at(officer, '/prosecution');
    const text = await main(page);
    for (const said of ['Do not decide on prosecution yet', 'Nobody trained for it has assessed', 'The age is not sure', 'V.C.L. and A.N. v. the United Kingdom', 'not yet looked at by a jurist', 'Ask: Police; for trafficking the unit', 'This gate binds nobody']) expect(text).toContain(said);
    expect(text).toMatch(/\d+ days since the first contact/);
    expect(await isTooWide(page)).toBe(false);
    await shot(page, 'gate');
  });
  it('writes down what the child is accused of, and cannot decide against the gate without saying why', async () => {
    const page = await at(officer, '/prosecution');
    await form(page, 'matter').getByLabel('What it is accused of').fill(OFFENCE);
    await form(page, 'matter').getByLabel('Case number').fill('13/000123-26');
    await form(page, 'matter').getByLabel('How old the child was').selectOption({ label: '14' });
    await send(page, 'matter');
    expect(await main(page)).toContain(OFFENCE);
    await unfold(page, 'Write down a decision');
    const decision = form(page, 'decide-prosecution');
    await decision.getByLabel('What was decided').selectOption({ label: 'Decided to prosecute' });
    await decision.getByLabel('Decided on which day').fill('2026-11-25');
    await decision.getByLabel('Reasons').fill('Too grave.');
    await send(page, 'decide-prosecution');
    expect(await page.getByRole('alert').innerText()).toContain('40 characters');
    expect(await decision.getByLabel('Reasons').inputValue()).toBe('Too grave.');
    await decision.getByLabel('Reasons').fill('The duty prosecutor decided so at the table and gave these reasons to all.');
    await send(page, 'decide-prosecution');
    const text = await main(page);
    expect(text).toContain('It was decided against the gate');
    expect(text).toContain('Decided while this was missing; it is counted:');
    expect(text).toContain('Nobody trained for it has assessed');
    await shot(page, 'departed');
  });
});

describe('a shelter worker at the same table', () => {
  it('sees that the gate was departed from, and not what for', async () => {
    const page = await at(shelter, '');
    const text = await main(page);
    expect(text).toMatch(/Prosecution gate:\s+departed from/);
    expect(text).toContain('something that has to come first was missing');
    expect(await page.content()).not.toMatch(/shoplifting|13\/000123|duty prosecutor|Decided to prosecute/);
    expect(await page.getByRole('link', { name: 'Prosecution' }).count()).toBe(0);
    expect(await isTooWide(page)).toBe(false);
    await shot(page, 'strip');
  });
  it('finds no page behind the address either', async () => {
    const page = await at(shelter, '');
    for (const path of ['prosecution', 'assessment', 'justice']) expect([path, (await page.goto(`${server.address}/en/files/${file}/${path}`))?.status()]).toEqual([path, 404]);
  });
});

describe('the child’s lawyer', () => {
  it('reads the one line of earlier contacts with the sign that was there', async () => {
    const page = await at(lawyer, '/prosecution');
    const text = await main(page);
    expect(text).toContain('a sign missed at: 1');
    expect(text).toContain(`The sign that was there: ${SIGN}`);
    expect(await gateOf(page)).not.toContain('No lawyer of the child is at the table');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
  it('writes down that it was quashed, by keyboard alone, and the table sees the gate closed and no more', async () => {
    const page = await at(lawyer, '/prosecution');
    await page.locator('summary', { hasText: 'Write down a decision' }).first().focus();
    await page.keyboard.press('Enter');
    await form(page, 'decide-prosecution').getByLabel('What was decided').focus();
    await page.keyboard.type('Quashed');
    await page.keyboard.press('Tab');
    await page.keyboard.type('11252026');
    await form(page, 'decide-prosecution').getByLabel('Reasons').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('main', { hasText: 'Do not decide on prosecution yet' }).waitFor();
    expect(await main(page)).toContain('(decided for the child since)');
    const there = await at(shelter, '');
    expect(await main(there)).toMatch(/Prosecution gate:\s+closed/);
  });
  it('says in the section of counsel that it is privileged, and that a jurist who is no advocate has no privilege', async () => {
    const text = await main(await at(lawyer, '/counsel'));
    for (const said of ['Privileged', 'If seized', 'no advocate does not have this privilege']) expect(text).toContain(said);
  });
  it('makes one page for whoever decides: case number, facts, what is asked and whom to ring, to print or to copy', async () => {
    const page = await at(lawyer, '/papers');
    await page.getByLabel('Which paper, and for whom').selectOption({ label: 'One page for the prosecutor – for: prosecutor' });
    await page.getByRole('button', { name: 'Fill from the file' }).click();
    const edit = page.locator('form[action$="/save"]');
    await edit.getByLabel('Number under which the receiver').fill('13/000123-26');
    await edit.getByLabel(/ring/i).first().fill('Invented lawyer, 020-0000000');
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'As one page to print or copy' }).click();
    const text = await main(page);
    for (const said of ['One page for the prosecutor', '13/000123-26', 'Invented lawyer', 'Before today there were', 'Do not decide yet on prosecution', 'Nobody trained for it has assessed', 'Draft: not issued']) expect(text).toContain(said);
    expect(text).not.toContain(OFFENCE);
    expect(await isTooWide(page)).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shot(page, 'one-page');
    const printed = await readPdf(await page.pdf({ format: 'A4' }));
    expect(printed.pages).toBeLessThanOrEqual(2);
    expect(printed.text).not.toContain('Leave this site');
    const lines = await page.request.get(new URL((await page.getByRole('link', { name: 'The text only' }).getAttribute('href')) ?? '', page.url()).href);
    expect(await lines.text()).toContain('Your number: 13/000123-26');
  });
  it('counts what was done about those who exploited the child, without a name', async () => {
    const page = await at(lawyer, '/prosecution');
    await unfold(page, 'Write down what was done about an exploiter');
    const step = page.locator('form[action$="/exploiter"]').last();
    await step.getByLabel('Happened on which day').fill('2026-11-25');
    await step.getByRole('button').click();
    expect(await main(page)).toContain('Persons: 1. Charged: 0. Convicted: 0. Acquitted: 0.');
    expect(await gateOf(page)).not.toContain('Nobody investigates who made the child do this');
    await unfold(page, 'Compensation');
    await form(page, 'compensation').getByLabel('Amount').fill('2 500');
    await form(page, 'compensation').getByLabel('Happened on which day').fill('2026-11-25');
    await send(page, 'compensation');
    expect(await main(page)).toContain('Awarded to the child: €2,500; paid: €0.');
    expect(await accessibilityProblems(page)).toEqual([]);
    await shot(page, 'exploiters');
  });
});
