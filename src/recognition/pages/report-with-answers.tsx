import type { JSX } from 'hono/jsx/jsx-runtime';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import { isChild, writeAnswers } from '../answers.ts';
import type { CheckView } from './context.ts';

/** The two ways by which answers leave this page: the person presses a button, and can still stop after it. A file is opened by whoever has an account. */
export function ReportWithAnswers({ view }: { view: CheckView }): JSX.Element {
  const { t, state, base } = view;
  const { answers } = state;
  return (
    <form method="post" action={`${base.slice(0, base.lastIndexOf('/'))}/report`} class="screen-only">
      <input type="hidden" name="check" value={new URLSearchParams(writeAnswers(answers)).toString()} />
      <HiddenFields fields={writeAnswers(answers).filter(([name]) => name === 'country' || name === 'age' || name === 'danger')} />
      <p class="small">{t('outcome.report-hint')}</p>
      <p>
        <button class="button">{t('outcome.report')}</button>{' '}
        {isChild(answers) && (
          <button class="button" formaction={`${base.slice(0, base.lastIndexOf('/'))}/files/from-check`}>
            {t('outcome.open-file')}
          </button>
        )}
      </p>
    </form>
  );
}
