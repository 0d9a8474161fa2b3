import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { countingFor, countVisits, visitCounter } from './visits.ts';

const folders: string[] = [];
const freshFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-visits-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function siteWith(folder: string) {
  const counter = visitCounter(folder);
  const app = new Hono();
  app.use(countVisits(counter, (route) => route !== '/quiet', () => new Date('2026-11-25T10:00:00Z'), createLog('silent')));
  for (const path of ['/page', '/quiet']) app.get(path, (c) => c.html('<p>hello</p>'));
  app.get('/name/:who', (c) => c.html('<p>hello</p>'));
  app.get('/data', (c) => c.json({}));
  app.get('/choice', (c) => c.text(countingFor(c, true)));
  const open = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  const saved = () => {
    counter.save();
    return JSON.parse(readFileSync(join(folder, '2026-11.json'), 'utf8')) as unknown;
  };
  return { open, saved, counter };
}

const YES = { cookie: 'keerpunt-counting=yes' };

describe('counting visits', () => {
  it('counts the pages of those who said yes, by day and page, and nothing about who it was', async () => {
    const { open, saved } = siteWith(freshFolder());
    await open('/page', YES);
    await open('/page', YES);
    await open('/name/anna', YES);
    expect(saved()).toEqual({ '2026-11-25': { '/page': 2, '/name/:who': 1 } });
  });
  it('counts nobody who said no, nobody who said nothing, no quiet page, no data and no missing page', async () => {
    const { open, saved } = siteWith(freshFolder());
    await open('/page', YES);
    await open('/page');
    await open('/page', { cookie: 'keerpunt-counting=no' });
    await open('/page', { cookie: 'keerpunt-counting=maybe' });
    await open('/quiet', YES);
    await open('/data', YES);
    await open('/missing', YES);
    expect(saved()).toEqual({ '2026-11-25': { '/page': 1 } });
  });
  it('takes a signal of the browser as a no, whatever was said before', async () => {
    const { open } = siteWith(freshFolder());
    expect(await (await open('/choice', { ...YES, 'sec-gpc': '1' })).text()).toBe('signal');
    expect(await (await open('/choice')).text()).toBe('ask');
  });
  it.each(['{"2026-11-24": {', 'null', '{"yesterday": 3}'])('lays a damaged file aside and goes on: %s', async (damaged) => {
    const folder = freshFolder();
    writeFileSync(join(folder, '2026-11.json'), damaged);
    const { open, saved } = siteWith(folder);
    await open('/page', YES);
    expect(saved()).toEqual({ '2026-11-25': { '/page': 1 } });
    const aside = readdirSync(folder).find((name) => name.startsWith('2026-11.json.damaged-')) ?? '';
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(damaged);
  });
  it('goes on after a new start where it was', async () => {
    const folder = freshFolder();
    const first = siteWith(folder);
    await first.open('/page', YES);
    first.saved();
    const second = siteWith(folder);
    await second.open('/page', YES);
    expect(second.saved()).toEqual({ '2026-11-25': { '/page': 2 } });
  });
});
