import { describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import { doorTo, from, newClock, newTester, signInAs } from '#test/support/people.ts';
import { atDoor } from './door.ts';
import { hashOf, newToken } from './secrets.ts';
import { forgetDevice, listDevices, readSession, signOut, signOutEverywhere } from './sessions.ts';
import { IDLE_MS, KEPT_MS, LONGEST_MS } from './times.ts';

const database = useDatabase();
const clock = newClock();
const door = () => doorTo(database, clock);

async function tester() {
  const who = await newTester(door());
  clock.pass(30);
  return who;
}
const isIn = async (token: string) => (await readSession(door(), token)) !== null;

describe('a session', () => {
  it('that is used goes on, and ends after half an hour without use', async () => {
    const who = await tester();
    for (let i = 0; i < 4; i++) {
      clock.pass(IDLE_MS / 1000 - 60);
      expect(await isIn(who.token)).toBe(true);
    }
    clock.pass(IDLE_MS / 1000);
    expect(await isIn(who.token)).toBe(false);
  });
  it('ends after twelve hours however much it is used', async () => {
    const who = await tester();
    let passed = 30;
    for (; passed < LONGEST_MS / 1000 - 1200; passed += 1200) {
      clock.pass(1200);
      expect(await isIn(who.token)).toBe(true);
    }
    clock.pass(1200);
    expect(await isIn(who.token)).toBe(false);
  });
  it('is not opened by anything that the database holds', async () => {
    const who = await tester();
    const rows = await database.query('select * from keerpunt.session where person_id = $1', [who.personId]);
    const devices = await database.query('select * from keerpunt.device where person_id = $1', [who.personId]);
    const values = [...rows, ...devices].flatMap((row) => Object.values(row)).flatMap((value) => (Buffer.isBuffer(value) ? [value.toString('base64url'), value.toString('hex'), value.toString('latin1')] : [String(value)]));
    expect(values.length).toBeGreaterThan(10);
    for (const value of values) expect(await isIn(value), value).toBe(false);
    expect(await isIn(who.token)).toBe(true);
  });
  it('is not opened by a token that nobody was given', async () => {
    for (const token of ['', newToken(), 'x'.repeat(5000), "' or true --"]) expect(await isIn(token)).toBe(false);
  });
  it('has a new token with every sign-in, and the old one of that browser is out', async () => {
    const who = await tester();
    const again = await signInAs(door(), who, from({ deviceToken: who.deviceToken }));
    expect(again.token).not.toBe(who.token);
    expect(again.deviceToken).toBe(who.deviceToken);
    expect([await isIn(who.token), await isIn(again.token)]).toEqual([false, true]);
  });
  it('tells which roles hold', async () => {
    const who = await tester();
    expect((await readSession(door(), who.token))?.memberships).toEqual([]);
    await database.query(
      `set keerpunt.actor = 'operator'; insert into keerpunt.membership values (gen_random_uuid(), '${who.personId}', '${who.agencyId}', 'member', false, false, now(), 'operator', now(), 'operator', null, null)`,
    );
    expect((await readSession(door(), who.token))?.memberships).toEqual([{ agencyId: who.agencyId, role: 'member', administers: false, reads: false }]);
  });
  it('that ended is forgotten after a month', async () => {
    const who = await tester();
    clock.pass(KEPT_MS / 1000 + 60);
    await signInAs(door(), who);
    const rows = await database.query('select token_hash from keerpunt.session where person_id = $1', [who.personId]);
    expect(rows.map((row) => (row['token_hash'] as Buffer).equals(hashOf(who.token)))).toEqual([false]);
  });
});

describe('signing out', () => {
  it('here leaves the other browser signed in', async () => {
    const who = await tester();
    const other = await signInAs(door(), who, from({ label: 'Chrome, Android' }));
    await signOut(door(), (await readSession(door(), who.token))?.sessionId ?? '');
    expect([await isIn(who.token), await isIn(other.token)]).toEqual([false, true]);
  });
  it('everywhere leaves none, and nobody else is signed out', async () => {
    const [who, stranger] = [await tester(), await tester()];
    const other = await signInAs(door(), who);
    await signOutEverywhere(door(), who.personId);
    expect([await isIn(who.token), await isIn(other.token), await isIn(stranger.token)]).toEqual([false, false, true]);
  });
});

describe('the list of devices', () => {
  const list = (personId: string) => atDoor(door(), (tx, now) => listDevices(tx, personId, now));

  it('shows each browser once, and whether it is signed in', async () => {
    const who = await tester();
    await signInAs(door(), who, from({ deviceToken: who.deviceToken }));
    clock.pass(60);
    const other = await signInAs(door(), who, from({ label: 'Chrome, Android' }));
    await signOut(door(), (await readSession(door(), other.token))?.sessionId ?? '');
    expect((await list(who.personId)).map((d) => [d.label, d.isSignedIn])).toEqual([
      ['Chrome, Android', false],
      ['Firefox, Linux', true],
    ]);
  });
  it('signs out the browser that is removed, which is then unknown', async () => {
    const who = await tester();
    const other = await signInAs(door(), who, from({ label: 'Chrome, Android' }));
    const device = (await list(who.personId)).find((d) => d.label === 'Chrome, Android');
    await forgetDevice(door(), who.personId, device?.deviceId ?? '');
    expect([await isIn(other.token), await isIn(who.token)]).toEqual([false, true]);
    expect(await list(who.personId)).toHaveLength(1);
  });
  it('lets nobody remove the browser of another', async () => {
    const [who, stranger] = [await tester(), await tester()];
    const [device] = await list(who.personId);
    await forgetDevice(door(), stranger.personId, device?.deviceId ?? '');
    expect(await isIn(who.token)).toBe(true);
  });
  it('never takes over a mark that somebody else could have planted', async () => {
    const [who, stranger] = [await tester(), await tester()];
    for (const planted of [stranger.deviceToken, newToken()]) {
      clock.pass(60);
      const session = await signInAs(door(), who, from({ deviceToken: planted }));
      expect(session.deviceToken).not.toBe(planted);
    }
  });
});
