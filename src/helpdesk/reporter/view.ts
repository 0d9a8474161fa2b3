import type { Country } from '#src/knowledge/vocabulary.ts';
import { openState, type OpenState } from '#src/knowledge/opening-hours.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { CheckContact, CheckPack } from '#src/recognition/check-knowledge.ts';
import type { NewReport } from '../model/reporter-actions.ts';
import { helpdeskState } from '../settings/hours.ts';
import type { Known } from '../settings/known.ts';
import { numberNow } from '#src/recognition/who-answers.ts';

/** What every page of the reporter is made with. */
export type View = {
  site: Site;
  t: Translate;
  packs: readonly CheckPack[];
  now: Date;
  /** What the helpdesk says of itself. */
  known: Known;
};

const HELPDESK_COUNTRY: Country = 'NL';
const HELPDESK = 'nl-kinderrechtenhelpdesk';

const packFor = (packs: readonly CheckPack[], country: Country): CheckPack | undefined => packs.find((pack) => pack.country === country);

/** Whether somebody of the helpdesk reads at this hour, and otherwise when. As long as a helpdesk set no hours, those that stand with the contacts hold. */
export function deskState({ packs, now, known: { settings } }: Pick<View, 'packs' | 'now' | 'known'>): OpenState {
  const own = settings?.hours ? packFor(packs, settings.country) : undefined;
  if (settings?.hours && own) return helpdeskState({ hours: settings.hours, closedOn: settings.closedOn }, now, own.timezone);
  const pack = packFor(packs, HELPDESK_COUNTRY);
  const desk = pack?.contacts.find((contact) => contact.id === HELPDESK);
  return pack && desk ? openState(desk.hours, now, pack.timezone) : { state: 'not-known' };
}

/** Who is told at once of danger: all of the desk while it is open, and at other hours whoever is on call; null where nobody would hear it. */
export function whoHears(view: Pick<View, 'packs' | 'now' | 'known'>): NewReport['tells'] {
  if (deskState(view).state === 'open') return 'desk';
  return view.known.rings ? 'on-call' : null;
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
