import type { Answer } from '#src/platform/action/action.ts';
import { isIdentity } from '#src/platform/action/concern.ts';
import { fileNumber } from '#src/files/model/number.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { Offer } from '../model/offer.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Choice } from '#src/platform/ui/forms.tsx';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Needs } from '../model/child-state.ts';
import { SPOKEN } from '../model/vocabulary.ts';
import type { Reason } from '../matching/requirements.ts';

/** The number of a place, to write down and to say over the telephone: as that of a file, with a sign that finds what was misheard. */
export const placeNumber = (place: string): string => (isIdentity(place) ? fileNumber(place) : '');
/** Tells two forms on one page apart. */
export const mark = (id: string): string => id.slice(0, 13);

export function word({ t }: Site, list: string, value: string): string {
  const key = `${list}.${value}`;
  return t(`places.${key}` as MessageKey);
}
export const choicesOf = (site: Site, list: string, values: readonly string[]): Choice[] => values.map((value) => ({ value, label: word(site, list, value) }));

/** The name of a language in the language of the page, from the tables that come with the program. */
export const languageName = (site: Site, code: string): string => new Intl.DisplayNames(site.language, { type: 'language' }).of(code) ?? code;
export const languageChoices = (site: Site): Choice[] => SPOKEN.map((value) => ({ value, label: languageName(site, value) }));
export const countryChoices = ({ t }: Site): Choice[] => COUNTRIES.map((value) => ({ value, label: t(`country.${value}` as MessageKey) }));

export const agencyName = (site: Site, { agencies }: Pick<Member, 'agencies'>, agency: string): string => agencies.get(agency) ?? site.t('file.other-agency');

/** On which clock a country lives, as its pack says. */
export type ZoneOf = (country: string) => string;
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterFor(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, timeZoneName: 'short' });
  formatters.set(key, made);
  return made;
}
/** A moment on the clock of the country in which the place is, with the name of that clock: a desk may be in another one. */
export const moment = (site: Site, zone: string, at: number | string): string => formatterFor(site.language, zone).format(new Date(at));

/** Why not, in words; where the reason is not for the reader, whom to ask. */
export function reasonText(site: Site, member: Pick<Member, 'agencies'>, ask: Readonly<Record<string, readonly string[]>>, { code, because, ask: section }: Reason): string {
  if (code === 'not-for-safety') {
    const agencies = (section === undefined ? [] : (ask[section] ?? [])).map((agency) => agencyName(site, member, agency));
    return site.t('places.not-for-safety', { ask: agencies.length > 0 ? agencies.join(', ') : site.t('places.ask-lead') });
  }
  if (code === 'ruled-out') return site.t('places.ruled-out', { why: word(site, 'because', because ?? '') });
  if (code === 'out-of-service') return site.t('places.is-out', { why: word(site, 'out', because ?? '') });
  if (code === 'care') return site.t('places.no-care', { care: word(site, 'care', because ?? '') });
  return word(site, 'reason', code);
}

/** How many beds there are, or that nobody said so in the last day. */
export const bedsText = ({ t }: Site, free: number | null): string => (free === null ? t('places.beds-unknown') : t('places.beds-free', { n: free }));

/** What a place is asked, from codes: nothing in it leads to the child. */
export function askedText(site: Site, needs: Needs): string {
  const { t } = site;
  const age = needs.ageFrom === needs.ageTo ? String(needs.ageFrom) : `${needs.ageFrom}-${needs.ageTo}`;
  return [
    word(site, 'soon', needs.soon),
    `${t('places.age')}: ${age}${needs.isAgeSure ? '' : ` (${t('places.age-unsure')})`}`,
    `${t('places.sex-of-child')}: ${word(site, 'sex', needs.sex)}`,
    `${t('places.languages')}: ${needs.languages.map((l) => languageName(site, l)).join(', ') || '-'}`,
    `${t('places.security')}: ${word(site, 'security', needs.security)}`,
    ...(needs.care.length > 0 ? [`${t('places.care')}: ${needs.care.map((c) => word(site, 'care', c)).join(', ')}`] : []),
    ...(needs.needsOwnRoom || !needs.isAgeSure ? [t('places.needs-own-room')] : []),
    ...(needs.needsAccess ? [t('places.needs-access')] : []),
    ...(needs.needsSchool ? [t('places.needs-school')] : []),
    ...(needs.groupSize > 1 ? [t('places.together', { n: needs.groupSize })] : []),
  ].join('\n');
}

type No = Exclude<Answer<unknown>, { done: true }>;
const textOf = (site: Site, code: string): string => {
  const key = [`places.problem.${code}`, `places.reason.${code}`, `file.problem.${code}`].find((one) => site.messages[one] !== undefined);
  return site.t((key ?? 'places.problem.other') as MessageKey);
};

/** Why not, in words for the page. */
export function problemsOf(site: Site, answer: No): { text: string }[] {
  switch (answer.because) {
    case 'obstacles':
      return answer.obstacles.map(({ code }) => ({ text: textOf(site, code) }));
    case 'invalid':
      return [{ text: site.t('places.problem.invalid') }];
    case 'changed-meanwhile':
      return [{ text: site.t('file.changed-meanwhile') }];
    default:
      return [{ text: textOf(site, answer.because) }];
  }
}

/** How many wait for a bed at a place, and what that meant so far. */
export function waitingTold({ t }: Site, { waiting, daysWaited, longestWait }: Pick<Offer, 'waiting' | 'daysWaited' | 'longestWait'>): string {
  const half = daysWaited === null ? t('places.waiting-unknown', { n: waiting }) : t('places.waiting-days', { n: waiting, days: daysWaited });
  return longestWait === null ? half : `${half} ${t('places.waiting-longest', { days: longestWait })}`;
}
