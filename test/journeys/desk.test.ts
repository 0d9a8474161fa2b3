import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConversation, sendReport } from '#src/helpdesk/model/reporter-actions.ts';
import type { Ground, Perform } from '#src/platform/action/perform.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { received } from '../support/attachments.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, groundBeside, openReception, performBeside, signInThrough, type DeskTester } from '../support/desk.ts';
import { valueOf } from '../support/ground.ts';
import { aReport } from '../support/reports.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let perform: Perform;
let beside: Ground;
let worker: DeskTester;
let second: DeskTester;
let jurist: DeskTester;
let coordinator: DeskTester;
const reception = () => ({ id: 'service:reception', agency: worker.agencyId });

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  worker = await deskTester(database, ['helpdesk-worker']);
  second = await deskTester(database, ['helpdesk-worker'], worker);
  jurist = await deskTester(database, ['helpdesk-jurist'], worker);
  coordinator = await deskTester(database, ['helpdesk-coordinator'], worker);
  await openReception(database, worker);
  [perform, beside] = [performBeside(database, server), groundBeside(database, server)];
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function send(change: Parameters<typeof aReport>[0] = {}, words: Parameters<typeof aReport>[1] = {}): Promise<string> {
  const report = aReport(change, words);
  valueOf(await perform(sendReport, reception(), report));
  return report.report;
}
const readBy = async (report: string) => valueOf(await perform(readConversation, reception(), { report })).messages.map((m) => ('words' in m.read ? m.read.words.text : 'gone'));

/** A session of somebody, on a telephone and without a script unless told otherwise. */
const pages = new Map<string, Page>();
async function pageOf(who: DeskTester): Promise<Page> {
  const known = pages.get(who.personId);
  if (known) return known;
  const context = await openContext(browser, { viewport: PHONE, script: true });
  const page = await context.newPage();
  await signInThrough(page, server.address, who);
  pages.set(who.personId, page);
  return page;
}
const at = async (who: DeskTester, path: string): Promise<Page> => {
  const page = await pageOf(who);
  await page.goto(`${server.address}/en${path}`);
  return page;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const main = (page: Page) => page.locator('main').innerText();

describe('the inbox', () => {
  it('shows danger first, then what a check called act-now, then a child, each with its promise', async () => {
    const check = { outcome: 'act-now', urgency: 'protect', incident: null } as const;
    const [ordinary, child, act, danger] = [await send({ way: 'professional' }), await send({ way: 'child' }), await send({ check }), await send({ dangerNow: 'yes' })];
    const page = await at(worker, '/desk');
    const links = await page.locator('main li h2 a').evaluateAll((all) => all.map((a) => a.getAttribute('href')?.split('/').at(-1)));
    expect(links).toEqual([danger, act, child, ordinary]);
    expect(await main(page)).toMatch(/hours? late|within \d+ hours?/);
  });
  it('is filtered by what it shows, urgency and language', async () => {
    const report = await send({ language: 'ro', way: 'child' });
    const page = await at(worker, '/desk');
    await page.getByLabel('Urgency').selectOption('child');
    await page.getByLabel('Language', { exact: true }).and(page.locator('select')).selectOption('ro');
    await press(page, 'Show');
    expect(await page.locator('main li h2 a').count()).toBe(1);
    expect(page.url()).not.toContain(report);
    await at(worker, '/desk?show=spam');
    expect(await main(page)).toContain('There is nothing here now.');
    // What is no choice of the form counts as none.
    await at(worker, '/desk?show=everything%00&urgency=%27&language=xx');
    expect(await page.locator('main li h2 a').count()).toBeGreaterThan(3);
  });
  it('is one step from the account of whoever works there', async () => {
    const page = await at(worker, '/account');
    await page.getByRole('link', { name: 'Inbox' }).click();
    expect(page.url()).toBe(`${server.address}/en/desk`);
  });
  it('is for nobody who works at no helpdesk, and leads others to the door', async () => {
    const nobody = await deskTester(database, []);
    const page = await at(nobody, '/desk');
    expect(await main(page)).toContain('You do not work at a helpdesk');
    const stranger = await (await openContext(browser, { viewport: PHONE })).newPage();
    await stranger.goto(`${server.address}/en/desk`);
    expect(stranger.url()).toContain('/en/sign-in');
  });
});

describe('a report', () => {
  it('is taken, answered with a text in the language of the reporter, and read by whoever has the words', async () => {
    const report = await send({ language: 'ro' }, { text: 'Nu vreau <b>să</b> fur.' });
    const page = await at(worker, `/desk/reports/${report}`);
    expect(await main(page)).toContain('Nu vreau <b>să</b> fur.');
    await press(page, 'I take this');
    expect(await main(page)).toContain('Who has it: You');
    await page.getByLabel('Begin with a text').selectOption('received');
    await press(page, 'Fill in');
    expect(await page.getByLabel('Your answer').inputValue()).toContain('Vă mulțumim că ne-ați scris.');
    await press(page, 'Send');
    expect(await main(page)).toContain('Answered');
    expect((await readBy(report))[1]).toContain('Vă mulțumim că ne-ați scris.');
  });
  it('is answered with a file, and what the reporter sent is saved and never opened here', async () => {
    const { id, form } = await received(beside, reception(), Buffer.from('<script>alert(1)</script>'), { name: 'bewijs.html' });
    const report = aReport();
    valueOf(await perform(sendReport, reception(), { ...report, files: { form, ids: [id] } }));
    const page = await at(worker, `/desk/reports/${report.report}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^bewijs\.html/ }).click()]);
    expect([download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]).toEqual(['bewijs.html', '<script>alert(1)</script>']);
    await page.getByLabel('Files').setInputFiles({ name: 'brief.txt', mimeType: 'text/plain', buffer: Buffer.from('dear you') });
    await press(page, 'Send');
    expect(await main(page)).toContain('Write something first');
    expect(await page.getByRole('checkbox', { name: 'brief.txt' }).isChecked()).toBe(true);
    await page.getByLabel('Your answer').fill('Zie de brief.');
    await press(page, 'Send');
    expect(await page.getByRole('link', { name: /^brief\.txt/ }).count()).toBe(1);
    expect(valueOf(await perform(readConversation, reception(), { report: report.report })).messages.at(-1)?.attachments).toMatchObject([{ name: { value: 'brief.txt' } }]);
  });
  it('that two answer at once tells the second, who loses no text', async () => {
    const report = await send();
    const [one, two] = [await at(worker, `/desk/reports/${report}`), await at(second, `/desk/reports/${report}`)];
    await one.getByLabel('Your answer').fill('Wij komen.');
    await two.getByLabel('Your answer').fill('Een heel ander antwoord.');
    await two.getByLabel('This asks the reporter for more').check();
    await press(one, 'Send');
    await press(two, 'Send');
    expect(await main(two)).toContain('Somebody was quicker');
    expect(await main(two)).toContain('Wij komen.');
    expect(await two.getByLabel('Your answer').inputValue()).toBe('Een heel ander antwoord.');
    expect(await two.getByLabel('This asks the reporter for more').isChecked()).toBe(true);
    expect(await readBy(report)).toHaveLength(2);
    await press(two, 'Send');
    expect(await readBy(report)).toEqual([expect.any(String), 'Wij komen.', 'Een heel ander antwoord.']);
  });
  it('that is answered by the same form twice has one answer', async () => {
    const report = await send();
    const page = await at(worker, `/desk/reports/${report}`);
    await page.getByLabel('Your answer').fill('Een keer.');
    const [action, fields] = await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[action$="/reply"]') as HTMLFormElement;
      return [form.action, [...new FormData(form)].map(([k, v]) => [k, String(v)])] as const;
    });
    const post = () => page.request.post(action, { form: Object.fromEntries(fields), maxRedirects: 0, headers: { origin: server.address } });
    expect([(await post()).status(), (await post()).status()]).toEqual([303, 303]);
    expect(await readBy(report)).toHaveLength(2);
  });
  it('shows legal advice to the reporter only once a jurist signed it, and says why one did not', async () => {
    const report = await send();
    const page = await at(worker, `/desk/reports/${report}`);
    await page.getByLabel('Your answer').fill('U kunt in beroep.');
    await page.getByLabel('This is legal advice: a jurist signs before the reporter sees it').check();
    await press(page, 'Send');
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
    expect(await readBy(report)).toHaveLength(1);
    const theirs = await at(jurist, `/desk/reports/${report}`);
    await press(theirs, 'Do not sign');
    expect(await main(theirs)).toContain('Write something first');
    await theirs.getByLabel('Why not').fill('De termijn is anders.');
    await press(theirs, 'Do not sign');
    expect(await main(theirs)).toContain('Reason: De termijn is anders.');
    await at(worker, `/desk/reports/${report}`);
    await page.getByLabel('Your answer').fill('U kunt binnen zes weken in beroep.');
    await page.getByLabel('This is legal advice: a jurist signs before the reporter sees it').check();
    await press(page, 'Send');
    await at(jurist, `/desk/reports/${report}`);
    await press(theirs, 'Sign');
    expect(await readBy(report)).toEqual([expect.any(String), 'U kunt binnen zes weken in beroep.']);
  });
  it('is noted on, linked, given away, put aside, restored, passed on and closed; and counted', async () => {
    const [report, other] = [await send(), await send()];
    const page = await at(coordinator, `/desk/reports/${report}`);
    await page.getByLabel('New note').fill('Belde terug, geen gehoor.');
    await press(page, 'Keep the note');
    expect(await main(page)).toContain('Belde terug, geen gehoor.');
    await page.getByLabel('Give to').selectOption({ label: `Name of ${worker.signInName}` });
    await press(page, 'Give');
    expect(await main(page)).toContain(`Who has it: Name of ${worker.signInName}`);
    await page.getByText('Belongs with').click();
    await page.getByLabel('Number of the other report').fill(`  ${other.toUpperCase()} `);
    await press(page, 'Link');
    await page.getByText('Belongs with').click();
    expect(await page.locator('main details a').first().getAttribute('href')).toContain(other);
    await press(page, 'Put aside as spam');
    expect(await page.getByLabel('Your answer').count()).toBe(0);
    await press(page, 'Restore');
    await page.getByText('Passed on to an authority').click();
    await page.getByLabel('What you passed on').fill('De man heet Voorbeeld.');
    await press(page, 'Record it');
    expect(await main(page)).toContain('Passed on to Police');
    await page.locator('summary', { hasText: 'Close' }).click();
    await page.getByLabel('How it ended').selectOption('advised');
    await page.getByLabel('Made to steal').check();
    await page.getByLabel('Asked for asylum').check();
    await page.locator('form[action$="/close"] button').click();
    expect(await main(page)).toContain('Closed');
    await at(coordinator, '/desk/counts');
    expect(await main(page)).toContain('Made to steal');
    await at(coordinator, `/desk/reports/${report}`);
    await press(page, 'Open again');
    await at(coordinator, '/desk/counts');
    expect(await main(page)).not.toContain('Made to steal');
  });
  it('says what is wrong, keeps what was typed and changes nothing', async () => {
    const report = await send({ dangerNow: 'yes' });
    const page = await at(coordinator, `/desk/reports/${report}`);
    await press(page, 'Send');
    expect(await main(page)).toContain('Write something first');
    await press(page, 'Put aside as spam');
    expect(await main(page)).toContain('Danger was said: this stays in the inbox');
    await page.getByText('Belongs with').click();
    for (const [typed, says] of [['not a number', 'Choose one from the list'], [report, 'That is this report itself'], ['00000000-0000-4000-8000-000000000000', 'There is no report of that number']] as const) {
      await page.getByLabel('Number of the other report').fill(typed);
      await press(page, 'Link');
      expect(await main(page)).toContain(says);
      await page.getByText('Belongs with').click();
      expect(await page.getByLabel('Number of the other report').inputValue()).toBe(typed);
    }
    expect(await readBy(report)).toHaveLength(1);
    for (const path of ['/desk/reports/not-a-report', '/desk/reports/00000000-0000-4000-8000-000000000000', '/desk/nothing']) {
      expect((await page.request.get(`${server.address}/en${path}`)).status(), path).toBe(404);
    }
    expect((await page.request.post(`${server.address}/en/desk/reports/${report}/constructor`, { form: {}, headers: { origin: server.address } })).status()).toBe(404);
  });
});

describe('a telephone call', () => {
  it('is written down with seven words that open it', async () => {
    const page = await at(worker, '/desk/intake');
    const words = await page.locator('.receipt li').allInnerTexts();
    expect(words).toHaveLength(7);
    await press(page, 'Keep');
    expect(await main(page)).toContain('Write something first');
    expect(await page.locator('.receipt li').allInnerTexts()).toEqual(words);
    await page.getByLabel('What the caller tells').fill('Een jongen van 13 moet elke dag langs de winkels.');
    await press(page, 'Keep');
    expect(await main(page)).toContain('By telephone');
    expect(await main(page)).toContain('Een jongen van 13');
    expect(await main(page)).not.toContain(words.join(' '));
  });
});

describe('the desk', () => {
  it.each([[PHONE], [DESKTOP]])('is accessible on every page at %o', async (viewport) => {
    const report = await send({ way: 'child' }, { who: 'Iemand', contact: 'Brief', safeContact: 'Overdag' });
    const page = await pageOf(coordinator);
    await page.setViewportSize(viewport);
    for (const language of LANGUAGES) {
      for (const path of ['/desk', `/desk/reports/${report}`, '/desk/intake', '/desk/counts', '/desk/settings']) {
        await page.goto(server.address + hrefIn(language, path));
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
        if (process.env['SHOTS'] && language === 'nl') await page.screenshot({ path: `/tmp/desk${path.replaceAll('/', '_').slice(0, 14)}-${viewport.width}.png`, fullPage: true });
        // Wide, the words of the other languages stand in the same places.
        if (viewport === PHONE || language === 'nl') expect(await accessibilityProblems(page), `${language} ${path}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${language} ${path}`).toBe(0);
      }
    }
  }, 120_000);
});
