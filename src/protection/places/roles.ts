import type { Role } from '#src/platform/people/rules.ts';

/** Says what a place offers, to whom, and where it is. Works in no file: for that the same person is a shelter worker as well. */
export const shelterManager: Role = { name: 'shelter-manager', title: 'a manager of a shelter', administers: false, reads: true };

export const PLACES_ROLES = [shelterManager] as const;
