import { describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { openPage, useServerAndBrowser } from '../support/journey.ts';

const journey = useServerAndBrowser();

describe.each(LANGUAGES)('a reader who finds the way from the street to the law to help, in %s', (language) => {
  it('does so by links alone, without scripts', async () => {
    const page = await openPage(journey, hrefIn(language, '/'), { script: false });
    await page.locator('.way a').nth(0).click();
    expect(new URL(page.url()).pathname).toBe(hrefIn(language, '/dossier/recognise'));
    await page.goBack();
    await page.locator('.way a').nth(1).click();
    const law = page.locator('.prose a[href*="/knowledge/law/"]').first();
    const target = new URL((await law.getAttribute('href')) ?? '', page.url());
    await law.click();
    expect(await page.locator(target.hash).innerText()).not.toBe('');
    await page.locator('.help a[href$="/check/contacts"]').click();
    expect(await page.locator('.contacts .button.call').count()).toBeGreaterThan(3);
    await page.context().close();
  });
});

describe('an article', () => {
  it('can be read from heading to heading with the keyboard, and its table opens by it', async () => {
    const page = await openPage(journey, '/en/dossier/background');
    const summary = page.locator('.figure summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.figure table').first().isVisible()).toBe(true);
    await page.context().close();
  });
  it('is printed without menus, with whom to ring and with its sources', async () => {
    const page = await openPage(journey, '/en/dossier/background');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.help').isVisible()).toBe(true);
    for (const gone of ['.main-nav', '.exit', '.way-on']) expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    expect(await page.locator('.sources-section').isVisible()).toBe(true);
    await page.context().close();
  });
  it('shows its drawing in the colours of the theme', async () => {
    const looks = await Promise.all(
      (['light', 'dark'] as const).map(async (theme) => {
        const page = await openPage(journey, '/en/dossier/background', { theme });
        // On its own, so that only the picture's own colours can make the difference.
        await page.goto(journey.server.address + ((await page.locator('.drawing').getAttribute('src')) ?? ''));
        const colour = await page.evaluate(() => getComputedStyle(document.querySelector('.l') as Element).stroke);
        await page.context().close();
        return colour;
      }),
    );
    expect(looks).toEqual(['rgb(27, 42, 51)', 'rgb(238, 241, 239)']);
  });
});

describe('a child', () => {
  it('finds help on top, its own pages and a way out, and no question', async () => {
    const page = await openPage(journey, '/children', { script: false });
    expect(await page.locator('.help').innerText()).toContain('112');
    expect(await page.locator('.ask').count()).toBe(0);
    await page.locator('.articles a').first().click();
    expect(await page.locator('[data-exit]').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('searching', () => {
  it('works without scripts and with the keyboard only', async () => {
    const page = await openPage(journey, '/en/search', { script: false });
    await page.locator('#q').focus();
    await page.keyboard.type('return');
    await page.keyboard.press('Enter');
    expect(await page.locator('main h2').innerText()).toContain('found');
    expect(await page.locator('main ol a').first().getAttribute('href')).toContain('/en/');
    await page.context().close();
  });
});
