import type { Role } from '#src/platform/people/rules.ts';

/** Whoever reports has no account; this service does what they ask, and keeps the day only. */
export const RECEPTION = 'service:reception';
/** Tells the desk that something waits. */
export const REMINDER = 'service:reminder';
export const reminder: Role = { name: 'reminder', title: 'the service that tells the desk that something waits', administers: false, reads: false };
/** Erases what was kept as long as the reporter was told. */
export const RETENTION = 'service:retention';
export const retention: Role = { name: 'retention', title: 'the service that erases what was kept long enough', administers: false, reads: false };

export const reception: Role = { name: 'reception', title: 'the reception, for whoever has the words of the report', administers: false, reads: true };

const helpdeskWorker: Role = { name: 'helpdesk-worker', title: 'a worker of the helpdesk', administers: false, reads: true };
export const helpdeskJurist: Role = { name: 'helpdesk-jurist', title: 'a jurist of the helpdesk', administers: false, reads: true };
export const helpdeskCoordinator: Role = { name: 'helpdesk-coordinator', title: 'a coordinator of the helpdesk', administers: false, reads: true };

export const DESK = [helpdeskWorker, helpdeskJurist, helpdeskCoordinator] as const;
