import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, hrefIn } from '#src/platform/i18n/languages.ts';
import { everyRoute } from './support/fuzzing.ts';
import { CLI, freePort, PROJECT, startServer, type Running } from './support/server.ts';

let server: Running;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.address + path, { redirect: 'manual', headers });
const post = (path: string, body: string | Uint8Array, type = 'application/x-www-form-urlencoded') =>
  fetch(server.address + path, { method: 'POST', body: body as BodyInit, headers: { 'content-type': type } });

/** Sends bytes as they are and gives back what comes, for requests that no client would make. */
function raw(text: string, endAfter = true): Promise<string> {
  return new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => done(answer));
    socket.on('error', () => done(answer));
    socket.write(text);
    if (endAfter) setTimeout(() => socket.end(), 300);
    setTimeout(() => socket.destroy(), 2000);
  });
}

const PAGES = ['/', '/check', '/check/contacts', '/check/card', '/check/cards', '/knowledge', '/knowledge/signs', '/knowledge/law', '/knowledge/advice', '/knowledge/countries', '/knowledge/excluded', '/about', '/release'];

/** Where somebody has to sign in, or tells something; these have tests of their own. */
const NOT_FOR_ALL = /^\/(account|desk|drafts|files|follow-ups|handovers|people|places|report|sign-in)(\/|$)/;
/** Every page that is there for all, asked of the application itself: a new one is looked at without anybody thinking of it. Each in one language, by turns. */
const gets = new Set((await everyRoute()).filter(({ method }) => method === 'GET').map(({ path }) => path));
const FOR_ALL = [...gets].filter((path) => gets.has(hrefIn('en', path)) && path !== '/en' && !/[:*.]/.test(path) && !NOT_FOR_ALL.test(path) && !PAGES.includes(path));
const BY_TURNS = FOR_ALL.map((path, n) => hrefIn(LANGUAGES[n % LANGUAGES.length] ?? 'nl', path));

describe('every public page', () => {
  it('is among those that are looked at', () => {
    expect(FOR_ALL.length).toBeGreaterThan(50);
    expect([...gets]).toEqual(expect.arrayContaining(PAGES));
  });
  it.each([...LANGUAGES.flatMap((l) => PAGES.map((p) => hrefIn(l, p))), ...BY_TURNS])('%s is there, sets no cookie and asks nothing of another host', async (path) => {
    const response = await get(path);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(html).toMatch(/^<!doctype html><html lang="(nl|en|sv|ro|bs)" dir="ltr">/);
    const loaded = [...html.matchAll(/<(?:script|img|iframe|source|video|audio|object|embed)[^>]*?(?:src|data)="([^"]+)"|<link rel="(?:stylesheet|icon|manifest|preload)"[^>]*?href="([^"]+)"/g)].map((m) => m[1] ?? m[2] ?? '');
    expect(loaded.filter((url) => !/^(\/|data:)/.test(url))).toEqual([]);
    expect(html).not.toMatch(/ style="|<style|<script>| on[a-z]+="/);
    expect(html).not.toMatch(/undefined|\[object |\{\w+\}/);
  });
  it('has a strict policy and keeps its address to itself', async () => {
    const { headers } = await get('/check');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
  it('is known in its other languages', async () => {
    const html = await (await get('/en/check')).text();
    for (const language of LANGUAGES) expect(html).toContain(`hreflang="${language}" href="${server.address}${hrefIn(language, '/check')}"`);
  });
});

describe('static files', () => {
  it('were compressed at build and may be kept for ever', async () => {
    const html = await (await get('/check')).text();
    const css = /href="(\/assets\/style-[^"]+)"/.exec(html)?.[1] ?? '';
    const response = await get(css, { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });
  it('lead nowhere outside their folder', async () => {
    for (const path of ['/assets/../../../package.json', '/assets/%2e%2e/%2e%2e/%2e%2e/package.json', '/assets/..%2f..%2f..%2fpackage.json', '/.vite/manifest.json']) {
      expect(await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).not.toContain('"keerpunt"');
    }
  });
});

describe('addresses', () => {
  it.each([['/nl/check', '/check'], ['/nl', '/'], ['/nl//evil.example', '/evil.example'], ['/check/', '/check'], ['//evil.example/', '/evil.example'], ['/en/about/?a=b', '/en/about?a=b']])('%s leads to %s, and to no other host', async (from, to) => {
    const answer = await raw(`GET ${from} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 301/);
    expect(/location: (.*)/i.exec(answer)?.[1]?.trim()).toBe(to);
  });
  it('the worker is a new one whenever anything it keeps has changed', async () => {
    const worker = await (await get('/sw.js')).text();
    const { urls } = (await (await get('/check/offline.json')).json()) as { urls: string[] };
    const named = urls.filter((url) => /\/assets\/(style|check|exit)/.test(url));
    expect(named.length).toBeGreaterThan(3);
    expect(worker).toMatch(/^self\.keerpuntVersion="[\w-]{12}";/);
  });
});

describe('pages for what goes wrong', () => {
  it('404 helps, in the language of the address', async () => {
    const response = await get('/ro/nu-exista');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('href="/ro/check"');
  });
  it('405 for a method the page does not know', async () => {
    expect((await fetch(`${server.address}/check`, { method: 'DELETE' })).status).toBe(405);
  });
  it('413 for a form larger than the check can be', async () => {
    const response = await post('/check', `incident=theft&x=${'a'.repeat(200_000)}`);
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('Er is niets bewaard');
  });
  it('413 for a body that says it is a hundred megabytes, before it is sent', async () => {
    expect(await raw('POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 104857600\r\n\r\na=b')).toMatch(/^HTTP\/1.1 413/);
  });
  it.each([['application/json', '{}'], ['multipart/form-data; boundary=x', '--x\r\nContent-Disp'], ['text/plain', 'a'], ['application/x-www-form-urlencoded; charset=utf-16', 'a=b']])('415 for %s', async (type, body) => {
    const response = await post('/check', body, type);
    expect(response.status).toBe(415);
    expect(await response.text()).toContain('href="/check"');
  });
  it('422 with every problem for a form with impossible answers, and keeps the others', async () => {
    const response = await post('/check', 'incident=theft&age=seven&sign.NOPE=seen&go=outcome');
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(html).toContain('value="theft" checked');
  });
  it('prints what was sent only as text', async () => {
    const html = await (await post('/check', `age=${encodeURIComponent('"><script>alert(1)</script>')}&sign.${encodeURIComponent('<img src=x>')}=seen`)).text();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x>');
  });
  it('half a body, wrong bytes and a flood of headers break nothing', async () => {
    await raw('POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nincident=th');
    const odd = await post('/check', new Uint8Array([0xff, 0xfe, 0x3d, 0x25, 0x67, 0x26, 0x00]));
    expect(odd.status).toBe(200);
    expect(await raw(`GET /check HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(5000)}\r\n`)).toMatch(/^HTTP\/1.1 431/);
    expect(await raw('GET / HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n')).not.toMatch(/^HTTP\/1.1 500/);
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('the log', () => {
  it('holds neither answers nor addresses nor browsers', async () => {
    await post('/check?name=Testchild', 'incident=burglary&sign.ARR-02=seen&says=yes&go=outcome');
    await get('/check', { 'user-agent': 'Testbrowser/1' });
    await get('/nobody/Testperson');
    const log = server.output();
    expect(log).toContain('"route":"/check"');
    expect(log).not.toMatch(/Testchild|Testperson|Testbrowser|burglary|ARR-02|127\.0\.0\.1:\d{5}.*route|"ip"|user-agent/);
  });
  it('each line can be told from the others', () => {
    const lines = server.output().split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l) as { requestId: string });
    expect(new Set(lines.map((l) => l.requestId)).size).toBe(lines.length);
  });
});

describe('starting and stopping', () => {
  const start = (...args: string[]) => {
    const done = spawnSync(process.execPath, [CLI, 'serve', ...args], { encoding: 'utf8', env: { ...process.env, KEERPUNT_PROJECT: PROJECT }, timeout: 20_000 });
    return { code: done.status, lines: done.stderr.trim().split('\n'), out: done.stdout };
  };
  it('a taken port is one clear line and exit code 2', () => {
    const { code, lines } = start('--port', String(server.port), '--data', join(server.data, 'other'));
    expect(code).toBe(2);
    expect(lines).toEqual([`keerpunt: port ${server.port} is taken; choose another with --port`]);
  });
  it('a data folder that cannot be written is one clear line and exit code 2', async () => {
    const { code, lines } = start('--port', String(await freePort()), '--data', '/dev/null/data');
    expect(code).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('cannot write in the data folder');
  });
  it('a folder that nobody can make is one clear line, and no waiting', async () => {
    const { code, lines } = start('--port', String(await freePort()), '--data', '/proc/keerpunt/data');
    expect(code).toBe(2);
    expect(lines[0]).toContain('cannot write in the data folder');
  });
  it('a second server on the same data folder is told where the first one is', async () => {
    const { code, lines } = start('--port', String(await freePort()), '--data', server.data);
    expect(code).toBe(2);
    expect(lines[0]).toContain(`already running on this data folder: ${server.address}`);
  });
  it('stops on Ctrl-C with exit code 0 and gives its folder back', async () => {
    const other = await startServer();
    const file = join(other.data, 'running.json');
    expect(existsSync(file)).toBe(true);
    const ended = new Promise((done) => other.process.once('exit', done));
    other.process.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(file)).toBe(false);
  });
  it('starts again by itself after it was killed', async () => {
    const first = await startServer();
    const ended = new Promise((done) => first.process.once('exit', done));
    first.process.kill('SIGKILL');
    await ended;
    const again = await startServer(['--data', first.data], first.port);
    expect((await fetch(`${again.address}/readyz`)).status).toBe(200);
    expect((JSON.parse(readFileSync(join(first.data, 'running.json'), 'utf8')) as { pid: number }).pid).toBe(again.process.pid);
    await again.stop();
  });
  it('takes the same signal twice, as a terminal sends it, and still stops in order', async () => {
    const other = await startServer();
    const ended = new Promise<number | string>((done) => other.process.once('exit', (code, signal) => done(code ?? signal ?? 'nothing')));
    other.process.kill('SIGINT');
    other.process.kill('SIGINT');
    // On a machine that is busy the second may come when all is done and Node listens no more; then it ends what has ended.
    expect([0, 'SIGINT']).toContain(await ended);
    expect(other.output()).toContain('Keerpunt has stopped.');
    expect(existsSync(join(other.data, 'running.json'))).toBe(false);
  });
  it('finishes the request it is working on before it stops', async () => {
    const other = await startServer();
    const pending = fetch(`${other.address}/knowledge/signs`);
    await new Promise((done) => setTimeout(done, 5));
    other.process.kill('SIGTERM');
    expect((await pending).status).toBe(200);
    await other.stop();
  });
});

describe('many posts from one network', () => {
  it('are asked to wait, with a page that says how long', async () => {
    const other = await startServer();
    const answers = await Promise.all(Array.from({ length: 260 }, () => fetch(`${other.address}/en/check`, { method: 'POST', body: new URLSearchParams({ go: 'outcome' }) })));
    const refused = answers.filter((a) => a.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused[0]?.text()).toContain('Please wait a moment');
    expect((await fetch(`${other.address}/en/check`)).status).toBe(200);
    await other.stop();
  });
});
