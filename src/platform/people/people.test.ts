import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '#test/support/database.ts';
import { doorTo, newClock, newTester, registrar, type Tester } from '#test/support/people.ts';
import { readSession } from '../sessions/sessions.ts';
import { confirmRole, disablePerson, proposeRole } from './people.ts';
import { ADMINISTRATOR, MEMBER, OPERATOR, type Role } from './rules.ts';
import { addPerson, findBySignInName, hasAnybody, readAccount } from './store.ts';

const database = useDatabase();
const clock = newClock();
const door = () => doorTo(database, clock);
const READER: Role = { name: 'reader', title: 'a reader', administers: false, reads: true };

const propose = (by: string, personId: string, agencyId: string, role: Role) => database.transaction(registrar(by), (tx) => proposeRole(tx, { by, personId, agencyId, role }, clock.at));
const confirm = (by: string, membershipId: string) => database.transaction(registrar(by), (tx) => confirmRole(tx, { by, membershipId }, clock.at));
const disable = (by: string, personId: string) => database.transaction(registrar(by), (tx) => disablePerson(tx, { by, personId }, clock.at));
const rolesOf = async (who: Tester) => (await database.transaction(registrar('x'), (tx) => readAccount(tx, who.personId)))?.memberships.map((m) => m.role);

async function twoAdministrators(): Promise<[Tester, Tester, string]> {
  const [one, two] = [await newTester(door(), { administers: true }), await newTester(door(), { administers: true })];
  for (const who of [one, two]) expect(await propose(OPERATOR, who.personId, one.agencyId, ADMINISTRATOR)).toMatchObject({ done: true, holds: true });
  return [one, two, one.agencyId];
}

describe('a role that reads', () => {
  it('holds only with the word of a second person', async () => {
    const [one, two, agency] = await twoAdministrators();
    const newcomer = await newTester(door());
    const proposed = await propose(one.personId, newcomer.personId, agency, READER);
    if (!proposed.done) throw new Error(proposed.obstacles.join());
    expect(proposed.holds).toBe(false);
    expect(await rolesOf(newcomer)).toEqual([]);
    expect(await confirm(one.personId, proposed.membershipId)).toEqual({ done: false, obstacles: ['same-person-twice'] });
    expect(await confirm(OPERATOR, proposed.membershipId)).toEqual({ done: false, obstacles: ['operator-cannot-confirm-reading'] });
    expect(await confirm(newcomer.personId, proposed.membershipId)).toMatchObject({ done: false, obstacles: expect.arrayContaining(['for-oneself']) });
    expect(await confirm(two.personId, proposed.membershipId)).toEqual({ done: true });
    expect(await rolesOf(newcomer)).toEqual(['reader']);
    expect(await confirm(two.personId, proposed.membershipId)).toEqual({ done: false, obstacles: ['absent'] });
  });
  it('is refused by the database too, where the rules are passed by', async () => {
    const [one, , agency] = await twoAdministrators();
    const newcomer = await newTester(door());
    const proposed = await propose(one.personId, newcomer.personId, agency, READER);
    const id = proposed.done ? proposed.membershipId : '';
    const write = (by: string, as: string) =>
      database.transaction(registrar(by), (tx) => tx.updateTable('membership').set({ confirmed_at: clock.at, confirmed_by: as }).where('membership_id', '=', id).execute());
    await expect(write(one.personId, one.personId)).rejects.toThrow('membership_that_reads_takes_a_second_person');
    await expect(write(OPERATOR, OPERATOR)).rejects.toThrow('membership_that_reads_takes_a_second_person');
    await expect(write(newcomer.personId, newcomer.personId)).rejects.toThrow('membership_that_reads_takes_a_second_person');
    await expect(write(one.personId, randomUUID())).rejects.toThrow('confirmed for somebody else');
    await expect(database.query(`update keerpunt.membership set reads = true, administers = true where membership_id = $1`, [id])).rejects.toThrow(/nobody acts|administers_or_reads/);
  });
  it('cannot be given to an account that administers, whatever the code says', async () => {
    const [one, two, agency] = await twoAdministrators();
    expect(await propose(one.personId, two.personId, agency, READER)).toEqual({ done: false, obstacles: ['account-that-administers-never-reads'] });
    const row = { membership_id: randomUUID(), person_id: two.personId, agency: agency, role: 'reader', reads: true, administers: false, proposed_at: clock.at, proposed_by: one.personId };
    await expect(database.transaction(registrar(one.personId), (tx) => tx.insertInto('membership').values(row).execute())).rejects.toThrow('membership_has_a_person');
  });
});

describe('whoever manages people', () => {
  it.each(['entry', 'stream', 'party', 'section_key', 'access_record', 'password', 'totp', 'recovery_code', 'passkey', 'set_up_link', 'device'])('cannot read %s', async (table) => {
    const reading = database.query(`set role keerpunt_registrar; select * from keerpunt.${table}`, [], 'keerpunt_app');
    await expect(reading).rejects.toThrow(`permission denied for table ${table}`);
  });
  it('cannot read the token of a session', async () => {
    await expect(database.query('set role keerpunt_registrar; select token_hash from keerpunt.session', [], 'keerpunt_app')).rejects.toThrow('permission denied');
  });
});

describe('the door', () => {
  it.each(['entry', 'stream', 'party', 'section_key', 'access_record'])('cannot read %s', async (table) => {
    await expect(database.query(`set role keerpunt_doorkeeper; select * from keerpunt.${table}`, [], 'keerpunt_app')).rejects.toThrow(`permission denied for table ${table}`);
  });
  it('gives nobody a role', async () => {
    await expect(database.query(`set role keerpunt_doorkeeper; update keerpunt.membership set confirmed_by = 'x'`, [], 'keerpunt_app')).rejects.toThrow('permission denied');
  });
  it.each(['keerpunt_actor', 'keerpunt_rules', 'keerpunt_closer', 'keerpunt_keeper'])('stands apart: %s reads no password and no session', async (role) => {
    await expect(database.query(`set role ${role}; select * from keerpunt.password`, [], 'keerpunt_app')).rejects.toThrow('permission denied');
    await expect(database.query(`set role ${role}; select * from keerpunt.session`, [], 'keerpunt_app')).rejects.toThrow('permission denied');
  });
});

describe('a person who is disabled', () => {
  it('loses access at once, in every browser', async () => {
    const [one, , agency] = await twoAdministrators();
    const member = await newTester(door());
    await propose(one.personId, member.personId, agency, MEMBER);
    expect(await readSession(door(), member.token)).not.toBeNull();
    expect(await disable(one.personId, member.personId)).toEqual({ done: true });
    expect(await readSession(door(), member.token)).toBeNull();
  });
  it('loses it also where only the mark is set and the session was left', async () => {
    const member = await newTester(door());
    await database.query(`update keerpunt.person set disabled_at = now(), disabled_by = 'operator' where person_id = $1`, [member.personId]);
    expect(await readSession(door(), member.token)).toBeNull();
  });
});

describe('two who ask to be the first of all', () => {
  it('take turns', async () => {
    const order: string[] = [];
    const { promise: asked, resolve: hasAsked } = Promise.withResolvers<void>();
    const first = database.transaction(registrar('operator'), async (tx) => {
      await hasAnybody(tx);
      hasAsked();
      await new Promise((done) => setTimeout(done, 200));
      order.push('the first leaves');
    });
    await asked;
    await database.transaction(registrar('operator'), async (tx) => {
      await hasAnybody(tx);
      order.push('the second is answered');
    });
    await first;
    expect(order).toEqual(['the first leaves', 'the second is answered']);
  });
});

describe('a name to sign in with', () => {
  it('is one person’s, however it is written', async () => {
    const who = await newTester(door());
    const again = await database.transaction(registrar('operator'), (tx) => addPerson(tx, { signInName: ` ${who.signInName.toUpperCase()} `, name: 'Other', administers: false }, 'operator', clock.at));
    expect(again).toBeNull();
    expect(await database.transaction(registrar('operator'), (tx) => findBySignInName(tx, who.signInName.toUpperCase()))).toBe(who.personId);
  });
});
