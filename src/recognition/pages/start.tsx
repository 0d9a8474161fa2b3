import type { JSX } from 'hono/jsx/jsx-runtime';
import { AGES, COMPANIES, COUNTRIES, INCIDENTS } from '#src/knowledge/vocabulary.ts';
import { ErrorSummary, HiddenFields, Radios, Select } from '#src/platform/ui/forms.tsx';
import { DANGERS, writeAnswers, type FieldProblem } from '../answers.ts';
import { NumberNow } from './number-now.tsx';
import type { CheckView } from './context.ts';

const ON_THIS_PAGE = new Set(['incident', 'age', 'company', 'danger', 'country']);

function Problems({ view, problems }: { view: CheckView; problems: readonly FieldProblem[] }): JSX.Element | null {
  const { t } = view;
  if (problems.length === 0) return null;
  return (
    <ErrorSummary
      title={t('check.problem.title')}
      errors={problems.slice(0, 8).map((p) => {
        const text = t(`check.problem.${p.code}`, { field: p.field.slice(0, 40) });
        return ON_THIS_PAGE.has(p.field) ? { text, field: p.field } : { text };
      })}
    />
  );
}

/** First screen: four questions, one thumb. None of them is compulsory. */
export function Start({ view }: { view: CheckView }): JSX.Element {
  const { t, state, base } = view;
  const { answers } = state;
  const carried = writeAnswers(answers).filter(([name]) => !ON_THIS_PAGE.has(name));
  return (
    <>
      <Problems view={view} problems={state.problems} />
      <h1 tabindex={-1}>{t('check.title')}</h1>
      <p class="lead">{t('check.lead')}</p>
      <form method="post" action={base} data-check>
        <HiddenFields fields={carried} />
        <Radios
          name="incident"
          legend={t('check.incident')}
          choices={INCIDENTS.map((value) => ({ value, label: t(`incident.${value}`) }))}
          value={answers.incident}
        />
        <Radios
          name="age"
          legend={t('check.age')}
          hint={t('check.age-hint')}
          choices={AGES.map((value) => ({ value, label: t(`age.${value}`) }))}
          value={answers.age}
          layout="row"
        />
        <Radios
          name="company"
          legend={t('check.company')}
          choices={COMPANIES.map((value) => ({ value, label: t(`company.${value}`) }))}
          value={answers.company}
        />
        <Radios
          name="danger"
          legend={t('check.danger')}
          choices={DANGERS.map((value) => ({ value, label: t(`danger.${value}`) }))}
          value={answers.danger}
          layout="row"
        />
        <Select
          name="country"
          label={t('check.country')}
          choices={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))}
          value={answers.country}
        />
        <p class="actions">
          <button class="button primary" name="go" value="first">
            {t('check.continue')}
          </button>
          <button class="button" name="go" value="outcome">
            {t('check.what-now')}
          </button>
        </p>
      </form>
      <NumberNow view={view} />
      <noscript>
        <p class="small">{t('check.privacy-without-script')}</p>
      </noscript>
      <p class="small" data-on-device hidden>
        {t('check.privacy-with-script')}
      </p>
    </>
  );
}
