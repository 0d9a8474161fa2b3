import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, startServer } from '../test/support/server.ts';
import { note } from './figures.ts';

type Sitemap = { paths: string[] };

async function sitemapOf(address: string): Promise<Sitemap> {
  const map = await (await fetch(`${address}/sitemap.xml`)).text();
  return { paths: [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => new URL(m[1] ?? '').pathname) };
}

async function bytesOf(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  const length = response.headers.get('content-length');
  await response.arrayBuffer();
  if (length === null) throw new Error(`no length: ${url}`);
  return Number(length);
}

/** The heaviest of all public pages in all languages, with the style it needs, as it travels. */
export async function weighEveryPage(address: string): Promise<void> {
  const { paths } = await sitemapOf(address);
  const style = /href="(\/assets\/style[^"]+\.css)"/.exec(await (await fetch(address)).text())?.[1] ?? '';
  const css = await bytesOf(address + style);
  let heaviest = { path: '', bytes: 0 };
  for (const path of paths) {
    const bytes = (await bytesOf(address + path)) + css;
    if (bytes > heaviest.bytes) heaviest = { path, bytes };
  }
  note(`heaviest of ${paths.length} public pages, HTML + CSS as brotli: ${heaviest.path}`, heaviest.bytes, 'bytes', 14_336);
}

/** From the first answer of the port to the first page of the dossier, and from the start of the process to it. */
export async function timeFirstPage(): Promise<void> {
  const begun = performance.now();
  const server = await startServer();
  const opened = performance.now();
  const response = await fetch(`${server.address}/dossier/background`);
  await response.text();
  const read = performance.now();
  await server.stop();
  if (response.status !== 200) throw new Error('the first page did not come');
  note('first dossier page after the port opened', read - opened, 'ms', 1000);
  note('first dossier page after the process began', read - begun, 'ms', 5000);
}

/** Charts and drawings, as files. */
export function weighPictures(): void {
  const { pages } = JSON.parse(readFileSync(join(BUILD, 'published.json'), 'utf8')) as { pages: Record<string, { html: string }[]> };
  const sources = new Set(Object.values(pages).flatMap((list) => list.flatMap((page) => [...page.html.matchAll(/src="(\/assets\/[^"]+\.svg)"/g)].map((m) => m[1] ?? ''))));
  const heaviest = Math.max(...[...sources].map((src) => readFileSync(join(BUILD, 'public', src)).length));
  note(`heaviest of ${sources.size} charts and drawings, not compressed`, heaviest, 'bytes', 20_000);
}
