import type { JSX } from 'hono/jsx/jsx-runtime';
import { AGES, COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Site } from '#src/platform/http/site.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '#src/platform/i18n/languages.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields, Radios, Select, TextArea, TextLine } from '#src/platform/ui/forms.tsx';
import { WAYS, YES_OR_NOT } from '../model/vocabulary.ts';
import type { Problem } from './shown.ts';

export type Intake = { way: string; language: string; country: string; dangerNow: string; aloneNow: string; age: string; text: string; who: string; contact: string; safeContact: string };

type IntakeView = { intake: Intake; words: readonly string[]; receipt: string; problems: readonly Problem[] };

/** For whoever tells it by telephone. The words are there before anything is kept, so that they can be read out first. */
export function IntakePage({ site, view }: { site: Site; view: IntakeView }): JSX.Element {
  const { t } = site;
  const { intake, words, receipt, problems } = view;
  const say = YES_OR_NOT.map((value) => ({ value, label: t(`desk.say.${value}`) }));
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('desk.problem')} errors={problems} />}
      <p>
        <a href={site.href('/desk')}>{t('desk.to-inbox')}</a>
      </p>
      <h1>{t('desk.intake')}</h1>
      <form method="post" action={site.href('/desk/intake')}>
        <HiddenFields fields={[['receipt', receipt]]} />
        <Radios name="dangerNow" legend={t('desk.danger')} layout="three" choices={say} value={intake.dangerNow} />
        <Radios name="aloneNow" legend={t('desk.alone')} layout="three" choices={say} value={intake.aloneNow} />
        <Radios name="way" legend={t('desk.way')} choices={WAYS.map((value) => ({ value, label: t(`desk.way.${value}`) }))} value={intake.way} />
        <Select name="age" label={t('desk.age')} value={intake.age} choices={[{ value: '', label: t('desk.say.not-said') }, ...AGES.map((value) => ({ value, label: t(`age.${value}`) }))]} />
        <Select name="country" label={t('desk.country')} value={intake.country} choices={COUNTRIES.map((value) => ({ value, label: t(`country.${value}`) }))} />
        <Select name="language" label={t('desk.language')} value={intake.language} choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />
        <TextArea name="text" label={t('desk.intake-text')} value={intake.text} rows={8} />
        <TextLine name="who" label={t('desk.who')} value={intake.who} />
        <TextLine name="contact" label={t('desk.contact')} value={intake.contact} />
        <TextLine name="safeContact" label={t('desk.safe-contact')} value={intake.safeContact} />
        <Card>
          <p>{t('desk.intake-words')}</p>
          <ol class="receipt">
            {words.map((word) => (
              <li lang={intake.language}>{word}</li>
            ))}
          </ol>
        </Card>
        <p>
          <button class="button primary">{t('desk.intake-keep')}</button>
        </p>
      </form>
    </>
  );
}
