import type { JSX } from 'hono/jsx/jsx-runtime';
import { Do, FileFrame } from '#src/files/pages/frame.tsx';
import { day, obstacleText, sectionName, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { careCoordinator, guardian, youthProtection } from '#src/files/roles.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice, StatusTag, Timeline } from '#src/platform/ui/content.tsx';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { seeHandovers, type Seen } from '../actions/step-actions.ts';
import { isOver, lackingConsents, stepOf, waitingOf, type Handover } from '../model/state.ts';
import type { HandoverStep } from '../model/vocabulary.ts';
import { handoverDoings } from './doings.ts';
import type { HandoverNeeds } from './needs.ts';
import { repliesIn, requestOf, type ReplyRead } from './read.ts';
import { EnterReply, type TriedReply } from './enter-reply.tsx';

const TONE_OF: Readonly<Record<HandoverStep, Tone>> = { requested: 'consult', received: 'consult', 'more-asked': 'act', refused: 'act', accepted: 'watch', announced: 'consult', arrived: 'consult', confirmed: 'done', withdrawn: 'watch' };
const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));

const maySend = ({ view }: Part): boolean => [youthProtection, guardian, careCoordinator].some((role) => view.member.roles.includes(role.name));

type Shown = Part & { handover: Handover; entries: readonly ReadEntry[]; tried: TriedReply | null };

/** Who is waited for, since when and for how many days. */
function Waits({ site, view, handover }: Shown): JSX.Element {
  const { t } = site;
  const waiting = waitingOf(handover);
  if (!waiting) return <></>;
  const isLate = waiting.dueOn < view.today;
  const days = t('handover.days', { count: daysBetween(waiting.since, view.today) });
  const who = waiting.for === 'us' ? t('handover.us') : waiting.for.map((a) => word(t, 'handover.authority-is', a)).join(', ');
  return (
    <Card tone={isLate ? 'act' : 'consult'}>
      <p>
        <strong>{t('handover.waits-for', { who, days })}</strong>
      </p>
      <p>{isLate ? t('file.task-late', { day: day(site, waiting.dueOn) }) : t('file.task-until', { day: day(site, waiting.dueOn) })}</p>
    </Card>
  );
}

function Route({ site, handover }: { site: Site; handover: Handover }): JSX.Element {
  const { t } = site;
  const lacking = lackingConsents(handover, true);
  return (
    <>
      <h3>{t('handover.route')}</h3>
      <ol>
        {handover.authorities.map((a) => (
          <li>
            {word(t, 'handover.authority-is', a)}
            {handover.consents.includes(a) && (
              <>
                {' '}
                <StatusTag tone={lacking.includes(a) ? 'act' : 'done'}>{t(lacking.includes(a) ? 'handover.consent-open' : 'handover.consent-given')}</StatusTag>
              </>
            )}
          </li>
        ))}
      </ol>
      {handover.transfer && <p class="small">{t('handover.transfer-by', { ground: word(t, 'handover.transfer-is', handover.transfer) })}</p>}
    </>
  );
}

const letterLink = (site: Site, file: string, letter: string, { language }: Handover): JSX.Element => (
  <a href={site.href(`/files/${file}/handover/letters/${letter}`)} download>
    {site.t('handover.letter-pdf', { language: word(site.t, 'handover.language-is', language) })}
  </a>
);

function ReplyTold({ site, view, reply }: Part & { reply: ReplyRead }): JSX.Element {
  const { t } = site;
  const { header, attachments = [] } = reply.entry;
  const [what, by, from, refusal] = ['what', 'by', 'from', 'refusal'].map((key) => String(header[key])) as [string, string, string, string];
  return (
    <>
      <p>
        <strong>{word(t, 'handover.reply-is', what)}</strong> · {word(t, 'handover.authority-is', from)} · {word(t, 'handover.way-is', by)}
        {header['refusal'] !== null && ` · ${word(t, 'handover.refusal-is', refusal)}`}
      </p>
      {reply.words ? (
        <>
          {reply.words.number !== '' && <p>{t('handover.number-is', { number: reply.words.number })}</p>}
          <p class="as-typed">{[reply.words.who, reply.words.text].filter(Boolean).join('\n')}</p>
        </>
      ) : (
        <p>{t('file.gone')}</p>
      )}
      {attachments.map(({ id, name }) =>
        name.opened ? (
          <p>
            <a href={site.href(`/files/${view.file}/documents/reintegration/${id}`)} download dir="auto">
              {name.value}
            </a>
          </p>
        ) : (
          <p>{t('file.gone')}</p>
        ),
      )}
    </>
  );
}

/** Everything that went there and came back, in the order in which it was kept. */
function Story(shown: Shown): JSX.Element {
  const { site, view, handover, entries } = shown;
  const { t } = site;
  const request = requestOf(entries, handover.handover);
  const replies = repliesIn(entries, handover.handover);
  const sent = [
    { at: handover.sequence, when: day(site, handover.recordedOn), what: (<><p><strong>{t('handover.letter-is.request')}</strong> · {request?.office ?? t('file.gone')}</p><p>{letterLink(site, view.file, handover.handover, handover)}</p></>) },
    ...handover.letters.map((l) => ({ at: l.sequence, when: day(site, l.recordedOn), what: (<><p><strong>{word(t, 'handover.letter-is', l.what)}</strong>{l.arrivesOn && ` · ${t('handover.arrives-on')}: ${day(site, l.arrivesOn)}`}{l.because && ` · ${word(t, 'handover.because-is', l.because)}`}</p><p>{letterLink(site, view.file, l.letter, handover)}</p></>) })),
  ];
  const came = handover.replies.map((r) => {
    const read = replies.find((one) => one.entry.header['reply'] === r.reply);
    return { at: r.sequence, when: day(site, r.on), what: read ? <ReplyTold site={site} view={view} reply={read} /> : <p>{t('file.gone')}</p> };
  });
  return <Timeline events={[...sent, ...came].toSorted((a, b) => a.at - b.at)} />;
}

/** The letters that make sense now, the one that leads on first. */
const NEXT: Readonly<Record<HandoverStep, readonly string[]>> = {
  requested: ['handover-reminder', 'handover-withdrawal'],
  received: ['handover-reminder', 'handover-withdrawal'],
  'more-asked': ['handover-answer', 'handover-withdrawal'],
  refused: ['handover-withdrawal'],
  accepted: ['handover-announcement', 'handover-withdrawal'],
  announced: ['handover-reminder', 'handover-announcement', 'handover-withdrawal'],
  arrived: ['handover-reminder'],
  confirmed: ['handover-closing'],
  withdrawn: [],
};

function One(shown: Shown): JSX.Element {
  const { site, view, handover } = shown;
  const { t } = site;
  const step = stepOf(handover);
  return (
    <section>
      <h2>
        {t('handover.to', { country: word(t, 'country', handover.country) })} <StatusTag tone={TONE_OF[step]}>{word(t, 'handover.step-is', step)}</StatusTag>
      </h2>
      <Waits {...shown} />
      <Story {...shown} />
      {!isOver(handover) && mayWrite(view.member, 'reintegration') && <EnterReply site={site} file={view.file} handover={handover} tried={shown.tried} />}
      {maySend(shown) && NEXT[step].map((doing) => <Do site={site} view={view} doing={doing} item={handover.handover} />)}
      <Route site={site} handover={handover} />
    </section>
  );
}

function Received({ site, view, seen }: Part & { seen: Seen }): JSX.Element {
  const { t } = site;
  return (
    <>
      {seen.state.received.map((r) => (
        <Card tone="watch" title={t('handover.came-on', { day: day(site, r.recordedOn) })}>
          <p>{t('handover.came-from-country', { country: word(t, 'country', r.country), made: day(site, r.madeOn), sections: r.sections.map((s) => sectionName(t, s)).join(', ') })}</p>
          <p>
            <a href={site.href(`/files/${view.file}/handover/came/${r.package}`)}>{t('handover.read-what-came')}</a>
          </p>
          {maySend({ site, view }) && r.handover !== null && (
            <p class="screen-only">
              <a href={site.href(`/files/${view.file}/handover/back/${r.package}`)}>{t('handover.back.title')}</a>
            </p>
          )}
        </Card>
      ))}
    </>
  );
}

type Body = Part & { tried: TriedReply | null };

/** All of it: what closes it, what waits, what was said, and what can be done next. */
export async function HandoverBody({ site, view, tried }: Body): Promise<JSX.Element> {
  const { t } = site;
  const answer = await view.member.perform(seeHandovers, view.member.actor, { file: view.file });
  const seen: Seen = answer.done ? answer.value : { state: { handovers: [], shares: [], received: [] }, closed: null };
  const entries = view.reads.reintegration?.entries ?? [];
  const handovers = seen.state.handovers.toReversed();
  return (
    <FileFrame site={site} view={view} here="/handover" title={t('handover.title')}>
      <p>{t('handover.rule')}</p>
      {seen.closed && (
        <Notice tone="act">
          <p>{obstacleText(t, 'handover.problem', seen.closed)}</p>
        </Notice>
      )}
      <Received site={site} view={view} seen={seen} />
      {handovers.length > 0 && (
        <p class="screen-only">
          <a href={site.href(`/files/${view.file}/sharing`)}>{t('handover.to-sharing')}</a>
        </p>
      )}
      {handovers.map((handover) => (
        <One site={site} view={view} handover={handover} entries={entries} tried={tried} />
      ))}
      {maySend({ site, view }) && <Do site={site} view={view} doing="handover-request" isOpen={handovers.length === 0 && !seen.closed} />}
    </FileFrame>
  );
}

/** The tab of a file on which it is handed over. */
export const handoverPage = (needs: HandoverNeeds): FilePage => ({
  path: 'handover',
  label: 'handover.title',
  section: 'reintegration',
  problems: 'handover.problem',
  doings: handoverDoings(needs),
  drafted: 'handover-request',
  body: (part) => HandoverBody({ ...part, tried: null }),
});
