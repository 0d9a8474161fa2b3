import type { JSX } from 'hono/jsx/jsx-runtime';
import { countryOf } from '#src/files/model/state.ts';
import { baseOf, Do, FileFrame } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { StatusTag } from '#src/platform/ui/content.tsx';
import type { Kept } from '../actions/see-actions.ts';
import { releaseAsked, releaseDecided } from '../model/kinds.ts';
import type { Release } from '../model/state.ts';
import { claimWords, decisionWords } from '../model/words.ts';
import { SEEK } from '../../places/actions/match-actions.ts';
import { entriesOf, keptFor, wordsOf } from './read.ts';
import { answerReleaseDoing, askReleaseDoing, decideReleaseDoing, QUESTIONS } from './release-doings.ts';
import { SheetCard, sheetLines, type Sheet, type SheetNeeds } from './sheet.tsx';

function sheetFor({ view }: Part, kept: Kept, release: Release): Sheet {
  const { age, heldOn, heldMinute, questionedAtNight } = release;
  return { obstacles: kept.obstacles.get(release.release) ?? [], country: countryOf(view.overview.state), age, heldOn, heldMinute, questionedAtNight };
}

function Answers({ site, release }: Pick<Part, 'site'> & { release: Release }): JSX.Element {
  const { t } = site;
  return (
    <dl class="pairs">
      {QUESTIONS.map((field) => (
        <>
          <dt>{t(field.label)}</dt>
          <dd>{field.kind === 'choice' ? word(t, field.list, release.answers[field.name as keyof Release['answers']]) : ''}</dd>
        </>
      ))}
    </dl>
  );
}

function Decided({ site, view, release }: Part & { release: Release }): JSX.Element {
  const { t } = site;
  const { decision } = release;
  if (!decision) return <></>;
  const words = wordsOf({ site, view }, releaseDecided, decisionWords, 'release', release.release);
  const isAgainst = decision.decision === 'released' && decision.obstacles.length > 0;
  return (
    <>
      <p>
        <StatusTag tone={isAgainst ? 'act' : 'done'}>{word(t, 'keep.decision-is', decision.decision)}</StatusTag> {day(site, decision.on)}
      </p>
      {isAgainst && (
        <>
          <p>
            {t('keep.against')}{' '}
            <a class="screen-only" href={site.href('/places/counts')}>
              {t('places.counts-title')}
            </a>
          </p>
          <ul>
            {decision.obstacles.map((o) => (
              <li>{word(t, 'keep.obstacle', o)}</li>
            ))}
          </ul>
        </>
      )}
      <p class="as-typed">{words?.reasons ?? t('file.gone')}</p>
      {words?.where && <p class="as-typed">{words.where}</p>}
    </>
  );
}

type Shown = Part & { release: Release; kept: Kept; needs: SheetNeeds };

function OneRelease({ site, view, release, kept, needs }: Shown): JSX.Element {
  const { t } = site;
  const words = wordsOf({ site, view }, releaseAsked, claimWords, 'release', release.release);
  const isOpen = release.decision === null;
  const canWrite = isOpen && mayWrite(view.member, 'protection');
  const base = baseOf(view, 'protection');
  return (
    <section>
      <h2>{t('keep.wants-to-take', { claim: word(t, 'keep.claim-is', release.claim), day: day(site, release.on) })}</h2>
      <p class="as-typed">{words ? [words.who, words.contact].filter(Boolean).join(', ') : t('file.gone')}</p>
      {words?.said && <p class="as-typed">{words.said}</p>}
      {isOpen ? <SheetCard needs={needs} sheet={sheetFor({ site, view }, kept, release)} /> : <Decided site={site} view={view} release={release} />}
      <Answers site={site} release={release} />
      {canWrite && <Do site={site} view={view} doing="answer-release" item={release.release} base={base} typed={release.answers} />}
      {canWrite && <Do site={site} view={view} doing="decide-release" item={release.release} base={base} />}
    </section>
  );
}

/** Who wants to take the child, what stands against it, and where the child can go instead. */
export function releasePage(needs: SheetNeeds): FilePage {
  return {
    path: 'release',
    label: 'keep.release',
    section: 'protection',
    problems: 'keep.problem',
    doings: { 'ask-release': askReleaseDoing, 'answer-release': answerReleaseDoing, 'decide-release': decideReleaseDoing },
    async body(part) {
      const { site, view } = part;
      const kept = await keptFor(part);
      const releases = kept?.state.releases.toReversed() ?? [];
      return (
        <FileFrame site={site} view={view} here="/release" title={site.t('keep.release')}>
          <p>{site.t('keep.release-text')}</p>
          {mayWrite(view.member, 'protection') && <Do site={site} view={view} doing="ask-release" isOpen={releases.length === 0} />}
          {kept && releases.map((release) => <OneRelease site={site} view={view} release={release} kept={kept} needs={needs} />)}
          {SEEK.some((role) => view.member.roles.includes(role.name)) && (
            <p class="screen-only">
              <a class="button" href={site.href(`/places/child/${view.file}`)}>
                {site.t('keep.find-place')}
              </a>
            </p>
          )}
          {releases.some((r) => r.decision === null) && (
            <p class="screen-only">
              <a href={site.href(`/files/${view.file}/release/lines`)}>{site.t('keep.as-lines')}</a>
            </p>
          )}
        </FileFrame>
      );
    },
    async lines(part) {
      const kept = entriesOf(part, releaseAsked).length > 0 ? await keptFor(part) : null;
      const open = kept?.state.releases.findLast((r) => r.decision === null);
      return kept && open ? sheetLines(needs, sheetFor(part, kept, open)) : null;
    },
  };
}
