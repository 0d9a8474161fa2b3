import type { JSX } from 'hono/jsx/jsx-runtime';
import { AGES, COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { FileField, FormSecret } from '#src/platform/attachments/file-field.tsx';
import type { Received } from '#src/platform/attachments/staging.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { HiddenFields, Radios, Select } from '#src/platform/ui/forms.tsx';
import { PROMISED_HOURS } from '../model/inbox.ts';
import { WAYS } from '../model/vocabulary.ts';
import { Drawing } from './drawings.tsx';
import { carried, stepAfter, stepBefore, type Draft, type TextProblem } from './form.ts';
import { Buttons, DraftForm, FirstOfAll, Problems, RingNow, sayTo, TextInput, WhenRead } from './parts.tsx';
import type { View } from './view.ts';

type Props = { view: View; draft: Draft; problem?: TextProblem | null };

/** The limits of secrecy come before the first question, and how long it is kept. */
function BeforeAnything({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <>
      <p class="lead">
        {t('report.secrecy-1')} {t('report.secrecy-2')}
      </p>
      <p>{t('report.retention')}</p>
      <p>{t('report.promise', { hours: PROMISED_HOURS })}</p>
      <WhenRead view={view} />
    </>
  );
}

export function StartPage({ view, draft }: Props): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <h1>{t('report.heading')}</h1>
      <BeforeAnything view={view} />
      {draft.check !== '' && (
        <Notice tone="watch">
          <p>{t('report.from-check')}</p>
        </Notice>
      )}
      <form method="post" action={site.href('/report')}>
        <HiddenFields fields={carried(draft, ['way'])} />
        <input type="hidden" name="step" value="begin" />
        <h2>{t('report.which-way')}</h2>
        <p class="choose-way">
          {WAYS.map((way) => (
            <button class="button" name="way" value={way}>
              {t(`report.way-${way}`)}
            </button>
          ))}
        </p>
      </form>
      <p>
        <a href={site.href('/report/return')}>{t('report.have-words')}</a>
      </p>
    </>
  );
}

const yesOrNo = (view: View) => [
  { value: 'yes', label: view.t('report.yes') },
  { value: 'no', label: view.t('report.no') },
  { value: 'not-said', label: view.t('report.not-said') },
];

/** Danger and company are asked of everybody, before anything is written. */
export function SafetyPage({ view, draft }: Props): JSX.Element {
  const { t } = view;
  return (
    <>
      <h1>{t('report.safety-heading')}</h1>
      <DraftForm view={view} draft={draft} shows={['danger', 'alone']} here="safety">
        <Radios name="danger" legend={t('report.danger')} choices={yesOrNo(view)} value={draft.danger} layout="row" />
        <Radios name="alone" legend={t('report.alone')} choices={yesOrNo(view)} value={draft.alone} layout="row" />
        <Buttons view={view} on={stepAfter(draft.way, 'safety')} back="start" />
      </DraftForm>
    </>
  );
}

/** One question a page. What answers the danger comes before the next question, not after the last. */
export function ChildDangerPage({ view, draft }: Props): JSX.Element {
  const { t } = view;
  return (
    <>
      <h1>{t('report.child-danger')}</h1>
      <Drawing of="danger" />
      <p class="lead">{t('report.stand-beside')}</p>
      <DraftForm view={view} draft={draft} shows={['danger']} here="danger">
        <Radios name="danger" legend={t('report.child-danger')} choices={yesOrNo(view)} value={draft.danger} />
        <Buttons view={view} on={stepAfter('child', 'danger')} back="start" />
      </DraftForm>
    </>
  );
}

export function ChildAlonePage({ view, draft }: Props): JSX.Element {
  const { t } = view;
  return (
    <>
      <FirstOfAll view={view} draft={draft} />
      <h1>{t('report.alone')}</h1>
      <Drawing of="alone" />
      <DraftForm view={view} draft={draft} shows={['alone']} here="alone">
        <Radios name="alone" legend={t('report.alone')} hint={t('report.child-alone-hint')} choices={yesOrNo(view)} value={draft.alone} />
        <Buttons view={view} on={stepAfter('child', 'alone')} back={stepBefore('child', 'alone')} />
      </DraftForm>
    </>
  );
}

const ages = (view: View) => [{ value: '', label: view.t('report.not-said') }, ...AGES.map((age) => ({ value: age, label: view.t(`age.${age}`) }))];
const problemsIn = (view: View, draft: Draft, problem: TextProblem | null | undefined) => (problem ? [{ text: sayTo(view, draft, problem), field: 'text' }] : []);

export function TellPage({ view, draft, problem }: Props): JSX.Element {
  const { t } = view;
  if (draft.way === 'child') return <ChildTellPage view={view} draft={draft} problem={problem ?? null} />;
  return (
    <>
      <Problems view={view} problems={problemsIn(view, draft, problem)} />
      <FirstOfAll view={view} draft={draft} />
      <h1>{t('report.tell')}</h1>
      <DraftForm view={view} draft={draft} shows={['text', 'age', 'country', 'who', 'contact', 'safe']} here="tell">
        <TextInput name="text" label={t('report.tell-label')} hint={t(draft.way === 'professional' ? 'report.tell-hint-professional' : 'report.tell-hint')} value={draft.text} rows={10} />
        <Select name="age" label={t('report.age')} choices={ages(view)} value={draft.age} />
        <Select name="country" label={t('report.country')} choices={COUNTRIES.map((c) => ({ value: c, label: t(`country.${c}`) }))} value={draft.country} />
        <h2>{t('report.about-you')}</h2>
        <p>{t('report.about-you-hint')}</p>
        <TextInput name="who" label={t('report.who')} value={draft.who} />
        <TextInput name="contact" label={t('report.contact')} hint={t('report.contact-hint')} value={draft.contact} />
        <TextInput name="safe" label={t('report.safe')} value={draft.safe} />
        <Buttons view={view} on={stepAfter(draft.way, 'tell')} back={stepBefore(draft.way, 'tell')} />
      </DraftForm>
    </>
  );
}

function ChildTellPage({ view, draft, problem }: Props): JSX.Element {
  const { t } = view;
  return (
    <>
      <Problems view={view} problems={problemsIn(view, draft, problem)} />
      <FirstOfAll view={view} draft={draft} />
      <h1>{t('report.child-tell')}</h1>
      <Drawing of="tell" />
      <DraftForm view={view} draft={draft} shows={['text']} here="tell">
        <TextInput name="text" label={t('report.child-tell-label')} hint={t('report.child-tell-hint')} value={draft.text} rows={7} />
        <Buttons view={view} on={stepAfter('child', 'tell')} back={stepBefore('child', 'tell')} />
      </DraftForm>
    </>
  );
}

export function ChildAboutPage({ view, draft }: Props): JSX.Element {
  const { t } = view;
  return (
    <>
      <FirstOfAll view={view} draft={draft} />
      <h1>{t('report.child-about')}</h1>
      <Drawing of="about" />
      <p>{t('report.child-about-hint')}</p>
      <DraftForm view={view} draft={draft} shows={['age', 'who', 'country']} here="about">
        <Select name="age" label={t('report.child-age')} choices={ages(view)} value={draft.age} />
        <Select name="country" label={t('report.child-country')} choices={COUNTRIES.map((c) => ({ value: c, label: t(`country.${c}`) }))} value={draft.country} />
        <TextInput name="who" label={t('report.child-name')} hint={t('report.child-name-hint')} value={draft.who} />
        <Buttons view={view} on={stepAfter('child', 'about')} back={stepBefore('child', 'about')} />
      </DraftForm>
    </>
  );
}

export type FileProblem = { text: string; field: string };

/** Pictures and other files, before there are words: what came in waits, and goes along when it is sent. */
export function FilesPage({ view, draft, waiting, problems }: { view: View; draft: Draft; waiting: readonly Received[]; problems: readonly FileProblem[] }): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <Problems view={view} problems={problems} />
      <FirstOfAll view={view} draft={draft} />
      <h1>{sayTo(view, draft, 'files')}</h1>
      <p>{sayTo(view, draft, 'files-hint')}</p>
      <form method="post" action={site.href('/report')} enctype="multipart/form-data" autocomplete="off">
        <FormSecret secret={draft.form} />
        <input type="hidden" name="here" value="files" />
        <HiddenFields fields={carried(draft, ['form', 'files'])} />
        <FileField t={t} name="files" kept={waiting} />
        <Buttons view={view} on="words" back={stepBefore(draft.way, 'files')} />
      </form>
    </>
  );
}

/** Said honestly where nobody can receive anything: whom to ring instead. */
export function AwayPage({ view, draft }: Props): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <h1>{t('report.away-heading')}</h1>
      <p class="lead">{t('report.away')}</p>
      <RingNow view={view} country={draft.country} isChild={draft.way === 'child'} title={t('report.ring-instead')} />
      <p>
        <a href={site.href('/check/contacts')}>{t('help.all')}</a>
      </p>
    </>
  );
}
