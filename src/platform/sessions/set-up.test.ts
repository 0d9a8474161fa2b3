import { describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import { afterPassword, doorTo, from, newClock, newTester, PASSWORD, registrar, signInAs, type Tester } from '#test/support/people.ts';
import { readSession } from './sessions.ts';
import { hashOf } from './secrets.ts';
import { choosePassword, finishSetUp, makeSetUpLink, openSetUpLink } from './set-up.ts';
import { answerCode, answerPassword } from './sign-in.ts';
import { LINK_MS } from './times.ts';
import { codeAt, stepAt } from './totp.ts';

const database = useDatabase();
const clock = newClock();
const door = () => doorTo(database, clock);
const NEW_PASSWORD = 'another sentence to remember';

async function tester() {
  const who = await newTester(door());
  clock.pass(30);
  return who;
}
const linkFor = (who: Tester) => database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, who.personId, clock.at));
async function chosen(link: string): Promise<string> {
  const answer = await choosePassword(door(), { token: link, password: NEW_PASSWORD });
  if (answer.outcome !== 'chosen') throw new Error(answer.outcome);
  return codeAt(answer.secret, stepAt(clock.at));
}

describe('a link to set up signing in', () => {
  it('says whose it is, and is kept as a hash', async () => {
    const who = await tester();
    const link = await linkFor(who);
    expect(await openSetUpLink(door(), link)).toBe(who.signInName);
    for (const stolen of [hashOf(link).toString('base64url'), hashOf(link).toString('hex')]) expect(await openSetUpLink(door(), stolen)).toBeNull();
  });
  it('works once, and not after three days', async () => {
    const who = await tester();
    const [first, second] = [await linkFor(who), await linkFor(who)];
    expect((await finishSetUp(door(), { token: first, code: await chosen(first) }, from())).outcome).toBe('done');
    expect(await openSetUpLink(door(), first)).toBeNull();
    expect((await choosePassword(door(), { token: first, password: NEW_PASSWORD })).outcome).toBe('gone');
    clock.pass(LINK_MS / 1000);
    expect(await openSetUpLink(door(), second)).toBeNull();
  });
  it('sent twice at once is used once', async () => {
    const link = await linkFor(await tester());
    const code = await chosen(link);
    // So that each of the three has a connection at hand, and none waits for one.
    await Promise.all([1, 2, 3].map(() => openSetUpLink(door(), link)));
    const answers = await Promise.all([1, 2, 3].map(() => finishSetUp(door(), { token: link, code }, from())));
    expect(answers.map((a) => a.outcome).toSorted()).toEqual(['done', 'gone', 'gone']);
  });
  it('changes nothing before the authenticator is proven', async () => {
    const who = await tester();
    const link = await linkFor(who);
    const code = await chosen(link);
    const bad = code === '000000' ? '000001' : '000000';
    expect((await finishSetUp(door(), { token: link, code: bad }, from())).outcome).toBe('refused');
    expect(await readSession(door(), who.token)).not.toBeNull();
    expect((await answerPassword(door(), { signInName: who.signInName, password: NEW_PASSWORD }, from())).outcome).toBe('refused');
    expect((await signInAs(door(), who)).token).toBeTruthy();
  });
  it('cannot skip the password', async () => {
    const link = await linkFor(await tester());
    expect((await finishSetUp(door(), { token: link, code: '000000' }, from())).outcome).toBe('gone');
  });
  it('takes away everything older: password, authenticator, recovery codes, browsers, sessions, tokens of programs', async () => {
    const who = await tester();
    await database.query(`insert into keerpunt.api_token (token_id, person_id, agency, name, token_hash, actions, made_at, ends_on) values (gen_random_uuid(), $1, $2, 'programs', sha256('x'), '{a.b}', now(), current_date + 9)`, [who.personId, who.agencyId]);
    const link = await linkFor(who);
    const done = await finishSetUp(door(), { token: link, code: await chosen(link) }, from());
    if (done.outcome !== 'done') throw new Error(done.outcome);
    expect(await readSession(door(), who.token)).toBeNull();
    expect(await database.query('select ended_at is not null as over from keerpunt.api_token where person_id = $1', [who.personId])).toEqual([{ over: true }]);
    expect(await readSession(door(), done.session.token)).not.toBeNull();
    expect((await answerPassword(door(), { signInName: who.signInName, password: PASSWORD }, from())).outcome).toBe('refused');
    clock.pass(30);
    for (const old of [who.code(), who.recoveryCodes[0] ?? '']) {
      const waiting = await answerPassword(door(), { signInName: who.signInName, password: NEW_PASSWORD }, from({ deviceToken: done.session.deviceToken }));
      if (waiting.outcome !== 'code') throw new Error(waiting.outcome);
      expect((await answerCode(door(), { token: waiting.token, code: old }, from({ deviceToken: done.session.deviceToken }))).outcome).toBe('refused');
    }
  });
  it('does not let in somebody who was disabled', async () => {
    const who = await tester();
    const link = await linkFor(who);
    await database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, [who.personId]);
    expect(await openSetUpLink(door(), link)).toBeNull();
  });
});

describe('recovery codes', () => {
  it('are ten different ones, and none of them is in the database', async () => {
    const who = await tester();
    expect(new Set(who.recoveryCodes).size).toBe(10);
    for (const code of who.recoveryCodes) expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    const rows = await database.query(`select code_hash from keerpunt.recovery_code where person_id = $1`, [who.personId]);
    const kept = rows.map((row) => (row['code_hash'] as Buffer).toString('latin1')).join();
    for (const code of who.recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});

describe('the secret of the authenticator', () => {
  it('is sealed: whoever has the database makes no codes', async () => {
    const who = await tester();
    const [row] = await database.query('select sealed_secret from keerpunt.totp where person_id = $1', [who.personId]);
    const sealed = row?.['sealed_secret'] as Buffer | undefined;
    expect(sealed?.length).toBeGreaterThan(who.secret.length);
    expect(sealed?.includes(who.secret)).toBe(false);
    expect(await afterPassword(door(), who)).toBeTruthy();
  });
});
