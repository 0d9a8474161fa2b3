import type { Role } from '#src/platform/people/rules.ts';

/** Tells agencies at a table that something cannot wait. It reads nothing. */
export const MESSENGER = 'service:messenger';
export const messenger: Role = { name: 'messenger', title: 'the service that tells agencies at a table that something cannot wait', administers: false, reads: false };
