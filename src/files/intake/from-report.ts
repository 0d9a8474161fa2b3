import { randomUUID } from 'node:crypto';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { openFileWith, type BroughtFile } from '../actions/bring-actions.ts';
import { YES_NO_UNKNOWN } from '../model/vocabulary.ts';
import { openOnce } from './open-once.ts';

/** What a report brings along. The helpdesk gives it through `app.ts`: neither folder knows the other. */
export type BroughtByReport = {
  readonly report: string;
  readonly about: { readonly on: string; readonly language: string; readonly country: string; readonly age: string | null; readonly dangerSaid: boolean; readonly wasAlone: string };
  readonly circumstances: readonly string[];
  readonly eventCountry: string | null;
  readonly way: string;
  readonly isByTheChild: boolean;
  readonly words: readonly { readonly on: string; readonly text: string; readonly asked: { readonly text: string } | null }[];
  readonly check: { readonly outcome: string; readonly urgency: string | null; readonly incident: string | null; readonly lines: string | null } | null;
  readonly reporter: { readonly who?: string | undefined; readonly contact?: string | undefined; readonly safeContact?: string | undefined } | null;
};

/** The words of the helpdesk for its own codes, in the language of whoever opens the file. */
export type ReportTexts = { readonly circumstance: (code: string) => string; readonly age: (code: string) => string };

type Place = Pick<Site, 't' | 'language'>;

const languageName = (site: Place, code: string): string => new Intl.DisplayNames([site.language], { type: 'language' }).of(code) ?? code;
const sourceOf = (way: string) => (way === 'child' ? 'child' : way === 'professional' ? 'professional' : 'not-known');

/** What the report says of itself, as what happened on the day on which it came. */
function asText({ t }: Place, { about, circumstances }: BroughtByReport, texts: ReportTexts): string {
  return [
    t('intake.reported'),
    ...(about.dangerSaid ? [t('intake.danger-said')] : []),
    ...(about.age === null ? [] : [t('intake.age-said', { age: texts.age(about.age) })]),
    ...(circumstances.length > 0 ? [t('intake.circumstances', { list: circumstances.map(texts.circumstance).join(', ') })] : []),
  ].join('\n');
}

const inFull = (t: Translate, { text, asked }: BroughtByReport['words'][number]): string => (asked && asked.text !== '' ? `${t('intake.was-asked', { question: asked.text })}\n\n${text}` : text);

/** What somebody else tells of a child never stands as the child's own words. */
function toldBy(site: Place, brought: BroughtByReport): Pick<BroughtFile, 'events' | 'spoken'> {
  const { about, eventCountry, words, way, isByTheChild } = brought;
  const event = (on: string) => ({ event: randomUUID(), what: 'notified' as const, happened: on === '' ? null : on, precision: on === '' ? ('not-known' as const) : ('day' as const), source: sourceOf(way) as 'child', country: eventCountry as BroughtFile['country'] | null, hadMissedSign: false, corrects: null });
  const there = words.filter(({ text }) => text.trim() !== '');
  if (!isByTheChild) return { events: there.map((w) => ({ event: event(w.on), words: { text: inFull(site.t, w) } })), spoken: [] };
  const alone = YES_NO_UNKNOWN.find((one) => one === about.wasAlone) ?? 'not-known';
  const spoken = there.map((w, at) => ({
    // Whether it was alone was asked once, before it wrote for the first time.
    spoken: { words: randomUUID(), kind: 'told' as const, spokenOn: w.on, present: [], interpreter: 'not-known' as const, wasAlone: at === 0 ? alone : ('not-known' as const) },
    words: { question: w.asked?.text ?? '', words: w.text, language: languageName(site, about.language) },
  }));
  return { events: [], spoken };
}

/** A file from what a report brings along, in the shape in which it is opened. */
function fileFromReport(site: Place, file: string, brought: BroughtByReport, texts: ReportTexts): unknown {
  const { t } = site;
  const { report, about, check, reporter, way, eventCountry } = brought;
  const { events, spoken } = toldBy(site, brought);
  const first = { event: { event: randomUUID(), what: 'notified', happened: about.on === '' ? null : about.on, precision: about.on === '' ? 'not-known' : 'day', source: sourceOf(way), country: eventCountry, hadMissedSign: false, corrects: null }, words: { text: asText(site, brought, texts) } };
  const said = [reporter?.who, reporter?.contact, reporter?.safeContact].filter((one) => one !== undefined && one.trim() !== '');
  const signs = check && { signs: { check: { outcome: check.outcome, urgency: check.urgency, incident: check.incident }, liv06: 'not-known', liv03: 'not-known', fin08: 'not-known' }, lines: check.lines?.trim() || t('intake.no-lines') };
  const notes = said.length > 0 ? [{ section: 'recognition', note: randomUUID(), text: t('intake.reporter', { who: said.join('\n') }) }] : [];
  return { file, origin: 'report', report, country: about.country, events: [first, ...(events ?? [])], spoken, signs, notes };
}

/** What the desk of the helpdesk is given: whose role may open a file, how, and where it is then. */
export function filesForReports(site: Pick<Site, 't' | 'language' | 'href'>, ground: () => Ground | null, texts: ReportTexts) {
  return {
    roles: openFileWith.allow.map((grant) => grant.role.name),
    path: (file: string) => site.href(`/files/${file}`),
    async takes(actor: Actor, file: string, brought: BroughtByReport): Promise<Answer<null>> {
      const there = ground();
      if (!there) throw new TypeError('a report cannot become a file while the database is away');
      const answer = await openOnce(performOn(there), actor, fileFromReport(site, file, brought, texts));
      return answer.done ? { done: true, value: null } : answer;
    },
  };
}
