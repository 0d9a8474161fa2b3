import type { JSX } from 'hono/jsx/jsx-runtime';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Site } from '#src/platform/http/site.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields, Select } from '#src/platform/ui/forms.tsx';
import type { KeptSettings } from '../settings/actions.ts';
import { day as dayOf, nameOf, type Problem } from './shown.ts';
import { DAYS, PARTS, timeField, type TypedSettings } from './settings-form.ts';
import type { Worker } from './worker.ts';

type SettingsView = { worker: Worker; kept: KeptSettings | null; typed: TypedSettings; problems: readonly Problem[]; isSaved: boolean; /** Null where nobody is on call. */ rings: boolean | null };
type Part = { site: Site; view: SettingsView };

function Time({ name, label, value }: { name: string; label: string; value: string }): JSX.Element {
  return (
    <span class="time" id={`${name}-field`}>
      <label for={name}>{label}</label> <input id={name} name={name} type="time" value={value} />
    </span>
  );
}

function Hours({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <fieldset class="question hours">
      <legend>{t('desk.settings.hours')}</legend>
      <p class="hint">{t('desk.settings.hours-hint')}</p>
      {DAYS.map((day) => (
        <fieldset>
          <legend>{t(`weekday.${day}`)}</legend>
          {PARTS.map((part) => (
            <p>
              <Time name={timeField(day, part, 'from')} label={t('desk.settings.from')} value={view.typed.times[timeField(day, part, 'from')] ?? ''} />{' '}
              <Time name={timeField(day, part, 'to')} label={t('desk.settings.to')} value={view.typed.times[timeField(day, part, 'to')] ?? ''} />
            </p>
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}

function OnCall({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { worker, typed, rings } = view;
  return (
    <>
      <h2>{t('desk.settings.on-call')}</h2>
      <p class="hint">{t('desk.settings.on-call-hint')}</p>
      {rings === false && (
        <Notice tone="act">
          <p>{t('desk.settings.does-not-ring')}</p>
        </Notice>
      )}
      <Select name="onCall" label={t('desk.settings.who')} value={typed.onCall} choices={[{ value: '', label: t('desk.nobody') }, ...worker.colleagues.map(({ personId, name }) => ({ value: personId, label: name }))]} />
      <p class="field" id="onCallPhone-field">
        <label for="onCallPhone">{t('desk.settings.phone')}</label>
        <span class="hint" id="onCallPhone-hint">
          {t('desk.settings.phone-hint')}
        </span>
        <input id="onCallPhone" name="onCallPhone" type="tel" value={typed.onCallPhone} autocomplete="off" maxlength={31} aria-describedby="onCallPhone-hint" />
      </p>
    </>
  );
}

function Away({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <>
      <h2>{t('desk.settings.away')}</h2>
      <p class="hint">{t('desk.settings.away-hint')}</p>
      {LANGUAGES.map((language) => (
        <p class="field" id={`away-${language}-field`}>
          <label for={`away-${language}`}>{LANGUAGE_NAMES[language]}</label>
          <textarea id={`away-${language}`} name={`away-${language}`} rows={2} maxlength={600} lang={language} dir="auto">
            {`\n${view.typed.away[language]}`}
          </textarea>
        </p>
      ))}
    </>
  );
}

/** When the helpdesk is open, who is on call, and what is said while it is closed. Whoever is no coordinator reads it. */
export function SettingsPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { worker, kept, typed, problems, isSaved } = view;
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('desk.problem')} errors={problems} />}
      <p>
        <a href={site.href('/desk')}>{t('desk.to-inbox')}</a>
      </p>
      <h1>{t('desk.settings.title')}</h1>
      {isSaved && (
        <Notice tone="done">
          <p role="status">{t('desk.settings.saved')}</p>
        </Notice>
      )}
      {kept ? <p>{t('desk.settings.last', { name: nameOf(t, worker, kept.by), day: dayOf(site, kept.on) })}</p> : <p>{t('desk.settings.none')}</p>}
      {!worker.isCoordinator && <p>{t('desk.settings.read-only')}</p>}
      <form method="post" action={site.href('/desk/settings')}>
        <HiddenFields fields={[['base', kept?.version ?? '']]} />
        <fieldset class="plain" disabled={!worker.isCoordinator}>
          <Hours site={site} view={view} />
          <Select name="country" label={t('desk.settings.clock')} value={typed.country} choices={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))} />
          <p class="field" id="closedOn-field">
            <label for="closedOn">{t('desk.settings.closed-on')}</label>
            <span class="hint" id="closedOn-hint">
              {t('desk.settings.closed-on-hint')}
            </span>
            <textarea id="closedOn" name="closedOn" rows={4} aria-describedby="closedOn-hint">
              {`\n${typed.closedOn}`}
            </textarea>
          </p>
          <OnCall site={site} view={view} />
          <Away site={site} view={view} />
          <p>
            <button class="button primary">{t('desk.settings.save')}</button>
          </p>
        </fieldset>
      </form>
    </>
  );
}
