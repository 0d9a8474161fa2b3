import { request } from 'node:http';

export type Answer = { status: number; location: string; cookies: string[]; html: string; headers: Record<string, string | string[] | undefined> };
export type Sending = { fields?: Record<string, string>; cookie?: string; headers?: Record<string, string>; port?: number; type?: string };

/** Everybody comes from a network of her own, or a whole file would wait for the limit of one. */
let networks = 0;
const nextNetwork = () => `2001:db8:${(++networks).toString(16)}::1`;

/** Without the manners of a client: every header as it is given. */
export function senderTo(server: { port: number }): (method: string, path: string, sending?: Sending) => Promise<Answer> {
  return (method, path, { fields, cookie, headers = { 'sec-fetch-site': 'same-origin' }, port = server.port, type = 'application/x-www-form-urlencoded' } = {}) =>
    new Promise((done, fail) => {
      const sending = request({ host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, 'x-forwarded-for': nextNetwork(), ...headers, ...(cookie ? { cookie } : {}), ...(fields ? { 'content-type': type } : {}) } }, (response) => {
        let html = '';
        response.on('data', (chunk) => (html += chunk));
        response.on('end', () => done({ status: response.statusCode ?? 0, location: response.headers.location ?? '', cookies: response.headers['set-cookie'] ?? [], html, headers: response.headers }));
      });
      sending.on('error', fail);
      sending.end(fields ? new URLSearchParams(fields).toString() : undefined);
    });
}

/** The cookie of this name that an answer sets, as a browser sends it back. */
export const cookieIn = (answer: Answer, name: string): string => answer.cookies.find((c) => c.startsWith(`${name}=`))?.split(';')[0] ?? '';
