import type { Locator, Page } from 'playwright-core';

/** What somebody does with a form, whatever she does it with. */
export type Hands = {
  readonly fill: (field: Locator, value: string) => Promise<unknown>;
  /** Writes in place of all that stands there. */
  readonly replace: (field: Locator, value: string) => Promise<unknown>;
  readonly pick: (list: Locator, label: string) => Promise<unknown>;
  readonly day: (field: Locator, day: string) => Promise<unknown>;
  readonly tick: (box: Locator) => Promise<unknown>;
  readonly press: (button: Locator) => Promise<unknown>;
};

export const MOUSE: Hands = {
  fill: (field, value) => field.fill(value),
  replace: (field, value) => field.fill(value),
  pick: (list, label) => list.selectOption({ label }),
  day: (field, day) => field.fill(day),
  tick: (box) => box.check(),
  press: (button) => button.click(),
};

const MOST_STOPS = 400;

/** Goes on from where one is until the focus is there, as only a keyboard can. Throws where it never comes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no key leads to ${target}`);
}

/** Nothing but keys: what they do not reach, or do not set, is not done. */
export function keyboardOn(page: Page): Hands {
  const at = (target: Locator) => tabTo(page, target);
  return {
    async fill(field, value) {
      await at(field);
      await page.keyboard.insertText(value);
    },
    async replace(field, value) {
      await at(field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(value);
    },
    async pick(list, label) {
      await at(list);
      const place = await list.evaluate((select, wanted) => [...(select as HTMLSelectElement).options].findIndex((option) => option.label === wanted), label);
      if (place < 0) throw new Error(`there is no choice ${label}`);
      await page.keyboard.press('Home');
      for (let down = 0; down < place; down++) await page.keyboard.press('ArrowDown');
    },
    async day(field, day) {
      await at(field);
      const [year = '', month = '', date = ''] = day.split('-');
      await page.keyboard.type(`${month}${date}${year}`);
    },
    async tick(box) {
      await at(box);
      await page.keyboard.press('Space');
    },
    async press(button) {
      await at(button);
      // What unfolds stays on the page; what is sent leads to another.
      const isSent = await button.evaluate((element) => element instanceof HTMLButtonElement);
      await Promise.all([isSent ? page.waitForEvent('load') : null, page.keyboard.press('Enter')]);
    },
  };
}
