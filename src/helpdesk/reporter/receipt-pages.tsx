import type { JSX } from 'hono/jsx/jsx-runtime';
import { Notice } from '#src/platform/ui/content.tsx';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import { PROMISED_HOURS } from '../model/inbox.ts';
import { carried, stepBefore, type Draft } from './form.ts';
import { Buttons, DraftForm, FirstOfAll, Problems, RingNow, sayTo, TextInput, WhenRead } from './parts.tsx';
import type { View } from './view.ts';

type Props = { view: View; draft: Draft; words: readonly string[] };

/** Which words are asked back. Two are enough to notice that nothing was written down. */
export const ASKED = [2, 5] as const;

/** The words, to be read aloud or written down. On paper they are all there is: nothing says what they are for. */
function WordGrid({ words }: { words: readonly string[] }): JSX.Element {
  return (
    <ol class="receipt" translate="no">
      {words.map((word) => (
        <li>{word}</li>
      ))}
    </ol>
  );
}

export function WordsPage({ view, draft, words }: Props): JSX.Element {
  const { t } = view;
  return (
    <div class="only-receipt">
      <FirstOfAll view={view} draft={draft} />
      <h1>{t('report.words-heading')}</h1>
      <p class="lead">{sayTo(view, draft, 'words-lead')}</p>
      <WordGrid words={words} />
      <p>{sayTo(view, draft, 'words-keep')}</p>
      <Notice tone="consult">
        <p>{t('report.not-sent-yet')}</p>
        <WhenRead view={view} />
      </Notice>
      <DraftForm view={view} draft={draft} shows={[]} here="words">
        <p class="ways-on">
          <button class="button primary" name="step" value="check">
            {t('report.check-words')}
          </button>
          <button class="button" name="step" value="send">
            {t('report.send-now')}
          </button>
          <button class="button" name="step" value={stepBefore(draft.way, 'words')}>
            {t('report.back')}
          </button>
        </p>
      </DraftForm>
    </div>
  );
}

export function CheckWordsPage({ view, draft, wrong }: { view: View; draft: Draft; wrong: readonly number[] }): JSX.Element {
  const { t } = view;
  return (
    <>
      <Problems view={view} problems={wrong.map((number) => ({ text: sayTo(view, draft, 'word-wrong', { number }), field: `word-${number}` }))} />
      <h1>{sayTo(view, draft, 'check-heading')}</h1>
      <p>{sayTo(view, draft, 'check-lead')}</p>
      <DraftForm view={view} draft={draft} shows={[]} here="check">
        {ASKED.map((number) => (
          <TextInput name={`word-${number}`} label={t('report.word', { number })} value="" />
        ))}
        <Buttons view={view} on="send" label={t('report.send')} back="words" />
        <p>
          <button class="button" name="skip" value="yes">
            {t('report.skip')}
          </button>
        </p>
      </DraftForm>
    </>
  );
}

export function SentPage({ view, draft, words }: Props): JSX.Element {
  const { t, site } = view;
  return (
    <div class="only-receipt">
      <h1>{sayTo(view, draft, 'sent-heading')}</h1>
      <p class="lead">{t('report.promise', { hours: PROMISED_HOURS })}</p>
      <WhenRead view={view} />
      <p>{sayTo(view, draft, 'sent-words')}</p>
      <WordGrid words={words} />
      {draft.way === 'child' && <p>{t('report.stand-beside')}</p>}
      {draft.danger === 'yes' && <RingNow view={view} country={draft.country} isChild={draft.way === 'child'} title={t('report.ring-first')} />}
      <p>
        <a href={site.href('/report/return')}>{sayTo(view, draft, 'come-back')}</a>
      </p>
    </div>
  );
}

/** It did not arrive, or nobody knows whether it did: what was typed is all there, and the words stay the same. */
export function NotSentPage({ view, draft, words, isBusy }: Props & { isBusy: boolean }): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <h1>{t('report.not-sent-heading')}</h1>
      <p class="lead">{t(isBusy ? 'report.busy' : 'report.not-sent')}</p>
      <form method="post" action={site.href('/report')} autocomplete="off">
        <HiddenFields fields={carried(draft, ['text'])} />
        <input type="hidden" name="here" value="words" />
        <TextInput name="text" label={t('report.your-text')} value={draft.text} rows={8} />
        <Buttons view={view} on="send" label={t('report.try-again')} back={null} />
      </form>
      <h2>{t('report.words-heading')}</h2>
      <WordGrid words={words} />
      <RingNow view={view} country={draft.country} isChild={draft.way === 'child'} title={t('report.ring-instead')} />
    </>
  );
}
