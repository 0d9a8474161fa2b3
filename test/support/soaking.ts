import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startServer } from './server.ts';

export type Soaked = { requests: number; errors: number; /** Megabytes of the process, in order. */ memory: readonly number[] };

const CLIENTS = 8;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const CHECK = 'country=NL&incident=theft&age=12-13&company=claims-family&danger=no&sign.ARR-02=seen&by.ARR-02=own-eyes&says=yes&done=first&go=outcome';

/** What people do all day: pages, the check, looking for a page, signing in wrongly, beginning a report. */
const REQUESTS: readonly (readonly [string, RequestInit?])[] = [
  ['/'],
  ['/check'],
  ['/check', { method: 'POST', headers: FORM, body: CHECK }],
  ['/en/dossier'],
  ['/search?q=kind'],
  ['/report'],
  ['/report', { method: 'POST', headers: FORM, body: 'way=worried&step=start&go=next' }],
  ['/sign-in'],
  ['/sign-in', { method: 'POST', headers: FORM, body: 'name=nobody&password=nothing' }],
  ['/training'],
  ['/no-such-page'],
];

/** Megabytes of the process, by its own account. */
async function memoryOf(metricsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(/keerpunt_memory_bytes\{kind="rss"\} (\S+)/.exec(text)?.[1]) / 1e6;
}

/** A kept connection may be closed by the server at the moment at which it is used again; a browser then asks once more, and so does this. */
async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== 'UND_ERR_SOCKET') throw error;
    return fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), connection: 'close' } });
  }
}

/** Uses a server for so long, with eight clients that begin the next thing when the last is done. An error is an answer of 500 and above. */
export async function soak(seconds: number): Promise<Soaked> {
  const metricsPort = await freePort();
  const server = await startServer(['--training', '--metrics-port', String(metricsPort)]);
  while ((await fetch(`${server.address}/training`)).status !== 200) await sleep(100);
  const end = Date.now() + seconds * 1000;
  const memory: number[] = [];
  let [requests, errors] = [0, 0];
  async function client(number: number): Promise<void> {
    for (let at = number; Date.now() < end; at++) {
      const [path, init] = REQUESTS[at % REQUESTS.length] ?? ['/'];
      const origin = { ...(init?.headers as Record<string, string> | undefined), origin: server.address };
      const response = await ask(server.address + path, { ...init, headers: origin, redirect: 'manual' });
      await response.arrayBuffer();
      requests++;
      if (response.status >= 500) errors++;
    }
  }
  async function watch(): Promise<void> {
    while (Date.now() < end) {
      await sleep(Math.min(5000, (seconds * 1000) / 8));
      memory.push(await memoryOf(metricsPort));
    }
  }
  try {
    await Promise.all([watch(), ...Array.from({ length: CLIENTS }, (_, number) => client(number))]);
  } finally {
    await server.stop();
  }
  return { requests, errors, memory };
}
