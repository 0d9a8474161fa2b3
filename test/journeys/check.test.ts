import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DESKTOP, openContext, PHONE } from '../support/browser.ts';
import { useServerAndBrowser } from '../support/journey.ts';
import { startServer } from '../support/server.ts';

const journey = useServerAndBrowser();

async function open(path: string, look: Partial<Parameters<typeof openContext>[1]> = {}): Promise<Page> {
  const context = await openContext(journey.browser, { viewport: PHONE, ...look });
  const page = await context.newPage();
  await page.goto(journey.server.address + path);
  return page;
}
const ready = (page: Page) => page.waitForSelector('#check[data-ready]');
const heading = (page: Page) => page.locator('main h1').innerText();

describe('an officer at night, on a phone without scripts', () => {
  it('answers four questions, ticks what he saw and reads what to do, not to do, and why', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('Theft or shoplifting').check();
    await page.getByLabel('12 or 13').check();
    await page.getByLabel('Someone who claims to be family').check();
    expect(await page.getByRole('complementary').innerText()).toContain('0800-2000');
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.locator('#live').innerText()).toContain('Keep watching');
    const adult = page.getByRole('group', { name: /An adult quickly comes to collect/ });
    await adult.getByLabel('Seen', { exact: true }).check();
    await adult.getByLabel('My own eyes').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toBe('Keep this child safe and ring the expert now');
    const text = await page.locator('main').innerText();
    for (const part of ['Let it go with nobody', 'Ask the adult for papers', 'Do not question the child', 'no photo in the shop chat', 'hold the child', 'This is no assessment']) expect(text).toContain(part);
    expect(await page.locator('#lines').inputValue()).toContain('(My own eyes)');
    await page.context().close();
  });
  it('works out until when the child may be held', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('Under 12').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('I am worried about this child').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.locator('#held').fill('2026-11-23T22:40');
    await page.getByRole('button', { name: 'Work out the time' }).click();
    expect(await page.locator('.hold-until').allInnerTexts()).toEqual(['With 6 hours: until 2026-11-24, 13:40']);
    await page.context().close();
  });
  it('goes back and finds the answers as they were', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.getByRole('button', { name: 'Back to the first questions' }).click();
    expect(await page.getByLabel('Burglary').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep this child safe');
    await page.context().close();
  });
  it('is told what could not be read, and nothing he answered is lost', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('Burglary').check();
    await page.locator('form[data-check]').evaluate((form) => form.insertAdjacentHTML('beforeend', '<input type="hidden" name="age" value="seven">'));
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('"age" holds an answer that does not exist');
    expect(await page.getByLabel('Burglary').isChecked()).toBe(true);
    await page.context().close();
  });
  it('an adult is shown no way that is meant for a child', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('18 or older, certain').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    const text = await page.locator('main').innerText();
    expect(text).toContain('Adults can be exploited too');
    expect(text).not.toMatch(/Kindertelefoon|until when may the police|What you may ask the child/i);
    await page.context().close();
  });
});

describe('with scripts', () => {
  it('the outcome follows every tap, and nothing that is entered leaves the device', async () => {
    const page = await open('/en/check');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await ready(page);
    await page.getByLabel('Theft or shoplifting').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-EXP-06-seen').check();
    expect(await page.locator('#live').innerText()).toContain('Talk this over');
    await page.locator('#sign-ARR-02-seen').check();
    expect(await page.locator('#live').innerText()).toContain('Keep this child safe');
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep this child safe');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(sent.filter((s) => !s.startsWith('GET /assets/'))).toEqual([]);
    await page.context().close();
  });
  it('the back button of the browser leads back through the questions, answers kept', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByLabel('Begging or street selling').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-EXP-13-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.goBack();
    expect(await page.locator('#sign-EXP-13-seen').isChecked()).toBe(true);
    await page.goBack();
    expect(await page.getByLabel('Begging or street selling').isChecked()).toBe(true);
    await page.goForward();
    await page.reload();
    await ready(page);
    expect(await page.locator('#sign-EXP-13-seen').isChecked()).toBe(true);
    await page.context().close();
  });
  it('answers stay in the tab: another tab knows nothing, and wiping wipes', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    const other = await page.context().newPage();
    await other.goto(`${journey.server.address}/en/check`);
    await ready(other);
    expect(await other.getByLabel('Burglary').isChecked()).toBe(false);
    await page.getByRole('link', { name: 'Wipe and start again' }).click();
    expect(await page.getByLabel('Burglary').isChecked()).toBe(false);
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(kept).not.toContain('burglary');
    await page.context().close();
  });
  it('the same answers give the same page as without scripts', async () => {
    const pages = await Promise.all([open('/en/check'), open('/en/check', { script: false })]);
    await ready(pages[0]);
    const texts = await Promise.all(
      pages.map(async (page) => {
        await page.getByLabel('Found where cannabis is grown').check();
        await page.getByLabel('16 or 17').check();
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.locator('#sign-EXP-12-seen').check();
        await page.getByRole('button', { name: 'What to do now' }).click();
        const text = await page.locator('main').innerText();
        return text.replace(/\n?Copy\s+Print\n?/, '\n').replaceAll(/\n+/g, '\n');
      }),
    );
    expect(texts[0]).toBe(texts[1]);
    await Promise.all(pages.map((page) => page.context().close()));
  });
  it('loses no tick to the skip link, to a reload or to a look at another page', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await page.reload();
    await ready(page);
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Whom to call' }).click();
    await page.goBack();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#sign-ARR-02-seen')?.checked);
    await page.context().close();
  });
  it('works, and lets one leave, where the browser forbids storage', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    await context.route('https://www.wikipedia.org/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Neutral</title>' }));
    await context.addInitScript(() => {
      Object.defineProperty(globalThis, 'sessionStorage', { get: () => { throw new Error('forbidden'); } });
    });
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep this child safe');
    await page.locator('[data-exit]').click();
    await page.waitForURL('https://www.wikipedia.org/');
    await context.close();
  });
  it('the number that answers follows the country and the danger at once', async () => {
    const page = await open('/en/check');
    await ready(page);
    expect(await page.locator('[data-number-now]').innerText()).toContain('Netherlands');
    await page.getByLabel('Where are you?').selectOption('RO');
    expect(await page.locator('[data-number-now]').innerText()).toContain('119');
    await page.getByRole('group', { name: 'Is there danger now?' }).getByLabel('Yes').check();
    expect(await page.locator('[data-number-now]').innerText()).toContain('112');
    await page.context().close();
  });
  it('a number is in sight on the questions, without scrolling', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    const box = await page.locator('[data-number-now] a').boundingBox();
    expect(box && box.y + box.height).toBeLessThan(PHONE.height);
    await page.context().close();
  });
  it('says that nothing leaves the device only when that is so', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    await context.route(/assets\/check-en/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await page.waitForFunction(() => !document.querySelector<HTMLElement>('footer [data-with-script]')?.hidden);
    expect(await page.getByText('They do not leave your device').isVisible()).toBe(false);
    await page.getByLabel('Burglary').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep watching');
    await context.close();
  });
  it('takes the answers along into another language', async () => {
    const page = await open('/en/check');
    await ready(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.getByRole('link', { name: 'Svenska' }).click();
    await ready(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('sv');
    expect(await page.locator('.outcome.act').count()).toBe(1);
    await page.context().close();
  });
  it('goes on when the server is killed half-way', async () => {
    const other = await startServer();
    const context = await openContext(journey.browser, { viewport: PHONE });
    const page = await context.newPage();
    await page.goto(`${other.address}/en/check`);
    await ready(page);
    await page.getByLabel('Burglary').check();
    other.process.kill('SIGKILL');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await heading(page)).toContain('Keep this child safe');
    await context.close();
  });
});

describe('with the keyboard only', () => {
  it('a check is done from the first question to the outcome, the focus always in sight', async () => {
    const page = await open('/en/check', { viewport: DESKTOP });
    await ready(page);
    const focused = () => page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      return { name: element.getAttribute('name') ?? '', text: element.innerText, outline: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
    });
    const tabTo = async (wanted: (f: { name: string; text: string }) => boolean) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        const now = await focused();
        expect(now.outline, `${now.name} ${now.text}`).toBe(true);
        if (wanted(now)) return;
      }
      throw new Error('not reached with the Tab key');
    };
    await page.keyboard.press('Tab');
    expect((await focused()).text).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo((f) => f.name === 'incident');
    await page.keyboard.press('Space');
    await tabTo((f) => f.text === 'Go on');
    await page.keyboard.press('Enter');
    await tabTo((f) => f.name === 'sign.ARR-02');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await tabTo((f) => f.text === 'What to do now');
    await page.keyboard.press('Enter');
    expect(await heading(page)).toContain('Keep this child safe');
    await page.context().close();
  });
});

describe('printing', () => {
  it('keeps the outcome, its contacts and the standing sentence, and leaves the rest out', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    expect(await page.locator('.every-sheet').isVisible()).toBe(true);
    expect(await page.locator('.contacts').getByText('0800-2000').isVisible()).toBe(true);
    expect(await page.locator('.exit').isVisible()).toBe(false);
    expect(await page.locator('.more').isVisible()).toBe(false);
    await page.context().close();
  });
});
