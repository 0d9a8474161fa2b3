import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import type { HelpdeskSettings } from '../settings/actions.ts';
import { minuteOf, timeOf } from '../settings/hours.ts';

/** Two openings a day are enough: before and after lunch. */
export const PARTS = [1, 2] as const;
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The settings as somebody types them; what is no time or no day is shown again as it was typed. */
export type TypedSettings = {
  country: string;
  times: Readonly<Record<string, string>>;
  closedOn: string;
  onCall: string;
  onCallPhone: string;
  away: Readonly<Record<Language, string>>;
};

export const timeField = (day: number, part: number, end: 'from' | 'to'): string => `${end}-${day}-${part}`;
const ALL_TIMES = DAYS.flatMap((day) => PARTS.flatMap((part) => (['from', 'to'] as const).map((end) => timeField(day, part, end))));
const inAll = (of: (language: Language) => string) => Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<Language, string>;

export function typeSettings(settings: HelpdeskSettings | null): TypedSettings {
  const times: Record<string, string> = {};
  for (const day of DAYS) {
    const openings = (settings?.hours ?? []).filter((opening) => opening.day === day);
    for (const [at, { from, to }] of openings.entries()) Object.assign(times, { [timeField(day, at + 1, 'from')]: timeOf(from), [timeField(day, at + 1, 'to')]: timeOf(to) });
  }
  return {
    country: settings?.country ?? 'NL',
    times,
    closedOn: (settings?.closedOn ?? []).join('\n'),
    onCall: settings?.onCall ?? '',
    onCallPhone: settings?.onCallPhone ?? '',
    away: inAll((language) => settings?.away[language] ?? ''),
  };
}

export const typedSettings = (field: (name: string) => string): TypedSettings => ({
  country: field('country'),
  times: Object.fromEntries(ALL_TIMES.map((name) => [name, field(name).trim()])),
  closedOn: field('closedOn').replaceAll('\r\n', '\n').trim(),
  onCall: field('onCall'),
  onCallPhone: field('onCallPhone').trim(),
  away: inAll((language) => field(`away-${language}`).replaceAll('\r\n', '\n').trim()),
});

export type SettingsProblem = { code: 'time' | 'turned-round' | 'day' | 'phone'; field: string };

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** What was typed as it is kept, or everything that is wrong with it. Where no hours are typed, none are set. */
export function readTyped(typed: TypedSettings): { settings: HelpdeskSettings } | { problems: SettingsProblem[] } {
  const problems: SettingsProblem[] = [];
  const hours = DAYS.flatMap((day) =>
    PARTS.flatMap((part) => {
      const [from, to] = [typed.times[timeField(day, part, 'from')] ?? '', typed.times[timeField(day, part, 'to')] ?? ''];
      if (from === '' && to === '') return [];
      const [start, end] = [minuteOf(from), minuteOf(to)];
      if (start === null || end === null) problems.push({ code: 'time', field: timeField(day, part, start === null ? 'from' : 'to') });
      else if (start >= end) problems.push({ code: 'turned-round', field: timeField(day, part, 'to') });
      return start !== null && end !== null ? [{ day, from: start, to: end }] : [];
    }),
  );
  const closedOn = [...new Set(typed.closedOn.split(/[\s,;]+/).filter((day) => day !== ''))];
  if (!closedOn.every(isDay)) problems.push({ code: 'day', field: 'closedOn' });
  if (!/^\+?[\d ()/-]{0,30}$/.test(typed.onCallPhone)) problems.push({ code: 'phone', field: 'onCallPhone' });
  if (problems.length > 0) return { problems };
  const country = COUNTRIES.find((one) => one === typed.country) ?? 'NL';
  return { settings: { country, hours: hours.length > 0 ? hours : null, closedOn, onCall: typed.onCall === '' ? null : typed.onCall, onCallPhone: typed.onCallPhone, away: typed.away } };
}
