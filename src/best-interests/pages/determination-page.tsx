import type { JSX } from 'hono/jsx/jsx-runtime';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { council, guardian, lawyer, youthProtection } from '#src/files/roles.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { decidedDetermination, openDetermination, type Determination, type Standing } from '../model/state.ts';
import * as doings from './determination-doings.ts';
import { determinationLines } from './determination-lines.ts';
import { Conditions, Elements, Options, Outcome, Views, type Shown } from './determination-parts.tsx';
import { AsText, InterestsFrame, InTheWay, TAB } from './frame.tsx';
import { interestsFor, paperChoices } from './read.ts';

const TONE: Readonly<Record<Standing, Tone>> = { open: 'consult', holds: 'done', 'new-facts': 'act', 'review-late': 'act', superseded: 'watch' };
const DECIDERS: readonly string[] = [youthProtection.name, council.name, guardian.name];
const GUARDIANS: readonly string[] = [youthProtection.name, guardian.name];

/** Who decides in this country, in the words of its pack. */
function WhoDecides({ site, view }: Part): JSX.Element {
  const { t } = site;
  const deciders = doings.decidersIn(view.guide, view.overview.state);
  const named = deciders.filter((one) => one.body !== null);
  if (named.length === 0) return <p>{t('best.who-decides-not-known')}</p>;
  return (
    <>
      <p>{t('best.who-decides')}</p>
      <ul>
        {named.map(({ body, about }) => (
          <li>
            <strong>{body}</strong>: {about}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The forms for what is not decided yet, in the order in which they are used. */
function Work({ site, view, interests, d }: Shown): JSX.Element {
  const { t } = site;
  const base = baseOf(view, 'solution');
  const { roles } = view.member;
  const papers = paperChoices({ site, view }, interests);
  const mine = { site, view, item: d.determination, base };
  const may = (some: readonly string[]) => roles.some((role) => some.includes(role));
  const deciders = doings.decidersIn(view.guide, view.overview.state).map(({ decider, body }) => ({ value: decider, label: body === null ? word(t, 'best.decider-is', decider) : `${word(t, 'best.decider-is', decider)}: ${body}` }));
  return (
    <>
      {may(GUARDIANS) && <Do {...mine} doing="view-guardian" />}
      {may([lawyer.name]) && <Do {...mine} doing="view-lawyer" />}
      <Do {...mine} doing="take-view" picks={{ papers }} />
      <Do {...mine} doing="dissent" />
      <Do {...mine} doing="propose" />
      <Do {...mine} doing="explain" />
      {may(DECIDERS) && (
        <>
          <WhoDecides site={site} view={view} />
          <p>{t('best.not-who-weighed')}</p>
          <Do {...mine} doing="decide" picks={{ papers, deciders }} typed={{ title: t('best.review-task-title') }} />
        </>
      )}
    </>
  );
}

/** One determination from top to bottom, so that it prints as it is read. */
function One(shown: Shown): JSX.Element {
  const { site, view, interests, d, isOpen } = shown;
  const { t } = site;
  const standing = interests.standings.get(d.determination) ?? 'open';
  const may = view.member.roles.some((role) => DECIDERS.includes(role));
  return (
    <article>
      <p>
        <StatusTag tone={TONE[standing]}>{word(t, 'best.standing', standing)}</StatusTag> {t('best.begun', { day: day(site, d.on), occasion: word(t, 'best.occasion-is', d.occasion) })}
        {d.reviewOn && ` ${t('best.review-line', { day: day(site, d.reviewOn) })}`}
      </p>
      {isOpen && <InTheWay site={site} obstacles={interests.notReady} title="best.in-the-way" open="best.nothing-in-the-way" />}
      {d.decided && <Outcome {...shown} />}
      <Elements {...shown} />
      <Options {...shown} />
      <Conditions {...shown} />
      <Views {...shown} />
      {!d.decided && <Outcome {...shown} />}
      {isOpen && <Work {...shown} />}
      {!isOpen && mayWrite(view.member, 'solution') && <Do site={site} view={view} doing="dissent" item={d.determination} />}
      {d.decided && may && standing !== 'superseded' && <Do site={site} view={view} doing="review-interests" item={d.determination} base={baseOf(view, 'solution')} />}
    </article>
  );
}

/** What is weighed now, what holds, and what held before. */
export const determinationPage: FilePage = {
  path: 'determination',
  label: 'best.determination',
  section: 'solution',
  within: TAB,
  problems: 'best.problem',
  doings: {
    begin: doings.beginDoing,
    weigh: doings.weighDoing,
    conditions: doings.conditionsDoing,
    compare: doings.compareDoing,
    ...doings.VIEW_DOINGS,
    'take-view': doings.takeViewDoing,
    dissent: doings.dissentDoing,
    propose: doings.proposeDoing,
    explain: doings.explainDoing,
    decide: doings.decideDoing,
    'review-interests': doings.reviewDoing,
  },
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const interests = await interestsFor(part);
    if (!interests) return <InterestsFrame site={site} view={view} here="determination" title="best.determination">{''}</InterestsFrame>;
    const canWrite = mayWrite(view.member, 'solution') && view.member.roles.some((role) => [...DECIDERS, lawyer.name].includes(role));
    const open = openDetermination(interests.state);
    const held = decidedDetermination(interests.state);
    const shown = (d: Determination, isOpen: boolean): Shown => ({ site, view, interests, d, isOpen });
    const older = interests.state.determinations.filter((d) => d !== open && d !== held);
    return (
      <InterestsFrame site={site} view={view} here="determination" title="best.determination">
        <p>{t('best.determination-text')}</p>
        {held && interests.standings.get(held.determination) === 'new-facts' && (
          <Notice tone="act">
            <p>{t('best.new-facts')}</p>
          </Notice>
        )}
        {canWrite && !open && <Do site={site} view={view} doing="begin" isOpen={!held} />}
        {(open ?? held) && <AsText site={site} view={view} page="determination" />}
        {open && <One {...shown(open, canWrite)} />}
        {held && (open ? <details><summary>{t('best.held')}</summary><One {...shown(held, false)} /></details> : <One {...shown(held, false)} />)}
        {older.map((d) => (
          <details>
            <summary>{t('best.older', { day: day(site, d.on) })}</summary>
            <One {...shown(d, false)} />
          </details>
        ))}
      </InterestsFrame>
    );
  },
  async lines(part) {
    const interests = await interestsFor(part);
    const d = interests && (openDetermination(interests.state) ?? decidedDetermination(interests.state));
    return interests && d ? determinationLines({ ...part, interests, d, isOpen: false }) : null;
  },
};
