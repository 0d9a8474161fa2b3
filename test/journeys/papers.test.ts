import { createHash, randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { addEvent } from '#src/files/actions/story-actions.ts';
import { aFile, anEvent } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { readPdf } from '../support/pdf.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let lawyer: DeskTester;
let colleague: DeskTester;
let officer: DeskTester;
let address = '';
const file = randomUUID();

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  lawyer = await deskTester(database, ['lawyer']);
  colleague = await deskTester(database, ['lawyer'], lawyer);
  const perform = performBeside(database, server);
  const [police, counsel] = [officer, lawyer].map((who) => ({ id: who.personId, agency: who.agencyId })) as [{ id: string; agency: string }, { id: string; agency: string }];
  valueOf(await perform(openFile, police, aFile({ file, words: { text: 'Invented: a girl of 14 with a prepared bag in Invented Mall. A man waits outside.', place: 'Invented Mall' } })));
  for (const section of ['identity', 'chronology', 'recognition'] as const) valueOf(await perform(INVITE[section], police, { file, agency: counsel.agency, purpose: 'legal-help', ground: 'counsel-of-the-child', endsOn: '2099-01-01' }));
  valueOf(await perform(answerInvitation, counsel, { file, answer: 'accepted' }));
  valueOf(await perform(OPEN_SECTION.counsel, counsel, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Every step is a form. The lawyer has scripts, for what looks at the page; the others have none. */
const { at } = peopleAt({ browser: () => browser, address: () => server.address, hasScript: (who) => who === lawyer });
const main = (page: Page) => page.locator('main').innerText();
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`);
async function download(page: Page, link: string): Promise<Buffer> {
  const got = await page.request.get(new URL((await page.getByRole('link', { name: link }).getAttribute('href')) ?? '', page.url()).href);
  expect(got.headers()['content-disposition']).toMatch(/^attachment/);
  expect(got.headers()['cache-control']).toBe('no-store');
  return got.body();
}

describe('a lawyer asks not to punish a child, the same afternoon', () => {
  it('begins the request from the file, in which every sentence says where it stands', async () => {
    const page = await at(lawyer, `/files/${file}`);
    await page.getByRole('link', { name: 'Papers' }).click();
    await page.getByLabel('Which paper, and for whom').selectOption({ label: 'Request not to punish the child – for: prosecutor' });
    await page.getByRole('button', { name: 'Fill from the file' }).click();
    address = page.url();
    expect(await main(page)).toContain('Filled from: Identity, Story, Recognition');
    expect(await main(page)).toContain('The suspect’s lawyer will read this.');
    expect(await main(page)).toContain('recorded on');
    expect(await main(page)).toContain('not yet verified by a jurist');
    if (process.env['KEERPUNT_SHOTS']) await page.screenshot({ path: `${process.env['KEERPUNT_SHOTS']}/paper.png`, fullPage: true });
    expect(await accessibilityProblems(page)).toEqual([]);
    const draft = await readPdf(await download(page, 'The draft as PDF'));
    expect(draft.text).toContain('Draft: not issued');
  });
  it('is told what must come out, and takes it out', async () => {
    const page = await at(lawyer, address);
    expect(await main(page)).toContain('A place: “Invented Mall”');
    const edit = form(page, 'save');
    const happened = edit.locator('fieldset', { hasText: 'What happened' });
    await happened.getByLabel('Sentence 1').fill('Invented: a girl of 14 with a prepared bag. A man waits outside.');
    await happened.getByLabel('Add to this').fill('She was asked to call him at Bramble corner.');
    await edit.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Say of what you add where it stands');
    expect(await happened.getByLabel('Add to this').inputValue()).toBe('She was asked to call him at Bramble corner.');
    await happened.getByLabel('Where that stands').fill('Interview of the officer');
    await edit.getByLabel('Number under which the receiver').fill('13/000123-26');
    await edit.getByRole('button', { name: 'Save' }).click();
    expect(await main(page)).not.toContain('This has to come out first');
    expect(await form(page, 'save').locator('fieldset', { hasText: 'What happened' }).getByLabel('Sentence 2').inputValue()).toBe('She was asked to call him at Bramble corner.');
    expect(await main(page)).toContain('A jurist who did not write in it has to read this');
  });
  it('has it signed by a colleague who read it, and not without reading', async () => {
    const page = await at(colleague, address);
    // She was never here before: she is asked why, and goes on to the paper she came for.
    await page.getByLabel('A colleague asked me').check();
    await page.getByRole('button', { name: 'Go on to the file' }).click();
    expect(page.url()).toBe(address);
    const asked = form(page, 'sign');
    await asked.getByLabel('Your function').fill('attorney');
    await asked.getByLabel('Your name').fill('Bo Invented');
    await asked.getByRole('button', { name: 'Sign' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('tick the box');
    await asked.getByLabel('I read all of it').check();
    await asked.getByLabel('Your function').fill('attorney');
    await asked.getByRole('button', { name: 'Sign' }).click();
    expect(await main(page)).toContain('Read and signed by Bo Invented, attorney.');
    expect(await main(page)).toContain('Another person issues it.');
    expect(await form(page, 'issue').count()).toBe(0);
  });
  it('is stopped when a place came in meanwhile that it names, says which, and has it signed again without', async () => {
    const police = { id: officer.personId, agency: officer.agencyId };
    valueOf(await performBeside(database, server)(addEvent, police, { file, event: anEvent({ what: 'placed' }), words: { text: 'Invented: taken there.', place: 'Bramble Corner' } }));
    const page = await at(lawyer, address);
    // Nothing was looked at again yet: the page shows what was known when it was written.
    await form(page, 'issue').getByLabel('I read all of it').check();
    await form(page, 'issue').getByRole('button', { name: 'Issue' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('A place:');
    expect(await main(page)).toContain('A place: “Bramble Corner”');
    expect(await main(page)).not.toContain('Issued on');
    const said = form(page, 'save').locator('fieldset', { hasText: 'What happened' }).getByLabel('Sentence 2');
    expect(await said.inputValue()).toBe('She was asked to call him at Bramble corner.');
    await said.fill('She was asked to call him.');
    await form(page, 'save').getByRole('button', { name: 'Save' }).click();
    const again = await at(colleague, address);
    await form(again, 'sign').getByLabel('Your function').fill('attorney');
    await form(again, 'sign').getByLabel('Your name').fill('Bo Invented');
    await form(again, 'sign').getByLabel('I read all of it').check();
    await form(again, 'sign').getByRole('button', { name: 'Sign' }).click();
    expect(await main(again)).toContain('Read and signed by Bo Invented, attorney.');
  });
  it('lets it leave, frozen, with a fingerprint that fits the file', async () => {
    const page = await at(lawyer, address);
    await form(page, 'issue').getByLabel('I read all of it').check();
    await form(page, 'issue').getByRole('button', { name: 'Issue' }).click();
    expect(await main(page)).toContain('Issued on');
    expect(await form(page, 'save').count()).toBe(0);
    const pdf = await download(page, 'The issued paper');
    expect(await main(page)).toContain(createHash('sha256').update(pdf).digest('hex'));
    const heard = await readPdf(pdf);
    expect(heard).toMatchObject({ title: 'Request not to punish the child', language: 'en', isTagged: true, isUniversal: true });
    for (const said of ['13/000123-26', 'Bo Invented, attorney', 'She was asked to call him.', 'Interview of the officer']) expect(heard.text.replaceAll(/\s+/g, ' ')).toContain(said);
    expect(heard.text).not.toMatch(/Invented Mall|Bramble|Draft/);
    expect((await download(await at(lawyer, address), 'The issued paper')).equals(pdf)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
  it('is seen by nobody else: not by the police, who sit at the same table', async () => {
    const page = await at(officer, `/files/${file}/papers`);
    expect(await main(page)).toContain('There are no papers yet.');
    expect(await main(page)).not.toContain('Request not to punish the child – for');
    expect(await main(await at(officer, address))).not.toContain('Issued');
    expect((await page.request.get(`${address}/pdf`)).status()).toBe(404);
  });
});

describe('a lawyer writes to another country', () => {
  it('in the language that is read there, with its law and no other, and says that nobody read the translation', async () => {
    const page = await at(lawyer, `/files/${file}/papers`);
    const which = page.getByLabel('Which paper, and for whom');
    await which.selectOption({ label: 'Letter to another country – for: the Romanian central authority and the DGASPC (Romania)' });
    await page.getByLabel('In which language').selectOption({ label: 'Dutch' });
    await page.getByRole('button', { name: 'Fill from the file' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('This paper goes in: Romanian, English.');
    await which.selectOption({ label: 'Letter to another country – for: the Romanian central authority and the DGASPC (Romania)' });
    await page.getByLabel('In which language').selectOption({ label: 'Romanian' });
    await page.getByRole('button', { name: 'Fill from the file' }).click();
    expect(await main(page)).toContain('Filled from: Identity, Recognition');
    if (process.env['KEERPUNT_SHOTS']) await page.screenshot({ path: `${process.env['KEERPUNT_SHOTS']}/letter.png`, fullPage: true });
    const heard = await readPdf(await download(page, 'The draft as PDF'));
    expect(heard).toMatchObject({ title: 'Scrisoare privind un copil', language: 'ro', isTagged: true, isUniversal: true });
    const said = heard.text.replaceAll(/\s+/g, ' ');
    for (const text of ['autoritatea centrală română și DGASPC', 'Numărul nostru', 'încă necitită de un vorbitor nativ', 'Hotărârea Guvernului nr. 1443/2004']) expect(said).toContain(text);
    expect(said).not.toMatch(/\bSr\b|Aanwijzing|Invented Mall/);
  });
});

describe('an officer notifies', () => {
  it('with no more than everybody may know who reads it there', async () => {
    const page = await at(officer, `/files/${file}/papers`);
    await page.getByLabel('Which paper, and for whom').selectOption({ label: 'Notification to CoMensha – for: CoMensha' });
    await page.getByLabel('In which language').selectOption({ label: 'Dutch' });
    await page.getByRole('button', { name: 'Fill from the file' }).click();
    expect(await main(page)).toContain('Filled from: Story, Recognition');
    const heard = await readPdf(await download(page, 'The draft as PDF'));
    expect(heard).toMatchObject({ title: 'Aanmelding bij CoMensha', language: 'nl' });
    expect(heard.text).not.toContain('Voorbeeld');
    // The lawyer sits at recognition and may sign; who wrote it may not.
    expect(await form(page, 'sign').count()).toBe(0);
    expect(await form(await at(lawyer, page.url()), 'sign').count()).toBe(1);
  });
});
