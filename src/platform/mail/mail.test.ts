import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { PROJECT } from '#test/support/server.ts';
import { AGENCIES, useGround } from '#test/support/ground.ts';
import { keepNoticeAddress, noticeAddress } from './addresses.ts';
import { mailer, readMailState } from './mail.ts';

const ground = useGround();
const messages = readMessages(PROJECT);
const textsIn = Object.fromEntries(LANGUAGES.map((l) => [l, translatorFor(l, messages[l])])) as Parameters<typeof mailer>[0]['textsIn'];
const PERSON = 'a0000001-0000-4000-8000-000000000000';
const OTHER = 'a0000002-0000-4000-8000-000000000000';
const door = { role: 'keerpunt_doorkeeper', actor: 'sign-in', agency: null, today: '2026-11-25' } as const;

/** A mail server of some lines: takes, refuses, or says nothing at all. */
async function serverThat(does: 'takes' | 'refuses' | 'hangs'): Promise<{ url: string; got: string[]; close: () => Promise<void> }> {
  const got: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (does === 'hangs') return;
    let isData = false;
    let rest = '';
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        got.push(line);
        if (isData && line !== '.') continue;
        if (isData) isData = false;
        else if (line === 'DATA') isData = true;
        socket.write(line === 'DATA' ? '354 go on\r\n' : does === 'refuses' && line.startsWith('RCPT') ? '550 nobody\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    close: () => new Promise<void>((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    }),
  };
}

let open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});
async function mailVia(does: 'takes' | 'refuses' | 'hangs') {
  const server = await serverThat(does);
  open.push(server);
  return { ...server, tell: mailer({ database: ground.database, settings: { url: server.url, from: 'keerpunt@example.org', signIn: 'https://keerpunt.example.org/sign-in' }, textsIn, now: () => ground.clock.now }) };
}
const state = () => ground.database.transaction(door, readMailState);
const at = (minute: number) => (ground.clock.now = new Date(Date.UTC(2026, 10, 25, 10, minute)));
const keep = (person: string, typed: string, language: 'nl' | 'ro' = 'nl') => ground.database.transaction(door, (tx) => keepNoticeAddress(tx, person, typed, language));

beforeAll(async () => {
  for (const id of [PERSON, OTHER]) await ground.give({ id, agency: AGENCIES[0] }, ['writer']);
  await keep(PERSON, 'hanna@example.org', 'ro');
});

describe('mail', () => {
  it('says that something waits, in the language of whoever is told, and nothing else', async () => {
    const { got, tell } = await mailVia('takes');
    at(1);
    await tell({ agency: AGENCIES[0], roles: ['writer'] });
    expect(got.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<hanna@example.org>']);
    const text = got.join('\n');
    expect(text).toContain('https://keerpunt.example.org/sign-in');
    expect(text).toMatch(/Subject: .*Ceva/);
    for (const secret of [PERSON, AGENCIES[0], 'Tester', 'writer']) expect(text).not.toContain(secret);
    expect(await state()).toMatchObject({ works: true });
  });
  it('goes to nobody who holds none of the roles, and to one person who is named', async () => {
    const { got, tell } = await mailVia('takes');
    await tell({ agency: AGENCIES[0], roles: ['reader'] });
    await tell({ agency: AGENCIES[1], roles: ['writer'] });
    await tell({ person: OTHER });
    expect(got).toEqual([]);
    await tell({ person: PERSON });
    expect(got.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
  });
  it('that is taken by nobody is seen, since when, until it goes out again', async () => {
    const refusing = await mailVia('refuses');
    at(10);
    await expect(refusing.tell({ person: PERSON })).rejects.toThrow();
    at(20);
    await expect(refusing.tell({ person: PERSON })).rejects.toThrow();
    expect(await state()).toEqual({ works: false, since: new Date('2026-11-25T10:10:00Z'), triedAt: new Date('2026-11-25T10:20:00Z') });
    await refusing.close();
    open = [];
    await expect(refusing.tell({ person: PERSON })).rejects.toThrow();
    at(30);
    await (await mailVia('takes')).tell({ person: PERSON });
    expect(await state()).toMatchObject({ works: true, since: new Date('2026-11-25T10:30:00Z') });
  });
  it('to a server that says nothing is given up', async () => {
    const { tell } = await mailVia('hangs');
    await expect(tell({ person: PERSON })).rejects.toThrow();
  }, 30_000);
  it('that nobody set up is no failure', async () => {
    await mailer({ database: ground.database, settings: null, textsIn, now: () => ground.clock.now })({ person: PERSON });
  });
});

describe('an address', () => {
  it.each(['nobody', 'a@b@c', 'a b@example.org', 'a@example.org\r\nBcc: x@example.org', '<a@example.org>', 'a@example.org,b@example.org', `${'x'.repeat(70)}@example.org`])('is not %j', async (typed) => {
    expect(await keep(OTHER, typed)).toBe(false);
    expect(await ground.database.transaction(door, (tx) => noticeAddress(tx, OTHER))).toBe('');
  });
  it('is forgotten when it is emptied', async () => {
    expect(await keep(OTHER, ' hugo@example.org ')).toBe(true);
    expect(await ground.database.transaction(door, (tx) => noticeAddress(tx, OTHER))).toBe('hugo@example.org');
    expect(await keep(OTHER, '')).toBe(true);
    expect(await ground.database.transaction(door, (tx) => noticeAddress(tx, OTHER))).toBe('');
  });
});
