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

const isEmergency = (contact: CheckContact) => contact.roles.includes('emergency');

/** The number to ring at this moment: `sure` when it is known to answer. */
export type NumberNow = { contact: CheckContact; sure: boolean };

/**
 * The number that answers now. The emergency number stands in only for danger: where nothing else is known to answer, a
 * line whose hours are not known goes before it, and is said to be unsure.
 */
export function numberNow(contacts: readonly CheckContact[], inDanger: boolean, timezone: string, now: Date): NumberNow | null {
  const withNumber = contacts.filter((c) => c.telephone !== null);
  const state = (c: CheckContact) => openState(c.hours, now, timezone).state;
  const open = withNumber.filter((c) => state(c) === 'open');
  const emergency = open.find(isEmergency);
  if (inDanger && emergency) return { contact: emergency, sure: true };
  const ordinary = open.find((c) => !isEmergency(c));
  if (ordinary) return { contact: ordinary, sure: true };
  const unsure = withNumber.find((c) => state(c) === 'not-known' && !isEmergency(c));
  if (unsure) return { contact: unsure, sure: false };
  return emergency ? { contact: emergency, sure: true } : null;
}
