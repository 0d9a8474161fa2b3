import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveEvidence } from '#src/best-interests/returning/actions/evidence-actions.ts';
import { RECORDED } from '#src/best-interests/returning/model/vocabulary.ts';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { wordsRecorded } from '#src/files/model/kinds.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { recorderFor, SHAPES, type Shape } from '../support/any-entry.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { aFile } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { paperFile } from '../support/on-paper.ts';
import { claim, determine, fullEvidence, hear, paper, trace } from '../support/returning.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

/**
 * An invented girl after the four children of Bergen (tingrett, 2011): made to steal in shops, no return ticket, and parents who had
 * agreed. An aunt says that she will take her.
 */
const database = useDatabase();
let server: Running;
let browser: Browser;
let guardian: DeskTester;
let decider: DeskTester;
let partner: DeskTester;
let officer: DeskTester;
const file = randomUUID();
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  officer = await deskTester(database, ['police-officer']);
  guardian = await deskTester(database, ['guardian', 'writer']);
  decider = await deskTester(database, ['youth-protection-worker']);
  partner = await deskTester(database, ['partner']);
  const perform = performBeside(database, server);
  const as = (who: DeskTester) => ({ id: who.personId, agency: who.agencyId });
  const invite = async (section: 'identity' | 'chronology' | 'recognition' | 'solution', who: DeskTester, by: DeskTester) => valueOf(await perform(INVITE[section], as(by), { file, agency: who.agencyId, purpose: 'durable-solution', ground: 'gdpr-6-1-e', endsOn: '2099-01-01' }));
  valueOf(await perform(openFile, as(officer), aFile({ file, words: { text: 'Invented: a girl of 13 in three shops with a bag that was made for it. She has no ticket home.', place: 'Invented street' } })));
  for (const section of ['chronology', 'recognition'] as const) for (const who of [guardian, decider]) await invite(section, who, officer);
  for (const who of [guardian, decider]) valueOf(await perform(answerInvitation, as(who), { file, answer: 'accepted' }));
  valueOf(await perform(OPEN_SECTION.solution, as(guardian), { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  for (const who of [decider, partner]) {
    await invite('solution', who, guardian);
    valueOf(await perform(answerInvitation, as(who), { file, answer: 'accepted' }));
  }
  // What the other pages of this room record, and papers: here only that they are there.
  const others = paperFile(today);
  claim(others, 'none');
  hear(others);
  trace(others);
  determine(others, 'family');
  const papers = RECORDED.map(() => paper(others));
  const recorder = recorderFor(perform, as(guardian));
  const files = SHAPES.find((shape) => shape.streamKind === 'file') as Shape;
  const wordsOf = (kind: string) => JSON.stringify(kind === wordsRecorded.name ? { question: 'Where do you want to live?', words: 'Invented: with my aunt.', summary: '', language: '', present: '', interpreter: '' } : { text: 'Invented letter of the authority there' });
  for (const call of others.log) if (call.is === 'entry') valueOf(await recorder.record(call.kind, files, call.section, { stream: file, header: call.header as Record<string, unknown>, words: wordsOf(call.kind.name) }));
  for (const [at, condition] of RECORDED.entries()) {
    if (condition === 'reception') continue;
    const base = valueOf(await perform(READ_SECTION.solution, as(guardian), { file })).version;
    valueOf(await perform(giveEvidence, as(guardian), { file, base, given: fullEvidence(condition, today, { document: papers[at] ?? null }), words: { who: 'Invented Ms V., authority there', how: 'Spoken with by telephone.' } }));
  }
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The guardian has scripts, for what looks at the page; the others have none. */
const { at } = peopleAt({ browser: () => browser, address: () => server.address, hasScript: (who) => who === guardian });
const main = (page: Page) => page.locator('main').innerText();
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const unfolded = async (page: Page, doing: string) => {
  if (!(await form(page, doing).isVisible())) await form(page, doing).locator('xpath=ancestor::details[1]').locator('summary').first().click();
  return form(page, doing);
};
const send = async (page: Page, doing: string) => form(page, doing).getByRole('button').first().click();
const here = (who: DeskTester) => at(who, `/files/${file}/return`);
const shoot = async (page: Page, name: string) => {
  const shots = process.env['KEERPUNT_SHOTS'];
  if (shots) await page.screenshot({ path: `${shots}/return-${name}.png`, fullPage: true });
};

describe('a guardian whose ward is to go back', () => {
  it('reads eleven conditions, which one is not met, what to do and whom to ask, and can plan nothing', async () => {
    const page = await here(guardian);
    const text = await main(page);
    for (const said of ['This child cannot be returned now', '10 of 11 conditions are met.', 'Reception there: nothing was recorded.', 'Ask: Partner abroad', 'The child is here']) expect(text).toContain(said);
    expect(await page.locator('ol.gate').first().locator('> li').count()).toBe(11);
    expect(await form(page, 'return-go').count()).toBe(0);
    await shoot(page, 'closed');
  });
  it('and a partner who does not see recognition reads nothing of what could stand there', async () => {
    const text = await main(await here(partner));
    expect(text).toContain('Nothing in a part that you do not see');
    expect(text).not.toMatch(/claim for protection|points to the family/);
  });
  it('gets the partner’s evidence of reception, by keyboard, with the paper; without one it is not enough', async () => {
    const page = await here(partner);
    const reception = await unfolded(page, 'return-reception');
    for (const part of ['Who receives is named', 'They said yes themselves', 'Reception is adequate and proven']) {
      await reception.getByLabel(part).first().focus();
      await page.keyboard.press('Space');
    }
    await reception.getByLabel('Who found this?').selectOption({ label: 'The authority there' });
    await reception.getByLabel('Name and position').fill('Invented Mr P., authority there');
    await send(page, 'return-reception');
    expect(await main(page)).toContain('Reception there: there is no paper, or it was erased.');
    const again = await unfolded(page, 'return-reception');
    await again.getByLabel('Name and position').fill('Invented Mr P., authority there');
    await again.getByLabel('On which paper does it stand?').selectOption({ index: 1 });
    await again.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nothing stands in the way of return').waitFor();
  });
  it('plans the journey and sets out, and everything is asked again at each step', async () => {
    const page = await here(guardian);
    const planned = await unfolded(page, 'return-go');
    await planned.getByLabel('Where to').fill('Invented village');
    await planned.getByLabel('Who receives, with name and telephone').fill('Invented aunt, 000');
    await planned.getByLabel('Who travels along, with name and telephone').fill('Invented guardian, 000');
    await send(page, 'return-go');
    expect(await main(page)).toContain('Invented village');
    await unfolded(page, 'return-departed');
    await send(page, 'return-departed');
    expect(await main(page)).toContain('Under way');
    await shoot(page, 'under-way');
  });
  it('reads at once that it was stopped when the aunt withdraws, and what to do with a child that is on its way', async () => {
    const there = await here(partner);
    const item = there.locator('li', { has: there.getByRole('heading', { name: 'Somebody named receives the child, and that is adequate' }) }).locator('form[action$="/return-withdraw"]').first();
    await item.locator('xpath=ancestor::details[1]').locator('summary').first().click();
    await item.getByLabel('What happened?').selectOption({ label: 'The receiver withdrew' });
    await item.getByLabel('Why', { exact: true }).fill('The aunt says that she cannot.');
    await item.getByRole('button').click();
    const page = await here(guardian);
    const text = await main(page);
    for (const said of ['Stopped since', 'Reception there: it was withdrawn.', 'Ring the escort now.', 'The child’s journey was stopped']) expect(text).toContain(said);
    expect(await form(page, 'return-arrived').count()).toBe(0);
    await shoot(page, 'stopped');
    // Police sit at the table and read nothing of a return; they are told all the same.
    expect(await main(await at(officer, `/files/${file}`))).toContain('The child’s journey was stopped');
  });
  it('cannot go on by sending a form all the same', async () => {
    const page = await here(guardian);
    const journey = await form(page, 'return-end').locator('[name=item]').inputValue();
    const answer = await page.request.post(`${server.address}/en/files/${file}/return-arrived`, { form: { id: randomUUID(), item: journey, base: '' }, headers: { origin: server.address } });
    expect([answer.status(), await answer.text()]).toEqual([422, expect.stringContaining('The journey is stopped.')]);
  });
});

describe('somebody who decides that it goes on all the same', () => {
  it('says why in writing, and that it was so stands there for everybody, for ever', async () => {
    const page = await here(decider);
    const against = await unfolded(page, 'return-against');
    await against.getByLabel('Who decided this?').selectOption({ label: 'Juvenile judge (kinderrechter)' });
    await against.getByLabel('Name and position').fill('Invented judge');
    await against.getByLabel('Why all the same').fill('ok');
    await send(page, 'return-against');
    expect(await page.getByRole('alert').innerText()).toContain('40 characters');
    await form(page, 'return-against').getByLabel('Why all the same').fill('The judge of that day decided so by telephone; a second aunt takes her tonight.');
    await send(page, 'return-against');
    const text = await main(page);
    for (const said of ['Decision against the gate', 'Reception there: it was withdrawn.', 'a second aunt takes her tonight', 'Under way', 'This is counted']) expect(text).toContain(said);
    await shoot(page, 'against');
  });
  it('and the guardian who planned it cannot, and ends it with the child safely back', async () => {
    const page = await here(guardian);
    const end = await unfolded(page, 'return-end');
    await end.getByLabel('How did the journey end?').selectOption({ label: 'The child came back' });
    await end.getByLabel('Why', { exact: true }).fill('She asked to come back.');
    await send(page, 'return-end');
    const text = await main(page);
    for (const said of ['Earlier journeys', 'The child came back. She asked to come back.', 'Decision against the gate']) expect(text).toContain(said);
    const lines = await (await page.request.get(`${server.address}/en/files/${file}/return/lines`)).text();
    expect(lines).toContain('- Somebody named receives the child, and that is adequate: Reception there: it was withdrawn.');
    expect(lines).not.toContain('Invented');
  });
});

describe('the page of a return', () => {
  it.each(LANGUAGES)('is accessible in %s, on a phone and on a desk', async (language) => {
    const page = await here(guardian);
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      await page.goto(`${server.address}${hrefIn(language, `/files/${file}/return`)}`);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await shoot(page, `${language}-${viewport.width}`);
    }
  });
});
