import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseHTML } from 'linkedom';
import type { Locator, Page } from 'playwright-core';
import { PASSWORD, type Tester } from './people.ts';
import type { Hands } from './hands.ts';

/** One form, filled by the words that stand beside its fields. */
export type Filler = {
  readonly fill: (label: string, value: string) => Promise<void>;
  readonly pick: (label: string, choice: string) => Promise<void>;
  readonly day: (label: string, day: string) => Promise<void>;
  readonly tick: (label: string) => Promise<void>;
  /** Writes in place of what stands in a field, by the name under which it is sent. */
  readonly replace: (name: string, value: string) => Promise<void>;
};

/** What somebody does on a page: opens it by its address, unfolds what has to be unfolded, fills a form by its end, sends it. */
type Sending = { readonly unfold?: string; readonly form: string; readonly button?: string };
export type Walker = {
  /** Status of the page, which is the one that stands there now. */
  readonly open: (path: string) => Promise<number>;
  readonly send: (how: Sending, fill?: (form: Filler) => Promise<void>) => Promise<void>;
  readonly text: () => Promise<string>;
  readonly html: () => Promise<string>;
  readonly address: () => string;
  readonly alerts: () => Promise<readonly string[]>;
  readonly bytes: (path: string) => Promise<{ status: number; body: Buffer; headers: Readonly<Record<string, unknown>> }>;
  readonly cookies: () => readonly { name: string; value: string }[];
};

const spaced = (text: string | null): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();

type Field = { readonly name: string; readonly value: string };
type Root = ReturnType<typeof parseHTML>['document'];
type Element = NonNullable<ReturnType<Root['querySelector']>>;

/** What a browser would send of a form that nobody touched. */
function fieldsOf(form: Element): Field[] {
  return [...form.querySelectorAll('input, select, textarea')].flatMap((field): Field[] => {
    const name = field.getAttribute('name');
    if (!name || field.getAttribute('type') === 'file') return [];
    if (field.tagName === 'TEXTAREA') return [{ name, value: (field.textContent ?? '').replace(/^\n/, '') }];
    if (field.tagName === 'SELECT') {
      const chosen = field.querySelector('option[selected]') ?? field.querySelector('option');
      return chosen ? [{ name, value: chosen.getAttribute('value') ?? spaced(chosen.textContent) }] : [];
    }
    const isBox = ['checkbox', 'radio'].includes(field.getAttribute('type') ?? '');
    return isBox && !field.hasAttribute('checked') ? [] : [{ name, value: field.getAttribute('value') ?? (isBox ? 'on' : '') }];
  });
}

/** The field beside which a label stands: the whole of it, or its beginning where nothing is called so as a whole. */
function labelled(form: Element, label: string): Element {
  const labels = [...form.querySelectorAll('label')].map((one) => ({ one, text: spaced(one.textContent) }));
  const found = labels.find(({ text }) => text === label) ?? labels.find(({ text }) => text.startsWith(label)) ?? labels.find(({ text }) => text.includes(label));
  const id = found?.one.getAttribute('for');
  const field = id ? form.querySelector(`[id="${id}"]`) : found?.one.querySelector('input, select, textarea');
  if (!field) throw new Error(`no field is called ${label}; there are ${labels.map(({ text }) => text).join(' | ')}`);
  return field;
}

function fillerOf(form: Element, fields: Field[]): Filler {
  const set = (name: string | null, value: string, isAdded = false) => {
    const at = fields.findIndex((f) => f.name === name);
    if (at >= 0 && !isAdded) fields[at] = { name: name ?? '', value };
    else fields.push({ name: name ?? '', value });
  };
  return {
    async fill(label, value) {
      set(labelled(form, label).getAttribute('name'), value);
    },
    async day(label, day) {
      set(labelled(form, label).getAttribute('name'), day);
    },
    async pick(label, choice) {
      const list = labelled(form, label);
      const option = [...list.querySelectorAll('option')].find((o) => spaced(o.textContent) === choice);
      if (!option) throw new Error(`${label} has no choice ${choice}`);
      set(list.getAttribute('name'), option.getAttribute('value') ?? choice);
    },
    async replace(name, value) {
      if (!fields.some((f) => f.name === name)) throw new Error(`no field ${name}`);
      set(name, value);
    },
    async tick(label) {
      const box = labelled(form, label);
      set(box.getAttribute('name'), box.getAttribute('value') ?? 'on', box.getAttribute('type') === 'checkbox');
    },
  };
}

type Answered = { readonly url: string; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** One request on a connection of its own: a server that takes long between two closes one that is kept open, and a form is sent once. */
async function once(url: URL, headers: Readonly<Record<string, string>>, sent?: FormData | URLSearchParams): Promise<Answered> {
  const form = sent && new Response(sent);
  const bytes = form && Buffer.from(await form.arrayBuffer());
  const more = form && bytes ? { 'content-type': form.headers.get('content-type') ?? '', 'content-length': String(bytes.length) } : {};
  return new Promise((resolve, reject) => {
    const going = request(url, { method: form ? 'POST' : 'GET', agent: false, headers: { ...headers, ...more } }, (answer) => {
      buffer(answer).then((body) => resolve({ url: url.href, status: answer.statusCode ?? 0, headers: answer.headers, body }), reject);
    });
    going.on('error', reject);
    going.end(bytes);
  });
}

/** Goes through pages as somebody without a script does, and without the picture: the same addresses and the same forms, read from the HTML. */
export function formWalker(server: () => string): Walker {
  const jar = new Map<string, string>();
  let [here, status, html] = ['', 0, ''];
  const ask = async (path: string, sent?: FormData | URLSearchParams): Promise<Answered> => {
    const url = new URL(path, server());
    const answer = await once(url, { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: url.origin, 'sec-fetch-site': 'same-origin' }, sent);
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const { location } = answer.headers;
    return location === undefined ? answer : ask(new URL(location, url).href);
  };
  const arrive = ({ url, status: code, body }: Answered): void => {
    [here, status, html] = [url, code, body.toString()];
  };
  const root = (): Root => parseHTML(html).document;
  const send: Walker['send'] = async ({ unfold, form: end, button }, fill) => {
    const folded = unfold === undefined ? null : [...root().querySelectorAll('details')].find((d) => spaced(d.querySelector('summary')?.textContent ?? '').includes(unfold));
    const form = [...(folded ?? root()).querySelectorAll('form')].find((f) => (f.getAttribute('action') ?? here).endsWith(end) && (button === undefined || spaced(f.textContent).includes(button)));
    if (!form) throw new Error(`there is no form for ${end} at ${here}: ${spaced(root().querySelector('main')?.textContent ?? '').slice(0, 400)}`);
    const fields = fieldsOf(form);
    await fill?.(fillerOf(form, fields));
    const pressed = [...form.querySelectorAll('button')].find((b) => button === undefined || spaced(b.textContent) === button);
    if (pressed?.getAttribute('name')) fields.push({ name: pressed.getAttribute('name') ?? '', value: pressed.getAttribute('value') ?? '' });
    const body = form.getAttribute('enctype') === 'multipart/form-data' ? new FormData() : new URLSearchParams();
    for (const { name, value } of fields) body.append(name, value);
    arrive(await ask(form.getAttribute('action') ?? here, body));
  };
  return {
    async open(path) {
      arrive(await ask(path));
      // Whoever comes at an unusual hour, or for the first time to what others do, says why.
      if (root().querySelector('form[action$="/way-in"]')) await send({ form: '/way-in' }, (form) => form.tick('A colleague asked me'));
      return status;
    },
    send,
    text: async () => spaced(root().querySelector('main')?.textContent ?? ''),
    html: async () => html,
    address: () => here,
    alerts: async () => [...root().querySelectorAll('[role="alert"]')].map((one) => spaced(one.textContent)),
    async bytes(path) {
      const answer = await ask(path);
      return { status: answer.status, body: answer.body, headers: answer.headers };
    },
    cookies: () => [...jar].map(([name, value]) => ({ name, value })),
  };
}

/** What stands in the fields of a page, by their names: for whoever changes what is there. */
export const typedIn = (html: string): ReadonlyMap<string, string> => new Map([...parseHTML(html).document.querySelectorAll('textarea[name]')].map((one) => [one.getAttribute('name') ?? '', (one.textContent ?? '').replace(/^\n/, '')]));

/** Signs somebody in through the same two forms as everybody. */
export async function signInWalking(walker: Walker, who: Tester): Promise<void> {
  await walker.open('/en/sign-in');
  await walker.send({ form: '/sign-in' }, async (form) => {
    await form.fill('Name to sign in with', who.signInName);
    await form.fill('Password', PASSWORD);
  });
  await walker.send({ form: '/sign-in/code' }, (form) => form.fill('Code from your authenticator', who.code()));
}

/** The same in a browser, with a mouse or with keys alone. */
export function browserWalker(page: Page, hands: Hands, server: () => string): Walker {
  let status = 0;
  const inForm = (form: Locator): Filler => {
    const field = async (label: string): Promise<Locator> => {
      const whole = form.getByLabel(label, { exact: true });
      return ((await whole.count()) > 0 ? whole : form.getByLabel(label)).first();
    };
    return {
      fill: async (label, value) => void (await hands.fill(await field(label), value)),
      pick: async (label, choice) => void (await hands.pick(await field(label), choice)),
      day: async (label, day) => void (await hands.day(await field(label), day)),
      tick: async (label) => void (await hands.tick(await field(label))),
      replace: async (name, value) => void (await hands.replace(form.locator(`[name="${name}"]`), value)),
    };
  };
  return {
    async open(path) {
      const url = path.startsWith('http') ? path : `${server()}${path}`;
      status = (await page.goto(url))?.status() ?? 0;
      if ((await page.locator('form[action$="/way-in"]').count()) > 0) {
        const asked = page.locator('form[action$="/way-in"]');
        await hands.tick(asked.getByLabel('A colleague asked me'));
        await hands.press(asked.getByRole('button'));
        await page.waitForLoadState();
      }
      return status;
    },
    async send({ unfold, form: end, button }, fill) {
      const folded = unfold === undefined ? null : page.locator('details', { has: page.locator('summary', { hasText: unfold }) }).first();
      if (folded) await hands.press(folded.locator('summary').first());
      const form = (folded ?? page).locator(`form[action$="${end}"]`, button === undefined ? {} : { hasText: button }).first();
      await fill?.(inForm(form));
      await hands.press(form.getByRole('button', button === undefined ? {} : { name: button, exact: true }).first());
      await page.waitForLoadState();
    },
    text: async () => spaced(await page.locator('main').innerText()),
    html: () => page.content(),
    address: () => page.url(),
    alerts: async () => (await page.getByRole('alert').allInnerTexts()).map(spaced),
    async bytes(path) {
      const answer = await page.request.get(new URL(path, page.url()).href);
      return { status: answer.status(), body: await answer.body(), headers: answer.headers() };
    },
    cookies: () => [],
  };
}
