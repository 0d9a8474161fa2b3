import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { fingerprint, writeCard, type Card } from '#src/platform/nodes/card.ts';
import { makeOwnKey, ownCard } from '#src/platform/nodes/own-key.ts';
import { writeNode } from '#src/platform/nodes/store.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase, type TestDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { aFile } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { claiming } from '../support/handovers.ts';
import { flat, readPdf } from '../support/pdf.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

/** Two installations: one in the country where the child is, one where it goes to. */
const [west, east] = [useDatabase(), useDatabase()];
let [here, there] = [] as unknown as [Running, Running];
let browser: Browser;
let guardian: DeskTester;
let partner: DeskTester;
let desk: DeskTester;
const file = randomUUID();
let sealed = '';

const cardOf = (server: Running): Card => {
  makeOwnKey(join(server.data, 'keys'));
  return ownCard(join(server.data, 'keys'));
};
const know = (database: TestDatabase, name: string, card: Card) => database.transaction(asOperator(new Date()), (tx) => writeNode(tx, { node: randomUUID(), name, card: writeCard(card) }, new Date()));

beforeAll(async () => {
  [here, there, browser] = await Promise.all([startSignInServer(west), startSignInServer(east), launchBrowser()]);
  [guardian, partner, desk] = await Promise.all([deskTester(west, ['guardian']), deskTester(west, ['partner']), deskTester(east, ['youth-protection-worker'])]);
  await know(west, 'Inventat Est', cardOf(there));
  await know(east, 'Verzonnen West', cardOf(here));
  const perform = performBeside(west, here);
  const [by, abroad] = [guardian, partner].map((who) => ({ id: who.personId, agency: who.agencyId })) as [{ id: string; agency: string }, { id: string; agency: string }];
  valueOf(await perform(openFile, by, aFile({ file, words: { text: 'Invented: found with a prepared bag.', place: 'Invented Mall' } })));
  valueOf(await perform(OPEN_SECTION.reintegration, by, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  valueOf(await perform(INVITE.reintegration, by, { file, agency: abroad.agency, purpose: 'durable-solution', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  valueOf(await perform(answerInvitation, abroad, { file, answer: 'accepted' }));
  valueOf(await perform(claiming, by, { file, claim: 'none' }));
}, 180_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([here.stop(), there.stop()]);
});

const atHome = peopleAt({ browser: () => browser, address: () => here.address });
const abroad = peopleAt({ browser: () => browser, address: () => there.address });
const main = (page: Page) => page.locator('main').innerText();
const isNarrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= 360);
const unfold = (page: Page, text: string) => page.locator('summary', { hasText: text }).first().click();
const shot = (page: Page, name: string) => (process.env['KEERPUNT_SHOTS'] ? page.screenshot({ path: `${process.env['KEERPUNT_SHOTS']}/${name}.png`, fullPage: true }) : null);
const today = () => new Date().toISOString().slice(0, 10);

describe('a guardian hands a child over to another country', () => {
  it('asks by its official way, and has a letter in its language with an empty form behind it', async () => {
    const page = await atHome.at(guardian, `/files/${file}/handover`);
    const form = page.locator('form[action$="/handover-request"]');
    await form.getByLabel('Which country').selectOption('RO');
    await form.getByLabel('With whom will the child live there').selectOption({ label: 'a foster family' });
    for (const [label, text] of [['To which office exactly', 'Instituție Inventată, Strada Inventată 1'], ['Which child it is about', 'Verzonnen Voorbeeld, 2012-03-31'], ['What you ask', 'A place with an invented family.'], ['Report on the child', 'Invented report.'], ['Why this is best', 'Invented reasons.']] as const) await form.getByLabel(label).fill(text);
    await form.getByRole('button').first().click();
    expect(await page.getByRole('alert').innerText()).toContain('Whom they can ring');
    expect(await form.getByLabel('Report on the child').inputValue()).toBe('Invented report.');
    await form.getByLabel('Whom they can ring').fill('Invented office, 030 000 00 00');
    await form.getByLabel('Answer hoped for by').fill('2099-01-01');
    await form.getByRole('button').first().click();
    const text = await main(page);
    for (const said of ['Hand-over to: Romania', 'requested', 'Waiting for: central authority (0 days)', 'consent on paper is missing']) expect(text).toContain(said);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isNarrow(page)).toBe(true);
    await shot(page, 'handover');
    const link = page.getByRole('link', { name: 'The letter as PDF (Romanian)' });
    const got = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
    const heard = await readPdf(await got.body());
    expect(heard).toMatchObject({ title: 'Cerere de preluare a unui copil', language: 'ro', isTagged: true, isUniversal: true });
    for (const said of ['Instituție Inventată', 'Formular de răspuns', 'Numărul dumneavoastră de înregistrare', 'Fără acordul scris prealabil', 'traducere încă neverificată']) expect(flat(heard.text)).toContain(flat(said));
    expect(heard.text).not.toContain('Invented Mall');
  });
  it('enters what came back by letter, not without its scan, and everything typed is still there', async () => {
    const page = await atHome.at(guardian, `/files/${file}/handover`);
    const form = page.locator('#do-handover-reply');
    await unfold(page, 'Enter a reply');
    await form.getByLabel('What they say').selectOption({ label: 'accepted' });
    await form.getByLabel('Day of the reply').fill(today());
    await form.getByLabel('Their registration number').fill('4711/2026');
    await form.getByRole('button', { name: 'Enter a reply' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Add a scan');
    expect(await form.getByLabel('Their registration number').inputValue()).toBe('4711/2026');
    await form.locator('input[type=file]').setInputFiles({ name: 'acord.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 invented') });
    await form.getByRole('button', { name: 'Enter a reply' }).click();
    const text = await main(page);
    for (const said of ['accepted', 'Registration number: 4711/2026', 'acord.pdf', 'consent given', 'Waiting for: us']) expect(text).toContain(said);
  });
  it('is seen by the partner, who enters what it knows and asks nobody in the name of this country', async () => {
    const page = await atHome.at(partner, `/files/${file}/handover`);
    if (await page.getByLabel('A colleague asked me').count()) {
      await page.getByLabel('A colleague asked me').check();
      await page.getByRole('button', { name: 'Go on to the file' }).click();
    }
    expect(await main(page)).toContain('Registration number: 4711/2026');
    expect(await page.locator('form[action$="/handover-request"]').count()).toBe(0);
    expect(await page.locator('#do-handover-reply').count()).toBe(1);
  });
  it('asks what may go along, has it agreed, and saves it sealed', async () => {
    const page = await atHome.at(guardian, `/files/${file}/sharing`);
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const section of ['Identity', 'Story']) await page.locator('#do-share').getByLabel(section, { exact: true }).check();
    await page.locator('#do-share').getByRole('button').click();
    expect(await main(page)).toContain('waits for an answer');
    for (const section of ['identity', 'chronology']) {
      const form = page.locator(`form[id^="do-answer-${section}"]`);
      await page.locator('details', { has: form }).locator('summary').click();
      await form.getByLabel('May this section go along?').selectOption({ label: 'Yes' });
      await form.getByRole('button').click();
    }
    await shot(page, 'sharing');
    expect(await isNarrow(page)).toBe(true);
    await page.getByRole('link', { name: 'Make the sealed package' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the package' }).click()]);
    sealed = join(here.data, 'package.keerpunt');
    await download.saveAs(sealed);
    expect(readFileSync(sealed).includes('Verzonnen')).toBe(false);
  });
});

describe('the desk that receives, in its own language', () => {
  it('takes it in by keyboard, and reads what came as the words of another installation', async () => {
    const page = await abroad.at(desk, `${there.address}/ro/handovers`);
    expect(await main(page)).toContain(fingerprint(cardOf(here)));
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Pachetul', { exact: true }).setInputFiles(sealed);
    await page.getByLabel('Pachetul', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ro\/files\/.*\/handover$/);
    expect(await main(page)).toContain('Acest dosar a venit din altă țară');
    await page.getByRole('link', { name: 'Citiți ce a venit' }).click();
    const text = await main(page);
    for (const said of ['semnătura și lanțul sunt valide', 'Invented: found with a prepared bag.', 'de la Verzonnen West, scris acolo la']) expect(text).toContain(said);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isNarrow(page)).toBe(true);
    await shot(page, 'came');
  });
  it('cannot take it in again, and is led to the file that is there', async () => {
    const page = await abroad.at(desk, `${there.address}/ro/handovers`);
    await page.getByLabel('Pachetul', { exact: true }).setInputFiles(sealed);
    await page.getByRole('button', { name: 'Verificați și preluați' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('a fost deja preluat aici');
    await page.getByRole('link', { name: 'La dosarul' }).click();
    expect(await main(page)).toContain('Acest dosar a venit din altă țară');
    await page.goto(`${there.address}/ro/handovers`);
    const broken = readFileSync(sealed);
    broken[broken.length - 40] = (broken.at(-40) ?? 0) ^ 1;
    await page.getByLabel('Pachetul', { exact: true }).setInputFiles({ name: 'x.keerpunt', mimeType: 'application/octet-stream', buffer: broken });
    await page.getByRole('button', { name: 'Verificați și preluați' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('modificat sau întrerupt');
  });
});
