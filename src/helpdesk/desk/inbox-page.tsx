import type { JSX } from 'hono/jsx/jsx-runtime';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { Select } from '#src/platform/ui/forms.tsx';
import type { InboxRow } from '../store.ts';
import { DEADLINE_REASONS, STATUSES, URGENCIES, WAYS, type Status, type Urgency } from '../model/vocabulary.ts';
import { day, nameOf, shortNumber, timeLeft, TONE_OF_STATUS, TONE_OF_URGENCY } from './shown.ts';
import type { Worker } from './worker.ts';

export const SHOWN = ['open', 'mine', 'closed', 'spam', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

/** Which states each choice stands for. */
export const STATES_SHOWN: Record<Shown, readonly Status[]> = {
  open: ['new', 'in-hand', 'waits-for-sign-off', 'waits-for-reporter', 'answered'],
  mine: ['new', 'in-hand', 'waits-for-sign-off', 'waits-for-reporter', 'answered'],
  closed: ['closed', 'withdrawn', 'became-file'],
  spam: ['spam'],
  all: [],
};

export type InboxView = { shown: Shown; urgency: Urgency | null; language: Language | null; rows: readonly InboxRow[]; worker: Worker; now: Date };

const known = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((one) => one === value);

function Fact({ label, children }: { label: string; children: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What has to be done next by a day, and why. */
function deadlineIn(site: Site, { deadlineOn, deadlineBecause }: InboxRow['fields']): string | null {
  const because = known(DEADLINE_REASONS, deadlineBecause);
  return typeof deadlineOn === 'string' && because ? `${day(site, deadlineOn)}, ${site.t(`desk.deadline.${because}`)}` : null;
}

function Row({ site, row, view }: { site: Site; row: InboxRow; view: InboxView }): JSX.Element {
  const { t } = site;
  const { fields } = row;
  const urgency = known(URGENCIES, fields['urgency']) ?? 'ordinary';
  const state = known(STATUSES, row.state) ?? 'new';
  const way = known(WAYS, fields['way']) ?? 'worried';
  const language = known(LANGUAGES, fields['language']);
  const has = typeof fields['worker'] === 'string' ? fields['worker'] : null;
  const number = shortNumber(row.report);
  return (
    <li>
      <Card tone={TONE_OF_URGENCY[urgency]}>
        <h2>
          <a href={site.href(`/desk/reports/${row.report}`)}>{t('desk.report', { number })}</a>
        </h2>
        <p>
          <StatusTag tone={TONE_OF_URGENCY[urgency]}>{t(`desk.urgency.${urgency}`)}</StatusTag> <StatusTag tone={TONE_OF_STATUS[state]}>{t(`desk.status.${state}`)}</StatusTag>
        </p>
        <dl class="facts beside">
          <Fact label={t('desk.answer-by')}>{timeLeft(t, row.answerBy, view.now)}</Fact>
          {deadlineIn(site, fields) && <Fact label={t('desk.deadline')}>{deadlineIn(site, fields) ?? ''}</Fact>}
          <Fact label={t('desk.who-has')}>{nameOf(t, view.worker, has)}</Fact>
          <Fact label={t('desk.way')}>{`${t(`desk.way.${way}`)}${language ? `, ${LANGUAGE_NAMES[language]}` : ''}`}</Fact>
          <Fact label={t('desk.received')}>{typeof fields['receivedOn'] === 'string' ? day(site, fields['receivedOn']) : ''}</Fact>
        </dl>
      </Card>
    </li>
  );
}

function Filter({ site, view }: { site: Site; view: InboxView }): JSX.Element {
  const { t } = site;
  const any = { value: '', label: t('desk.any') };
  return (
    <form method="get" action={site.href('/desk')} class="filter">
      <Select name="show" label={t('desk.show')} value={view.shown} choices={SHOWN.map((value) => ({ value, label: t(`desk.show.${value}`) }))} />
      <Select name="urgency" label={t('desk.urgency')} value={view.urgency ?? ''} choices={[any, ...URGENCIES.map((value) => ({ value, label: t(`desk.urgency.${value}`) }))]} />
      <Select name="language" label={t('desk.language')} value={view.language ?? ''} choices={[any, ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))]} />
      <p>
        <button class="button">{t('desk.show')}</button>
      </p>
    </form>
  );
}

/** What waits for the desk: the most urgent first, then what was promised first. */
export function InboxPage({ site, view }: { site: Site; view: InboxView }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('desk.inbox')}</h1>
      <p class="actions">
        <a class="button" href={site.href('/desk/intake')}>
          {t('desk.intake')}
        </a>{' '}
        <a class="button" href={site.href('/desk/counts')}>
          {t('desk.counts')}
        </a>{' '}
        <a class="button" href={site.href('/desk/settings')}>
          {t('desk.settings.title')}
        </a>
      </p>
      {view.worker.mailFailsSince && <Notice tone="consult">{t('mail.not-going', { when: new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(view.worker.mailFailsSince) + ' UTC' })}</Notice>}
      <Filter site={site} view={view} />
      <p>{t('desk.waiting', { count: view.rows.length })}</p>
      {view.rows.length === 0 && <Notice tone="done">{t('desk.empty')}</Notice>}
      <ul class="inbox">
        {view.rows.map((row) => (
          <Row site={site} row={row} view={view} />
        ))}
      </ul>
    </>
  );
}
