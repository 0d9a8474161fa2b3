import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Child } from 'hono/jsx';
import { FileField, FormSecret } from '#src/platform/attachments/file-field.tsx';
import type { Received } from '#src/platform/attachments/staging.ts';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import type { Conversation } from '../model/reporter-actions.ts';
import type { Message } from '../model/messages.ts';
import { dayIn, Problems, RingNow, sayTo, TextInput, WhenRead } from './parts.tsx';
import { whoHears, type View } from './view.ts';

/** What was typed and not sent yet. It stays in the page until it was. */
export type Unsent = { text: string; form: string; files: readonly string[] };
export type Opened = { view: View; pass: string; unsent: Unsent };

function ReturnForm({ view, fields, children }: { view: View; fields: readonly [string, string][]; children: Child }): JSX.Element {
  return (
    <form method="post" action={view.site.href('/report/return')} autocomplete="off">
      <HiddenFields fields={fields.filter(([, value]) => value !== '')} />
      {children}
    </form>
  );
}

const kept = ({ text, form, files }: Unsent): [string, string][] => (text === '' && files.length === 0 ? [] : [['text', text], ['form', form], ['files', files.join(' ')]]);

export type WordsProblem = 'wrong' | 'wait' | 'busy' | 'away' | 'expired' | null;

/** Asks for the words. Whatever does not open says the same, so that nobody learns what there is. */
export function AskWordsPage({ view, problem, unsent }: { view: View; problem: WordsProblem; unsent: Unsent }): JSX.Element {
  const { t } = view;
  return (
    <>
      <Problems view={view} problems={problem ? [{ text: t(`report.words-${problem}`), field: 'words' }] : []} />
      <h1>{t('report.return-heading')}</h1>
      <ReturnForm view={view} fields={[['step', 'look'], ...kept(unsent)]}>
        <TextInput name="words" label={t('report.return-words')} hint={t('report.return-hint')} value="" rows={3} />
        <p>
          <button class="button primary">{t('report.return-open')}</button>
        </p>
      </ReturnForm>
      <RingNow view={view} country={HOME_COUNTRY[view.site.language]} isChild={false} title={t('report.ring-first')} />
      <p>
        <a href={view.site.href('/report')}>{t('report.start-new')}</a>
      </p>
    </>
  );
}

/** First only whether there is an answer: older words may be read by somebody who stands beside. */
export function LookPage({ view, pass, unsent, hasAnswer }: Opened & { hasAnswer: boolean }): JSX.Element {
  const { t } = view;
  return (
    <>
      <h1>{t(hasAnswer ? 'report.answer-yes' : 'report.answer-no')}</h1>
      <WhenRead view={view} />
      <ReturnForm view={view} fields={[['step', 'read'], ['pass', pass], ...kept(unsent)]}>
        <p>{t('report.read-when-alone')}</p>
        <p>
          <button class="button primary">{t('report.read')}</button>
        </p>
      </ReturnForm>
      <Safety view={view} pass={pass} />
    </>
  );
}

/**
 * "I am in danger" is a promise that somebody hears it now: it is there only while somebody reads, or is on call. With it always
 * comes who answers a telephone.
 */
function Safety({ view, pass }: Pick<Opened, 'view' | 'pass'>): JSX.Element {
  const { t, site } = view;
  const hears = whoHears(view);
  return (
    <section>
      <h2>{t('report.how-are-you')}</h2>
      <ReturnForm view={view} fields={[['step', 'say'], ['pass', pass]]}>
        <p class="ways-on">
          <button class="button" name="says" value="safe">
            {t('report.say-safe')}
          </button>
          {hears !== null && (
            <button class="button" name="says" value="in-danger">
              {t('report.say-in-danger')}
            </button>
          )}
        </p>
      </ReturnForm>
      {hears !== 'desk' && <p>{t(hears === null ? 'report.danger-nobody-reads' : 'report.danger-on-call')}</p>}
      <RingNow view={view} country={HOME_COUNTRY[site.language]} isChild title={t('report.ring-first')} />
    </section>
  );
}

/** What came along: names of one's own, and from the desk what can be taken home. The pass goes in a post, and in no address. */
function Files({ view, pass, message: { attachments, direction } }: Pick<Opened, 'view' | 'pass'> & { message: Message }): JSX.Element {
  const { t } = view;
  if (attachments.length === 0) return <></>;
  const named = attachments.map(({ id, name }) => ({ id, name: name.opened ? name.value : t('report.erased') }));
  if (direction === 'to-desk') return <p class="said small">{t('report.with-files', { names: named.map(({ name }) => name).join(', ') })}</p>;
  return (
    <>
      {named.map(({ id, name }) => (
        <ReturnForm view={view} fields={[['step', 'open'], ['pass', pass], ['attachment', id]]}>
          <p>
            <button class="button slim">{t('report.download', { name })}</button>
          </p>
        </ReturnForm>
      ))}
      <p class="hint">{t('report.download-hint')}</p>
    </>
  );
}

/** Asked only of whoever said who they are: a file holds it only with their word. */
function MayName({ view, pass, conversation: { messages, state } }: Pick<TalkProps, 'view' | 'pass' | 'conversation'>): JSX.Element {
  const { t } = view;
  if (!messages.some(({ read }) => 'words' in read && (read.words.who || read.words.contact))) return <></>;
  const may = state.mayNameReporter;
  const who = { way: state.received?.way ?? 'worried' };
  return (
    <section>
      <h2>{sayTo(view, who, 'name-heading')}</h2>
      <p>{sayTo(view, who, may ? 'name-yes' : 'name-no')}</p>
      <ReturnForm view={view} fields={[['step', 'agree'], ['pass', pass], ['agrees', may ? 'no' : 'yes']]}>
        <p>
          <button class="button slim">{t(may ? 'report.name-take-back' : 'report.name-agree')}</button>
        </p>
      </ReturnForm>
    </section>
  );
}

/** The telephone of whoever is on call, for somebody who just said to be in danger. */
function OnCall({ view }: { view: View }): JSX.Element {
  const phone = view.known.settings?.onCallPhone ?? '';
  if (phone === '') return <></>;
  return (
    <p>
      <a class="button call" href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>
        {view.t('report.ring-on-call', { phone })}
      </a>
    </p>
  );
}

function OneMessage({ view, pass, message }: Pick<Opened, 'view' | 'pass'> & { message: Message }): JSX.Element {
  const { t } = view;
  const { direction, on, read, signOff, id } = message;
  const isMine = direction === 'to-desk';
  const day = dayIn(view, on);
  return (
    <li class={isMine ? 'message mine' : 'message'}>
      <h2>{t(isMine ? 'report.from-you' : 'report.from-desk', { day })}</h2>
      <p class="said" dir="auto">
        {'words' in read ? read.words.text : t('report.erased')}
      </p>
      <Files view={view} pass={pass} message={message} />
      {typeof signOff === 'object' && <p class="small">{t('report.jurist-signed')}</p>}
      {isMine && (
        <ReturnForm view={view} fields={[['step', 'hide'], ['pass', pass], ['message', id]]}>
          <p>
            <button class="button slim">{t('report.hide', { day })}</button>
          </p>
        </ReturnForm>
      )}
    </li>
  );
}

type TalkProps = Opened & { conversation: Conversation; said: 'written' | 'hidden' | 'safe' | 'in-danger' | 'on-call' | 'nobody-hears' | 'agreed' | null; problems: readonly { text: string; field: string }[]; waiting: readonly Received[] };

export function ConversationPage({ view, pass, unsent, conversation, said, problems, waiting }: TalkProps): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <Problems view={view} problems={problems} />
      <h1>{t('report.title')}</h1>
      {said && (
        <Notice tone={said === 'on-call' || said === 'nobody-hears' ? 'act' : 'done'}>
          <p role="status">{t(`report.said-${said}`)}</p>
          {said === 'on-call' && <OnCall view={view} />}
          <WhenRead view={view} />
        </Notice>
      )}
      <ol class="messages-list">
        {conversation.messages.map((message) => (
          <OneMessage view={view} pass={pass} message={message} />
        ))}
      </ol>
      {conversation.messages.length === 0 && <p>{t('report.nothing-shown')}</p>}
      <form method="post" action={site.href('/report/return')} enctype="multipart/form-data" autocomplete="off">
        <FormSecret secret={unsent.form} />
        <HiddenFields fields={[['step', 'write'], ['pass', pass]]} />
        <TextInput name="text" label={t('report.write')} value={unsent.text} rows={6} />
        <FileField t={t} name="files" kept={waiting} />
        <WhenRead view={view} />
        <p>
          <button class="button primary">{t('report.send')}</button>
        </p>
      </form>
      <Safety view={view} pass={pass} />
      <MayName view={view} pass={pass} conversation={conversation} />
      <section>
        <h2>{t('report.withdraw-heading')}</h2>
        <ReturnForm view={view} fields={[['step', 'withdraw'], ['pass', pass]]}>
          <p>{t('report.withdraw-text')}</p>
          <p>
            <button class="button slim">{t('report.withdraw')}</button>
          </p>
        </ReturnForm>
      </section>
    </>
  );
}

export function WithdrawPage({ view, pass }: Pick<Opened, 'view' | 'pass'>): JSX.Element {
  const { t } = view;
  return (
    <>
      <h1>{t('report.withdraw-sure')}</h1>
      <p class="lead">{t('report.withdraw-text')}</p>
      <ReturnForm view={view} fields={[['pass', pass]]}>
        <p class="ways-on">
          <button class="button primary" name="step" value="read">
            {t('report.withdraw-no')}
          </button>
          <button class="button" name="step" value="withdraw-surely">
            {t('report.withdraw-yes')}
          </button>
        </p>
      </ReturnForm>
    </>
  );
}

export function WithdrawnPage({ view }: { view: View }): JSX.Element {
  const { t, site } = view;
  return (
    <>
      <h1>{t('report.withdrawn-heading')}</h1>
      <p class="lead">{t('report.withdrawn')}</p>
      <RingNow view={view} country={HOME_COUNTRY[site.language]} isChild title={t('report.ring-first')} />
    </>
  );
}
