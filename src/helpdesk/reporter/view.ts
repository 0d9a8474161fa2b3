import type { Country } from '#src/knowledge/vocabulary.ts';
import { openState, type OpenState } from '#src/knowledge/opening-hours.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { CheckContact, CheckPack } from '#src/recognition/check-knowledge.ts';
import { numberNow } from '#src/recognition/who-answers.ts';

/** What every page of the reporter is made with. */
export type View = {
  site: Site;
  t: Translate;
  packs: readonly CheckPack[];
  now: Date;
};

const HELPDESK_COUNTRY: Country = 'NL';
const HELPDESK = 'nl-kinderrechtenhelpdesk';

const packFor = (packs: readonly CheckPack[], country: Country): CheckPack | undefined => packs.find((pack) => pack.country === country);

/** Whether somebody of the helpdesk reads at this hour, and otherwise when; its hours stand with the contacts. */
export function deskState({ packs, now }: Pick<View, 'packs' | 'now'>): OpenState {
  const pack = packFor(packs, HELPDESK_COUNTRY);
  const desk = pack?.contacts.find((contact) => contact.id === HELPDESK);
  return pack && desk ? openState(desk.hours, now, pack.timezone) : { state: 'not-known' };
}

/** Whom to ring at this moment: the emergency number, and who else answers; for a child its own line while that is open. */
export function ringNow({ packs, now }: Pick<View, 'packs' | 'now'>, country: Country, isChild: boolean): CheckContact[] {
  const pack = packFor(packs, country);
  if (!pack) return [];
  const emergency = pack.contacts.find((c) => c.roles.includes('emergency') && c.telephone !== null);
  const isOpen = (c: CheckContact) => openState(c.hours, now, pack.timezone).state === 'open';
  const childLine = isChild ? pack.contacts.find((c) => c.audience === 'child' && c.telephone !== null && isOpen(c)) : undefined;
  const ordered = pack.callOrder.consult.flatMap((id) => pack.contacts.find((c) => c.id === id) ?? []);
  const other = childLine ?? numberNow(ordered, false, pack.timezone, now)?.contact;
  return [...new Set([emergency, other].filter((c) => c !== undefined))];
}
