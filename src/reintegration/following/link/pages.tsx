import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { shortNumber, word } from '#src/files/pages/shown.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields, Radios, Select, TextArea } from '#src/platform/ui/forms.tsx';
import { ASKED, OUTCOMES, SPOKEN, YES_NO_UNKNOWN } from '../model/vocabulary.ts';
import type { Opened } from './post.ts';

const HIGHEST_SCORE = 10;

const addressOf = (site: Site): string => site.href('/v');

export type LandingProblem = 'closed' | 'wait' | 'away' | null;

/** What everybody sees who has a link, true or false, used or not: opening takes a code and a button, so that no program opens it by looking. */
export function LandingPage({ site, token, problem }: { site: Site; token: string; problem: LandingProblem }): JSX.Element {
  const { t } = site;
  return (
    <>
      {problem && <ErrorSummary title={t('follow.link.not-open')} errors={[{ text: t(`follow.link.${problem}`), ...(problem === 'closed' ? { field: 'code' } : {}) }]} />}
      <h1>{t('follow.link.title')}</h1>
      <p class="lead">{t('follow.link.lead')}</p>
      <form method="post" action={addressOf(site)}>
        <HiddenFields fields={[['step', 'open'], ['token', token]]} />
        <p class="field" id="code-field">
          <label for="code">{t('follow.link.code')}</label>
          <span class="hint" id="code-hint">
            {t('follow.link.code-hint')}
          </span>
          <input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength={20} aria-describedby="code-hint" />
        </p>
        <p>
          <button class="button primary">{t('follow.link.open')}</button>
        </p>
      </form>
    </>
  );
}

export type TypedAnswer = Readonly<Record<string, string>>;
type FormProps = { site: Site; opened: Opened; token: string; device: string; answer: string; typed: TypedAnswer; problems: readonly { text: string; field?: string }[] };

function Part({ title, children }: { title: string; children: Child }): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** All questions on one page: what was typed stays in it until it is sent, also where there is no network for a while. */
export function AnswerPage({ site, opened, token, device, answer, typed, problems }: FormProps): JSX.Element {
  const { t } = site;
  const of = (name: string) => typed[name] ?? '';
  const choices = (list: string, values: readonly string[]) => values.map((value) => ({ value, label: word(t, list, value) }));
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('follow.link.not-sent')} errors={problems} />}
      <h1>{t('follow.link.form', { number: shortNumber(opened.file) })}</h1>
      <Notice tone="consult">
        <p>
          <strong>{t('follow.link.before-you-go')}</strong>
        </p>
        <p>{t('follow.quiet-channel', { channel: word(t, 'follow.channel', opened.channel) })}</p>
        <p>{t('follow.link.quietly')}</p>
      </Notice>
      <form method="post" action={addressOf(site)}>
        <HiddenFields fields={[['step', 'send'], ['token', token], ['device', device], ['answer', answer]]} />
        <Part title={word(t, 'follow.moment', opened.moment)}>
          <Radios name="spoken" legend={t('follow.spoken')} choices={choices('follow.spoken-is', SPOKEN)} value={of('spoken')} />
          <p class="field" id="seenOn-field">
            <label for="seenOn">{t('follow.seen-on')}</label>
            <input id="seenOn" type="date" name="seenOn" value={of('seenOn')} />
          </p>
          <Radios name="outcome" legend={t('follow.outcome')} hint={t('follow.outcome-hint')} choices={choices('follow.outcome-is', OUTCOMES)} value={of('outcome')} />
        </Part>
        <Part title={t('follow.how-is-it')}>
          {ASKED.map((name) => (
            <Radios name={name} legend={word(t, 'follow.asked', name)} choices={choices('follow.known', YES_NO_UNKNOWN)} value={of(name) || 'not-known'} layout="three" />
          ))}
        </Part>
        <Part title={t('follow.childs-view')}>
          <Select name="score" label={t('follow.score')} value={of('score')} choices={[{ value: '', label: t('follow.not-asked') }, ...Array.from({ length: HIGHEST_SCORE + 1 }, (_, n) => ({ value: String(n), label: String(n) }))]} />
          <TextArea rows={3} name="words" label={t('follow.words')} hint={t('follow.words-hint')} value={of('words')} />
          <TextArea rows={3} name="question" label={t('follow.question')} value={of('question')} />
          <TextArea rows={3} name="remarks" label={t('follow.remarks')} hint={t('follow.link.no-names')} value={of('remarks')} />
        </Part>
        <p>{t('follow.link.once')}</p>
        <p>
          <button class="button primary">{t('follow.link.send')}</button>
        </p>
      </form>
    </>
  );
}

/** Not sent, and nothing that was typed is lost: it is shown to be copied, and goes along when it is sent again. */
export function UnsentPage({ site, problem, fields, texts }: { site: Site; problem: Exclude<LandingProblem, null>; fields: readonly (readonly [string, string])[]; texts: readonly string[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      <ErrorSummary title={t('follow.link.not-sent')} errors={[{ text: t(`follow.link.${problem}`) }]} />
      <h1>{t('follow.link.title')}</h1>
      <form method="post" action={addressOf(site)}>
        <HiddenFields fields={fields} />
        <p>
          <button class="button primary">{t('follow.link.send-again')}</button>
        </p>
      </form>
      {texts.length > 0 && <h2>{t('follow.link.what-you-typed')}</h2>}
      {texts.map((text) => (
        <p class="as-typed">{text}</p>
      ))}
    </>
  );
}

export function SentPage({ site, isUrgent }: { site: Site; isUrgent: boolean }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('follow.link.sent')}</h1>
      <p class="lead">{t(isUrgent ? 'follow.link.sent-urgent' : 'follow.link.sent-text')}</p>
      <p>{t('follow.link.close')}</p>
    </>
  );
}
