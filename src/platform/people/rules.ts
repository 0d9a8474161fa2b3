/** What the machine's operator is called where a person would stand: whoever has the command line has the database. */
export const OPERATOR = 'operator';

/** What somebody, or a service of ours, is at an agency. */
export type Role = {
  /** As it is stored, a code. */
  readonly name: string;
  /** As an agreement calls whoever holds it, with its article: "a coordinator". */
  readonly title: string;
  /** Whether it manages people. */
  readonly administers: boolean;
  /** Whether it can read what is kept about others. */
  readonly reads: boolean;
};

export const ADMINISTRATOR: Role = { name: 'administrator', title: 'an administrator', administers: true, reads: false };
/** Belongs to the agency and may do nothing more. */
export const MEMBER: Role = { name: 'member', title: 'a member', administers: false, reads: false };

/** A role somebody has somewhere, now. */
export type Membership = { agencyId: string; role: string; administers: boolean; reads: boolean };

export type Account = {
  personId: string;
  administers: boolean;
  isDisabled: boolean;
  /** Only those that hold: confirmed and not ended. */
  memberships: readonly Membership[];
};

/** Of a role what decides who may give it; how it is called does not matter for that. */
export type RoleAsked = Omit<Role, 'title'>;

export type Proposal = { personId: string; agencyId: string; role: RoleAsked; proposedBy: string };

export type PeopleObstacle =
  | 'acts-while-disabled'
  | 'not-an-administrator-there'
  | 'for-oneself'
  | 'person-disabled'
  | 'role-administers-and-reads'
  | 'account-that-administers-never-reads'
  | 'account-does-not-administer'
  | 'same-person-twice'
  | 'second-person-has-nothing-to-do-with-it'
  | 'operator-cannot-confirm-reading';

/** The operator, or somebody with an account. */
export type Who = typeof OPERATOR | Account;

const idOf = (who: Who) => (who === OPERATOR ? OPERATOR : who.personId);

function administersThere(who: Who, agencyId: string): boolean {
  return who === OPERATOR || who.memberships.some((m) => m.administers && m.agencyId === agencyId);
}

/** Whether one person alone cannot give the role. One the operator gives to an administrator is the exception: the first has nobody beside him. */
export const takesSecondPerson = (role: RoleAsked, proposedBy: string): boolean => role.reads || (role.administers && proposedBy !== OPERATOR);

/** Everything that stands against proposing a role for somebody. Empty: it can be proposed. */
export function obstaclesToPropose(by: Who, person: Account, role: RoleAsked, agencyId: string): PeopleObstacle[] {
  const found: PeopleObstacle[] = [];
  if (by !== OPERATOR && by.isDisabled) found.push('acts-while-disabled');
  if (!administersThere(by, agencyId)) found.push('not-an-administrator-there');
  if (idOf(by) === person.personId) found.push('for-oneself');
  if (person.isDisabled) found.push('person-disabled');
  if (role.administers && role.reads) found.push('role-administers-and-reads');
  if (person.administers && !role.administers) found.push('account-that-administers-never-reads');
  if (!person.administers && role.administers) found.push('account-does-not-administer');
  return found;
}

/** Everything that stands against this person being the second one. Empty: the role holds with her word. */
export function obstaclesToConfirm(by: Who, person: Account, proposal: Proposal): PeopleObstacle[] {
  const found: PeopleObstacle[] = [];
  const { role, agencyId, proposedBy } = proposal;
  const isSecondNeeded = takesSecondPerson(role, proposedBy);
  if (by !== OPERATOR && by.isDisabled) found.push('acts-while-disabled');
  if (person.isDisabled) found.push('person-disabled');
  if (idOf(by) === person.personId) found.push('for-oneself');
  if (isSecondNeeded && idOf(by) === proposedBy) found.push('same-person-twice');
  if (isSecondNeeded && by === OPERATOR) found.push('operator-cannot-confirm-reading');
  // Somebody who reads there already knows who belongs there, also where there is only one administrator.
  const knowsThem = by === OPERATOR || by.memberships.some((m) => m.agencyId === agencyId && (m.administers || m.reads));
  if (!knowsThem) found.push('second-person-has-nothing-to-do-with-it');
  if (person.administers !== role.administers) found.push(role.administers ? 'account-does-not-administer' : 'account-that-administers-never-reads');
  return found;
}

/** Everything that stands against disabling somebody. Taking access away needs no second person. */
export function obstaclesToDisable(by: Who, person: Account): PeopleObstacle[] {
  const found: PeopleObstacle[] = [];
  if (by !== OPERATOR && by.isDisabled) found.push('acts-while-disabled');
  const isAmongTheirs = by === OPERATOR || person.memberships.some((m) => administersThere(by, m.agencyId));
  if (!isAmongTheirs) found.push('not-an-administrator-there');
  if (idOf(by) === person.personId) found.push('for-oneself');
  return found;
}

/** Everything that stands against ending a role, or refusing one that was proposed. Taking away needs no second person. */
export function obstaclesToEnd(by: Who, personId: string, agencyId: string): PeopleObstacle[] {
  const found: PeopleObstacle[] = [];
  if (by !== OPERATOR && by.isDisabled) found.push('acts-while-disabled');
  if (!administersThere(by, agencyId)) found.push('not-an-administrator-there');
  if (idOf(by) === personId) found.push('for-oneself');
  return found;
}
