import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { accessibilityProblems, DESKTOP, openContext, PHONE } from '../support/browser.ts';
import { everyRoute } from '../support/fuzzing.ts';
import { useServerAndBrowser } from '../support/journey.ts';

const journey = useServerAndBrowser();

const DOSSIER = ['/en/dossier', '/en/dossier/background', '/en/dossier/recognise-police', '/en/children', '/en/children/who-can-help', '/en/figures', '/en/news', '/en/publications', '/en/publications/ckm-2022', '/en/privacy', '/en/privacy/counting', '/en/accessibility', '/en/search?q=law', '/en/practise', '/en/practise/desk/police', '/en/practise/third-visit', '/en/practise/print', '/en/knowledge/law/nl'];
const TEMPLATES = [...DOSSIER, '/en', '/en/release', '/en/data-licence', '/en/check', '/en/check/contacts', '/en/check/card', '/en/check/cards', '/en/knowledge', '/en/knowledge/signs', '/en/knowledge/law', '/en/knowledge/advice', '/en/knowledge/countries', '/en/knowledge/excluded', '/en/about', '/styleguide', '/en/nothing-here'];

/** The steps of the check behind its first page, as a person reaches them. */
const STEPS: Record<string, (page: Page) => Promise<void>> = {
  'the questions of a topic': async (page) => {
    await page.getByLabel('Theft or shoplifting').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
  },
  'act now': async (page) => {
    await STEPS['the questions of a topic']?.(page);
    await page.getByRole('button', { name: 'What to do now' }).click();
  },
  'something could not be read': async (page) => {
    await page.locator('form[data-check]').evaluate((form) => form.insertAdjacentHTML('beforeend', '<input type="hidden" name="age" value="seven">'));
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('does not exist');
  },
  'keep watching': async (page) => page.getByRole('button', { name: 'What to do now' }).click(),
  'an adult': async (page) => {
    await page.getByLabel('18 or older, certain').check();
    await page.locator('#danger-yes').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
  },
};

/** Each width and each theme on every page: widths decide what fits, themes decide which colours meet. */
const LOOKS = [
  { viewport: PHONE, theme: 'light' },
  { viewport: DESKTOP, theme: 'dark' },
] as const;
const OTHER_LOOKS = [
  { viewport: PHONE, theme: 'dark' },
  { viewport: DESKTOP, theme: 'light' },
] as const;
/** What every page is made of, and the longest form. */
const PARTS = ['/styleguide', '/en', '/en/check', '/en/release'];
const lookName = ({ viewport, theme }: (typeof LOOKS)[number] | (typeof OTHER_LOOKS)[number]) => `${viewport.width} px, ${theme}`;
/** Until the next page is there: without a script, a press leads to one, and for a moment there is none. */
const pressAndArrive = (page: Page, button: string) => Promise.all([page.waitForEvent('load'), page.locator(button).click()]);
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

async function noFaultOn(paths: readonly string[], look: Parameters<typeof openContext>[1]): Promise<void> {
  const context = await openContext(journey.browser, look);
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(journey.server.address + path);
    expect(await accessibilityProblems(page), path).toEqual([]);
    expect(await isTooWide(page), path).toBe(false);
  }
  await context.close();
}

it.each(OTHER_LOOKS.map((look) => [lookName(look), look] as const))('what all pages are made of has no accessibility fault at %s', (_name, look) => noFaultOn(PARTS, look));

describe.each(LOOKS.map((look) => [lookName(look), look] as const))('at %s', (_name, look) => {
  it('no template has an accessibility fault or scrolls sideways', () => noFaultOn(TEMPLATES, look));
  it.each(Object.keys(STEPS))('the check is without fault at: %s', async (step) => {
    const context = await openContext(journey.browser, look);
    const page = await context.newPage();
    await page.goto(`${journey.server.address}/en/check`);
    await page.waitForSelector('#check[data-ready]');
    await STEPS[step]?.(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await context.close();
  });
});

/** Behind the door, or before it; the journeys of each look at theirs. */
const BEHIND = new Set(['account', 'calendar', 'desk', 'drafts', 'files', 'follow-ups', 'handovers', 'people', 'places', 'report', 'sign-in', 'v']);

describe('every page', () => {
  it('of a new part of the house is looked at here: the application says which parts there are', async () => {
    const partOf = (path: string) => path.split('/')[2] ?? '';
    const parts = new Set((await everyRoute()).filter(({ method, path }) => method === 'GET' && path.startsWith('/en/') && !/[*.]/.test(path)).map(({ path }) => partOf(path)));
    const looked = new Set(TEMPLATES.map((path) => partOf(path.split('?')[0] ?? '')));
    expect([...parts].filter((part) => !looked.has(part) && !BEHIND.has(part) && !part.startsWith(':'))).toEqual([]);
  });
  it('asks nothing of another host, shifts nothing while loading and waits for no script', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(journey.server.address) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('404') && errors.push(message.text()));
    for (const path of TEMPLATES) {
      await page.goto(journey.server.address + path);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 150);
          }),
      );
      expect(shift, path).toBe(0);
      const blocking = await page.evaluate(() => [...document.scripts].filter((s) => s.type !== 'module' && !s.defer && !s.async && s.src !== '').length);
      expect(blocking, path).toBe(0);
    }
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
  it.each(LANGUAGES)('fits a 320 px screen, which is 400 percent zoom, in %s', async (language) => {
    const context = await openContext(journey.browser, { viewport: { width: 320, height: 640 }, script: false });
    const page = await context.newPage();
    for (const path of ['/', '/check', '/check/contacts', '/check/card', '/knowledge', '/knowledge/countries/ro', '/knowledge/countries/nl/steps', '/about', '/dossier', '/dossier/law', '/figures', '/practise', '/practise/print', '/children', '/publications', '/privacy']) {
      await page.goto(journey.server.address + hrefIn(language, path));
      expect(await isTooWide(page), path).toBe(false);
    }
    await page.goto(journey.server.address + hrefIn(language, '/check'));
    await pressAndArrive(page, 'button[value=first]');
    expect(await isTooWide(page)).toBe(false);
    await pressAndArrive(page, 'button[value=outcome]');
    expect(await isTooWide(page)).toBe(false);
    await context.close();
  });
  it('has targets a thumb can hit', async () => {
    const context = await openContext(journey.browser, { viewport: PHONE });
    const page = await context.newPage();
    for (const path of ['/en', '/en/check', '/en/check/contacts', '/en/dossier', '/en/practise', '/en/news', '/en/children']) {
      await page.goto(journey.server.address + path);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a, button, label.choice, select')]
          .filter((e) => e.offsetParent !== null && !e.closest('p, .prose li') && !e.classList.contains('skip'))
          .filter((e) => e.getBoundingClientRect().height < 44)
          .map((e) => `${e.tagName} ${e.innerText}`),
      );
      expect(small, path).toEqual([]);
    }
    await context.close();
  });
});
