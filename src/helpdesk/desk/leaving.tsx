import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { ErrorSummary, HiddenFields, Select } from '#src/platform/ui/forms.tsx';
import type { OpenReport } from '../model/desk-actions.ts';
import { EXPORT_PURPOSES } from '../model/vocabulary.ts';
import { ReportForm } from './forms.tsx';
import { shortNumber, type Problem } from './shown.ts';
import type { Worker } from './worker.ts';

type View = { report: string; opened: OpenReport; worker: Worker };

/** Taking a report elsewhere: into a file, or out as a sealed package. What goes along of whoever reported is theirs to say. */
export function Leaving({ site, view }: { site: Site; view: View }): JSX.Element {
  const { t } = site;
  const { report, opened, worker } = view;
  const may = opened.state.mayNameReporter;
  return (
    <details>
      <summary>{t('desk.leaving')}</summary>
      <p>{t(may ? 'desk.may-name' : 'desk.may-not-name')}</p>
      <ReportForm site={site} report={report} to="agreement" hidden={[['agrees', may ? 'no' : 'yes']]}>
        <button class="button slim">{t(may ? 'desk.note-no-agreement' : 'desk.note-agreement')}</button>
      </ReportForm>
      <p class="hint">{t('desk.become-file-hint')}</p>
      {worker.canBecomeFile ? (
        <p>
          <a class="button" href={site.href(`/desk/reports/${report}/become-file`)}>
            {t('desk.become-file')}
          </a>
        </p>
      ) : (
        <p>{t('intake.needs-a-role')}</p>
      )}
      {(worker.isJurist || worker.isCoordinator) && (
        <p>
          <a class="button" href={site.href(`/desk/reports/${report}/export`)}>
            {t('desk.export')}
          </a>
        </p>
      )}
    </details>
  );
}

type ExportView = { report: string; words: readonly string[]; receipt: string; purpose: string; recipient: string; problems: readonly Problem[] };

/** A sealed package: to seven words that are told on another way, or to the key of whoever receives it. */
export function ExportPage({ site, view }: { site: Site; view: ExportView }): JSX.Element {
  const { t } = site;
  const { report, words, receipt, purpose, recipient, problems } = view;
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('desk.problem')} errors={problems} />}
      <p>
        <a href={site.href(`/desk/reports/${report}`)}>{t('desk.report', { number: shortNumber(report) })}</a>
      </p>
      <h1>{t('desk.export')}</h1>
      <p class="lead">{t('desk.export-lead')}</p>
      <form method="post" action={site.href(`/desk/reports/${report}/export`)}>
        <HiddenFields fields={[['receipt', receipt]]} />
        <Select name="purpose" label={t('desk.export-why')} value={purpose} choices={EXPORT_PURPOSES.map((value) => ({ value, label: t(`desk.export.${value}`) }))} />
        <h2>{t('desk.export-words')}</h2>
        <p>{t('desk.export-words-hint')}</p>
        <ol class="receipt" translate="no">
          {words.map((word) => (
            <li>{word}</li>
          ))}
        </ol>
        <p class="field" id="recipient-field">
          <label for="recipient">{t('desk.export-key')}</label>
          <span class="hint" id="recipient-hint">
            {t('desk.export-key-hint')}
          </span>
          <input id="recipient" name="recipient" type="text" value={recipient} autocomplete="off" aria-describedby="recipient-hint" />
        </p>
        <p>
          <button class="button primary">{t('desk.export-save')}</button>
        </p>
      </form>
    </>
  );
}
