import { describe, expect, it } from 'vitest';
import { DESKTOP } from '../support/browser.ts';
import { heading, openPage, ready, useServerAndBrowser } from '../support/journey.ts';

const journey = useServerAndBrowser();

const open = (path: string, look?: Parameters<typeof openPage>[2]) => openPage(journey, path, look);

describe('an officer at night, on a phone without scripts', () => {
  it('answers four questions, ticks what he saw and reads what to do, not to do, and why', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByLabel('Theft or shoplifting').check();
    await page.getByLabel('12 or 13').check();
    await page.getByLabel('Someone who claims to be family').check();
    expect(await page.locator('.number-now').innerText()).toContain('0800-2000');
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
  it('can take back what he ticked', async () => {
    const page = await open('/en/check', { script: false });
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-ARR-02-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    await page.getByRole('button', { name: 'What do you see here?' }).click();
    expect(await page.locator('#sign-ARR-02-seen').isChecked()).toBe(true);
    await page.locator('#sign-ARR-02-not-seen').check();
    await page.getByRole('button', { name: 'What to do now' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await heading(page)).toContain('Keep watching');
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
