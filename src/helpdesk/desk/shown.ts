import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Status, Urgency } from '../model/vocabulary.ts';
import type { Worker } from './worker.ts';

/** What is wrong, and with which field. */
export type Problem = { text: string; field?: string };

/** The first letters of a report's number: enough to talk about it, and nothing about anybody. */
export const shortNumber = (report: string): string => report.slice(0, 8).toUpperCase();

export const day = (site: Site, on: string): string => new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));

/** How much of the promise is left. The clock knows whole hours only. */
export function timeLeft(t: Translate, answerBy: string | null, now: Date): string {
  if (answerBy === null) return t('desk.answer-none');
  const hours = Math.round((Date.parse(`${answerBy}:00:00Z`) - now.getTime()) / 3_600_000);
  return hours >= 0 ? t('desk.answer-in', { count: hours }) : t('desk.answer-late', { count: -hours });
}

export const TONE_OF_URGENCY: Record<Urgency, 'act' | 'consult' | 'watch'> = { danger: 'act', 'act-now': 'act', child: 'consult', ordinary: 'watch' };
export const TONE_OF_STATUS: Record<Status, 'act' | 'consult' | 'watch' | 'done'> = {
  new: 'consult',
  'in-hand': 'consult',
  'waits-for-sign-off': 'consult',
  'waits-for-reporter': 'watch',
  answered: 'done',
  closed: 'done',
  withdrawn: 'watch',
  spam: 'watch',
  'became-file': 'done',
};

/** A colleague by name; whoever is not known here any more is "a colleague". */
export function nameOf(t: Translate, worker: Worker, id: string | null): string {
  if (id === null) return t('desk.nobody');
  return id === worker.actor.id ? t('desk.you') : (worker.names.get(id) ?? t('desk.somebody'));
}
