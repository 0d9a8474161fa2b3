import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefIn, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { BUILD, startServer, type Running } from './support/server.ts';

let server: Running;
let addresses: string[] = [];

beforeAll(async () => {
  server = await startServer();
  const map = await (await fetch(`${server.address}/sitemap.xml`)).text();
  addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => new URL(m[1] ?? '').pathname);
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.address + path, { headers });
const pages = new Map<string, string>();
async function page(path: string): Promise<string> {
  const known = pages.get(path);
  if (known !== undefined) return known;
  const response = await get(path);
  expect(response.status, path).toBe(200);
  const text = await response.text();
  pages.set(path, text);
  return text;
}

/** The body as it travels; `fetch` would unpack it. */
function packed(path: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    request(server.address + path, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks)));
    })
      .on('error', fail)
      .end();
  });
}
const bytesOnTheWire = async (path: string) => (await packed(path)).length;

const linksIn = (html: string) => [...html.matchAll(/<a\b[^>]*\shref="(\/[^"]*|#[^"]*)"/g)].map((m) => (m[1] ?? '').replaceAll('&amp;', '&'));

describe('the map of the site', () => {
  it('names every page in every language, and each of them opens', async () => {
    const perLanguage = addresses.length / LANGUAGES.length;
    expect(Number.isInteger(perLanguage)).toBe(true);
    expect(perLanguage).toBeGreaterThan(60);
    for (const address of addresses) expect(await page(address)).toContain('<h1');
  });
  it('stands in robots.txt', async () => expect(await (await get('/robots.txt')).text()).toContain('/sitemap.xml'));
});

describe('every public page', () => {
  it('leads only to pages and places that exist', async () => {
    const ids = new Map<string, Set<string>>();
    const idsOn = async (path: string) => {
      const known = ids.get(path) ?? new Set([...(await page(path)).matchAll(/\sid="([^"]+)"/g)].map((m) => m[1] ?? ''));
      ids.set(path, known);
      return known;
    };
    const lost: string[] = [];
    const other = new Set<string>();
    for (const address of addresses) {
      for (const link of linksIn(await page(address))) {
        const [path = '', anchor] = link.startsWith('#') ? [address, link.slice(1)] : link.split('#');
        const target = path.split('?')[0] ?? '';
        if (!addresses.includes(target)) {
          other.add(target);
        } else if (anchor && !(await idsOn(target)).has(anchor)) lost.push(`${address} → ${link}`);
      }
    }
    expect(lost).toEqual([]);
    // Here is no helpdesk: then the page for reporting says so, and whom to ring.
    for (const path of other) expect((await get(path)).status, path).toBe(path.endsWith('/report') ? 503 : 200);
  });
  it('is light: at most 14 kB of HTML and style, compressed', async () => {
    const style = /href="(\/assets\/style[^"]+\.css)"/.exec(await page('/'))?.[1] ?? '';
    const css = await bytesOnTheWire(style);
    const heavy: string[] = [];
    for (const address of addresses) {
      const size = (await bytesOnTheWire(address)) + css;
      if (size > 14_336) heavy.push(`${address}: ${size}`);
    }
    expect(heavy).toEqual([]);
  });
  it('shows only pictures of this site, each with an alternative text, a size, and at most 20 kB', async () => {
    const pictures = new Set<string>();
    for (const address of addresses) {
      for (const [tag] of (await page(address)).matchAll(/<img\b[^>]*>/g)) {
        expect(tag, address).toMatch(/\salt="/);
        expect(tag, address).toMatch(/\swidth="\d+" height="\d+"/);
        pictures.add(/\ssrc="([^"]+)"/.exec(tag)?.[1] ?? '');
      }
    }
    expect(pictures.size).toBeGreaterThan(20);
    for (const src of pictures) {
      expect(src).toMatch(/^\/assets\//);
      expect(Buffer.from(await (await get(src)).arrayBuffer()).length, src).toBeLessThanOrEqual(20_000);
    }
  });
  it('names itself and its translations, each of which names it back', async () => {
    for (const address of addresses.filter((a) => a.includes('/dossier'))) {
      const html = await page(address);
      const alternates = [...html.matchAll(/<link rel="alternate" hreflang="([a-z]{2})" href="([^"]+)"/g)].map((m) => [m[1], new URL(m[2] ?? '').pathname] as const);
      expect(alternates.map(([language]) => language)).toEqual([...LANGUAGES]);
      expect(alternates.map(([, path]) => path)).toContain(address);
      expect(html).toContain(`<link rel="canonical" href="${server.address}${address}"`);
    }
  });
  it('tells machines what it is, in data that can be read', async () => {
    for (const address of addresses) {
      const html = await page(address);
      for (const [, data] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
        const item = JSON.parse(data ?? '') as Record<string, unknown>;
        expect(item['@context']).toBe('https://schema.org');
        expect(JSON.stringify(item)).not.toContain('"Person"');
      }
      expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
    }
    expect(await page('/en/figures')).toContain('"@type":"Dataset"');
    expect(await page('/en/dossier/law')).toContain('"@type":"BreadcrumbList"');
  });
  it('has one heading of the first level, and headings that skip no level', async () => {
    for (const address of addresses) {
      const levels = [...(await page(address)).matchAll(/<h([1-6])\b/g)].map((m) => Number(m[1]));
      expect(levels.filter((level) => level === 1), address).toHaveLength(1);
      expect(levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 1) + 1), address).toBe(true);
    }
  });
  it('has help and a way out on top', async () => {
    for (const address of addresses) {
      const html = await page(address);
      expect(html, address).toContain('class="help"');
      expect(html, address).toContain('data-exit');
    }
  });
});

describe('the check with its script', () => {
  it.each(LANGUAGES)('weighs at most 56 kB with all its texts, compressed, in %s', async (language) => {
    const html = await page(hrefIn(language, '/check'));
    const script = [...html.matchAll(/src="(\/assets\/check-[^"]+\.js)"/g)].map((m) => m[1] ?? '');
    const files = [...html.matchAll(/(?:href|src|data-texts)="(\/assets\/[^"]+\.(?:css|js|json))"/g)].map((m) => m[1] ?? '');
    const { urls } = (await (await get(hrefIn(language, '/check/offline.json'))).json()) as { urls: string[] };
    const shared = urls.filter((url) => url.endsWith('.js') && !files.includes(url));
    expect(script).toHaveLength(1);
    let bytes = 0;
    for (const path of [hrefIn(language, '/check'), ...files, ...shared]) {
      bytes += await bytesOnTheWire(path);
    }
    expect(bytes).toBeGreaterThan(20_000);
    // With headers, which `npm run bench` counts too, that is its limit of 60 kB.
    expect(bytes).toBeLessThanOrEqual(56_000);
  });
});

describe('a script for browsers', () => {
  const assets = join(BUILD, 'public/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  it('makes no code from text, which the policy of every page forbids', () => {
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((name) => /new Function\b|\bFunction\(|\beval\(/.test(readFileSync(join(assets, name), 'utf8')))).toEqual([]);
  });
});

describe('the figures', () => {
  it('can be taken along as CSV, in the language of the page', async () => {
    for (const language of LANGUAGES) {
      const links = linksIn(await page(hrefIn(language, '/figures'))).filter((link) => link.endsWith('.csv'));
      expect(links.length).toBeGreaterThanOrEqual(4);
      for (const link of links) {
        const response = await get(link);
        expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
        expect(await response.text()).toMatch(/^\uFEFF?# /);
      }
    }
  });
  it('are said with their caption: registrations beside estimates', async () => {
    expect(await page('/en/dossier/background')).toContain('The same child may have been counted more than once');
  });
});

describe('the news', () => {
  it.each(LANGUAGES)('comes as a feed that a reader can follow, in %s', async (language) => {
    const response = await get(hrefIn(language, '/news/feed.xml'));
    expect(response.headers.get('content-type')).toContain('application/atom+xml');
    const feed = await response.text();
    expect(feed).toContain(`xml:lang="${language}"`);
    const entries = [...feed.matchAll(/<entry><id>([^<]+)<\/id>/g)].map((m) => new URL(m[1] ?? '').pathname);
    expect(entries.length).toBeGreaterThanOrEqual(2);
    for (const entry of entries) expect(addresses).toContain(entry);
    const json = (await (await get(hrefIn(language, '/news/feed.json'))).json()) as { version: string; items: { url: string }[] };
    expect(json.version).toBe('https://jsonfeed.org/version/1.1');
    expect(json.items.map((i) => new URL(i.url).pathname)).toEqual(entries);
  });
});

describe('searching without scripts', () => {
  it('finds the way to the law in the reader’s language', async () => {
    for (const [language, query] of [['nl', 'straf'], ['en', 'punish'], ['sv', 'straff'], ['ro', 'pedeps'], ['bs', 'kazn']] as const) {
      const html = await page(`${hrefIn(language, '/search')}?q=${query}`);
      expect(linksIn(html).some((link) => link.startsWith(hrefIn(language, '/dossier/'))), language).toBe(true);
    }
  });
  it('shows what was asked as text, whatever it is, and never fails', async () => {
    const html = await page(`/en/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
    expect(await page(`/en/search?q=${'x'.repeat(5000)}`)).toContain('Nothing found');
    expect(await page('/en/search?q=%FF%FE&q=2')).toContain('<h1');
    expect(await page('/en/search')).not.toContain('Nothing found');
  });
});

describe('the answer to an exercise', () => {
  it('comes without scripts, says what was missed, and is kept by nobody', async () => {
    const slug = addresses.find((a) => /^\/en\/practise\/(?!desk|print)[a-z-]+$/.test(a)) ?? '';
    const response = await fetch(server.address + slug, { method: 'POST', body: new URLSearchParams({ choice: 'keep-watching', desk: 'police' }) });
    const html = await response.text();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('What happened');
    expect(html).toContain('noindex');
  });
  it('asks for a form and for a reasonable one', async () => {
    const slug = addresses.find((a) => /^\/en\/practise\/(?!desk|print)[a-z-]+$/.test(a)) ?? '';
    expect((await fetch(server.address + slug, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(415);
    expect((await fetch(server.address + slug, { method: 'POST', body: new URLSearchParams({ sign: 'x'.repeat(9000) }) })).status).toBe(413);
  });
});

describe('a published page', () => {
  it('comes compressed and says the same as plain', async () => {
    expect(brotliDecompressSync(await packed('/dossier/law')).toString()).toBe(await page('/dossier/law'));
  });
});
