const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Without use, a session ends: a desk that was left is a desk anybody can sit at. */
export const IDLE_MS = 30 * MINUTE_MS;
/** In use or not: one long shift. */
export const LONGEST_MS = 12 * HOUR_MS;
/** Between the password and the code, or between a question to a passkey and its answer. */
export const PENDING_MS = 5 * MINUTE_MS;
/** At a provider: time to sign in there, with a telephone that has to be found first. */
export const VISIT_MS = 10 * MINUTE_MS;
/** How long a link to set up signing in works. */
export const LINK_MS = 72 * HOUR_MS;
/** How recent a proof of who one is must be for a grave action, unless the action asks for less. */
export const FRESH_MS = 10 * MINUTE_MS;
/** A session's last use is written down once a minute, not with every page. */
export const NOTED_EVERY_MS = MINUTE_MS;
/** What ended is forgotten after this. */
export const KEPT_MS = 30 * 24 * HOUR_MS;
/** A failed try is forgotten by then, however many there were. */
export const TRIES_MS = 48 * HOUR_MS;
/** How long a browser stays known without use. */
export const DEVICE_MS = 365 * 24 * HOUR_MS;

export type SessionTimes = { beganAt: Date; seenAt: Date; endedAt: Date | null };

/** Whether the session still holds at this moment. */
export function isOpen({ beganAt, seenAt, endedAt }: SessionTimes, now: Date): boolean {
  if (endedAt !== null) return false;
  return now.getTime() - seenAt.getTime() < IDLE_MS && now.getTime() - beganAt.getTime() < LONGEST_MS;
}

/** What a grave action asks: has this person proven who she is just now? */
export const isFresh = ({ confirmedAt }: { confirmedAt: Date }, now: Date, withinMs: number = FRESH_MS): boolean => now.getTime() - confirmedAt.getTime() < withinMs;
