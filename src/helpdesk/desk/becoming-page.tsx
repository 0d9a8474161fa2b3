import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { Carried } from '../model/carried.ts';
import { ReportForm } from './forms.tsx';
import { day, shortNumber, type Problem } from './shown.ts';

type BecomingView = { report: string; carried: Carried; base: string; problems: readonly Problem[] };

function Along({ site, carried }: { site: Site; carried: Carried }): JSX.Element {
  const { t } = site;
  const { words, check, circumstances, isByTheChild, reporter } = carried;
  return (
    <section>
      <h2>{t('intake.goes-along')}</h2>
      <ul>
        <li>{t('intake.along-report', { day: day(site, carried.about.on) })}</li>
        {circumstances.length > 0 && <li>{circumstances.map((one) => t(`desk.circumstance.${one}` as MessageKey)).join(', ')}</li>}
        {check && <li>{t('intake.along-check', { outcome: t(`file.outcome.${check.outcome}` as MessageKey) })}</li>}
        {reporter && <li>{t('intake.along-reporter')}</li>}
      </ul>
      <h3>{t(isByTheChild ? 'intake.along-own-words' : 'intake.along-words')}</h3>
      <ol>
        {words.map((w) => (
          <li>
            {w.asked && w.asked.text !== '' && <p class="small">{t('intake.was-asked', { question: w.asked.text })}</p>}
            <p class="as-typed">{w.text}</p>
            <p class="small">{day(site, w.on)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Stays({ site, carried }: { site: Site; carried: Carried }): JSX.Element {
  const { t } = site;
  const files = carried.words.reduce((sum, w) => sum + w.files.length, 0);
  return (
    <section>
      <h2>{t('intake.stays')}</h2>
      <ul>
        <li>{t('intake.stays-notes')}</li>
        {!carried.reporter && <li>{t('intake.stays-reporter')}</li>}
        {files > 0 && <li>{t('intake.stays-files', { count: files })}</li>}
      </ul>
    </section>
  );
}

/** Before a report becomes a file: what goes along, word for word, and what stays. Nothing has happened yet. */
export function BecomingPage({ site, view }: { site: Site; view: BecomingView }): JSX.Element {
  const { t } = site;
  const { report, carried, base, problems } = view;
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('desk.problem')} errors={problems} />}
      <p>
        <a href={site.href(`/desk/reports/${report}`)}>{t('desk.report', { number: shortNumber(report) })}</a>
      </p>
      <h1>{t('desk.become-file')}</h1>
      <p class="lead">{t('intake.lead')}</p>
      <Along site={site} carried={carried} />
      <Stays site={site} carried={carried} />
      <ReportForm site={site} report={report} to="become-file" hidden={[['base', base]]}>
        <button class="button primary">{t('intake.open')}</button>
      </ReportForm>
    </>
  );
}

/** What the report says once it went over: where the child's file is, for whoever may go there. */
export function BecameFile({ site, file, href }: { site: Site; file: string; href: string | null }): JSX.Element {
  const { t } = site;
  const number = shortNumber(file);
  return (
    <Notice tone="done">
      <p>
        {t('intake.became', { number })} {href !== null && <a href={href}>{t('intake.to-file')}</a>}
      </p>
    </Notice>
  );
}
