import { openState, type OpenState } from '#src/knowledge/opening-hours.ts';
import type { CheckContact } from './check-knowledge.ts';

const RANK: Record<OpenState['state'], number> = { open: 0, 'not-known': 1, closed: 2 };

/** Contacts that answer now first, then those whose hours are not known, then the closed ones; within that the given order. */
export function openFirst<C extends CheckContact>(contacts: readonly C[], timezone: string, now: Date): C[] {
  const ranked = contacts.map((contact, order) => ({ contact, order, rank: RANK[openState(contact.hours, now, timezone).state] }));
  // A copy is sorted in place: `toSorted` is missing on telephones that are still in use.
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return ranked.map((r) => r.contact);
}

/** In the pack's own order, with those who are closed now at the end: an open desk does not go before the right one. */
export function closedLast<C extends CheckContact>(contacts: readonly C[], timezone: string, now: Date): C[] {
  const isClosed = (c: C) => openState(c.hours, now, timezone).state === 'closed';
  return [...contacts.filter((c) => !isClosed(c)), ...contacts.filter(isClosed)];
}

// Where the police have the emergency number itself, that number is for more than danger.
const isForDangerOnly = (contact: CheckContact) => contact.roles.includes('emergency') && !contact.roles.includes('police');

/** The number to ring at this moment: `sure` when it is known to answer. */
export type NumberNow = { contact: CheckContact; sure: boolean };

/**
 * The number for this moment: in danger the emergency number; otherwise the first of the pack's order that is not
 * closed. A children's line is for children, and the emergency number stands in only when there is nobody else.
 */
export function numberNow(contacts: readonly CheckContact[], inDanger: boolean, timezone: string, now: Date): NumberNow | null {
  const state = (c: CheckContact) => openState(c.hours, now, timezone).state;
  const withNumber = contacts.filter((c) => c.telephone !== null && c.audience !== 'child' && state(c) !== 'closed');
  const emergency = withNumber.find((c) => c.roles.includes('emergency') && state(c) === 'open');
  const ordinary = withNumber.find((c) => !isForDangerOnly(c));
  const contact = inDanger ? (emergency ?? ordinary) : (ordinary ?? emergency);
  return contact ? { contact, sure: state(contact) === 'open' } : null;
}
