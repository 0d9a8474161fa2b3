import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Country } from '#src/knowledge/vocabulary.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields, hintOf, Labelled } from '#src/platform/ui/forms.tsx';
import { CallButton } from '#src/recognition/pages/contacts.tsx';
import { carried, type Draft, type Step } from './form.ts';
import { deskState, ringNow, type View } from './view.ts';

type Young = 'name-heading' | 'name-no' | 'name-yes' | 'not-alone' | 'files' | 'files-hint' | 'words-lead' | 'words-keep' | 'check-heading' | 'check-lead' | 'word-wrong' | 'sent-heading' | 'sent-words' | 'come-back' | 'text-missing' | 'text-long';

/** The same said to a child in its own words, and to anybody else in theirs. */
export const sayTo = ({ t }: View, { way }: Pick<Draft, 'way'>, key: Young, values?: { number: number }): string => t(way === 'child' ? `report.young.${key}` : `report.${key}`, values);

/** A day as people say it: Tuesday 24 November. */
export const dayIn = ({ site }: View, day: string): string => new Intl.DateTimeFormat(site.language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day));

const readsAt = (view: View): string => {
  const { t, site } = view;
  const state = deskState(view);
  if (state.state === 'open') return t('report.reads-now');
  if (state.state === 'not-known') return t('report.reads-not-known');
  const { daysAhead, weekday, at } = state.opens;
  if (daysAhead === 0) return t('report.reads-today', { at });
  if (daysAhead === 1) return t('report.reads-tomorrow', { at });
  // Within a week the name of the day is enough; after holidays it is not.
  const then = new Date(view.now.getTime() + daysAhead * 86_400_000);
  return t('report.reads-on', { at, day: daysAhead < 7 ? t(`weekday.${weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7}`) : new Intl.DateTimeFormat(site.language, { weekday: 'long', day: 'numeric', month: 'long' }).format(then) });
};

/** When a human next reads this, and while it is closed what the helpdesk wants to say. It is said before somebody sends, and again on coming back. */
export function WhenRead({ view }: { view: View }): JSX.Element {
  const away = deskState(view).state === 'open' ? '' : (view.known.settings?.away[view.site.language] ?? '');
  return (
    <>
      <p>{readsAt(view)}</p>
      {away !== '' && <p class="as-typed">{away}</p>}
    </>
  );
}

export function RingNow({ view, country, isChild, title }: { view: View; country: Country; isChild: boolean; title: string }): JSX.Element {
  return (
    <section class="ring-now">
      <h2>{title}</h2>
      {ringNow(view, country, isChild).map((contact) => (
        <p>
          <CallButton t={view.t} contact={contact} />
        </p>
      ))}
    </section>
  );
}

/** What the answers so far ask for, before anything else on the page. */
export function FirstOfAll({ view, draft }: { view: View; draft: Draft }): JSX.Element {
  const { t } = view;
  return (
    <>
      {draft.danger === 'yes' && <RingNow view={view} country={draft.country} isChild={draft.way === 'child'} title={t('report.ring-first')} />}
      {draft.alone === 'no' && (
        <Notice tone="consult">
          <p>{sayTo(view, draft, 'not-alone')}</p>
        </Notice>
      )}
    </>
  );
}

/** What is wrong with the form, said on top. */
export function Problems({ view, problems }: { view: View; problems: readonly { text: string; field?: string }[] }): JSX.Element {
  return problems.length > 0 ? <ErrorSummary title={view.t('report.problem')} errors={problems} /> : <></>;
}

type FormProps = { view: View; draft: Draft; shows: readonly (keyof Draft)[]; here: Step; children: Child };

/** A page of the form: what was answered before travels along unseen. */
export function DraftForm({ view, draft, shows, here, children }: FormProps): JSX.Element {
  return (
    <form method="post" action={view.site.href('/report')} autocomplete="off">
      {/* Pressing Enter goes on, and never back. */}
      <input type="hidden" name="here" value={here} />
      <HiddenFields fields={carried(draft, shows)} />
      {children}
    </form>
  );
}

export function Buttons({ view, on, label, back }: { view: View; on: Step; label?: string; back: Step | null }): JSX.Element {
  const { t } = view;
  return (
    <p class="ways-on">
      <button class="button primary" name="step" value={on}>
        {label ?? t('report.go-on')}
      </button>
      {back && (
        <button class="button" name="step" value={back}>
          {t('report.back')}
        </button>
      )}
    </p>
  );
}

type TextProps = { name: string; label: string; hint?: string; value: string; rows?: number };

/** A line, or more of them; the browser is asked to keep nothing of it. */
export function TextInput({ name, label, hint, value, rows }: TextProps): JSX.Element {
  const hintId = hintOf(name, hint);
  return (
    <Labelled id={name} control={name} label={label} hint={hint}>
      {rows ? (
        <textarea id={name} name={name} rows={rows} dir="auto" autocomplete="off" aria-describedby={hintId}>
          {`\n${value}`}
        </textarea>
      ) : (
        <input id={name} name={name} type="text" dir="auto" autocomplete="off" maxlength={300} aria-describedby={hintId} value={value} />
      )}
    </Labelled>
  );
}
