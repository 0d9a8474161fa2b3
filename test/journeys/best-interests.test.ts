import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, weigh } from '#src/best-interests/actions/weighing-actions.ts';
import { ELEMENTS } from '#src/best-interests/model/vocabulary.ts';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { RECORD_WORDS } from '#src/files/actions/story-actions.ts';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { accessibilityProblems, DESKTOP, launchBrowser, PHONE } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';
import { deskTester, performBeside, type DeskTester } from '../support/desk.ts';
import { aFile, someWords } from '../support/files.ts';
import { valueOf } from '../support/ground.ts';
import { peopleAt } from '../support/seated.ts';
import type { Running } from '../support/server.ts';
import { startSignInServer } from '../support/sign-in-server.ts';

/** After the boy of twelve with a note at a police counter (Brussels 2018; judged in 2019). Everybody here is invented. */
const database = useDatabase();
let server: Running;
let browser: Browser;
let perform: Perform;
let guardian: DeskTester;
let decider: DeskTester;
let lawyer: DeskTester;
const [file, words] = [randomUUID(), randomUUID()];
const as = (who: DeskTester) => ({ id: who.personId, agency: who.agencyId });

beforeAll(async () => {
  [server, browser] = [await startSignInServer(database), await launchBrowser()];
  guardian = await deskTester(database, ['guardian']);
  decider = await deskTester(database, ['child-protection-council'], guardian);
  lawyer = await deskTester(database, ['lawyer']);
  perform = performBeside(database, server);
  const own = as(guardian);
  valueOf(await perform(openFile, own, aFile({ file, words: { text: 'Invented: a boy of 12 comes barefoot to the counter with a note that asks for an interpreter.', place: 'Invented station' } })));
  valueOf(await perform(RECORD_WORDS.chronology, own, { file, spoken: someWords({ words }), words: { question: 'Where would you like to live?', words: 'Not with the cousin. I want to go to school.' } }));
  valueOf(await perform(OPEN_SECTION.solution, own, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  for (const section of ['chronology', 'recognition', 'solution'] as const) valueOf(await perform(INVITE[section], own, { file, agency: lawyer.agencyId, purpose: 'legal-help', ground: 'counsel-of-the-child', endsOn: '2099-01-01' }));
  valueOf(await perform(answerInvitation, as(lawyer), { file, answer: 'accepted' }));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The guardian has a telephone without scripts. */
const { at, pageOf } = peopleAt({ browser: () => browser, address: () => server.address, hasScript: (who) => who !== guardian });
const main = (page: Page) => page.locator('main').innerText();
const unfold = (page: Page, text: string) => page.locator('summary', { hasText: text }).first().click();
const form = (page: Page, doing: string) => page.locator(`form[action$="/${doing}"]`).first();
const send = (page: Page, doing: string) => form(page, doing).locator('button').first().click();
/** Whoever comes for the first time, or at night, says why. */
async function here(who: DeskTester, path: string): Promise<Page> {
  const page = await at(who, `/files/${file}/${path}`);
  const goOn = page.getByRole('button', { name: 'Go on to the file' });
  if ((await goOn.count()) > 0) {
    await page.getByLabel('I am taking over').check();
    await goOn.click();
    await at(who, `/files/${file}/${path}`);
  }
  return page;
}
const baseNow = async () => valueOf(await perform(READ_SECTION.solution, as(guardian), { file })).version;
const inAYear = () => `${new Date().getUTCFullYear() + (new Date().getUTCMonth() < 6 ? 0 : 1)}-${new Date().getUTCMonth() < 6 ? '12' : '06'}-01`;

async function keepJudgment(): Promise<void> {
  const page = await here(decider, 'solution');
  await page.locator('details:has(#do-document) > summary').click();
  const keep = page.locator('#do-document');
  await keep.locator('select[name="document.what"]').selectOption('judgment');
  await keep.locator('textarea').fill('Invented judgment');
  await keep.locator('input[type=file]').setInputFiles({ name: 'judgment.txt', mimeType: 'text/plain', buffer: Buffer.from('Invented') });
  await keep.locator('button').last().click();
  await page.getByRole('link', { name: /judgment\.txt/ }).waitFor();
}

describe('a guardian on a telephone', () => {
  it('assesses one step in five lines, is told which line is missing, and keeps it as text', async () => {
    const page = await here(guardian, 'interests');
    const assess = form(page, 'assess');
    await assess.getByLabel('About which step?').selectOption({ label: 'Placement' });
    for (const line of ['What the child thinks', 'Safety', 'People around the child', 'Health and school']) await assess.getByLabel(line, { exact: true }).fill(`Invented ${line.toLowerCase()}`);
    await send(page, 'assess');
    expect(await page.getByRole('alert').innerText()).toContain('Fill in the five lines');
    expect(await form(page, 'assess').getByLabel('Safety', { exact: true }).inputValue()).toBe('Invented safety');
    await form(page, 'assess').getByLabel('What is best, and why').fill('A family that speaks its language.');
    await send(page, 'assess');
    expect(await main(page)).toContain('A family that speaks its language.');
    const lines = await page.request.get(`${server.address}/en/files/${file}/interests/lines`);
    expect(await lines.text()).toContain('Health and school: Invented health and school');
  });
  it('says that the child was heard, in words that stand in the story already', async () => {
    const page = await here(guardian, 'interests');
    expect(await main(page)).toContain('The child was not heard yet.');
    await unfold(page, 'The child was heard');
    const hear = form(page, 'hear');
    await hear.getByLabel('Which words of the child').selectOption({ index: 1 });
    await hear.getByLabel('Heard on').fill('2026-11-20');
    await hear.getByLabel('Which language', { exact: true }).fill('Invented language');
    await send(page, 'hear');
    expect(await main(page)).toContain('Guardian: It spoke.');
  });
  it('begins a determination and weighs, and sees what is still in the way', async () => {
    const page = await here(guardian, 'determination');
    await form(page, 'begin').getByLabel('How old is the child?').selectOption({ value: '12-13' });
    await send(page, 'begin');
    for (const said of ['It cannot be decided yet', 'Not all seven elements are weighed.', 'The view of the child’s lawyer is missing.']) expect(await main(page)).toContain(said);
    const views = page.locator('article.card', { hasText: 'The child’s views' });
    await views.locator('summary').first().click();
    await views.getByLabel('What is known of it').fill('It wants to go to school and not to the cousin.');
    await views.getByLabel('On what this rests').selectOption({ index: 1 });
    await views.locator('button').first().click();
    expect(await main(page)).toContain('It wants to go to school and not to the cousin.');
    const determination = (await form(page, 'propose').locator('input[name=item]').getAttribute('value')) ?? '';
    for (const element of ELEMENTS.slice(1)) valueOf(await perform(weigh, as(guardian), { file, base: await baseNow(), weighed: { determination, element, weight: 'some', sources: [words] }, words: { text: `Invented words on ${element}` } }));
    valueOf(await perform(compare, as(guardian), { file, base: await baseNow(), compared: { determination, option: 'family', status: 'secured', care: 'absent', safety: 'absent', education: 'unsure', permanence: 'unsure' }, words: { where: 'Invented town', safety: 'The cousin lives next door.' } }));
    await page.reload();
    await unfold(page, 'Describe: Stay here');
    const stay = page.locator('details[open] form[action$="/compare"]');
    await stay.getByLabel('Where and with whom').fill('A foster family');
    await stay.getByLabel('Safety', { exact: true }).selectOption({ label: 'Secured' });
    await stay.locator('button').first().click();
    expect(await main(page)).toContain('A foster family');
    expect(await main(page)).toContain('Found is not enough.');
  });
  it('gives its own view, proposes, and explains it to the child, but does not decide', async () => {
    const page = await here(guardian, 'determination');
    await unfold(page, 'Give a view as guardian');
    await form(page, 'view-guardian').getByLabel('The view, and why').fill('It should stay.');
    await send(page, 'view-guardian');
    await unfold(page, 'Propose');
    await form(page, 'propose').getByLabel('Why this is best').fill('Everything points there.');
    await send(page, 'propose');
    await unfold(page, 'Explain to the child');
    await form(page, 'explain').getByLabel('The reasons, in words for the child').fill('You told us that you want to go to school. You stay here.');
    await send(page, 'explain');
    await unfold(page, 'Record the decision');
    const decide = form(page, 'decide');
    await decide.getByLabel('Who decided').selectOption({ index: 1 });
    await decide.getByLabel('On whose behalf, by whom').fill('Invented meeting');
    await decide.getByLabel('Decided on').fill('2026-11-25');
    await decide.getByLabel('The reasons', { exact: true }).fill('Invented');
    await decide.getByLabel('Look again on').fill(inAYear());
    await send(page, 'decide');
    expect(await page.getByRole('alert').innerText()).toContain('somebody else does this');
  });
});

describe('a decision', () => {
  it('waits for the lawyer of the child', async () => {
    const page = await here(lawyer, 'determination');
    await unfold(page, 'Give a view as lawyer');
    await form(page, 'view-lawyer').getByLabel('The view, and why').fill('It must not go back while nobody looked at the home.');
    await send(page, 'view-lawyer');
    expect(await main(page)).toContain('All of it is there.');
    expect(await form(page, 'decide').count()).toBe(0);
  });
  it('is recorded by somebody who weighed nothing, with a paper where a court decides', async () => {
    const page = await here(decider, 'determination');
    expect(await main(page)).toContain('Who decides here:');
    await unfold(page, 'Record the decision');
    const decide = form(page, 'decide');
    // The court decides here: without its paper it is nothing.
    await decide.getByLabel('Who decided').selectOption({ value: 'court' });
    await decide.getByLabel('On whose behalf, by whom').fill('Invented meeting of 25 November');
    await decide.getByLabel('Decided on').fill('2026-11-25');
    await decide.getByLabel('The reasons', { exact: true }).fill('The boy said what he wants; nobody looked at the home.');
    await send(page, 'decide');
    for (const said of ['The day to look again is missing.', 'pick the paper on which it stands']) expect(await page.getByRole('alert').innerText()).toContain(said);
    expect(await form(page, 'decide').getByLabel('The reasons', { exact: true }).inputValue()).toContain('The boy said');
    await keepJudgment();
    await here(decider, 'determination');
    await unfold(page, 'Record the decision');
    const again = form(page, 'decide');
    await again.getByLabel('Who decided').selectOption({ value: 'court' });
    await again.getByLabel('The decision on paper').selectOption({ index: 1 });
    await again.getByLabel('On whose behalf, by whom').fill('Invented court');
    await again.getByLabel('Decided on').fill('2026-11-25');
    await again.getByLabel('The reasons', { exact: true }).fill('The boy said what he wants; nobody looked at the home.');
    await again.getByLabel('Look again on').fill(inAYear());
    await send(page, 'decide');
    expect(await main(page)).toContain('Decided: Stay here');
    expect(await (await page.request.get(`${server.address}/en/files/${file}/determination/lines`)).text()).toContain('The boy said what he wants');
  });
  it('stands on the page of the child, in the words that were written for it', async () => {
    const page = await here(guardian, 'child');
    expect(await main(page)).toContain('You told us that you want to go to school. You stay here.');
  });
  it('asks nobody in the country of origin while a claim may be made', async () => {
    const page = await here(guardian, 'tracing');
    expect(await main(page)).toContain('Ask nothing of the country of origin');
    await unfold(page, 'Ask about family or care');
    await form(page, 'ask-tracing').getByLabel('In which country').selectOption({ label: 'Romania' });
    await form(page, 'ask-tracing').getByLabel('Asked on').fill('2026-11-25');
    await form(page, 'ask-tracing').getByLabel('Whom, and what').fill('Invented authority');
    await send(page, 'ask-tracing');
    expect(await page.getByRole('alert').innerText()).toContain('lawyer has not agreed in writing');
  });
  it('is carried out step by step, and holds no longer than nothing new comes', async () => {
    const page = await here(decider, 'settled');
    await send(page, 'choose');
    expect(await main(page)).toContain('The solution is not there yet');
    expect(await main(page)).toContain('Residence is not settled.');
    valueOf(await perform(RECORD_WORDS.chronology, as(guardian), { file, spoken: someWords(), words: { words: 'The cousin rang.' } }));
    await here(decider, 'determination');
    expect(await main(page)).toContain('Something new came since it was decided.');
    await here(guardian, 'child');
    expect(await main(pageOf(guardian))).not.toContain('You stay here.');
  });
});

describe('every page on what is best for a child', () => {
  const PAGES = ['interests', 'determination', 'tracing', 'settled'];
  async function lookAt(language: (typeof LANGUAGES)[number], viewport: typeof PHONE, name: string): Promise<void> {
    const page = pageOf(decider);
    await page.setViewportSize(viewport);
    await page.goto(`${server.address}${hrefIn(language, `/files/${file}/${name}`)}`);
    expect(await accessibilityProblems(page), name).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
    const shots = process.env['KEERPUNT_SHOTS'];
    if (shots) await page.screenshot({ path: `${shots}/${language}-${viewport.width}-${name}.png`, fullPage: true });
  }
  it.each(PAGES)('is accessible (%s) on a phone and on a desk', async (name) => {
    for (const viewport of [PHONE, DESKTOP]) await lookAt('en', viewport, name);
  });
  it.each(LANGUAGES.filter((language) => language !== 'en'))('is accessible in %s and fits a telephone', (language) => lookAt(language, PHONE, 'determination'));
  it('is worked by keyboard alone', async () => {
    const page = await here(decider, 'settled');
    await page.locator('summary', { hasText: 'Step in law' }).focus();
    await page.keyboard.press('Enter');
    await form(page, 'legal-step').getByLabel('On', { exact: true }).fill('2026-11-25');
    await form(page, 'legal-step').locator('button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('Residence: Asked').waitFor();
  });
});
