import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openContext, DESKTOP, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, openReception, signInThrough, type DeskTester } from '../support/desk.ts';
import { startServer, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let before: Running[] = [];
beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
});
afterAll(async () => {
  await browser.close();
  for (const one of [...before, server]) await one.stop();
});

/** Ends the server as a power cut does, and starts it again on the same database, keys and address. */
async function killAndStart(): Promise<void> {
  const killed = server;
  const gone = new Promise((done) => killed.process.once('exit', done));
  killed.process.kill('SIGKILL');
  await gone;
  before = [...before, killed];
  const next = await startServer(['--database-url', databaseUrl(database)], killed.port, (data) => cpSync(join(killed.data, 'keys'), join(data, 'keys'), { recursive: true }));
  server = { ...next, address: killed.address };
  for (const end = Date.now() + 20_000; (await fetch(`${server.address}/report`)).status !== 200; await sleep(50)) if (Date.now() > end) throw new Error(server.output());
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const main = (page: Page) => page.locator('main').innerText();

type Texts = Record<'path' | 'way' | 'goOn' | 'told' | 'skip' | 'sent' | 'words' | 'open' | 'answered' | 'read', string>;
const NL: Texts = { path: '/report', way: 'Ik maak mij zorgen over een kind', goOn: 'Verder', told: 'Hij slaapt in een auto.', skip: 'Meteen versturen', sent: 'Uw bericht is aangekomen', words: 'De woorden, in volgorde', open: 'Openen', answered: 'Er is een antwoord', read: 'Lezen en schrijven' };
const RO: Texts = { path: '/ro/report', way: 'Îmi fac griji pentru un copil', goOn: 'Mai departe', told: 'Doarme într-o mașină.', skip: 'Trimite imediat', sent: 'Mesajul dumneavoastră a ajuns', words: 'Cuvintele, în ordine', open: 'Deschide', answered: 'Există un răspuns', read: 'Citește și scrie' };

/** A stranger on a telephone without a script, at night. */
async function report(text: Texts): Promise<string[]> {
  const page = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
  await page.goto(server.address + text.path);
  await press(page, text.way);
  await press(page, text.goOn);
  await page.locator('textarea[name=text]').fill(text.told);
  await press(page, text.goOn);
  await press(page, text.goOn);
  const words = await page.locator('.receipt li').allInnerTexts();
  // The power goes while the words stand on the telephone: the same page still sends.
  await killAndStart();
  await press(page, text.skip);
  expect(await page.locator('main h1').innerText()).toBe(text.sent);
  expect(await page.locator('.receipt li').allInnerTexts()).toEqual(words);
  await page.context().close();
  return words;
}

/** The desk, in the morning. */
async function answer(page: Page, told: string, says: string): Promise<void> {
  await page.goto(`${server.address}/en/desk`);
  for (const link of await page.locator('main li h2 a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))) {
    await page.goto(link);
    if ((await main(page)).includes(told)) break;
  }
  await press(page, 'I take this');
  await page.getByLabel('Your answer').fill(says);
  // And it goes again, while the answer is being written: nothing that was typed is lost, and the session still holds.
  await killAndStart();
  await press(page, 'Send');
  expect(await main(page)).toContain('Answered');
}

/** The stranger, at a library. */
async function readBack(text: Texts, words: readonly string[], says: string): Promise<void> {
  const page = await (await openContext(browser, { viewport: DESKTOP, script: false })).newPage();
  await page.goto(`${server.address}${text.path}/return`);
  await page.getByLabel(text.words).fill(words.join(' '));
  await press(page, text.open);
  expect(await page.locator('main h1').innerText()).toBe(text.answered);
  await press(page, text.read);
  expect(await page.locator('.said').allInnerTexts()).toEqual([text.told, says]);
  expect(await page.context().cookies()).toEqual([]);
  await page.context().close();
}

/** With a code from an authenticator, each time. */
async function withCode(who: DeskTester): Promise<Page> {
  const page = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
  await signInThrough(page, server.address, who);
  return page;
}

/** With a passkey of the telephone, which was added once. */
async function withPasskey(who: DeskTester): Promise<Page> {
  const context: BrowserContext = await openContext(browser, { viewport: PHONE, script: true });
  const page = await context.newPage();
  const authenticator = await context.newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await signInThrough(page, server.address, who);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Added ').waitFor();
  await press(page, 'Sign out');
  await page.getByRole('button', { name: 'With a passkey' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  return page;
}

let first: DeskTester;
async function worker(): Promise<DeskTester> {
  const who = await deskTester(database, ['helpdesk-worker'], first);
  if (!first) await openReception(database, who);
  return (first ??= who);
}

describe('a stranger reports at night, the desk answers in the morning, and the stranger reads it at a library, the server being killed in between', () => {
  it.each([
    ['in Dutch, a worker with a code', NL, withCode],
    ['in Romanian, a worker with a passkey', RO, withPasskey],
  ] as const)('%s', async (_, text, signIn) => {
    const who = await worker();
    const words = await report(text);
    const says = `${text.told} Wij helpen.`;
    const page = await signIn(text === NL ? who : await deskTester(database, ['helpdesk-worker'], who));
    await answer(page, text.told, says);
    await page.context().close();
    await readBack(text, words, says);
  }, 120_000);
});
