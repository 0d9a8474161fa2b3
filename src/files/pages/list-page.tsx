import { randomUUID } from 'node:crypto';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields } from '#src/platform/ui/forms.tsx';
import { SHOWN } from '../actions/read-actions.ts';
import type { WorkRow } from '../store.ts';
import { isAtDutyDesk } from './emergency-page.tsx';
import { FileRow } from './file-row.tsx';
import { Fields, type Field, type Typed } from './forms.tsx';
import type { Member } from './member.ts';
import { SeekForm } from '../finding/seek-page.tsx';
import { word } from './shown.ts';
import { COUNTRY_FIELD, EVENT_FIELDS } from './story-doings.ts';
import type { Problem } from './view.ts';

type ListView = { shown: (typeof SHOWN)[number]; rows: readonly WorkRow[]; member: Member; today: string };

/** The worklist of an agency: what is due first comes first. */
export function ListPage({ site, view }: { site: Site; view: ListView }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('file.list')}</h1>
      <p class="screen-only">
        <a class="button primary" href={site.href('/files/new')}>
          {t('file.new')}
        </a>
      </p>
      <p class="screen-only">
        <a href={site.href('/files/waiting')}>{t('file.waits.title')}</a>
      </p>
      <SeekForm site={site} />
      {isAtDutyDesk(view.member) && (
        <p class="screen-only">
          <a class="button" href={site.href('/files/emergency')}>
            {t('file.do.emergency')}
          </a>
        </p>
      )}
      <nav class="tabs screen-only" aria-label={t('file.which')}>
        <ul>
          {SHOWN.map((one) => (
            <li>
              <a href={site.href(`/files?show=${one}`)} aria-current={one === view.shown ? 'page' : undefined}>
                {word(t, 'shown', one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {view.rows.length === 0 && (
        <Notice tone="watch">
          <p>{t('file.list-empty')}</p>
        </Notice>
      )}
      <ul class="inbox">
        {view.rows.map((row) => (
          <FileRow site={site} row={row} member={view.member} today={view.today} />
        ))}
      </ul>
    </>
  );
}

export const NEW_FILE_FIELDS: readonly Field[] = [
  { kind: 'line', name: 'given', label: 'file.fact-given', hint: 'file.new-name-hint' },
  { kind: 'line', name: 'family', label: 'file.fact-family' },
  COUNTRY_FIELD,
  ...EVENT_FIELDS,
];

type NewView = { typed: Typed; problems: readonly Problem[]; file: string; id: string; fact: string };
export const nothingNew = (): NewView => ({ typed: { precision: 'day' }, problems: [], file: randomUUID(), id: randomUUID(), fact: randomUUID() });

/** A file begins with what happened; who the child is may be known later. */
export function NewFilePage({ site, view }: { site: Site; view: NewView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('file.problem')} errors={view.problems} />}
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('file.new')}</h1>
      <p>{t('file.new-lead')}</p>
      <form method="post" action={site.href('/files/new')}>
        <HiddenFields fields={[['file', view.file], ['id', view.id], ['fact', view.fact]]} />
        <Fields site={site} prefix="new." fields={NEW_FILE_FIELDS} typed={view.typed} agencies={[]} />
        <p>
          <button class="button primary">{t('file.new-keep')}</button>
        </p>
      </form>
    </>
  );
}
