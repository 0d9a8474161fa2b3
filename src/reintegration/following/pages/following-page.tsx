import { randomUUID } from 'node:crypto';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { daysAfter } from '#src/files/model/days.ts';
import { baseOf, Do, FileFrame } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { Card, Notice } from '#src/platform/ui/content.tsx';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import type { Followed } from '../actions/see-actions.ts';
import { answered, calendarSet, quietWaySet } from '../model/kinds.ts';
import { isAlarm } from '../model/silence.ts';
import { aboutNow, isSame, SECTION } from '../model/state.ts';
import { ASKED } from '../model/vocabulary.ts';
import { answerWords, calendarWords, quietWords } from '../model/words.ts';
import * as doings from './doings.ts';
import { PlanPart, Said } from './plan-part.tsx';
import { followedFor, wordsOf } from './read.ts';

type Props = Part & { followed: Followed };
type One = Props & { one: Followed['followUps'][number] };

/** Before anything else: whoever visits a child can mark it in the village. */
function Quiet({ site, view, followed }: Props): JSX.Element {
  const { t } = site;
  const { quiet } = followed.state;
  const words = wordsOf({ site, view }, quietWaySet, quietWords);
  const canWrite = mayWrite(view.member, SECTION);
  return (
    <section>
      <h2>{t('follow.quiet')}</h2>
      {quiet ? (
        <Notice tone="act">
          <p>
            <strong>{t('follow.quiet-channel', { channel: word(t, 'follow.channel', quiet.channel) })}</strong>
          </p>
          <dl class="pairs">
            <Said label={t('follow.quiet-how')} text={words?.how ?? t('file.gone')} />
            <Said label={t('follow.quiet-cover')} text={words?.cover} />
            <Said label={t('follow.quiet-avoid')} text={words?.avoid} />
          </dl>
          <p>{t('follow.quiet-always')}</p>
        </Notice>
      ) : (
        <Notice tone="act">
          <p>{t('follow.no-quiet')}</p>
        </Notice>
      )}
      {canWrite && <Do site={site} view={view} doing="quiet-way" base={baseOf(view, SECTION)} typed={quiet && words ? { ...words, channel: quiet.channel } : {}} isOpen={!quiet} />}
    </section>
  );
}

/** Whom to ring, and whom never. */
function Ring({ site, view, followed, one }: One): JSX.Element {
  const { t } = site;
  const words = wordsOf({ site, view }, calendarSet, calendarWords);
  const calls = followed.state.calls.filter((c) => isSame(c, one));
  return (
    <Notice tone="act">
      <p>
        <strong>{t('follow.silent', { day: day(site, one.dueOn) })}</strong>
      </p>
      <p>
        {t('follow.ring', { partner: words?.partner ?? t('file.gone') })} {words && <a href={`tel:${words.phone.replaceAll(/[^\d+]/g, '')}`}>{words.phone}</a>}
      </p>
      <p>{t('follow.never-household')}</p>
      <p class="small">{t('follow.alarm-stays')}</p>
      <ul>
        {aboutNow(followed.state, followed.state.steps, one).map((s) => (
          <li>
            {day(site, s.on)}: {word(t, 'follow.step', s.step)}
          </li>
        ))}
        {calls.map((c) => (
          <li>
            {day(site, c.on)}: {word(t, 'follow.rung', c.whom)}, {word(t, 'follow.rung-result-is', c.result)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const DAYS_BEFORE_SHOWN = 14;
const isSoon = (one: One['one'], today: string): boolean => one.dueOn <= daysAfter(today, DAYS_BEFORE_SHOWN);

const TONE: Record<string, Tone> = { reached: 'done', passed: 'watch' };
const toneOf = ({ one, view }: One): Tone => TONE[one.standing] ?? (isAlarm(one.level) || one.dueOn < view.today ? 'act' : isSoon(one, view.today) ? 'consult' : 'watch');

function Answers({ site, view, one }: One): JSX.Element {
  const { t } = site;
  return (
    <>
      {one.answers.map((a) => {
        const words = wordsOf({ site, view }, answered, answerWords, (h) => h['answer'] === a.answer);
        return (
          <>
            <p>
              <strong>{word(t, 'follow.outcome-is', a.outcome)}</strong> · {word(t, 'follow.spoken-is', a.spoken)}, {day(site, a.seenOn)} · {word(t, 'follow.way-is', a.way)}
            </p>
            {a.way === 'link' && <p class="small">{t('follow.by-link')}</p>}
            {a.way === 'installation' && <p class="small">{t('follow.by-installation')}</p>}
            <p class="small">{ASKED.filter((name) => a[name] !== 'not-known').map((name) => `${word(t, 'follow.asked', name)} ${word(t, 'follow.known', a[name])}`).join(' · ')}</p>
            {words?.words && <blockquote class="as-typed">{words.words}</blockquote>}
            {words?.question && <p class="small">{t('follow.asked-was', { question: words.question })}</p>}
            {words?.remarks && <p class="as-typed">{words.remarks}</p>}
          </>
        );
      })}
    </>
  );
}

/** A link is made here and shown once; what is left of it is whether it was used. */
function Links({ site, view, followed, one }: One): JSX.Element {
  const { t } = site;
  const links = followed.state.links.filter((l) => isSame(l, one));
  const live = links.find((l) => !l.isClosed && l.expiresOn >= view.today);
  return (
    <>
      {live && (
        <p>
          {t(live.device === null ? 'follow.link-waits' : 'follow.link-opened', { day: day(site, live.expiresOn) })} <Do site={site} view={view} doing="withdraw-link" item={live.link} isBare />
        </p>
      )}
      {links.some((l) => l.tries > 0) && <p class="small">{t('follow.link-tried')}</p>}
      {followed.hasLinks && (
        <form method="post" action={site.href(`/files/${view.file}/${doings.AT}/link`)} class="screen-only">
          <HiddenFields fields={[['link', randomUUID()], ['item', doings.itemOf(one)]]} />
          <button class="button">{t('follow.do.link')}</button>
        </form>
      )}
    </>
  );
}

function FollowUp(props: One): JSX.Element {
  const { site, view, one } = props;
  const { t } = site;
  const isOpen = one.standing === 'open' && props.followed.state.ended === null;
  const item = doings.itemOf(one);
  return (
    <li>
      <Card tone={toneOf(props)}>
        <h3>
          {word(t, 'follow.moment', one.moment)}: {day(site, one.dueOn)}
        </h3>
        {one.standing !== 'open' && <p>{word(t, 'follow.standing', one.standing)}</p>}
        {isOpen && isAlarm(one.level) && <Ring {...props} />}
        <Answers {...props} />
        {isOpen && isSoon(one, view.today) && mayWrite(view.member, SECTION) && (
          <>
            <Do site={site} view={view} doing="follow-up-answer" item={item} />
            {one.dueOn <= view.today && <Do site={site} view={view} doing="follow-up-call" item={item} />}
            <Links {...props} />
          </>
        )}
      </Card>
    </li>
  );
}

/** How a child is after it went elsewhere: the quiet way first, then what silence asks for, the days, and the plan. */
export const followingPage: FilePage = {
  path: doings.AT,
  label: 'follow.title',
  section: SECTION,
  problems: 'follow.problem',
  doings: {
    'quiet-way': doings.quietDoing,
    'follow-up-calendar': doings.calendarDoing,
    'reintegration-plan': doings.planDoing,
    'reintegration-review': doings.planReviewDoing,
    'follow-up-trigger': doings.triggerDoing,
    'follow-up-answer': doings.answerDoing,
    'follow-up-call': doings.callDoing,
    'withdraw-link': doings.withdrawLinkDoing,
    'follow-up-end': doings.endDoing,
  },
  drafted: 'reintegration-plan',
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const followed = await followedFor(part);
    if (!followed) return <FileFrame site={site} view={view} here={`/${doings.AT}`} title={t('follow.title')}>{''}</FileFrame>;
    const { calendar, ended } = followed.state;
    const words = wordsOf(part, calendarSet, calendarWords);
    const canWrite = mayWrite(view.member, SECTION);
    const typed: Record<string, string> = calendar ? { arrivesOn: calendar.arrivesOn, country: calendar.country, language: calendar.language, ...(calendar.riskStays ? { riskStays: 'yes' } : {}), ...words } : {};
    return (
      <FileFrame site={site} view={view} here={`/${doings.AT}`} title={t('follow.title')}>
        <Quiet {...part} followed={followed} />
        <section>
          <h2>{t('follow.days')}</h2>
          {ended && (
            <Notice tone="watch">
              <p>{t('follow.ended', { day: day(site, ended.on), why: word(t, 'follow.ending', ended.because) })}</p>
            </Notice>
          )}
          {calendar ? <p>{t('follow.arrival', { day: day(site, calendar.arrivesOn), country: word(t, 'country', calendar.country) })}</p> : <p>{t('follow.no-calendar')}</p>}
          {!followed.hasLinks && <p class="small">{t('follow.links-not-here')}</p>}
          {canWrite && (
            <p class="small screen-only">
              <a href={site.href('/handovers')}>{t('follow.take-in')}</a>
            </p>
          )}
          <ol class="inbox">
            {followed.followUps.map((one) => (
              <FollowUp {...part} followed={followed} one={one} />
            ))}
          </ol>
          {canWrite && <Do site={site} view={view} doing="follow-up-trigger" />}
          {canWrite && <Do site={site} view={view} doing="follow-up-calendar" base={baseOf(view, SECTION)} typed={typed} isOpen={!calendar} />}
          {canWrite && calendar && !ended && <Do site={site} view={view} doing="follow-up-end" base={baseOf(view, SECTION)} />}
        </section>
        <PlanPart {...part} followed={followed} />
      </FileFrame>
    );
  },
};
