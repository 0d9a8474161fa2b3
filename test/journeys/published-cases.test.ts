import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, signInThrough, type DeskTester } from '../support/desk.ts';
import { keyboardOn, MOUSE, type Hands } from '../support/hands.ts';
import { PROJECT, startServer, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';
import { PUBLISHED_CASES, type Happened, type PublishedCase } from './published-cases.ts';

const WORDS = JSON.parse(readFileSync(join(PROJECT, 'messages/en.json'), 'utf8')) as Record<string, string>;
const eventName = (what: string) => WORDS[`file.event.${what}`] ?? what;

const database = useDatabase();
let server: Running;
let browser: Browser;
const people = {} as Record<Who, DeskTester>;
const pages = {} as Record<Who, Page>;
const WHO = ['police', 'youth', 'lawyer', 'secondTown'] as const;
type Who = (typeof WHO)[number];
const ROLES: Readonly<Record<Who, readonly string[]>> = { police: ['police-officer'], youth: ['youth-protection-worker'], lawyer: ['lawyer'], secondTown: ['police-officer'] };

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  for (const who of WHO) {
    people[who] = await deskTester(database, ROLES[who]);
    pages[who] = await (await openContext(browser, { viewport: DESKTOP })).newPage();
    await signInThrough(pages[who], server.address, people[who]);
  }
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const agencyOf = (who: Who) => `Agency of ${people[who].signInName}`;
const main = (page: Page) => page.locator('main').innerText();
const go = (page: Page, path: string) => page.goto(`${server.address}/en/files${path}`);
const labelled = (within: Locator, label: string) => within.getByLabel(label, { exact: true }).first();

/** One case as it is played: who sits where, and with what. */
type Play = { readonly one: PublishedCase; file: string; readonly hands: (page: Page) => Hands };

async function send(play: Play, page: Page, { at, unfold, doing }: { at: string; unfold: string; doing: string }, fill: (form: Locator, hands: Hands) => Promise<unknown>): Promise<void> {
  const hands = play.hands(page);
  // Whoever was led back to this page by what was sent before stays on it.
  if (page.url() !== `${server.address}/en/files/${play.file}${at}`) await go(page, `/${play.file}${at}`);
  await hands.press(page.locator('summary', { hasText: unfold }).first());
  const form = page.locator(`form[action$="/${doing}"]`).first();
  await fill(form, hands);
  await hands.press(form.getByRole('button').first());
  await page.waitForLoadState();
  expect(await page.getByRole('alert').count(), `${doing}: ${await page.getByRole('alert').allInnerTexts()}`).toBe(0);
}

async function openFile(play: Play): Promise<void> {
  const { one } = play;
  const page = pages.police;
  const hands = play.hands(page);
  await go(page, '/new');
  const form = page.locator('form[action$="/files/new"]');
  await hands.fill(labelled(form, 'Given name'), one.child.given);
  await hands.fill(labelled(form, 'Family name'), one.child.family);
  await hands.pick(labelled(form, 'What happened'), eventName(one.first.what));
  await hands.day(labelled(form, 'When'), one.first.day);
  await hands.fill(labelled(form, 'What you know'), one.first.text);
  await hands.fill(labelled(form, 'Where'), one.first.place);
  await hands.press(form.getByRole('button'));
  await page.waitForURL(/\/files\/[0-9a-f]{8}-/);
  play.file = page.url().split('/').at(-1) ?? '';
  expect(await main(page)).toContain(one.first.text);
}

const addEvent = (play: Play, { what, day, text, place, wasMissed }: Happened) =>
  send(play, pages.police, { at: '', unfold: 'Write down what happened', doing: 'event' }, async (form, hands) => {
    await hands.pick(labelled(form, 'What happened'), eventName(what));
    await hands.day(labelled(form, 'When'), day);
    await hands.fill(labelled(form, 'What you know'), text);
    await hands.fill(labelled(form, 'Where'), place);
    if (wasMissed) await hands.tick(form.getByLabel('There was a sign that nobody followed'));
  });
const invite = (play: Play, who: Who, section: string) =>
  send(play, pages.police, { at: '/table', unfold: 'Invite an organisation', doing: 'invite' }, async (form, hands) => {
    await hands.pick(labelled(form, 'Organisation'), agencyOf(who));
    await hands.pick(labelled(form, 'Section'), section);
    await hands.day(labelled(form, 'Until'), '2099-01-01');
  });
async function accept(play: Play, who: Who): Promise<void> {
  await go(pages[who], `/${play.file}`);
  expect(await main(pages[who])).toContain('Your organisation is invited to');
  await play.hands(pages[who]).press(pages[who].getByRole('button', { name: 'Accept' }));
  await pages[who].getByRole('button', { name: 'Accept' }).waitFor({ state: 'detached' });
}
const birthDate = (play: Play, who: Who, born: string) =>
  send(play, pages[who], { at: '/identity', unfold: 'Add a fact', doing: 'fact' }, async (form, hands) => {
    await hands.pick(labelled(form, 'What'), 'Birth date');
    await hands.fill(labelled(form, 'What was said'), born);
  });

/** Opens a section in which nobody is and puts something there that is nobody else's. */
async function keepApart(play: Play, who: Who, { section, name, ground, text }: { section: string; name: string; ground: string; text: string }): Promise<void> {
  await send(play, pages[who], { at: '/table', unfold: `Open the section: ${name}`, doing: 'open-section' }, (form, hands) => hands.pick(labelled(form, 'Legal ground'), ground));
  await send(play, pages[who], { at: `/${section}`, unfold: 'Add a note', doing: 'note' }, (form, hands) => hands.fill(labelled(form, 'Note'), text));
  expect(await main(pages[who])).toContain(text);
}

async function killServer(): Promise<void> {
  server.process.kill('SIGKILL');
  await new Promise((done) => server.process.once('exit', done));
  const again = await startServer(['--data', server.data, '--database-url', databaseUrl(database)], server.port);
  server = { ...again, address: `http://localhost:${again.port}` };
  while ((await fetch(`${server.address}/sign-in`)).status === 503) await new Promise((done) => setTimeout(done, 100));
}

async function workTogether(play: Play): Promise<void> {
  const { one } = play;
  for (const section of ['Story', 'Identity', 'Recognition']) await invite(play, 'youth', section);
  await invite(play, 'lawyer', 'Story');
  for (const who of ['youth', 'lawyer'] as const) await accept(play, who);
  await send(play, pages.youth, { at: '', unfold: 'Write down what the child said', doing: 'words' }, async (form, hands) => {
    await hands.fill(labelled(form, 'Which question was asked'), one.asked);
    await hands.fill(labelled(form, 'The child’s own words'), one.said);
    await hands.fill(labelled(form, 'Language'), one.language);
    await hands.tick(labelled(form, 'Interpreter'));
    await hands.fill(labelled(form, 'The professional’s summary'), one.summary);
  });
  await send(play, pages.police, { at: '/recognition', unfold: 'Add the outcome of a check', doing: 'signs' }, async (form, hands) => {
    await hands.pick(labelled(form, 'Outcome'), 'Act now');
    await hands.fill(labelled(form, 'The signs'), one.signs);
  });
  for (const [at, [status, basis, reasons]] of one.steps.entries()) {
    await send(play, at === 0 ? pages.police : pages.youth, { at: '/recognition', unfold: 'Record a decision on the status', doing: 'status' }, async (form, hands) => {
      await hands.pick(labelled(form, 'Status'), status);
      await hands.tick(labelled(form, basis));
      await hands.fill(labelled(form, 'Reasons'), reasons);
    });
  }
  await send(play, pages.lawyer, { at: '', unfold: 'Add a task', doing: 'task' }, async (form, hands) => {
    await hands.fill(labelled(form, 'What has to be done'), one.task);
    await hands.day(labelled(form, 'By'), '2026-12-24');
    await hands.pick(labelled(form, 'Who'), 'Youth protection');
  });
  await send(play, pages.youth, { at: '', unfold: 'Promise to the child', doing: 'promise' }, (form, hands) => hands.fill(labelled(form, 'Promise'), one.promise));
  await keepApart(play, 'lawyer', { section: 'counsel', name: 'The child’s lawyer', ground: 'Privilege: the child’s lawyer', text: one.counsel });
  await keepApart(play, 'youth', { section: 'health', name: 'Health', ground: 'GDPR 9.2.h: care', text: one.health });
}

/** For each agency: pages it sees with what stands there, and pages that are not there. */
const SEES: Readonly<Record<Exclude<Who, 'secondTown'>, { readonly open: readonly string[]; readonly shut: readonly string[] }>> = {
  police: { open: ['', '/identity', '/recognition', '/protection', '/table', '/child'], shut: ['/counsel', '/health', '/location'] },
  youth: { open: ['', '/identity', '/recognition', '/health', '/table', '/child'], shut: ['/counsel', '/protection', '/justice'] },
  lawyer: { open: ['', '/counsel', '/table', '/child'], shut: ['/identity', '/recognition', '/health', '/protection'] },
};

async function everybodySeesTheirs({ one, file }: Play, isNarrow: boolean): Promise<void> {
  const secrets: readonly (readonly [text: string, of: readonly Who[]])[] = [
    [one.child.family, ['police', 'youth']],
    [one.signs, ['police', 'youth']],
    [one.steps[0]?.[2] ?? '', ['police', 'youth']],
    [one.counsel, ['lawyer']],
    [one.health, ['youth']],
    [one.said, ['police', 'youth', 'lawyer']],
    [one.later[0].text, ['police', 'youth', 'lawyer']],
    [one.task, ['police', 'youth', 'lawyer']],
  ];
  const scanned = new Set<string>();
  const look = async (who: keyof typeof SEES) => {
    const page = pages[who];
    let seen = '';
    for (const path of SEES[who].open) {
      expect((await go(page, `/${file}${path}`))?.status(), `${who} ${path}`).toBe(200);
      // Each page of the file once; what differs for whom is what stands on it.
      const isScanned = scanned.has(path);
      scanned.add(path);
      if (!isScanned) expect(await accessibilityProblems(page), `${who} ${path}`).toEqual([]);
      if (isNarrow) expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
      const text = await main(page);
      seen += text;
      // On the page of the child stands what was promised, and nothing by which it could be found.
      if (path === '/child') expect([text.includes(one.promise), text.includes(one.child.family), text.includes(one.health)]).toEqual([true, false, false]);
    }
    for (const path of SEES[who].shut) expect((await go(page, `/${file}${path}`))?.status(), `${who} ${path}`).toBe(404);
    for (const [text, of] of secrets) expect(seen.includes(text), `${who} and “${text}”`).toBe(of.includes(who));
  };
  await Promise.all((['police', 'youth', 'lawyer'] as const).map(look));
  expect(scanned).toEqual(new Set(Object.values(SEES).flatMap(({ open }) => open)));
}

async function isFoundElsewhere({ one, file }: Play): Promise<void> {
  const page = pages.secondTown;
  const other: Play = { one: { ...one, child: { ...one.elsewhere, born: one.child.born } }, file: '', hands: () => MOUSE };
  await go(page, '/new');
  await page.getByLabel('Given name').fill(one.elsewhere.given);
  await page.getByLabel('Family name').fill(one.elsewhere.family);
  await page.getByLabel('What you know').fill('Invented: seen at a shop in another town.');
  await page.getByRole('button', { name: 'Save and open' }).click();
  other.file = page.url().split('/').at(-1) ?? '';
  await go(page, `/${other.file}/identity`);
  await birthDate(other, 'secondTown', one.child.born);
  await go(page, `/${other.file}/identity`);
  const known = await page.locator('section[aria-labelledby="known"]').innerText();
  expect(known).toContain(agencyOf('police'));
  expect(known).not.toMatch(/\d+ ?%|0\.\d/);
  // Whom to ask, and nothing of what is there.
  const html = await page.content();
  for (const hidden of [file, one.child.family, one.first.text, one.said]) expect(html).not.toContain(hidden);
  expect((await go(page, `/${file}`))?.status()).toBe(404);
}

describe('a published case, with invented people', () => {
  it.each(PUBLISHED_CASES.map((one) => [`${one.id} (${one.source}), ${one.played}`, one] as const))('%s is a file in which three agencies work, and a second town finds the child', async (_, one) => {
    const isNarrow = one.played === 'on a telephone';
    for (const who of WHO) await pages[who].setViewportSize(isNarrow ? PHONE : DESKTOP);
    const play: Play = { one, file: '', hands: (page) => (one.played === 'by keyboard' ? keyboardOn(page) : MOUSE) };
    await openFile(play);
    await birthDate(play, 'police', one.child.born);
    for (const event of one.later) await addEvent(play, event);
    if (one.played === 'through a crash') await killServer();
    await workTogether(play);
    await everybodySeesTheirs(play, isNarrow);
    await isFoundElsewhere(play);
  }, 120_000);
  it('is six different ones, each with its source, on a telephone twice, by keyboard once and through a crash once', () => {
    expect(new Set(PUBLISHED_CASES.map((one) => one.id)).size).toBe(6);
    expect(PUBLISHED_CASES.every((one) => /\d{4}/.test(one.source))).toBe(true);
    expect(PUBLISHED_CASES.map((one) => one.played).toSorted()).toEqual(['at a desk', 'at a desk', 'by keyboard', 'on a telephone', 'on a telephone', 'through a crash']);
  });
});
