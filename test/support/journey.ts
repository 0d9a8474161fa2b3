import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, openContext, PHONE } from './browser.ts';
import { startServer, type Running } from './server.ts';

type Journey = { server: Running; browser: Browser };

/** One server and one browser for all tests of a file; to be read inside the tests only. */
export function useServerAndBrowser(): Journey {
  const journey = {} as Journey;
  beforeAll(async () => {
    [journey.server, journey.browser] = await Promise.all([startServer(), launchBrowser()]);
  });
  afterAll(async () => {
    await journey.browser.close();
    await journey.server.stop();
  });
  return journey;
}

type Look = Partial<Parameters<typeof openContext>[1]>;

/** A page in a fresh profile, on a telephone unless told otherwise. */
export async function openPage(journey: Journey, path: string, look: Look = {}): Promise<Page> {
  const context = await openContext(journey.browser, { viewport: PHONE, ...look });
  const page = await context.newPage();
  await page.goto(journey.server.address + path);
  return page;
}

/** The check's script has taken over. */
export const ready = (page: Page) => page.waitForSelector('#check[data-ready]');
export const heading = (page: Page) => page.locator('main h1').innerText();
