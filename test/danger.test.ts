import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginSettings, settingsOf } from '#src/helpdesk/settings/actions.ts';
import { keepNoticeAddress } from '#src/platform/mail/addresses.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, performBeside } from './support/desk.ts';
import { AGENCIES, valueOf } from './support/ground.ts';
import { reporterAt, startReception, wordsIn, type Sent } from './support/reception-server.ts';
import type { Running } from './support/server.ts';

const database = useDatabase();
const [agency] = AGENCIES;
const mails: string[] = [];
let mailServer: Server;
let server: Running;
const reporter = reporterAt(() => server.address);

/** A mail server of some lines that takes everything. */
async function startMail(): Promise<string> {
  mailServer = createServer((socket) => {
    let [rest, mail, isData] = ['', '', false];
    socket.on('error', () => undefined);
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        if (isData && line !== '.') mail += `${line}\n`;
        else if (isData) {
          mails.push(mail);
          [mail, isData] = ['', false];
          socket.write('250 ok\r\n');
        } else {
          isData = line === 'DATA';
          socket.write(isData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
        }
      }
    });
  });
  await new Promise<void>((done) => mailServer.listen(0, '127.0.0.1', done));
  return `smtp://127.0.0.1:${(mailServer.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  [process.env['KEERPUNT_SMTP_URL'], process.env['KEERPUNT_MAIL_FROM']] = [await startMail(), 'keerpunt@example.org'];
  server = await startReception(database, ['--url', 'http://localhost:1']);
  await database.query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'service:reminder', 'reminder', true, '2026-11-25', 'test')`, [agency]);
  const onCall = await deskTester(database, ['helpdesk-coordinator'], { agencyId: agency } as Parameters<typeof deskTester>[2]);
  await database.transaction({ role: 'keerpunt_doorkeeper', actor: 'sign-in', agency: null, today: '2026-11-25' }, (tx) => keepNoticeAddress(tx, onCall.personId, 'oncall@example.org', 'nl'));
  // Closed at every hour but for a minute, so that it is night whenever this runs.
  const to = { country: 'NL', hours: [{ day: 7, from: 1, to: 2 }], closedOn: [], onCall: onCall.personId, onCallPhone: '+31 6 12', away: { nl: '', en: '', sv: '', ro: '', bs: '' } } as const;
  valueOf(await performBeside(database, server)(beginSettings, { id: onCall.personId, agency }, { settings: settingsOf(agency), to }));
}, 60_000);
afterAll(async () => {
  delete process.env['KEERPUNT_SMTP_URL'];
  delete process.env['KEERPUNT_MAIL_FROM'];
  await server.stop();
  mailServer.close();
});

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await sleep(50)) if (Date.now() > end) throw new Error(`it did not come about: ${server.output().slice(-500)}`);
}
const jobs = async () => database.query(`select name from pgboss.job where name = 'helpdesk.tell-of-danger'`);

async function look(danger: 'yes' | 'no'): Promise<Sent> {
  const page = await reporter.post('/report', { way: 'child', here: 'tell', danger, alone: 'yes', text: 'Ik moet stelen.', country: 'NL', step: 'words' });
  const words = wordsIn(page.html);
  expect((await reporter.on('/report', page, { step: 'send' })).status).toBe(200);
  return reporter.post('/report/return', { step: 'look', words: words.join(' ') });
}
const passIn = (page: Sent) => /name="pass" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

describe('somebody who says to be in danger at night', () => {
  it('is offered it beside 112, reaches whoever is on call within seconds, and is shown the telephone', async () => {
    const page = await look('no');
    expect(page.html).toContain('value="in-danger"');
    expect(page.html).toContain('href="tel:112"');
    expect(page.html).not.toContain('+31 6 12');
    const said = await reporter.post('/report/return', { step: 'say', pass: passIn(page), says: 'in-danger' });
    expect(said.html).toContain('Iemand van de helpdesk krijgt nu een bericht');
    expect(said.html).toContain('href="tel:+31612"');
    await until(() => mails.length > 0);
    expect(mails[0]).toMatch(/To: oncall@example\.org[\s\S]*Subject: Kijk nu in Keerpunt/);
    expect(mails[0]).not.toMatch(/gevaar|danger|helpdesk|stelen/i);
  });
  it('leaves no row of a job, and nowhere a moment: the day is all that is kept', async () => {
    await until(async () => (await jobs()).length === 0);
    const before = mails.length;
    await look('yes');
    await until(async () => mails.length > before && (await jobs()).length === 0);
    await sleep(1000);
    expect(await jobs()).toEqual([]);
    const looks = await database.query(`select actor, recorded_at from keerpunt.access_record where action in ('report.safe-or-danger', 'helpdesk.read-settings', 'report.send')`);
    expect(looks.length).toBeGreaterThan(3);
    expect(looks.filter((l) => l['recorded_at'] !== null)).toEqual([]);
    const states = await database.query('select tried_at from keerpunt.mail_state');
    expect(states.map((state) => (state['tried_at'] as Date).getTime() % 3_600_000)).toEqual([0]);
  });
});
