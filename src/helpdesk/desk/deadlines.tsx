import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { Select } from '#src/platform/ui/forms.tsx';
import type { OpenReport } from '../model/desk-actions.ts';
import { DEADLINE_REASONS } from '../model/vocabulary.ts';
import { ReportForm } from './forms.tsx';
import { day } from './shown.ts';

export type TypedDeadline = { deadline: string; on: string; because: string };
type DeadlinesView = { report: string; opened: OpenReport; typed: { deadline: TypedDeadline } };

/** What has to be done by a day, and why; met, nobody is reminded of it any more. */
export function Deadlines({ site, view }: { site: Site; view: DeadlinesView }): JSX.Element {
  const { t } = site;
  const open = view.opened.state.deadlines.filter((deadline) => !deadline.isMet);
  const { deadline } = view.typed;
  return (
    <section>
      {open.length > 0 && <h2>{t('desk.deadline')}</h2>}
      {open.map(({ id, on, because }) => (
        <Card tone="consult">
          <p>
            <strong>{day(site, on)}</strong>: {t(`desk.deadline.${because}`)}
          </p>
          <ReportForm site={site} report={view.report} to="meet" hidden={[['deadline', id]]}>
            <button class="button slim">{t('desk.deadline-met', { day: day(site, on) })}</button>
          </ReportForm>
        </Card>
      ))}
      <details class="screen-only" open={deadline.on !== ''}>
        <summary>{t('desk.deadline-set')}</summary>
        <ReportForm site={site} report={view.report} to="deadline" hidden={[['deadline', deadline.deadline]]}>
          <p class="field" id="on-field">
            <label for="on-input">{t('desk.deadline-on')}</label>
            <input id="on-input" type="date" name="on" value={deadline.on} />
          </p>
          <Select name="deadlineBecause" label={t('desk.deadline-why')} value={deadline.because} choices={DEADLINE_REASONS.map((value) => ({ value, label: t(`desk.deadline.${value}`) }))} />
          <button class="button">{t('desk.deadline-keep')}</button>
        </ReportForm>
      </details>
    </section>
  );
}
