import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { ErrorSummary, HiddenFields } from '#src/platform/ui/forms.tsx';
import { Fields, type Field, type Typed } from '../pages/forms.tsx';
import type { Problem } from '../pages/view.ts';
import type { BroughtByCheck } from './from-check.ts';

export const CHECK_FILE_FIELDS: readonly Field[] = [
  { kind: 'line', name: 'given', label: 'file.fact-given', hint: 'file.new-name-hint' },
  { kind: 'line', name: 'family', label: 'file.fact-family' },
  { kind: 'text', name: 'text', label: 'file.event-text', hint: 'file.event-text-hint' },
  { kind: 'line', name: 'place', label: 'file.event-place' },
];

type CheckView = { written: string; check: BroughtByCheck; typed: Typed; problems: readonly Problem[]; file: string; id: string; fact: string };

/** What the check says, and the little that a file asks besides. */
export function FileFromCheckPage({ site, view }: { site: Site; view: CheckView }): JSX.Element {
  const { t } = site;
  const { written, check, typed, problems, file, id, fact } = view;
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('file.problem')} errors={problems} />}
      <h1>{t('intake.from-check')}</h1>
      <p class="lead">{t('intake.check-lead')}</p>
      <section>
        <h2>{t('intake.check-lines')}</h2>
        <p>{t(`file.outcome.${check.outcome}` as MessageKey)}</p>
        <p class="as-typed">{check.lines}</p>
      </section>
      <form method="post" action={site.href('/files/from-check')}>
        <HiddenFields fields={[['check', written], ['go', 'open'], ['file', file], ['id', id], ['fact', fact]]} />
        <Fields site={site} prefix="new." fields={CHECK_FILE_FIELDS} typed={typed} agencies={[]} />
        <p>
          <button class="button primary">{t('intake.open')}</button>
        </p>
      </form>
    </>
  );
}

/** Whoever has no account, or none that opens files, is led to the helpdesk with the same answers. They travel in the form alone. */
export function NoAccountPage({ site, written }: { site: Site; written: string }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('intake.from-check')}</h1>
      <p class="lead">{t('intake.no-account')}</p>
      <form method="post" action={site.href('/report')}>
        <HiddenFields fields={[['check', written], ...[...new URLSearchParams(written)].filter(([name]) => name === 'country' || name === 'age' || name === 'danger')]} />
        <p>
          <button class="button primary">{t('intake.report-instead')}</button>
        </p>
      </form>
      <form method="post" action={site.href('/files/from-check')}>
        <HiddenFields fields={[['check', written]]} />
        <p>
          <a href={site.href('/sign-in')} target="_blank" rel="noopener">
            {t('intake.sign-in-first')}
          </a>
        </p>
        <p>
          <button class="button">{t('intake.signed-in-now')}</button>
        </p>
      </form>
    </>
  );
}

/** There is nothing to open a file with. */
export function NoCheckPage({ site, isAdult }: { site: Site; isAdult: boolean }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('intake.from-check')}</h1>
      <p class="lead">{t(isAdult ? 'intake.check-adult' : 'intake.check-empty')}</p>
      <p>
        <a class="button" href={site.href('/check')}>
          {t('intake.to-check')}
        </a>
      </p>
    </>
  );
}
