import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '#src/actions.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { proposeRole } from '#src/platform/people/people.ts';
import { ADMINISTRATOR, OPERATOR } from '#src/platform/people/rules.ts';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';
import { ROLES } from '#src/roles.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, signInThrough } from '../support/desk.ts';
import { registrar, type Tester } from '../support/people.ts';
import type { Running } from '../support/server.ts';
import { earlierTester, startSignInServer } from '../support/sign-in-server.ts';

const database = useDatabase();
let server: Running;
let browser: Browser;
let [first, second, stranger] = [{} as Tester, {} as Tester, {} as Tester];

async function administrator(agencyId?: string): Promise<Tester> {
  const who = await earlierTester(database, { administers: true });
  const place = agencyId ?? who.agencyId;
  const done = await database.transaction(registrar(OPERATOR), (tx) => proposeRole(tx, { by: OPERATOR, personId: who.personId, agencyId: place, role: ADMINISTRATOR }, new Date()));
  if (!done.done) throw new Error(done.obstacles.join());
  return { ...who, agencyId: place };
}

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  first = await administrator();
  second = await administrator(first.agencyId);
  stranger = await administrator();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const pages = new Map<string, Page>();
async function pageOf(who: Tester): Promise<Page> {
  const known = pages.get(who.personId);
  if (known) return known;
  const page = await (await openContext(browser, { viewport: PHONE })).newPage();
  await signInThrough(page, server.address, who);
  pages.set(who.personId, page);
  return page;
}
async function at(who: Tester, path = '/people'): Promise<Page> {
  const page = await pageOf(who);
  await page.goto(`${server.address}/en${path}`);
  return page;
}
const main = (page: Page) => page.locator('main').innerText();
const post = (page: Page, doing: string, form: Record<string, string>) => page.request.post(`${server.address}/en/people/${doing}`, { form, maxRedirects: 0, headers: { origin: server.address } });
const rolesOf = (name: string) => database.query(`select role, confirmed_at is not null as holds from keerpunt.membership m join keerpunt.person p using (person_id) where p.sign_in_name = $1 and m.ended_at is null order by role`, [name]);

async function invite(page: Page, signInName: string, role = 'helpdesk-worker'): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill('Hanna Voorbeeld');
  await page.getByLabel('Name to sign in with').fill(signInName);
  await page.locator('select[name=role]').last().selectOption(role);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  return page.locator('main .notice code').innerText();
}

describe('somebody new', () => {
  it('is invited by one, confirmed by another, and works only then', async () => {
    const one = await at(first);
    const link = await invite(one, 'hanna.v');
    expect(await rolesOf('hanna.v')).toEqual([{ role: 'helpdesk-worker', holds: false }, { role: 'member', holds: true }]);
    // Whoever proposed it is offered no button for the second person, and is refused past the page.
    expect(await one.getByRole('button', { name: 'Confirm: Helpdesk worker, Hanna Voorbeeld' }).count()).toBe(0);

    const hers = await (await openContext(browser, { viewport: PHONE, script: false })).newPage();
    await hers.goto(link);
    await hers.locator('input[type=password]').fill('a sentence to remember');
    await hers.getByRole('button', { name: 'Go on' }).click();
    const shown = (await hers.locator('main').innerText()).replaceAll(' ', '');
    const secret = /[A-Z2-7]{32}/.exec(shown)?.[0] ?? '';
    const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
    await hers.locator('input[name=code]').fill(codeAt(bytes, stepAt(new Date())));
    await hers.getByRole('button', { name: 'Go on' }).click();
    await hers.goto(`${server.address}/en/desk`);
    expect(await hers.locator('main').innerText()).toContain('You do not work at a helpdesk');

    const two = await at(second);
    await two.getByRole('button', { name: 'Confirm: Helpdesk worker, Hanna Voorbeeld' }).focus();
    await two.keyboard.press('Enter');
    await two.getByRole('button', { name: 'Confirm: Helpdesk worker, Hanna Voorbeeld' }).waitFor({ state: 'detached' });
    expect(await rolesOf('hanna.v')).toEqual([{ role: 'helpdesk-worker', holds: true }, { role: 'member', holds: true }]);
    await hers.goto(`${server.address}/en/desk`);
    expect(await hers.locator('main h1').innerText()).toBe('Inbox');

    await at(first);
    await one.getByRole('button', { name: 'End: Helpdesk worker, Hanna Voorbeeld' }).click();
    await hers.goto(`${server.address}/en/desk`);
    expect(await hers.locator('main').innerText()).toContain('You do not work at a helpdesk');
    await at(first);
    await one.getByRole('button', { name: 'Disable: Hanna Voorbeeld' }).click();
    await hers.goto(`${server.address}/en/account`);
    expect(hers.url()).toContain('/sign-in');
  });
  it('may be confirmed by somebody who reads there', async () => {
    const reader = await deskTester(database, ['helpdesk-worker'], first);
    await invite(await at(first), 'hugo.v', 'helpdesk-jurist');
    const page = await at(reader);
    expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Confirm: Helpdesk jurist, Hanna Voorbeeld' }).last().click();
    expect(await rolesOf('hugo.v')).toContainEqual({ role: 'helpdesk-jurist', holds: true });
    expect((await post(page, 'invite', { name: 'x', signInName: 'xxx', role: 'member' })).status()).toBe(403);
  });
});

describe('what is refused', () => {
  it('says why, keeps what was typed and writes nothing', async () => {
    const page = await at(first);
    await page.getByLabel('Name', { exact: true }).fill('Iemand');
    await page.getByLabel('Name to sign in with').fill('No Name');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    expect(await main(page)).toContain('A name to sign in with has 3 to 200 small letters');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Iemand');
    await page.getByLabel('Name to sign in with').fill(second.signInName);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    expect(await main(page)).toContain('Somebody signs in like that already');
    for (const [doing, form] of [
      ['invite', { name: 'x', signInName: 'nobody.x', role: 'reception' }],
      ['propose', { person: second.personId, role: 'helpdesk-worker' }],
      ['propose', { person: 'not an id', role: 'member' }],
      ['confirm', { membership: 'not an id' }],
      ['end', { membership: '00000000-0000-4000-8000-000000000000' }],
      ['disable', { person: first.personId }],
      ['link', { person: first.personId }],
      ['disable', { person: stranger.personId }],
      ['link', { person: stranger.personId }],
    ] as const) {
      expect((await post(page, doing, form)).status(), `${doing} ${JSON.stringify(form)}`).toBe(422);
    }
    expect((await post(page, 'constructor', {})).status()).toBe(404);
    expect(await rolesOf('nobody.x')).toEqual([]);
    expect(await rolesOf(second.signInName)).toEqual([{ role: 'administrator', holds: true }]);
  });
  it('a second person cannot be the first again, nor somebody of another agency', async () => {
    await invite(await at(first), 'carla.v');
    const [row] = await database.query(`select membership_id as id from keerpunt.membership m join keerpunt.person p using (person_id) where p.sign_in_name = 'carla.v' and role = 'helpdesk-worker'`);
    for (const who of [first, stranger]) expect((await post(await at(who), 'confirm', { membership: String(row?.['id']) })).status()).toBe(422);
    expect(await rolesOf('carla.v')).toContainEqual({ role: 'helpdesk-worker', holds: false });
    // Proposed again, it waits once.
    const [person] = await database.query(`select person_id as id from keerpunt.person where sign_in_name = 'carla.v'`);
    expect((await post(await at(first), 'propose', { person: String(person?.['id']), role: 'helpdesk-worker' })).status()).toBe(303);
    expect((await rolesOf('carla.v')).filter((r) => r['role'] === 'helpdesk-worker')).toHaveLength(1);
  });
  it('whoever has nothing to do with people finds no page', async () => {
    const nobody = await deskTester(database, []);
    expect(await main(await at(nobody))).toContain('You manage no people here.');
  });
});

describe('the roles of the product', () => {
  it('that administer are in no grant: whoever manages people reads no file', () => {
    const administering = new Set(ROLES.filter((role) => role.administers).map((role) => role.name));
    expect(administering.size).toBeGreaterThan(0);
    for (const action of ACTIONS) for (const { role } of action.allow) expect([action.name, administering.has(role.name) || role.administers]).toEqual([action.name, false]);
  });
});

describe('the page of people', () => {
  it.each([[PHONE], [DESKTOP]])('is accessible in every language at %o', async (viewport) => {
    const page = await pageOf(first);
    await page.setViewportSize(viewport);
    for (const language of LANGUAGES) {
      await page.goto(server.address + hrefIn(language, '/people'));
      expect(await accessibilityProblems(page), language).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), language).toBe(0);
    }
  });
});
