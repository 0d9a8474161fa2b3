import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { LANGUAGE_NAMES } from '#src/platform/i18n/languages.ts';
import { FileField } from '#src/platform/attachments/file-field.tsx';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import type { Received } from '#src/platform/attachments/staging.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import { Checkbox, ErrorSummary, Select, TextArea } from '#src/platform/ui/forms.tsx';
import type { Note, OpenReport } from '../model/desk-actions.ts';
import type { Message } from '../model/messages.ts';
import { statusOf, urgencyOf } from '../model/state.ts';
import { BecameFile } from './becoming-page.tsx';
import { Conversation, Notes } from './conversation.tsx';
import { Deadlines, type TypedDeadline } from './deadlines.tsx';
import { ClosingFields, EMPTY_CLOSING, LinkFields, PassingFields, ReportForm, type Closing, type Passing } from './forms.tsx';
import { Leaving } from './leaving.tsx';
import { day, nameOf, shortNumber, type Problem, TONE_OF_STATUS, TONE_OF_URGENCY } from './shown.ts';
import { TEMPLATES } from './templates.ts';
import type { Worker } from './worker.ts';

/** What was typed and not kept. Whatever goes wrong, it is on the page again. */
export type Typed = {
  reply: { text: string; isLegal: boolean; asks: boolean; message: string; form: string; waiting: readonly Received[] };
  note: { text: string; note: string };
  why: Readonly<Record<string, string>>;
  link: { other: string; because: string };
  deadline: TypedDeadline;
  closing: Closing;
  passing: Passing;
};

export const nothingTyped = (): Typed => ({
  reply: { text: '', isLegal: false, asks: false, message: randomUUID(), form: newFormSecret(), waiting: [] },
  note: { text: '', note: randomUUID() },
  why: {},
  link: { other: '', because: 'same-event' },
  deadline: { deadline: randomUUID(), on: '', because: 'custody-ends' },
  closing: EMPTY_CLOSING,
  passing: { authority: 'police', ground: 'gdpr-6-1-e', purpose: 'protect-child', text: '' },
});

type ReportView = { report: string; opened: OpenReport; notes: readonly Note[]; worker: Worker; typed: Typed; problems: readonly Problem[] };

type Part = { site: Site; view: ReportView };

function Fact({ label, children }: { label: string; children: Child }): JSX.Element {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Told({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { received, safety, passedOn } = view.opened.state;
  const [first] = view.opened.messages;
  const words = first && 'words' in first.read ? first.read.words : undefined;
  if (!received) return <></>;
  return (
    <section>
      <h2>{t('desk.told')}</h2>
      <dl class="facts">
        <Fact label={t('desk.received')}>{`${day(site, received.on)}, ${t(`desk.channel.${received.channel}`)}`}</Fact>
        <Fact label={t('desk.way')}>{`${t(`desk.way.${received.way}`)}, ${LANGUAGE_NAMES[received.language]}`}</Fact>
        <Fact label={t('desk.danger')}>{t(`desk.say.${received.dangerNow}`)}</Fact>
        <Fact label={t('desk.alone')}>{t(`desk.say.${received.aloneNow}`)}</Fact>
        {safety && <Fact label={t('desk.safety')}>{t(`desk.safety.${safety.says}`, { day: day(site, safety.on) })}</Fact>}
        {received.age && <Fact label={t('desk.age')}>{t(`age.${received.age}`)}</Fact>}
        <Fact label={t('desk.country')}>{t(`country.${received.country}`)}</Fact>
        {words?.who && <Fact label={t('desk.who')}>{words.who}</Fact>}
        {words?.contact && <Fact label={t('desk.contact')}>{words.contact}</Fact>}
        {words?.safeContact && <Fact label={t('desk.safe-contact')}>{words.safeContact}</Fact>}
      </dl>
      {words?.check && (
        <details>
          <summary>{t('desk.check-lines')}</summary>
          <p class="as-typed">{words.check}</p>
        </details>
      )}
      {passedOn.map((passed) => (
        <p>{t('desk.pass-on-done', { authority: t(`desk.authority.${passed.authority}`), day: day(site, passed.on), purpose: t(`desk.purpose.${passed.purpose}`) })}</p>
      ))}
    </section>
  );
}

function WhoHasIt({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { report, worker, opened } = view;
  const has = opened.state.worker;
  return (
    <section>
      <p>
        {t('desk.who-has')}: <strong>{nameOf(t, worker, has)}</strong>
      </p>
      {has !== worker.actor.id && (
        <ReportForm site={site} report={report} to="take" hidden={has === null ? [] : [['over', has]]}>
          <button class="button">{has === null ? t('desk.take') : t('desk.take-over', { name: nameOf(t, worker, has) })}</button>
        </ReportForm>
      )}
      {worker.isCoordinator && (
        <ReportForm site={site} report={report} to="assign">
          <Select name="worker" label={t('desk.give')} value={has ?? ''} choices={[{ value: '', label: t('desk.nobody') }, ...worker.colleagues.map(({ personId, name }) => ({ value: personId, label: name }))]} />
          <p>
            <button class="button slim">{t('desk.give-it')}</button>
          </p>
        </ReportForm>
      )}
    </section>
  );
}

/** For a jurist, under each answer that waits. */
function Decide({ site, view, message }: Part & { message: Message }): JSX.Element {
  const { t } = site;
  if (!view.worker.isJurist || message.signOff !== 'waits') return <></>;
  const hidden = [['message', message.id], ['base', view.opened.version]] as const;
  return (
    <>
      <ReportForm site={site} report={view.report} to="sign" hidden={hidden}>
        <button class="button primary">{t('desk.sign')}</button>
      </ReportForm>
      <ReportForm site={site} report={view.report} to="turn-back" hidden={hidden}>
        <TextArea name={`why-${message.id}`} label={t('desk.turn-back-why')} value={view.typed.why[message.id] ?? ''} rows={2} />
        <button class="button">{t('desk.turn-back')}</button>
      </ReportForm>
    </>
  );
}

function Reply({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { report, opened, typed } = view;
  return (
    <section class="screen-only" id="reply">
      <h2>{t('desk.reply')}</h2>
      <form method="get" action={`${site.href(`/desk/reports/${report}`)}#reply`}>
        <Select name="template" label={t('desk.template')} value="" choices={TEMPLATES.map((value) => ({ value, label: t(`desk.template.${value}`) }))} />
        <p>
          <button class="button slim">{t('desk.template-use')}</button>
        </p>
      </form>
      <ReportForm site={site} report={report} to="reply" files={typed.reply.form} hidden={[['message', typed.reply.message], ['base', opened.version]]}>
        <TextArea name="text" label={t('desk.reply-text')} hint={t('desk.reply-hint')} value={typed.reply.text} rows={8} />
        <FileField t={t} name="files" kept={typed.reply.waiting} />
        <Checkbox name="asks" label={t('desk.reply-asks')} checked={typed.reply.asks} />
        <Checkbox name="legal" label={t('desk.reply-legal')} checked={typed.reply.isLegal} />
        <p>
          <button class="button primary">{t('desk.send')}</button>
        </p>
      </ReportForm>
    </section>
  );
}

function NotesPart({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('desk.notes')}</h2>
      <Notes site={site} notes={view.notes} worker={view.worker} />
      <ReportForm site={site} report={view.report} to="note" hidden={[['note', view.typed.note.note]]}>
        <TextArea name="noted" label={t('desk.note-text')} hint={t('desk.note-hint')} value={view.typed.note.text} rows={3} />
        <button class="button">{t('desk.add-note')}</button>
      </ReportForm>
    </section>
  );
}

function Links({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <details>
      <summary>{t('desk.links')}</summary>
      <ul>
        {view.opened.state.links.map((other) => (
          <li>
            <a href={site.href(`/desk/reports/${other}`)}>{t('desk.report', { number: shortNumber(other) })}</a>
            <ReportForm site={site} report={view.report} to="unlink" hidden={[['other', other]]}>
              <button class="button slim">{t('desk.unlink')}</button>
            </ReportForm>
          </li>
        ))}
        {view.opened.linkedFrom
          .filter((other) => !view.opened.state.links.includes(other))
          .map((other) => (
            <li>
              <a href={site.href(`/desk/reports/${other}`)}>{t('desk.report', { number: shortNumber(other) })}</a>
            </li>
          ))}
      </ul>
      <ReportForm site={site} report={view.report} to="link">
        <LinkFields site={site} {...view.typed.link} />
        <button class="button">{t('desk.link')}</button>
      </ReportForm>
    </details>
  );
}

/** What is done rarely, folded away. */
function More({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { report, opened, typed, worker } = view;
  const { closed, isSpam } = opened.state;
  return (
    <section class="screen-only">
      <h2>{t('desk.more')}</h2>
      <Links site={site} view={view} />
      <Leaving site={site} view={view} />
      {closed === null && (
        <details>
          <summary>{t('desk.close')}</summary>
          <ReportForm site={site} report={report} to="close" hidden={[['base', opened.version]]}>
            <ClosingFields site={site} closing={typed.closing} />
            <button class="button primary">{t('desk.close')}</button>
          </ReportForm>
        </details>
      )}
      {(worker.isJurist || worker.isCoordinator) && (
        <details>
          <summary>{t('desk.pass-on')}</summary>
          <ReportForm site={site} report={report} to="pass-on">
            <PassingFields site={site} passing={typed.passing} />
            <button class="button">{t('desk.pass-on-record')}</button>
          </ReportForm>
        </details>
      )}
      {closed !== null && (
        <ReportForm site={site} report={report} to="reopen">
          <button class="button">{t('desk.reopen')}</button>
        </ReportForm>
      )}
      <ReportForm site={site} report={report} to={isSpam ? 'restore' : 'spam'}>
        <button class="button">{t(isSpam ? 'desk.restore' : 'desk.spam')}</button>
      </ReportForm>
    </section>
  );
}

/** One report: what was told, what was said, and what can be done. */
export function ReportPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state } = view.opened;
  const [urgency, status] = [urgencyOf(state), statusOf(state)];
  const isWorkedOn = state.withdrawnOn === null && state.file === null;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('desk.problem')} errors={view.problems} />}
      <p class="screen-only">
        <a href={site.href('/desk')}>{t('desk.to-inbox')}</a>
      </p>
      <h1>{t('desk.report', { number: shortNumber(view.report) })}</h1>
      <p>
        <StatusTag tone={TONE_OF_URGENCY[urgency]}>{t(`desk.urgency.${urgency}`)}</StatusTag> <StatusTag tone={TONE_OF_STATUS[status]}>{t(`desk.status.${status}`)}</StatusTag>
      </p>
      {state.withdrawnOn !== null && <Card tone="watch">{t('desk.problem.report-withdrawn')}</Card>}
      {state.withdrawnOn === null && (
        <>
          {state.file !== null && <BecameFile site={site} file={state.file} href={view.worker.hrefOfFile(state.file)} />}
          {isWorkedOn && <WhoHasIt site={site} view={view} />}
          <Told site={site} view={view} />
          <Conversation site={site} view={view} report={view.report} extra={(message) => <Decide site={site} view={view} message={message} />} />
          {isWorkedOn && !state.isSpam && <Reply site={site} view={view} />}
          {isWorkedOn && <Deadlines site={site} view={view} />}
          {isWorkedOn && <NotesPart site={site} view={view} />}
          {isWorkedOn && <More site={site} view={view} />}
          <p class="small screen-only">{t('desk.print')}</p>
        </>
      )}
    </>
  );
}
