import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADMINISTRATOR, MEMBER, obstaclesToConfirm, obstaclesToDisable, obstaclesToPropose, OPERATOR, takesSecondPerson, type Account, type Membership, type Role, type Who } from './rules.ts';

const AGENCIES = ['agency-1', 'agency-2'];
const PEOPLE = ['person-1', 'person-2', 'person-3'];
const READER: Role = { name: 'reader', title: 'a reader', administers: false, reads: true };

const anyRole: fc.Arbitrary<Role> = fc.record({ name: fc.constant('some-role'), title: fc.constant('some role'), administers: fc.boolean(), reads: fc.boolean() });
const anyMembership: fc.Arbitrary<Membership> = fc.record({ agencyId: fc.constantFrom(...AGENCIES), role: fc.constant('some-role'), administers: fc.boolean(), reads: fc.boolean() });
const anyAccount: fc.Arbitrary<Account> = fc.record({
  personId: fc.constantFrom(...PEOPLE),
  administers: fc.boolean(),
  isDisabled: fc.boolean(),
  memberships: fc.array(anyMembership, { maxLength: 3 }),
});
const anybody: fc.Arbitrary<Who> = fc.oneof(fc.constant<Who>(OPERATOR), anyAccount);
const anyAgency = fc.constantFrom(...AGENCIES);
const idOf = (who: Who) => (who === OPERATOR ? OPERATOR : who.personId);

/** A role from nothing to holding, if the rules let these two do it. */
const holds = (first: Who, second: Who, person: Account, role: Role, agencyId: string): boolean => {
  if (obstaclesToPropose(first, person, role, agencyId).length > 0) return false;
  const proposal = { personId: person.personId, agencyId, role, proposedBy: idOf(first) };
  return !takesSecondPerson(role, proposal.proposedBy) || obstaclesToConfirm(second, person, proposal).length === 0;
};

const account = (personId: string, role: Role | null, agencyId = 'agency-1'): Account => ({
  personId,
  administers: role?.administers ?? false,
  isDisabled: false,
  memberships: role ? [{ agencyId, role: role.name, administers: role.administers, reads: role.reads }] : [],
});

describe('a role that reads', () => {
  it('takes two different people, neither of them the one who gets it', () => {
    let seen = 0;
    fc.assert(
      fc.property(anybody, anybody, anyAccount, anyRole, anyAgency, (first, second, person, role, agency) => {
        if (!role.reads || !holds(first, second, person, role, agency)) return;
        seen++;
        expect(new Set([idOf(first), idOf(second), person.personId]).size).toBe(3);
        expect(idOf(second)).not.toBe(OPERATOR);
      }),
      { numRuns: 20_000 },
    );
    // Else the property would hold because nothing ever holds.
    expect(seen).toBeGreaterThan(20);
  });
  it('is never given to an account that administers', () => {
    fc.assert(
      fc.property(anybody, anybody, anyAccount, anyRole, anyAgency, (first, second, person, role, agency) => {
        if (role.reads && person.administers) expect(holds(first, second, person, role, agency)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
  it('and any other that does not administer is not even proposed for such an account', () => {
    const administrator = account('person-2', ADMINISTRATOR);
    expect(obstaclesToPropose(OPERATOR, administrator, MEMBER, 'agency-1')).toEqual(['account-that-administers-never-reads']);
    expect(obstaclesToPropose(OPERATOR, account('person-3', null), ADMINISTRATOR, 'agency-1')).toEqual(['account-does-not-administer']);
  });
  it('can be given by an administrator and somebody who reads there', () => {
    expect(holds(account('person-1', ADMINISTRATOR), account('person-2', READER), account('person-3', null), READER, 'agency-1')).toBe(true);
  });
  it('cannot be given by two people of another agency', () => {
    expect(holds(account('person-1', ADMINISTRATOR, 'agency-2'), account('person-2', READER), account('person-3', null), READER, 'agency-1')).toBe(false);
    expect(holds(account('person-1', ADMINISTRATOR), account('person-2', READER, 'agency-2'), account('person-3', null), READER, 'agency-1')).toBe(false);
  });
});

describe('the role of an administrator', () => {
  it('takes a second person, but for those the operator adds', () => {
    const [first, newcomer] = [account('person-1', ADMINISTRATOR), { ...account('person-3', null), administers: true }];
    expect(holds(first, first, newcomer, ADMINISTRATOR, 'agency-1')).toBe(false);
    expect(holds(first, account('person-2', ADMINISTRATOR), newcomer, ADMINISTRATOR, 'agency-1')).toBe(true);
    expect(holds(OPERATOR, OPERATOR, newcomer, ADMINISTRATOR, 'agency-1')).toBe(true);
  });
});

describe('nobody', () => {
  it('who is disabled gives, confirms or takes anything', () => {
    fc.assert(
      fc.property(anyAccount, anyAccount, anyRole, anyAgency, (by, person, role, agency) => {
        const disabled = { ...by, isDisabled: true };
        expect(obstaclesToPropose(disabled, person, role, agency)).toContain('acts-while-disabled');
        expect(obstaclesToConfirm(disabled, person, { personId: person.personId, agencyId: agency, role, proposedBy: 'person-9' })).toContain('acts-while-disabled');
        expect(obstaclesToDisable(disabled, person)).toContain('acts-while-disabled');
      }),
    );
  });
  it('without an administrator’s role proposes, and nobody does it for herself', () => {
    expect(obstaclesToPropose(account('person-1', READER), account('person-3', null), MEMBER, 'agency-1')).toEqual(['not-an-administrator-there']);
    expect(obstaclesToPropose(account('person-1', ADMINISTRATOR), account('person-1', ADMINISTRATOR), ADMINISTRATOR, 'agency-1')).toEqual(['for-oneself']);
  });
  it('disables somebody of another agency, or herself', () => {
    const administrator = account('person-1', ADMINISTRATOR);
    expect(obstaclesToDisable(administrator, account('person-2', READER))).toEqual([]);
    expect(obstaclesToDisable(administrator, account('person-2', READER, 'agency-2'))).toEqual(['not-an-administrator-there']);
    expect(obstaclesToDisable(administrator, administrator)).toEqual(['for-oneself']);
  });
});
