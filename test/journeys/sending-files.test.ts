import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTrial } from '../support/attachment-trial.tsx';
import { KINDS_WITH_FILES } from '../support/attachments.ts';
import { accessibilityProblems, launchBrowser, openContext, PHONE } from '../support/browser.ts';
import { AGENCIES, useGround } from '../support/ground.ts';

const ground = useGround();
const desk = { id: 'desk', agency: AGENCIES[0] };
let browser: Browser;
let trial: Awaited<ReturnType<typeof startTrial>>;
beforeAll(async () => {
  ground.kinds = KINDS_WITH_FILES;
  await ground.give(desk, ['writer']);
  [browser, trial] = await Promise.all([launchBrowser(), startTrial(ground, desk)]);
});
afterAll(async () => {
  await browser.close();
  await trial.close();
});

describe('somebody who sends a photo and a letter, on a telephone and without a script', () => {
  it('puts the form right without sending them again, and gets them back as they may be kept', async () => {
    const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c40' } }).withExif({ IFD0: { Copyright: 'CANARY' } }).jpeg().toBuffer();
    const context = await openContext(browser, { viewport: PHONE, script: false });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('422') && errors.push(message.text()));
    await page.goto(`${trial.address}/en/trial`);
    await page.getByLabel('Files').setInputFiles([
      { name: 'door.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') },
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('dear desk') },
    ]);
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/Write some words[\s\S]*We cannot read this picture: broken\.png/);
    for (const name of ['door.jpg', 'letter.txt']) expect(await page.getByRole('checkbox', { name }).isChecked()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByLabel('Words').fill('a photo and a letter');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Received');
    const shown = page.getByRole('img').first();
    await expect.poll(() => shown.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(30);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Open/ }).first().click()]);
    expect(download.suggestedFilename()).toBe('door.jpg');
    const kept = readFileSync(await download.path());
    expect([(await sharp(kept).metadata()).width, kept.includes('CANARY')]).toEqual([30, false]);
    expect(errors).toEqual([]);
    await context.close();
  });
  it('finds every page of it accessible', async () => {
    const context = await openContext(browser, { viewport: PHONE });
    const page = await context.newPage();
    await page.goto(`${trial.address}/en/trial`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Files').setInputFiles([{ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('dear desk') }, { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await context.close();
  });
});
