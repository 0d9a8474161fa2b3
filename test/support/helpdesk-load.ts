import { Agent, request } from 'node:http';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { readAuthenticators, codeNow } from '#src/training/authenticators.ts';
import { TRAINING_PASSWORD } from '#src/training/people.ts';
import { hiddenIn, wordsIn, type Fields } from './reception-server.ts';

export type Got = { status: number; html: string; location: string; cookies: readonly string[] };

/** A browser without script that keeps its connection, as the server sees it from behind a proxy. */
export function browserAt(port: number, network: () => string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let cookie = '';
  function send(method: 'GET' | 'POST', path: string, fields?: Fields): Promise<Got> {
    const headers = { host: `localhost:${port}`, 'x-forwarded-for': network(), origin: `http://localhost:${port}`, ...(cookie ? { cookie } : {}), ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) };
    return new Promise((done, fail) => {
      const sending = request({ host: '127.0.0.1', port, path, method, agent, headers, timeout: 30_000 }, (response) => {
        let html = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (html += chunk));
        response.on('error', fail);
        response.on('end', () => done({ status: response.statusCode ?? 0, html, location: response.headers.location ?? '', cookies: response.headers['set-cookie'] ?? [] }));
      });
      sending.on('timeout', () => sending.destroy(new Error('nothing came for half a minute')));
      sending.on('error', fail);
      sending.end(fields ? new URLSearchParams(fields).toString() : undefined);
    });
  }
  return {
    get: (path: string) => send('GET', path),
    post: (path: string, fields: Fields) => send('POST', path, fields),
    takeCookie(got: Got, name: string) {
      cookie = got.cookies.find((one) => one.startsWith(`${name}=`))?.split(';')[0] ?? cookie;
    },
    close: () => agent.destroy(),
  };
}
export type LoadBrowser = ReturnType<typeof browserAt>;

/** An answer that is no success: what was asked for may or may not have happened. */
class NotShown extends Error {
  readonly status: number;
  constructor(what: string, status: number) {
    super(`${what}: ${status}`);
    this.name = 'NotShown';
    this.status = status;
  }
}

const shown = (what: string, got: Got, sign: string): Got => {
  if (got.status !== 200 || !got.html.includes(sign)) throw new NotShown(what, got.status);
  return got;
};

const ADULT = { way: 'worried', here: 'tell', danger: 'no', alone: 'yes', age: '14', country: 'NL' };

/** The page with the words, before anything is sent. */
export async function wordsFor(browser: LoadBrowser, text: string): Promise<{ words: string[]; form: Fields }> {
  const { html } = shown('words', await browser.post('/report', { ...ADULT, text, step: 'words' }), 'class="receipt"');
  return { words: wordsIn(html), form: { ...hiddenIn(html), step: 'send' } };
}
export const sendForm = async (browser: LoadBrowser, form: Fields): Promise<void> => void shown('send', await browser.post('/report', form), 'Uw bericht is aangekomen');

/** What opens the report: the pass of the page that says whether there is an answer. */
export async function look(browser: LoadBrowser, words: readonly string[]): Promise<string> {
  const { html } = shown('look', await browser.post('/report/return', { step: 'look', words: words.join(' ') }), 'name="pass"');
  return hiddenIn(html)['pass'] ?? '';
}
const SAID = /<p class="said"[^>]*>([^<]*)<\/p>/g;
export async function readTalk(browser: LoadBrowser, pass: string): Promise<string[]> {
  const { html } = shown('read', await browser.post('/report/return', { step: 'read', pass }), 'messages-list');
  return [...html.matchAll(SAID)].map(([, said = '']) => said);
}
export const write = async (browser: LoadBrowser, pass: string, text: string, form: string = newFormSecret()): Promise<void> => void shown('write', await browser.post('/report/return', { step: 'write', pass, form, text }), 'Het bericht is aangekomen');

/** Signs in as an invented person of the training. The code of a moment works once, so nobody signs in twice within a minute. */
export async function signInAtDesk(browser: LoadBrowser, data: string, name: string, desk = '/en/desk'): Promise<void> {
  const secret = readAuthenticators(data).get(name);
  if (!secret) throw new Error(`nobody is called ${name}`);
  browser.takeCookie(await browser.post('/en/sign-in', { name, password: TRAINING_PASSWORD }), 'keerpunt-step');
  browser.takeCookie(await browser.post('/en/sign-in/code', { code: codeNow(secret, new Date()) }), 'keerpunt-session');
  shown('signing in', await browser.get(desk), 'class="inbox"');
}

export const openAtDesk = async (browser: LoadBrowser, report: string): Promise<Got> => shown('open at the desk', await browser.get(`/en/desk/reports/${report}`), 'name="base"');
/** Answers from the page that was read. False: somebody was quicker. */
export async function reply(browser: LoadBrowser, report: string, page: Got, text: string): Promise<boolean> {
  const form = page.html.split('<form ').slice(1).findIndex((one) => one.includes('/reply"'));
  const got = await browser.post(`/en/desk/reports/${report}/reply`, { ...hiddenIn(page.html, form), text });
  if (got.status !== 303 && got.status !== 409) throw new NotShown('reply', got.status);
  return got.status === 303;
}
