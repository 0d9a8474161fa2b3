import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { arrive, asker, link, makeMember, register } from '#test/support/elsewhere.ts';
import { useDatabase } from '#test/support/database.ts';
import { doorTo, from, newTester, PASSWORD, registrar, signInAs, type Tester } from '#test/support/people.ts';
import { startProvider, type TestProvider } from '#test/support/provider.ts';
import { atDoor } from './door.ts';
import { leaveFor, linkElsewhere, readElsewhere, signInElsewhere } from './provider-sign-in.ts';
import { listLinks, openSecret, findProvider, removeLink, removeProvider, subjectHash } from './providers.ts';
import { hashOf, newToken, signInKey } from './secrets.ts';
import { readSession } from './sessions.ts';
import { chooseProvider, finishSetUp, makeSetUpLink, openSetUpLink, providersOfLink } from './set-up.ts';
import { answerCode, answerPassword } from './sign-in.ts';
import { PENDING_MS } from './times.ts';
import { codeAt, stepAt } from './totp.ts';

const database = useDatabase();
/** The provider signs by the real clock, so ours is the real one and what a test lets pass. */
const clock = { passed: 0, at: new Date(), pass: () => undefined };
const door = () => ({ ...doorTo(database, clock), now: () => new Date(Date.now() + clock.passed) });
const wait = (seconds: number) => (clock.passed += seconds * 1000);

let provider: TestProvider;
let who: Tester;
let code: string;
const ask = asker();
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());
beforeEach(async () => {
  clock.passed = 0;
  someone('Nora van Elders');
  who = await tester();
  code = await register(door(), provider, who.agencyId);
});

/** Somebody else signs in at the provider. */
const someone = (name: string, email?: string) => (provider.account = { subject: `sub-${newToken()}`, name, ...(email ? { email } : {}) });
async function tester(): Promise<Tester> {
  const made = await newTester(door());
  await makeMember(door(), made);
  return made;
}
async function signedIn({ token }: { token: string }) {
  const session = await readSession(door(), token);
  if (!session) throw new Error('not signed in');
  return session;
}
const codeNow = (secret: Buffer) => codeAt(secret, stepAt(door().now()));
/** The operator takes her role away. */
const leave = (personId = who.personId) =>
  database.query(`do $$ begin perform set_config('keerpunt.actor', 'operator', true); update keerpunt.membership set ended_at = now(), ended_by = 'operator' where person_id = '${personId}'; end $$`);

describe('an account at a provider', () => {
  it('that was linked signs in, after the code of this moment', async () => {
    expect(await link(door(), ask, code, who)).toBe('linked');
    wait(30);
    const answer = await signInElsewhere(door(), await arrive(door(), ask, code), from());
    if (answer.outcome !== 'code') throw new Error(answer.outcome);
    expect(await readSession(door(), answer.token)).toBeNull();
    const done = await answerCode(door(), { token: answer.token, code: codeNow(who.secret) }, from());
    if (done.outcome !== 'in') throw new Error(done.outcome);
    expect(await signedIn(done.session)).toMatchObject({ personId: who.personId });
  });
  it('that nobody linked opens nothing, whatever name and e-mail address it has', async () => {
    await database.query(`update keerpunt.person set sign_in_name = 'nora@desk.example', name = 'Nora' where person_id = $1`, [who.personId]);
    someone('Nora', 'nora@desk.example');
    expect(await signInElsewhere(door(), await arrive(door(), ask, code), from())).toEqual({ outcome: 'unlinked' });
    await database.query(`update keerpunt.person set sign_in_name = $2 where person_id = $1`, [who.personId, who.signInName]);
  });
  it('is kept as a keyed hash: neither its name nor what it is called there is in the database', async () => {
    await arrive(door(), ask, code);
    expect(await link(door(), ask, code, who)).toBe('linked');
    const rows = JSON.stringify([await database.query('select l.*, encode(subject_hash, $1) as hash from keerpunt.provider_link l', ['escape']), await database.query('select v.*, encode(sealed_name, $1) as name from keerpunt.provider_visit v', ['escape'])]);
    for (const open of [provider.account.subject, 'Nora', 'Elders']) expect(rows).not.toContain(open);
    const [row] = await database.query('select subject_hash from keerpunt.provider_link where person_id = $1', [who.personId]);
    const guess = (key: Buffer) => subjectHash(signInKey(key), provider.issuer, provider.account.subject);
    const kept = row?.['subject_hash'] as Buffer | undefined;
    expect([kept?.equals(guess(Buffer.alloc(32, 7))), kept?.equals(guess(Buffer.alloc(32, 8)))]).toEqual([true, false]);
  });
  it('of the same name at two providers is two accounts', async () => {
    const key = signInKey(Buffer.alloc(32, 7));
    expect(subjectHash(key, 'https://a.example', 'one').equals(subjectHash(key, 'https://b.example', 'one'))).toBe(false);
  });
  it.each([
    ['was disabled', (personId: string) => database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, [personId])],
    ['left the agency of the provider', leave],
  ])('of somebody who %s does not sign in', async (_what, end) => {
    await link(door(), ask, code, who);
    const token = await arrive(door(), ask, code);
    await end(who.personId);
    expect(await signInElsewhere(door(), token, from())).toEqual({ outcome: 'unlinked' });
  });
  it('signs in once for each time it came back, and not after five minutes', async () => {
    await link(door(), ask, code, who);
    const token = await arrive(door(), ask, code);
    const answers = await Promise.all([1, 2, 3].map(() => signInElsewhere(door(), token, from())));
    expect(answers.map((a) => a.outcome).toSorted()).toEqual(['code', 'gone', 'gone']);
    const late = await arrive(door(), ask, code);
    clock.passed = PENDING_MS;
    expect(await signInElsewhere(door(), late, from())).toEqual({ outcome: 'gone' });
  });
  it('does not sign in with what the database holds of the browser', async () => {
    await link(door(), ask, code, who);
    const token = await arrive(door(), ask, code);
    for (const stolen of [hashOf(token).toString('base64url'), hashOf(token).toString('hex')]) expect(await signInElsewhere(door(), stolen, from())).toEqual({ outcome: 'gone' });
  });
  it('gives no more tries at the code than a password does', async () => {
    await link(door(), ask, code, who);
    const outcomes: string[] = [];
    for (let i = 0; i < 8; i++) {
      const answer = await signInElsewhere(door(), await arrive(door(), ask, code), from());
      outcomes.push(answer.outcome);
      if (answer.outcome === 'code') await answerCode(door(), { token: answer.token, code: codeAt(who.secret, stepAt(door().now()) + 50) }, from());
    }
    expect(outcomes).toContain('wait');
    expect(outcomes.filter((outcome) => outcome === 'code').length).toBeLessThanOrEqual(5);
  });
});

describe('linking', () => {
  it('shows first who is signed in there', async () => {
    const { sessionId, personId } = await signedIn(who);
    const errand = { purpose: 'link', sessionId } as const;
    const token = await arrive(door(), ask, code, errand, personId);
    expect((await readElsewhere(door(), token, errand))?.name).toBe('Nora van Elders');
    expect(await database.query('select from keerpunt.provider_link where person_id = $1', [who.personId])).toEqual([]);
  });
  it('shows a name as one line, without signs that turn it around', async () => {
    provider.account = { subject: 'sub-1', name: `Nora\u202E\n\u0000\u2028 ${'x'.repeat(500)}` };
    const { sessionId, personId } = await signedIn(who);
    const errand = { purpose: 'link', sessionId } as const;
    const name = (await readElsewhere(door(), await arrive(door(), ask, code, errand, personId), errand))?.name ?? '';
    expect(name).toMatch(/^Nora x{115}$/);
  });
  it('is done by the session that set out for it, and by no other, not even of the same person', async () => {
    const stranger = await tester();
    const { sessionId, personId } = await signedIn(who);
    const token = await arrive(door(), ask, code, { purpose: 'link', sessionId }, personId);
    wait(30);
    for (const other of [stranger, await signInAs(door(), who, from({ label: 'Chrome, Android' }))]) expect(await linkElsewhere(door(), await signedIn(other), token)).toBe('gone');
    expect(await linkElsewhere(door(), await signedIn(who), token)).toBe('linked');
    expect(await linkElsewhere(door(), await signedIn(who), token)).toBe('gone');
  });
  it('is not done with an account that set out to sign in, nor the other way round', async () => {
    const session = await signedIn(who);
    expect(await linkElsewhere(door(), session, await arrive(door(), ask, code))).toBe('gone');
    const token = await arrive(door(), ask, code, { purpose: 'link', sessionId: session.sessionId }, who.personId);
    expect(await signInElsewhere(door(), token, from())).toEqual({ outcome: 'gone' });
  });
  it('is not done by somebody who left the agency between leaving and linking', async () => {
    const session = await signedIn(who);
    const token = await arrive(door(), ask, code, { purpose: 'link', sessionId: session.sessionId }, who.personId);
    await leave();
    expect(await linkElsewhere(door(), session, token)).toBe('absent');
  });
  it('is not begun by somebody of another agency', async () => {
    const stranger = await tester();
    const { sessionId, personId } = await signedIn(stranger);
    expect(await leaveFor(door(), ask, { code, errand: { purpose: 'link', sessionId }, personId })).toEqual({ outcome: 'absent' });
  });
  it('gives one account to one person, and one person one account at each provider', async () => {
    const colleague = { ...(await newTester(door())), agencyId: who.agencyId };
    await makeMember(door(), colleague);
    expect(await link(door(), ask, code, who)).toBe('linked');
    expect(await link(door(), ask, code, colleague)).toBe('taken');
    someone('Another');
    expect(await link(door(), ask, code, who)).toBe('taken');
    expect(await link(door(), ask, code, colleague)).toBe('linked');
  });
});

describe('setting up with a provider', () => {
  const linkFor = (personId: string) => database.transaction(registrar('operator'), (tx) => makeSetUpLink(tx, personId, door().now()));
  async function chosen(token: string, personId = who.personId) {
    const arrival = await arrive(door(), ask, code, { purpose: 'set-up', link: token }, personId);
    return chooseProvider(door(), { token, arrival });
  }
  it('takes the place of the password and never that of the authenticator', async () => {
    const token = await linkFor(who.personId);
    expect((await providersOfLink(door(), token)).map((p) => p.code)).toEqual([code]);
    const choice = await chosen(token);
    if (choice.outcome !== 'chosen') throw new Error(choice.outcome);
    // Nothing is changed yet: neither the account nor what she signed in with before.
    expect(await signInElsewhere(door(), await arrive(door(), ask, code), from())).toEqual({ outcome: 'unlinked' });
    const bad = codeAt(choice.secret, stepAt(door().now()) + 60);
    expect((await finishSetUp(door(), { token, code: bad }, from())).outcome).toBe('refused');
    const done = await finishSetUp(door(), { token, code: codeNow(choice.secret) }, from());
    if (done.outcome !== 'done') throw new Error(done.outcome);
    expect(done.recoveryCodes).toHaveLength(10);
    expect((await answerPassword(door(), { signInName: who.signInName, password: PASSWORD }, from({ network: '192.0.2.9' }))).outcome).toBe('refused');
    wait(30);
    const again = await signInElsewhere(door(), await arrive(door(), ask, code), from());
    expect(again.outcome).toBe('code');
    expect(await openSetUpLink(door(), token)).toBeNull();
  });
  it('with the link of another is not done', async () => {
    const stranger = await tester();
    const [mine, hers] = [await linkFor(who.personId), await linkFor(stranger.personId)];
    const arrival = await arrive(door(), ask, code, { purpose: 'set-up', link: mine }, who.personId);
    expect(await chooseProvider(door(), { token: hers, arrival })).toEqual({ outcome: 'gone' });
    expect((await chooseProvider(door(), { token: mine, arrival })).outcome).toBe('chosen');
  });
  it('with an account that is linked to a colleague is not done', async () => {
    const colleague = { ...(await newTester(door())), agencyId: who.agencyId };
    await makeMember(door(), colleague);
    await link(door(), ask, code, colleague);
    expect(await chosen(await linkFor(who.personId))).toEqual({ outcome: 'taken' });
  });
  it('by somebody who left the agency meanwhile, or with an account a colleague linked meanwhile, changes nothing', async () => {
    const colleague = { ...(await newTester(door())), agencyId: who.agencyId };
    await makeMember(door(), colleague);
    for (const meanwhile of [() => link(door(), ask, code, colleague), leave]) {
      const token = await linkFor(who.personId);
      const choice = await chosen(token);
      if (choice.outcome !== 'chosen') throw new Error(choice.outcome);
      await meanwhile();
      expect(await finishSetUp(door(), { token, code: codeNow(choice.secret) }, from())).toEqual({ outcome: 'gone' });
      expect(await readSession(door(), who.token)).not.toBeNull();
      await database.query('delete from keerpunt.provider_link where person_id = $1', [colleague.personId]);
    }
  });
  it('takes older links away, as it does with everything older', async () => {
    await link(door(), ask, code, who);
    const old = provider.account;
    someone('Nora, anew');
    const token = await linkFor(who.personId);
    const choice = await chosen(token);
    if (choice.outcome !== 'chosen') throw new Error(choice.outcome);
    expect((await finishSetUp(door(), { token, code: codeNow(choice.secret) }, from())).outcome).toBe('done');
    provider.account = old;
    expect(await signInElsewhere(door(), await arrive(door(), ask, code), from())).toEqual({ outcome: 'unlinked' });
  });
});

describe('taking it away again', () => {
  it('is done by oneself, and not where nothing else would let her in', async () => {
    await link(door(), ask, code, who);
    await database.query('delete from keerpunt.password where person_id = $1', [who.personId]);
    expect(await atDoor(door(), (tx) => removeLink(tx, who.personId, code))).toBe(false);
    await database.query(`insert into keerpunt.password (person_id, hash, set_at) values ($1, '$argon2id$', now())`, [who.personId]);
    expect(await atDoor(door(), (tx) => removeLink(tx, who.personId, code))).toBe(true);
    expect(await signInElsewhere(door(), await arrive(door(), ask, code), from())).toEqual({ outcome: 'unlinked' });
  });
  it('of a whole provider drops its links and signs out whoever had one, and nobody else', async () => {
    const stranger = await tester();
    await link(door(), ask, code, who);
    expect((await atDoor(door(), (tx) => listLinks(tx, who.personId))).map((line) => [line.code, line.addedAt !== null])).toEqual([[code, true]]);
    await database.query(`insert into keerpunt.api_token (token_id, person_id, agency, name, token_hash, actions, made_at, ends_on) values (gen_random_uuid(), $1, $2, 'programs', sha256('x'), '{a.b}', now(), current_date + 9)`, [who.personId, who.agencyId]);
    const removed = await database.transaction(registrar('operator'), (tx) => removeProvider(tx, code, door().now()));
    expect(removed).toBe(1);
    expect([await readSession(door(), who.token), (await readSession(door(), stranger.token))?.personId]).toEqual([null, stranger.personId]);
    expect(await database.query('select ended_at is not null as over from keerpunt.api_token where person_id = $1', [who.personId])).toEqual([{ over: true }]);
    expect(await database.query('select from keerpunt.provider_link where person_id = $1', [who.personId])).toEqual([]);
    expect(await atDoor(door(), (tx) => listLinks(tx, who.personId))).toEqual([]);
  });
});

describe('the secret of a provider', () => {
  it('is sealed for that provider, and neither the registrar nor the roles of files read it', async () => {
    const found = await atDoor(door(), (tx) => findProvider(tx, code));
    if (!found) throw new Error('absent');
    expect(openSecret(door().key, found)).toBe(provider.secret);
    expect(found.sealedSecret.includes(provider.secret)).toBe(false);
    expect(() => openSecret(door().key, { ...found, providerId: who.personId })).toThrow();
    for (const role of ['keerpunt_registrar', 'keerpunt_actor', 'keerpunt_keeper', 'keerpunt_jobs']) {
      await expect(database.query(`set role ${role}; select sealed_secret from keerpunt.provider`)).rejects.toThrow(/permission denied/);
    }
    await expect(database.query('set role keerpunt_registrar; select subject_hash from keerpunt.provider_link')).rejects.toThrow(/permission denied/);
  });
});
