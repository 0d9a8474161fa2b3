import { isIdentity } from '#src/platform/action/concern.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { fileNumber } from '../model/number.ts';
import type { Section, Status } from '../model/vocabulary.ts';
import type { Member } from './member.ts';

/** What a file is called: enough to talk about it, and nothing about anybody. What has no identity has no number. */
export const shortNumber = (file: string): string => (isIdentity(file) ? fileNumber(file) : '');

export const day = (site: Site, on: string | null): string => (on === null ? site.t('file.day-not-known') : new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`)));

/** A day that may be known no closer than its month or year. */
export function roughDay(site: Site, happened: string | null, precision: string): string {
  if (happened === null || precision === 'not-known') return site.t('file.day-not-known');
  if (precision === 'day') return day(site, happened);
  const parts = precision === 'month' ? ({ month: 'long', year: 'numeric' } as const) : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(site.language, { ...parts, timeZone: 'UTC' }).format(new Date(`${happened}T00:00:00Z`));
}

export const TONE_OF_STATUS: Record<Status, Tone> = { suspect: 'consult', possible: 'consult', presumed: 'act', recognised: 'done', 'not-established': 'watch' };

/** Lists whose words the whole product shares. */
const SHARED = new Set(['country', 'incident', 'known.verdict']);

/** The word for a value of a closed list, in the language of the page. */
export function word(t: Translate, list: string, value: string): string {
  const key = `${list}.${value}`;
  return t((SHARED.has(list) ? key : `file.${key}`) as MessageKey);
}

export const sectionName = (t: Translate, section: Section | string): string => word(t, 'section', section);

export const agencyName = (site: Site, member: Member, agency: string | null): string => (agency === null ? site.t('file.nobody') : (member.agencies.get(agency) ?? site.t('file.other-agency')));

/** Who recorded something: a colleague by name, anybody else as somebody of another agency. */
export function actorName(site: Site, member: Member, actor: string): string {
  if (actor === member.actor.id) return site.t('file.you');
  return member.colleagues.get(actor) ?? site.t('file.somebody-elsewhere');
}
