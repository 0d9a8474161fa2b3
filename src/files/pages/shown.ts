import type { Obstacle } from '#src/platform/action/action.ts';
import { isIdentity } from '#src/platform/action/concern.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { fileNumber } from '../model/number.ts';
import type { Section, Status } from '../model/vocabulary.ts';
import type { Member } from './member.ts';

/** What a file is called: enough to talk about it, and nothing about anybody. What has no identity has no number. */
export const shortNumber = (file: string): string => (isIdentity(file) ? fileNumber(file) : '');

/** Made once: a page of a long file shows a thousand days, and each of these costs more than all that is written with it. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterFor(language: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.values(parts).join(' ')}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' });
  formatters.set(key, made);
  return made;
}

/** Days that were written before; many things have the same one. */
const days = new Map<string, string>();
const MOST_DAYS = 5000;
function dayIn(language: string, on: string): string {
  const key = `${language} ${on}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const written = formatterFor(language, { dateStyle: 'medium' }).format(new Date(`${on}T00:00:00Z`));
  days.set(key, written);
  return written;
}

export const day = (site: Site, on: string | null): string => (on === null ? site.t('file.day-not-known') : dayIn(site.language, on));

/** A day that may be known no closer than its month or year. */
export function roughDay(site: Site, happened: string | null, precision: string): string {
  if (happened === null || precision === 'not-known') return site.t('file.day-not-known');
  if (precision === 'day') return day(site, happened);
  const parts = precision === 'month' ? ({ month: 'long', year: 'numeric' } as const) : ({ year: 'numeric' } as const);
  return formatterFor(site.language, parts).format(new Date(`${happened}T00:00:00Z`));
}

export const TONE_OF_STATUS: Record<Status, Tone> = { suspect: 'consult', possible: 'consult', presumed: 'act', recognised: 'done', 'not-established': 'watch' };

/** Lists whose words the whole product shares. */
const SHARED = new Set(['country', 'incident', 'age']);

/** The word for a value of a closed list, in the language of the page. A list of another part of the house has its whole name. */
export function word(t: Translate, list: string, value: string): string {
  const key = `${list}.${value}`;
  return t((SHARED.has(list) || list.includes('.') ? key : `file.${key}`) as MessageKey);
}

export const sectionName = (t: Translate, section: Section | string): string => word(t, 'section', section);

/** An obstacle in the words of the room whose rule it is; of a section that the reader does not see only that it has not cleared it. */
export const obstacleText = (t: Translate, list: string, { code, section = '' }: Obstacle): string => (code === 'not-cleared' ? t('file.not-cleared', { section: sectionName(t, section) }) : word(t, list, code));

export const agencyName = (site: Site, member: Member, agency: string | null): string => (agency === null ? site.t('file.nobody') : (member.agencies.get(agency) ?? site.t('file.other-agency')));

/** Who recorded something: a colleague by name, anybody else as somebody of another agency. */
export function actorName(site: Site, member: Member, actor: string): string {
  if (actor === member.actor.id) return site.t('file.you');
  return member.colleagues.get(actor) ?? site.t('file.somebody-elsewhere');
}
