import type { Role } from '#src/platform/people/rules.ts';

const reads = (name: string, title: string): Role => ({ name, title, administers: false, reads: true });

/** Who works in files, by what they are to the child. Which body that is in a country stands in its pack. */
export const police = reads('police-officer', 'a police officer');
export const youthProtection = reads('youth-protection-worker', 'a youth-protection worker');
export const council = reads('child-protection-council', 'an adviser of the child-protection council');
export const guardian = reads('guardian', 'a guardian');
export const lawyer = reads('lawyer', 'a lawyer of the child');
export const shelter = reads('shelter-worker', 'a shelter worker');
export const placementDesk = reads('placement-desk', 'a worker of the placement desk');
export const prosecutor = reads('prosecutor', 'a prosecutor');
export const careCoordinator = reads('care-coordinator', 'a care coordinator');
export const partner = reads('partner', 'a partner abroad');
export const dutyDesk = reads('duty-desk', 'a worker of the duty desk');
export const oversight = reads('oversight', 'an officer of oversight');

/** Tells agencies at a table that something waits, or cannot wait. It reads nothing. */
export const MESSENGER = 'service:messenger';
export const messenger: Role = { name: 'messenger', title: 'the service that tells agencies at a table that something cannot wait', administers: false, reads: false };

export const FILE_ROLES = [police, youthProtection, council, guardian, lawyer, shelter, placementDesk, prosecutor, careCoordinator, partner, dutyDesk, oversight] as const;
