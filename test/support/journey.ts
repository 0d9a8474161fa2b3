import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startServer, type Running } from './server.ts';

export type Journey = { server: Running; browser: Browser };

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
