import type { Contact } from './schema.ts';

/** A contact is to be looked at again after this many days; until then it counts as checked. */
const CHECK_CONTACTS_EVERY_DAYS = 180;

const DAY_MS = 86_400_000;

/** Past its check date: marked wherever it is shown, and a fault for `keerpunt knowledge validate`. */
export function isPastCheck(contact: Pick<Contact, 'lastChecked'>, now: Date): boolean {
  return now.getTime() - Date.parse(contact.lastChecked) > CHECK_CONTACTS_EVERY_DAYS * DAY_MS;
}
