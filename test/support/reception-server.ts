import { AGENCIES } from './ground.ts';
import type { TestDatabase } from './database.ts';
import type { Running } from './server.ts';
import { startSignInServer } from './sign-in-server.ts';

/** A server with a helpdesk on a test's database: an agency at which the reception works. */
export async function startReception(database: TestDatabase, extra: readonly string[] = []): Promise<Running> {
  const [agency] = AGENCIES;
  await database.query('insert into keerpunt.agency (agency, name) values ($1, $2) on conflict do nothing', [agency, 'Helpdesk Verzonnen']);
  await database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'service:reception', 'reception', true, '2026-11-25', 'test')`, [agency]);
  return startSignInServer(database, extra);
}

export type Fields = Record<string, string>;
export type Sent = { status: number; html: string; headers: Headers };

/** Sends forms as a browser without script does: what a page carries unseen is sent along. */
export function reporterAt(address: () => string, headersNow: () => Record<string, string> = () => ({})) {
  const post = async (path: string, fields: Fields): Promise<Sent> => {
    const response = await fetch(address() + path, { method: 'POST', headers: { ...headersNow(), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  /** The same with files, as a browser sends a form that has a field for them: what is unseen in it first. */
  const postFiles = async (path: string, page: Sent, fields: Fields, files: readonly { name: string; bytes: Buffer }[]): Promise<Sent> => {
    const at = page.html.split('<form ').slice(1).findIndex((one) => one.includes('multipart/form-data'));
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...hiddenIn(page.html, at), ...fields })) body.append(name, value);
    for (const id of keptIn(page.html)) body.append('kept-file', id);
    for (const { name, bytes } of files) body.append('files', new Blob([new Uint8Array(bytes)]), name);
    const response = await fetch(address() + path, { method: 'POST', headers: headersNow(), body });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  return { post, postFiles, on: (path: string, page: Sent, fields: Fields, form = 0) => post(path, { ...hiddenIn(page.html, form), ...fields }) };
}

const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The unseen fields of one form of a page. */
export function hiddenIn(html: string, form = 0): Fields {
  const text = html.split('<form ').slice(1)[form] ?? '';
  const end = text.indexOf('</form>');
  return Object.fromEntries([...text.slice(0, end).matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]));
}

/** Files that came in before, as the page offers them. */
export const keptIn = (html: string): string[] => [...html.matchAll(/name="kept-file" value="([^"]*)"/g)].map((m) => m[1] ?? '');

/** The words of a receipt as the page shows them. */
export const wordsIn = (html: string): string[] => [...(/<ol class="receipt"[^>]*>(.*?)<\/ol>/s.exec(html)?.[1] ?? '').matchAll(/<li>([^<]*)<\/li>/g)].map((m) => plain(m[1] ?? ''));

export const headingIn = (html: string): string => plain(/<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1] ?? '');
