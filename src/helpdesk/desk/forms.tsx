import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { FormSecret } from '#src/platform/attachments/file-field.tsx';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { Checkbox, HiddenFields, Select, TextArea } from '#src/platform/ui/forms.tsx';
import { ADVICE_GIVEN, AUTHORITIES, CIRCUMSTANCES, CLOSING_OUTCOMES, LINK_REASONS, PASSING_GROUNDS, PASSING_PURPOSES } from '../model/vocabulary.ts';

/** What stands in every form about a report; with `files`, the secret under which files of it come in. */
type FormProps = { site: Site; report: string; to: string; hidden?: readonly (readonly [string, string])[]; files?: string; children: Child };

export function ReportForm({ site, report, to, hidden = [], files, children }: FormProps): JSX.Element {
  return (
    <form method="post" action={site.href(`/desk/reports/${report}/${to}`)} class="screen-only" enctype={files === undefined ? undefined : 'multipart/form-data'}>
      {files !== undefined && <FormSecret secret={files} />}
      <HiddenFields fields={hidden} />
      {children}
    </form>
  );
}

const choices = <T extends string>(site: Site, values: readonly T[], keyOf: (value: T) => MessageKey) => values.map((value) => ({ value, label: site.t(keyOf(value)) }));

function Ticks({ name, legend, hint, all, ticked }: { name: string; legend: string; hint?: string; all: readonly { value: string; label: string }[]; ticked: readonly string[] }): JSX.Element {
  return (
    <fieldset class="question">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="choices many">
        {all.map(({ value, label }) => (
          <Checkbox name={`${name}.${value}`} label={label} checked={ticked.includes(value)} />
        ))}
      </div>
    </fieldset>
  );
}

export type Closing = { outcome: string; advice: readonly string[]; circumstances: readonly string[]; eventCountry: string };
export const EMPTY_CLOSING: Closing = { outcome: '', advice: [], circumstances: [], eventCountry: '' };

/** How it ended, in codes. There is none for where somebody comes from. */
export function ClosingFields({ site, closing }: { site: Site; closing: Closing }): JSX.Element {
  const { t } = site;
  const none = { value: '', label: '—' };
  return (
    <>
      <Select name="outcome" label={t('desk.outcome')} value={closing.outcome} choices={[none, ...choices(site, CLOSING_OUTCOMES, (v) => `desk.outcome.${v}`)]} />
      <Ticks name="advice" legend={t('desk.advice')} all={choices(site, ADVICE_GIVEN, (v) => `desk.advice.${v}`)} ticked={closing.advice} />
      <Ticks name="circumstance" legend={t('desk.circumstances')} hint={t('desk.circumstances-hint')} all={choices(site, CIRCUMSTANCES, (v) => `desk.circumstance.${v}`)} ticked={closing.circumstances} />
      <Select name="eventCountry" label={t('desk.event-country')} value={closing.eventCountry} choices={[none, ...choices(site, COUNTRIES, (v) => `country.${v}`)]} />
    </>
  );
}

export function LinkFields({ site, other, because }: { site: Site; other: string; because: string }): JSX.Element {
  const { t } = site;
  return (
    <>
      <p class="field" id="other-field">
        <label for="other-input">{t('desk.link-number')}</label>
        <input id="other-input" type="text" name="other" value={other} autocomplete="off" />
      </p>
      <Select name="because" label={t('desk.link-why')} value={because} choices={choices(site, LINK_REASONS, (v) => `desk.link.${v}`)} />
    </>
  );
}

export type Passing = { authority: string; ground: string; purpose: string; text: string };

export function PassingFields({ site, passing }: { site: Site; passing: Passing }): JSX.Element {
  const { t } = site;
  return (
    <>
      <p class="hint">{t('desk.pass-on-hint')}</p>
      <Select name="authority" label={t('desk.authority')} value={passing.authority} choices={choices(site, AUTHORITIES, (v) => `desk.authority.${v}`)} />
      <Select name="purpose" label={t('desk.purpose')} value={passing.purpose} choices={choices(site, PASSING_PURPOSES, (v) => `desk.purpose.${v}`)} />
      <Select name="ground" label={t('desk.ground')} value={passing.ground} choices={choices(site, PASSING_GROUNDS, (v) => `desk.ground.${v}`)} />
      <TextArea name="passed" label={t('desk.pass-on-text')} value={passing.text} rows={6} />
    </>
  );
}
