import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { StatusTag, Timeline } from '#src/platform/ui/content.tsx';
import type { Note, OpenReport } from '../model/desk-actions.ts';
import type { Message } from '../model/messages.ts';
import type { WordsRead } from '../model/words.ts';
import { day, nameOf } from './shown.ts';
import type { Worker } from './worker.ts';

/** As it was typed, line by line. */
function Words({ site, read }: { site: Site; read: WordsRead }): JSX.Element {
  return 'words' in read ? <p class="as-typed">{read.words.text}</p> : <p>{site.t('desk.gone')}</p>;
}

function SignOff({ site, message, view }: { site: Site; message: Message; view: ConversationView }): JSX.Element {
  const { t } = site;
  const { signOff } = message;
  if (signOff === 'not-needed') return <></>;
  if (signOff === 'waits') return <StatusTag tone="consult">{t('desk.waits-for-jurist')}</StatusTag>;
  if (signOff === 'turned-back') {
    const why = view.opened.turnedBack.get(message.id);
    return <StatusTag tone="watch">{t('desk.turned-back', { why: why && 'words' in why ? why.words.text : t('desk.gone') })}</StatusTag>;
  }
  return <StatusTag tone="done">{t('desk.signed', { name: nameOf(t, view.worker, signOff.jurist), day: day(site, signOff.on) })}</StatusTag>;
}

const size = (site: Site, bytes: number): string => new Intl.NumberFormat(site.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(Math.max(1, bytes / 1000));

/** Files as links that save them: nothing that somebody sent is ever opened as a page of ours. */
function Files({ site, report, message }: { site: Site; report: string; message: Message }): JSX.Element {
  const { t } = site;
  if (message.attachments.length === 0) return <></>;
  return (
    <>
      <ul class="files">
        {message.attachments.map(({ id, name, bytes }) => (
          <li>
            {name.opened ? (
              <a href={site.href(`/desk/reports/${report}/files/${id}`)} download dir="auto">
                {t('desk.file', { name: name.value, size: size(site, bytes) })}
              </a>
            ) : (
              t('desk.gone')
            )}
          </li>
        ))}
      </ul>
      <p class="hint screen-only">{t('desk.file-hint')}</p>
    </>
  );
}

export type ConversationView = { opened: OpenReport; worker: Worker };

/** What was said, in order, with what a jurist decided about it. `extra` stands under a message. */
export function Conversation({ site, view, report, extra }: { site: Site; view: ConversationView; report: string; extra: (message: Message) => Child }): JSX.Element {
  const { t } = site;
  const events = view.opened.messages.map((message) => ({
    when: day(site, message.on),
    what: (
      <>
        <h3>{message.direction === 'to-desk' ? t('desk.reporter') : t('desk.by-desk', { name: nameOf(t, view.worker, message.worker) })}</h3>
        {message.asks && <StatusTag tone="watch">{t('desk.asks')}</StatusTag>}
        <SignOff site={site} message={message} view={view} />
        {message.isHidden && <p>{t('desk.hidden')}</p>}
        <Words site={site} read={message.read} />
        <Files site={site} report={report} message={message} />
        {extra(message)}
      </>
    ),
  }));
  return (
    <section>
      <h2>{t('desk.conversation')}</h2>
      <Timeline events={events} />
    </section>
  );
}

/** What the desk wrote for itself. */
export function Notes({ site, notes, worker }: { site: Site; notes: readonly Note[]; worker: Worker }): JSX.Element {
  const events = notes.map((note) => ({
    when: day(site, note.on),
    what: (
      <>
        <h3>{nameOf(site.t, worker, note.worker)}</h3>
        <Words site={site} read={note.read} />
      </>
    ),
  }));
  return notes.length > 0 ? <Timeline events={events} /> : <></>;
}
