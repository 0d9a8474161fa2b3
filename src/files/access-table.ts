import type { Role } from '#src/platform/people/rules.ts';
import type { Grant } from '#src/platform/access/grants.ts';
import type { Section } from './model/vocabulary.ts';
import { careCoordinator, council, dutyDesk, guardian, lawyer, partner, placementDesk, police, prosecutor, shelter, youthProtection } from './roles.ts';

type Some = readonly [Role, ...Role[]];

/**
 * Who may read and who may add, section by section, once the agency was invited there. Oversight sees what is for everybody and no words. The
 * duty desk reads what an emergency opens, writes nowhere, and comes without an invitation: ADR 0037.
 */
export const SECTION_ACCESS: Readonly<Record<Section, { readonly read: Some; readonly write: Some }>> = {
  identity: { read: [police, youthProtection, council, guardian, lawyer, shelter, placementDesk, prosecutor, careCoordinator, partner, dutyDesk], write: [police, youthProtection, council, guardian, lawyer, shelter, careCoordinator] },
  chronology: { read: [police, youthProtection, council, guardian, lawyer, shelter, placementDesk, prosecutor, careCoordinator, partner, dutyDesk], write: [police, youthProtection, council, guardian, lawyer, shelter, careCoordinator] },
  recognition: { read: [police, youthProtection, council, guardian, lawyer, prosecutor, careCoordinator, dutyDesk], write: [police, youthProtection, council, guardian, lawyer, prosecutor, careCoordinator] },
  health: { read: [youthProtection, guardian, shelter, dutyDesk], write: [youthProtection, guardian, shelter] },
  // Privileged: the lawyer of the child alone, desks-and-law C2.
  counsel: { read: [lawyer], write: [lawyer] },
  justice: { read: [police, prosecutor, lawyer, guardian, youthProtection], write: [police, prosecutor, lawyer] },
  protection: { read: [police, youthProtection, council, guardian, lawyer, shelter, placementDesk, careCoordinator, dutyDesk], write: [police, youthProtection, guardian, shelter, placementDesk] },
  // Where the child sleeps: those who bring it there and those who are there.
  location: { read: [youthProtection, guardian, shelter, placementDesk], write: [youthProtection, guardian, shelter, placementDesk] },
  investigation: { read: [police, prosecutor], write: [police, prosecutor] },
  solution: { read: [youthProtection, council, guardian, lawyer, careCoordinator, partner], write: [youthProtection, council, guardian, lawyer, partner] },
  reintegration: { read: [youthProtection, guardian, careCoordinator, partner], write: [youthProtection, guardian, careCoordinator, partner] },
};

type Granted<R extends 'party' | 'none'> = readonly [Grant<R>, ...Grant<R>[]];

const granted = <R extends 'party' | 'none'>(relation: R, [first, ...others]: Some): Granted<R> => [
  { role: first, relation },
  ...others.map((role) => ({ role, relation })),
];

/** The same for agencies at the table. */
export const atTable = (roles: Some) => granted('party', roles);
/** The same for what is about no file that exists already. */
export const freely = (roles: Some) => granted('none', roles);

export const readers = (section: Section) => atTable(SECTION_ACCESS[section].read);
export const writers = (section: Section) => atTable(SECTION_ACCESS[section].write);
