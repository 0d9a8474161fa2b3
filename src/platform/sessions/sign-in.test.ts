import { describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import { afterPassword, doorTo, from, newClock, newTester, PASSWORD, signInAs } from '#test/support/people.ts';
import { hashOf } from './secrets.ts';
import { readSession } from './sessions.ts';
import { answerCode, answerPassword, confirmWithCode } from './sign-in.ts';
import { isFresh, PENDING_MS } from './times.ts';
import { codeAt, stepAt } from './totp.ts';

const database = useDatabase();
const clock = newClock();
const door = () => doorTo(database, clock);

/** Somebody whose last code is of an earlier half minute. */
async function tester() {
  const who = await newTester(door());
  clock.pass(30);
  return who;
}
const wrong = (signInName: string, where = from()) => answerPassword(door(), { signInName, password: 'not the password' }, where);

describe('a password', () => {
  it('that is right leads to the code and opens nothing yet', async () => {
    const who = await tester();
    const token = await afterPassword(door(), who);
    expect(await readSession(door(), token)).toBeNull();
  });
  it('that is wrong, for nobody or for somebody disabled gets the same answer', async () => {
    const [who, gone] = [await tester(), await tester()];
    await database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, [gone.personId]);
    expect(await wrong(who.signInName)).toEqual({ outcome: 'refused' });
    expect(await wrong('nobody-at-all')).toEqual({ outcome: 'refused' });
    expect(await answerPassword(door(), { signInName: gone.signInName, password: PASSWORD }, from())).toEqual({ outcome: 'refused' });
  });
  it('is kept as Argon2id, and not even its hash can be tried without the key', async () => {
    const who = await tester();
    const [row] = await database.query('select hash from keerpunt.password where person_id = $1', [who.personId]);
    expect(row?.['hash']).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    const { verify } = await import('@node-rs/argon2');
    expect(await verify(row?.['hash'] as string, PASSWORD)).toBe(false);
  });
});

describe('a code', () => {
  it('that is right opens a session', async () => {
    const who = await tester();
    const { token } = await signInAs(door(), who);
    expect(await readSession(door(), token)).toMatchObject({ personId: who.personId, name: `Name of ${who.signInName}` });
  });
  it('that is wrong is refused, and after five the password is asked again', async () => {
    const who = await tester();
    const token = await afterPassword(door(), who);
    const bad = codeAt(who.secret, stepAt(clock.at) + 100);
    const answers: string[] = [];
    for (let i = 0; i < 6; i++) {
      clock.pass(20);
      answers.push((await answerCode(door(), { token, code: bad }, from())).outcome);
    }
    expect(answers).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'again']);
  });
  it('that was used is refused, also in a sign-in of its own', async () => {
    const who = await tester();
    const code = who.code();
    await signInAs(door(), who);
    const again = await afterPassword(door(), who);
    expect(await answerCode(door(), { token: again, code }, from())).toEqual({ outcome: 'refused' });
    clock.pass(30);
    expect((await answerCode(door(), { token: again, code: who.code() }, from())).outcome).toBe('in');
  });
  it('older than one that was used is refused, though it was never used itself', async () => {
    const who = await tester();
    const older = who.code();
    clock.pass(30);
    await signInAs(door(), who);
    expect(await answerCode(door(), { token: await afterPassword(door(), who), code: older }, from())).toEqual({ outcome: 'refused' });
  });
  it('that was set up with cannot be used to sign in', async () => {
    const who = await newTester(door());
    expect(await answerCode(door(), { token: await afterPassword(door(), who), code: who.code() }, from())).toEqual({ outcome: 'refused' });
  });
  it('sent twenty times at once opens one session', async () => {
    const who = await tester();
    const devices = Array.from({ length: 4 }, (_, i) => from({ network: `192.0.2.${i + 10}` }));
    const tokens = await Promise.all(devices.map((where) => afterPassword(door(), who, where)));
    const code = who.code();
    const tries = tokens.flatMap((token, i) => Array.from({ length: 5 }, () => answerCode(door(), { token, code }, devices[i] ?? from())));
    const outcomes = (await Promise.all(tries)).map((answer) => answer.outcome);
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1);
    const [row] = await database.query('select count(*)::int as open from keerpunt.session where person_id = $1 and ended_at is null and began_at = $2', [who.personId, clock.at]);
    expect(row).toEqual({ open: 1 });
  });
  it('comes too late after five minutes', async () => {
    const who = await tester();
    const token = await afterPassword(door(), who);
    clock.pass(PENDING_MS / 1000);
    expect(await answerCode(door(), { token, code: who.code() }, from())).toEqual({ outcome: 'again' });
  });
  it('does not help somebody who was disabled after the password', async () => {
    const who = await tester();
    const token = await afterPassword(door(), who);
    await database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, [who.personId]);
    expect(await answerCode(door(), { token, code: who.code() }, from())).toEqual({ outcome: 'again' });
  });
  it('needs what the browser was given, not what the database holds of it', async () => {
    const who = await tester();
    const token = await afterPassword(door(), who);
    for (const stolen of [hashOf(token).toString('base64url'), hashOf(token).toString('hex'), `\\x${hashOf(token).toString('hex')}`]) {
      expect(await answerCode(door(), { token: stolen, code: who.code() }, from())).toEqual({ outcome: 'again' });
    }
  });
});

describe('a recovery code', () => {
  it('works once, in any writing, also when it is sent ten times at once', async () => {
    const who = await tester();
    const [code = ''] = who.recoveryCodes;
    const where = Array.from({ length: 10 }, (_, i) => from({ network: `198.51.100.${i}` }));
    const tokens = await Promise.all(where.map((one) => afterPassword(door(), who, one)));
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const answers = await Promise.all(tokens.map((token, i) => answerCode(door(), { token, code: typed }, where[i] ?? from())));
    expect(answers.filter((answer) => answer.outcome === 'in')).toHaveLength(1);
    clock.pass(3600);
    expect(await answerCode(door(), { token: await afterPassword(door(), who), code }, from())).toEqual({ outcome: 'refused' });
  });
  it('of somebody else does nothing', async () => {
    const [who, other] = [await tester(), await tester()];
    expect(await answerCode(door(), { token: await afterPassword(door(), who), code: other.recoveryCodes[0] ?? '' }, from())).toEqual({ outcome: 'refused' });
  });
});

describe('a stranger who guesses', () => {
  it('has to wait, and even the right password is not looked at meanwhile', async () => {
    const who = await tester();
    const stranger = from({ network: '203.0.113.5' });
    const outcomes: string[] = [];
    for (let i = 0; i < 6; i++) outcomes.push((await wrong(who.signInName, stranger)).outcome);
    expect(outcomes).toEqual([...Array(5).fill('refused'), 'wait']);
    expect(await answerPassword(door(), { signInName: who.signInName, password: PASSWORD }, stranger)).toEqual({ outcome: 'wait', seconds: 1 });
  });
  it('gets five answers, not a hundred, by asking a hundred times at once', async () => {
    const who = await tester();
    const stranger = from({ network: '203.0.113.6' });
    const outcomes = (await Promise.all(Array.from({ length: 100 }, () => wrong(who.signInName, stranger)))).map((answer) => answer.outcome);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(5);
  });
  it('in the same office does not delay the owner in a browser she used before', async () => {
    const who = await tester();
    for (let i = 0; i < 200; i++) {
      await wrong(who.signInName, from({ network: '203.0.113.7' }));
      if (i % 20 === 0) clock.pass(60);
    }
    expect((await wrong(who.signInName, from({ network: '203.0.113.7' }))).outcome).toBe('wait');
    const { token } = await signInAs(door(), who, from({ network: '203.0.113.7', deviceToken: who.deviceToken }));
    expect(await readSession(door(), token)).not.toBeNull();
  });
  it('elsewhere does not delay the owner in a browser she never used', async () => {
    const who = await tester();
    for (let i = 0; i < 10; i++) await wrong(who.signInName, from({ network: '203.0.113.8' }));
    expect((await answerPassword(door(), { signInName: who.signInName, password: PASSWORD }, from({ network: '192.0.2.77' }))).outcome).toBe('code');
  });
  it('gains nothing from a known browser of his own', async () => {
    const [who, stranger] = [await tester(), await tester()];
    const where = from({ network: '203.0.113.9', deviceToken: stranger.deviceToken });
    for (let i = 0; i < 5; i++) await wrong(who.signInName, where);
    expect((await wrong(who.signInName, where)).outcome).toBe('wait');
  });
  it('with the right password and many networks is slowed down at the code', async () => {
    const who = await tester();
    const outcomes: string[] = [];
    for (let i = 0; i < 8; i++) {
      const where = from({ network: `198.51.100.${100 + i}` });
      outcomes.push((await answerCode(door(), { token: await afterPassword(door(), who, where), code: codeAt(who.secret, stepAt(clock.at) + 50) }, where)).outcome);
    }
    expect(outcomes).toEqual([...Array(5).fill('refused'), 'wait', 'wait', 'wait']);
  });
  it('leaves neither a name nor an address behind in what is counted', async () => {
    await wrong('somebody-typed-this', from({ network: '203.0.113.200' }));
    const rows = await database.query('select * from keerpunt.failed_try');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/somebody-typed-this|203\.0\.113/);
  });
});

describe('proving again who one is', () => {
  it('makes the session fresh and its token new', async () => {
    const who = await tester();
    clock.pass(15 * 60);
    const before = await readSession(door(), who.token);
    expect(before && isFresh(before, clock.at)).toBe(false);
    const answer = before && (await confirmWithCode(door(), before, who.code()));
    if (answer?.outcome !== 'confirmed') throw new Error(String(answer?.outcome));
    expect(await readSession(door(), who.token)).toBeNull();
    const after = await readSession(door(), answer.token);
    expect(after && isFresh(after, clock.at)).toBe(true);
  });
  it('takes a code that was not used', async () => {
    const who = await tester();
    const { token } = await signInAs(door(), who);
    const session = await readSession(door(), token);
    expect(session && (await confirmWithCode(door(), session, who.code()))).toEqual({ outcome: 'refused' });
  });
});
