import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { recordAnswer } from '#src/reintegration/following/actions/answer-actions.ts';
import { setCalendar } from '#src/reintegration/following/actions/plan-actions.ts';
import { accessibilityProblems, launchBrowser } from '../support/browser.ts';
import { useDatabase, type TestDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { aFile } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { claiming } from '../support/handovers.ts';
import { flat, readPdf } from '../support/pdf.ts';
import { peopleAt } from '../support/seated.ts';
import { anAnswer } from '../support/following.ts';
import { CLI, PROJECT, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';

/** Two installations: one in the country where the child is, one where it goes to. */
const [west, east] = [useDatabase(), useDatabase()];
let [here, there] = [] as unknown as [Running, Running];
let browser: Browser;
let guardian: DeskTester;
let partner: DeskTester;
let desk: DeskTester;
const file = randomUUID();
let sealed = '';

/** As whoever runs an installation calls it, beside its server. */
function keerpunt(of: Running, database: TestDatabase, args: readonly string[]) {
  const done = spawnSync(process.execPath, [CLI, ...args, '--data', of.data, '--database-url', databaseUrl(database)], { cwd: PROJECT, encoding: 'utf8', env: { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
/** The card of an installation as a file, and the fingerprint that its people read out. */
function cardOf(of: Running, database: TestDatabase): { file: string; heard: string } {
  const { out, err } = keerpunt(of, database, ['node', 'card']);
  const card = join(of.data, 'card');
  writeFileSync(card, out);
  return { file: card, heard: /: ([0-9a-f ]{39})\n$/.exec(err)?.[1] ?? '' };
}
const know = (by: Running, database: TestDatabase, name: string, { file: card, heard }: ReturnType<typeof cardOf>) => keerpunt(by, database, ['node', 'add', name, card, '--heard', heard]);
const ARRIVAL_WORDS = 'Invented: I sleep well, said the child.';

beforeAll(async () => {
  [here, there, browser] = await Promise.all([startSignInServer(west), startSignInServer(east), launchBrowser()]);
  [guardian, partner, desk] = await Promise.all([deskTester(west, ['guardian']), deskTester(west, ['partner']), deskTester(east, ['youth-protection-worker'])]);
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
const sealedAs = (text: string): string => {
  const path = join(here.data, 'odd');
  writeFileSync(path, text);
  return path;
};
const today = () => new Date().toISOString().slice(0, 10);

describe('those who run two installations', () => {
  it('know each other by a card and by what was heard on the telephone, and by nothing else', () => {
    const [ours, theirs] = [cardOf(here, west), cardOf(there, east)];
    expect(know(here, west, 'Inventat Est', { ...theirs, heard: ours.heard })).toMatchObject({ code: 2, err: expect.stringContaining('the fingerprint is not that of this card') });
    expect(know(here, west, 'Inventat Est', { ...theirs, file: sealedAs('no card') })).toMatchObject({ code: 2, err: expect.stringContaining('is no card of an installation') });
    expect(keerpunt(here, west, ['node', 'list']).out).toBe('no other installation is known\n');
    expect(know(here, west, 'Inventat Est', theirs)).toMatchObject({ code: 0 });
    expect(know(there, east, 'Verzonnen West', ours)).toMatchObject({ code: 0 });
    expect(keerpunt(here, west, ['node', 'list']).out).toBe(`Inventat Est  ${theirs.heard}\n`);
    expect(know(here, west, 'Iemand Anders', theirs)).toMatchObject({ code: 2, err: expect.stringContaining('this card is that of Inventat Est') });
  });
});

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
    expect(await main(page)).toContain(cardOf(here, west).heard);
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

describe('how the child is, back to the country that handed it over', () => {
  const answers = () => join(here.data, 'answers.keerpunt');
  let abroadFile = '';
  /** The days on which somebody looks, on both sides; and what was seen there. */
  async function follow(by: DeskTester, at: readonly [TestDatabase, Running], of: string): Promise<void> {
    const [perform, actor] = [performBeside(...at), { id: by.personId, agency: by.agencyId }];
    const { version } = valueOf(await perform(READ_SECTION.reintegration, actor, { file: of }));
    valueOf(await perform(setCalendar, actor, { file: of, base: version, calendar: { country: 'RO', arrivesOn: today(), language: 'ro', riskStays: false }, words: { partner: 'Invented partner', phone: '1' } }));
  }
  it('is sealed there, in its own language, with the words of the child because it says yes', async () => {
    const page = await abroad.at(desk, `${there.address}/ro/files`);
    await page.goto(`${there.address}/ro/handovers`);
    await page.getByLabel('Pachetul', { exact: true }).setInputFiles(sealed);
    await page.getByRole('button', { name: 'Verificați și preluați' }).click();
    await page.getByRole('link', { name: 'La dosarul' }).click();
    abroadFile = /files\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await page.getByRole('link', { name: 'Transmiteți înapoi cum îi este copilului' }).click();
    await page.getByRole('button', { name: 'Salvați pachetul' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('scrieți mai întâi la Urmărire');
    await follow(desk, [east, there], abroadFile);
    const seen = { ...anAnswer({ seenOn: today() }), words: { words: ARRIVAL_WORDS, question: 'How do you sleep?' } };
    valueOf(await performBeside(east, there)(recordAnswer, { id: desk.personId, agency: desk.agencyId }, { file: abroadFile, ...seen }));
    await page.goto(page.url());
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isNarrow(page)).toBe(true);
    await shot(page, 'back');
    await page.getByLabel('Ce spune copilul').selectOption({ label: 'da' });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Salvați pachetul' }).click()]);
    await download.saveAs(answers());
    expect(readFileSync(answers()).includes('Invented')).toBe(false);
  });
  it('is taken in here by the page, and stands as the answer of that day with the words of the child', async () => {
    await follow(guardian, [west, here], file);
    const page = await atHome.at(guardian, `/files/${file}/following`);
    await page.getByRole('link', { name: 'Take it in here' }).click();
    await page.getByLabel('The package', { exact: true }).setInputFiles(answers());
    await page.getByRole('button', { name: 'Check and take in' }).click();
    await page.waitForURL(/\/following$/);
    const text = await main(page);
    for (const said of ['Sealed, from the installation to which the file went', 'signed by the installation that took the child over', ARRIVAL_WORDS]) expect(text).toContain(said);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isNarrow(page)).toBe(true);
    await shot(page, 'answered');
  });
  it('is not taken in twice, nor half of it, on the command line either; and what is new is', async () => {
    const take = (what: string, database = west, of = here, as = guardian.signInName) => keerpunt(of, database, ['package', 'import', what, '--as', as]);
    expect(take(answers())).toMatchObject({ code: 1, err: expect.stringContaining('nothing was taken in') });
    const half = readFileSync(answers());
    expect(take(sealedAs(half.subarray(0, half.length / 2).toString('latin1')))).toMatchObject({ code: 2, out: '' });
    expect(take('/no/such/file')).toMatchObject({ code: 2, err: expect.stringContaining('cannot read /no/such/file') });
    expect(take(answers(), east, there, desk.signInName)).toMatchObject({ code: 2, err: expect.stringContaining('sealed to somebody else') });
    expect(take(answers(), west, here, 'nobody@invented.example')).toMatchObject({ code: 2, err: expect.stringContaining('nobody signs in as') });
    expect(take(sealed, east, there, desk.signInName)).toMatchObject({ code: 1, err: expect.stringContaining('this file is here already') });
    valueOf(await performBeside(east, there)(recordAnswer, { id: desk.personId, agency: desk.agencyId }, { file: abroadFile, ...anAnswer({ seenOn: today(), outcome: 'worried' }) }));
    const page = await abroad.at(desk, `${there.address}/ro/files/${abroadFile}/handover`);
    await page.getByRole('link', { name: 'Transmiteți înapoi cum îi este copilului' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Salvați pachetul' }).click()]);
    await download.saveAs(answers());
    expect(take(answers())).toMatchObject({ code: 0, out: expect.stringContaining('one answer is written down in file') });
    expect(keerpunt(here, west, ['node', 'end', 'Inventat Est'])).toMatchObject({ code: 0 });
    expect(take(answers())).toMatchObject({ code: 2, err: expect.stringContaining('signed by nobody who is known here') });
  });
});
