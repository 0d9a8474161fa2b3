import type { Browser, Page } from 'playwright-core';
import { openContext, PHONE } from './browser.ts';
import { signInThrough, type DeskTester } from './desk.ts';

type Where = { readonly browser: () => Browser; /** Asked each time: a server that was killed comes back at the same address, and is another. */ readonly address: () => string; /** Whether somebody has scripts; else everybody has. */ readonly hasScript?: (who: DeskTester) => boolean };

/** The pages of people who are signed in, one each on a telephone: who goes where. An address that is whole is taken as it is. */
export function peopleAt({ browser, address, hasScript = () => true }: Where): { at: (who: DeskTester, path: string) => Promise<Page>; pageOf: (who: DeskTester) => Page } {
  const pages = new Map<string, Page>();
  async function signedIn(who: DeskTester): Promise<Page> {
    const page = await (await openContext(browser(), { viewport: PHONE, script: hasScript(who) })).newPage();
    await signInThrough(page, address(), who);
    pages.set(who.personId, page);
    return page;
  }
  return {
    at: async (who, path) => {
      const page = pages.get(who.personId) ?? (await signedIn(who));
      await page.goto(path.startsWith('http') ? path : `${address()}/en${path}`);
      return page;
    },
    pageOf: (who) => pages.get(who.personId) as Page,
  };
}
