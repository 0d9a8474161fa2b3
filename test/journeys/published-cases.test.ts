import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateOn } from '#src/justice/prosecution/model/facts.ts';
import { prosecutionObstacles } from '#src/justice/prosecution/model/gate.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, type DeskTester } from '../support/desk.ts';
import { keyboardOn, MOUSE } from '../support/hands.ts';
import { factsOfDay } from '../../bin/day-of-arrest.ts';
import { headersWithTheDay, rulesOfGate } from '../support/day-of-arrest.ts';
import { flat, readPdf } from '../support/pdf.ts';
import { PROJECT, startServer, type Running } from '../support/server.ts';
import { databaseUrl, startSignInServer } from '../support/sign-in-server.ts';
import { browserWalker, formWalker, signInWalking, typedIn, type Filler, type Walker } from '../support/walking.ts';
import { PUBLISHED_CASES, type Happened, type PublishedCase } from './published-cases.ts';

const WORDS = JSON.parse(readFileSync(join(PROJECT, 'messages/en.json'), 'utf8')) as Record<string, string>;
const eventName = (what: string) => WORDS[`file.event.${what}`] ?? what;

const database = useDatabase();
let server: Running;
let browser: Browser;
const WHO = ['police', 'youth', 'lawyer', 'colleague', 'prosecutor', 'secondTown'] as const;
type Who = (typeof WHO)[number];
const ROLES: Readonly<Record<Who, readonly string[]>> = { police: ['police-officer'], youth: ['youth-protection-worker'], lawyer: ['lawyer'], colleague: ['lawyer'], prosecutor: ['prosecutor'], secondTown: ['police-officer'] };
const people = {} as Record<Who, DeskTester>;
const walkers = {} as Record<Who, Walker>;
const address = () => server.address;

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  for (const who of WHO) {
    people[who] = await deskTester(database, ROLES[who], who === 'colleague' ? people.lawyer : undefined);
    walkers[who] = formWalker(address);
    await signInWalking(walkers[who], people[who]);
  }
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const agencyOf = (who: Who) => `Agency of ${people[who].signInName}`;

/** One case as it is played: who walks how, and where the file is. */
type Play = { readonly one: PublishedCase; file: string; paper: string; readonly by: Readonly<Record<Who, Walker>> };
type Step = { readonly at: string; readonly unfold?: string; readonly doing: string; readonly button?: string };

async function does(play: Play, who: Who, { at, unfold, doing, button }: Step, fill?: (form: Filler) => Promise<void>): Promise<void> {
  const walker = play.by[who];
  const path = `/en/files/${play.file}${at}`;
  // Whoever was led back to this page by what was sent before stays on it.
  if (walker.address() !== `${server.address}${path}`) expect([who, path, await walker.open(path)]).toEqual([who, path, 200]);
  await walker.send({ form: `/${doing}`, ...(unfold === undefined ? {} : { unfold }), ...(button === undefined ? {} : { button }) }, fill);
  expect([who, doing, await walker.alerts()]).toEqual([who, doing, []]);
}

async function openFile(play: Play): Promise<void> {
  const { one, by } = play;
  await by.police.open('/en/files/new');
  await by.police.send({ form: '/files/new' }, async (form) => {
    await form.fill('Given name', one.child.given);
    await form.fill('Family name', one.child.family);
    await form.pick('What happened', eventName(one.first.what));
    await form.day('When', one.first.day);
    await form.fill('What you know', one.first.text);
    await form.fill('Where', one.first.place);
  });
  play.file = by.police.address().split('/').at(-1) ?? '';
  expect(play.file).toMatch(/^[0-9a-f]{8}-/);
  expect(await by.police.text()).toContain(one.first.text);
}

const addEvent = (play: Play, { what, day, text, place, wasMissed }: Happened) =>
  does(play, 'police', { at: '', unfold: 'Write down what happened', doing: 'event' }, async (form) => {
    await form.pick('What happened', eventName(what));
    await form.day('When', day);
    await form.fill('What you know', text);
    await form.fill('Where', place);
    if (wasMissed) await form.tick('There was a sign that nobody followed');
  });
const invite = (play: Play, by: Who, who: Who, section: string) =>
  does(play, by, { at: '/table', unfold: 'Invite an organisation', doing: 'invite' }, async (form) => {
    await form.pick('Organisation', agencyOf(who));
    await form.pick('Section', section);
    if (section === 'Justice') await form.pick('Legal ground', 'GDPR 10: the child’s counsel');
    await form.day('Until', '2099-01-01');
  });
const accept = (play: Play, who: Who) => does(play, who, { at: '', doing: 'answer', button: 'Accept' });
const birthDate = (play: Play, who: Who, born: string) =>
  does(play, who, { at: '/identity', unfold: 'Add a fact', doing: 'fact' }, async (form) => {
    await form.pick('What', 'Birth date');
    await form.fill('What was said', born);
  });

/** Opens a section in which nobody is and puts something there. */
async function keepApart(play: Play, who: Who, { section, name, ground, text }: { section: string; name: string; ground: string; text: string }): Promise<void> {
  await does(play, who, { at: '/table', unfold: `Open the section: ${name}`, doing: 'open-section' }, (form) => form.pick('Legal ground', ground));
  await does(play, who, { at: `/${section}`, unfold: 'Add a note', doing: 'note' }, (form) => form.fill('Note', text));
  expect(await play.by[who].text()).toContain(text);
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
  const [first, ...others] = [...['Story', 'Identity', 'Recognition'].flatMap((section) => (['youth', 'lawyer'] as const).map((who) => [who, section] as const)), ['prosecutor', 'Story'], ['prosecutor', 'Recognition']] as [Who, string][];
  if (first) await invite(play, 'police', ...first);
  // Once is enough to show that it can be done that way.
  for (const [who, section] of others) await invite({ ...play, by: walkers }, 'police', who, section);
  for (const who of ['youth', 'lawyer', 'prosecutor'] as const) await accept(play, who);
  await does(play, 'youth', { at: '', unfold: 'Write down what the child said', doing: 'words' }, async (form) => {
    await form.fill('Which question was asked', one.asked);
    await form.fill('The child’s own words', one.said);
    await form.fill('Language', one.language);
    await form.tick('Interpreter');
    await form.fill('The professional’s summary', one.summary);
  });
  await does(play, 'police', { at: '/recognition', unfold: 'Add the outcome of a check', doing: 'signs' }, async (form) => {
    await form.pick('Outcome', 'Act now');
    await form.fill('The signs', one.signs);
  });
  for (const [at, [status, basis, reasons]] of one.steps.entries()) {
    await does(play, at === 0 ? 'police' : 'youth', { at: '/recognition', unfold: 'Record a decision on the status', doing: 'status' }, async (form) => {
      await form.pick('Status', status);
      await form.tick(basis);
      await form.fill('Reasons', reasons);
    });
  }
  await does(play, 'youth', { at: '', unfold: 'Promise to the child', doing: 'promise' }, (form) => form.fill('Promise', one.promise));
  await keepApart(play, 'youth', { section: 'health', name: 'Health', ground: 'GDPR 9.2.h: care', text: one.health });
  await keepApart(play, 'lawyer', { section: 'counsel', name: 'The child’s lawyer', ground: 'Privilege: the child’s lawyer', text: one.counsel });
  await keepApart(play, 'prosecutor', { section: 'justice', name: 'Justice', ground: 'GDPR 10: authority', text: waits(one) });
  await invite(play, 'prosecutor', 'lawyer', 'Justice');
  await accept(play, 'lawyer');
}
/** What the prosecutor writes down, and the request takes up. */
const waits = ({ id }: PublishedCase) => `Matter ${id}/26: put off, since nobody trained has assessed the child yet.`;

/** From the file to a paper that left: filled, put right, signed by a colleague, issued. */
async function askNotToPunish(play: Play): Promise<string> {
  const { by, one } = play;
  const papers = `/en/files/${play.file}/papers`;
  await by.lawyer.open(papers);
  await by.lawyer.send({ form: '/papers' }, async (form) => {
    await form.pick('Which paper, and for whom', 'Request not to punish the child – for: prosecutor');
    await form.pick('In which language', 'English');
  });
  play.paper = new URL(by.lawyer.address()).pathname.split('/').at(-1) ?? '';
  expect(await by.lawyer.text()).toContain('Filled from: Identity, Story, Recognition, Justice');
  const at = `/papers/${play.paper}`;
  await by.lawyer.open(`/en/files/${play.file}${at}`);
  const written = typedIn(await by.lawyer.html());
  const found = [...(await by.lawyer.text()).matchAll(/: “([^”]+)”/g)].map(([, words = '']) => words);
  await does(play, 'lawyer', { at, doing: 'save' }, async (form) => {
    await form.replace('reference', `13/${one.id}`);
    for (const [name, text] of written) {
      const without = found.reduce((said, words) => said.replaceAll(new RegExp(`\\S*${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\S*`, 'giu'), '(left out)'), text);
      if (without !== text) await form.replace(name, without);
    }
  });
  expect(await by.lawyer.text()).not.toContain('This has to come out first');
  await does(play, 'colleague', { at, doing: 'sign' }, async (form) => {
    await form.fill('Your function', 'attorney');
    await form.tick('I read all of it');
  });
  // Only now can it leave: the page that stood there before the colleague signed says so no more.
  await by.lawyer.open(`/en/files/${play.file}${at}`);
  await does(play, 'lawyer', { at, doing: 'issue' }, (form) => form.tick('I read all of it'));
  expect(await by.lawyer.text()).toContain('Issued on');
  const { body, headers } = await by.lawyer.bytes(`${papers}/${play.paper}/pdf`);
  expect(headers['content-type']).toBe('application/pdf');
  const heard = await readPdf(body);
  expect(heard).toMatchObject({ title: 'Request not to punish the child', language: 'en', isTagged: true, isUniversal: true });
  return heard.text.replaceAll(/\s+/g, ' ');
}

function readsAsAsked({ one }: Play, said: string): void {
  for (const text of [`13/${one.id}`, `${one.child.given} ${one.child.family}`, waits(one), 'fingerprints, DNA and photographs', 'V.C.L. and A.N.', 'not yet looked at by a jurist', 'attorney']) expect(flat(said)).toContain(flat(text));
  // What is asked stands in the order that harms the child least.
  const order = ['1. Not to register', '2. If that is held', '3. Only if it comes', '4. In any case'].map((text) => flat(said).indexOf(flat(text)));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
  if (one.later.some((event) => event.wasMissed)) expect(flat(said)).toContain(flat('There was a sign of exploitation on which nobody acted'));
  for (const hidden of [one.said, one.summary, one.health, one.counsel, one.promise, ...one.steps.map(([, , reasons]) => reasons), ...[one.first, ...one.later].map((event) => event.place).filter((place) => place.includes(' '))]) expect(flat(said)).not.toContain(flat(hidden));
}

/** For each agency: pages it sees with what stands there, and pages that are not there. */
const SEES: Readonly<Record<'police' | 'youth' | 'lawyer' | 'prosecutor', { readonly open: readonly string[]; readonly shut: readonly string[] }>> = {
  police: { open: ['', '/identity', '/recognition', '/protection', '/table', '/child'], shut: ['/counsel', '/health', '/location', '/justice'] },
  youth: { open: ['', '/identity', '/recognition', '/health', '/table', '/child'], shut: ['/counsel', '/protection', '/justice'] },
  lawyer: { open: ['', '/identity', '/recognition', '/counsel', '/justice', '/papers', '/table'], shut: ['/health', '/protection', '/location'] },
  prosecutor: { open: ['', '/recognition', '/justice', '/papers', '/table'], shut: ['/identity', '/counsel', '/health', '/protection'] },
};

async function everybodySeesTheirs({ one, file, paper, by }: Play, look: (walker: Walker, path: string) => Promise<void>): Promise<void> {
  const secrets: readonly (readonly [text: string, of: readonly (keyof typeof SEES)[]])[] = [
    [one.child.family, ['police', 'youth', 'lawyer']],
    [one.signs, ['police', 'youth', 'lawyer', 'prosecutor']],
    [one.counsel, ['lawyer']],
    [one.health, ['youth']],
    [one.said, ['police', 'youth', 'lawyer', 'prosecutor']],
    [waits(one), ['lawyer', 'prosecutor']],
  ];
  for (const [who, { open, shut }] of Object.entries(SEES) as [keyof typeof SEES, (typeof SEES)['police']][]) {
    let seen = '';
    for (const path of open) {
      expect([who, path, await by[who].open(`/en/files/${file}${path}`)]).toEqual([who, path, 200]);
      await look(by[who], path);
      seen += await by[who].text();
    }
    for (const path of shut) expect([who, path, await by[who].open(`/en/files/${file}${path}`)]).toEqual([who, path, 404]);
    for (const [text, of] of secrets) expect([who, text, seen.includes(text.replaceAll(/\s+/g, ' '))]).toEqual([who, text, of.includes(who)]);
  }
  // The request lies with the lawyer alone; it reaches the prosecutor by the way that such requests take.
  for (const who of ['police', 'youth', 'prosecutor'] as const) expect((await by[who].bytes(`/en/files/${file}/papers/${paper}/pdf`)).status).toBe(404);
}

async function isFoundElsewhere({ one, file, by }: Play): Promise<void> {
  const other: Play = { one, file: '', paper: '', by };
  await by.secondTown.open('/en/files/new');
  await by.secondTown.send({ form: '/files/new' }, async (form) => {
    await form.fill('Given name', one.elsewhere.given);
    await form.fill('Family name', one.elsewhere.family);
    await form.fill('What you know', 'Invented: seen at a shop in another town.');
  });
  other.file = by.secondTown.address().split('/').at(-1) ?? '';
  await birthDate(other, 'secondTown', one.child.born);
  await by.secondTown.open(`/en/files/${other.file}/identity`);
  const html = await by.secondTown.html();
  const known = /<section[^>]*aria-labelledby="known"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  expect(known).toContain(agencyOf('police'));
  expect(known).not.toMatch(/\d+ ?%|0\.\d/);
  // Whom to ask, and nothing of what is there.
  for (const hidden of [file, one.child.family, one.first.text, one.said]) expect(html).not.toContain(hidden);
  expect(await by.secondTown.open(`/en/files/${file}`)).toBe(404);
}

type Played = { readonly by: Readonly<Record<Who, Walker>>; readonly look: (walker: Walker, path: string) => Promise<void>; readonly end: () => Promise<void> };

/** With the browser, those whose work the case shows; a page is looked at once for whether everybody can use it. */
async function hired(one: PublishedCase): Promise<Played> {
  if (one.played !== 'by keyboard' && one.played !== 'on a telephone') return { by: walkers, look: async () => undefined, end: async () => undefined };
  const isNarrow = one.played === 'on a telephone';
  const scanned = new Set<string>();
  const context = await openContext(browser, { viewport: isNarrow ? PHONE : DESKTOP });
  const page = await context.newPage();
  const walker = browserWalker(page, isNarrow ? MOUSE : keyboardOn(page), address);
  // The officer by keyboard; the lawyer on the telephone. Both came in by the same two forms.
  const who: Who = isNarrow ? 'lawyer' : 'police';
  await context.addCookies(walkers[who].cookies().map((cookie) => ({ ...cookie, url: server.address })));
  return {
    by: { ...walkers, [who]: walker },
    async look(one_, path) {
      if (one_ !== walker || scanned.has(path)) return;
      scanned.add(path);
      expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
      if (isNarrow) expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0]);
    },
    end: () => context.close(),
  };
}

describe('a published case, with invented people', () => {
  it.each(PUBLISHED_CASES.map((one) => [`${one.id} (${one.source}), ${one.played}`, one] as const))('%s goes from first contact to a request not to punish the child, by officer, youth protection, lawyer and prosecutor', async (_, one) => {
    const { by, look, end } = await hired(one);
    const play: Play = { one, file: '', paper: '', by };
    await openFile(play);
    await birthDate(play, 'police', one.child.born);
    for (const event of one.later) await addEvent(play, event);
    if (one.played === 'through a crash') await killServer();
    await workTogether(play);
    readsAsAsked(play, await askNotToPunish(play));
    await everybodySeesTheirs(play, look);
    await isFoundElsewhere(play);
    // What the gate would have said on the day of the arrest, whenever the file was begun.
    const headers = await headersWithTheDay(database, play.file, one);
    expect(gateOn(headers, rulesOfGate, one.first.day).obstacles.map((o) => o.code)).toEqual(prosecutionObstacles(factsOfDay(one), rulesOfGate).map((o) => o.code));
    await end();
  }, 400_000);
  it('is eight different ones, each with its source, on a telephone, by keyboard, through a crash, and by forms alone', () => {
    expect(new Set(PUBLISHED_CASES.map((one) => one.id)).size).toBe(8);
    expect(PUBLISHED_CASES.every((one) => /\d{4}/.test(one.source) && one.became !== '')).toBe(true);
    expect(PUBLISHED_CASES.map((one) => one.played).toSorted()).toEqual([...Array.from({ length: 5 }, () => 'by forms alone'), 'by keyboard', 'on a telephone', 'through a crash']);
  });
});
