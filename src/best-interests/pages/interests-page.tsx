import type { JSX } from 'hono/jsx/jsx-runtime';
import { Do } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import type { Interests } from '../actions/see-actions.ts';
import { assessed, feedbackGiven, heard } from '../model/kinds.ts';
import { decidedDetermination } from '../model/state.ts';
import { assessedWords, heardWords, toChildWords } from '../model/words.ts';
import { decidedForChild } from './for-child.tsx';
import { AsText, InterestsFrame, Said, TAB } from './frame.tsx';
import { assessDoing, feedbackDoing, FIVE_LINES, hearDoing, notHearDoing } from './hearing-doings.ts';
import { interestsFor, wordsAs, wordsChoices } from './read.ts';

type Shown = Part & { interests: Interests };

function Assessments({ site, view, interests }: Shown): JSX.Element {
  const { t } = site;
  return (
    <>
      {interests.state.assessments.toReversed().map((one) => {
        const words = wordsAs({ site, view }, assessed, assessedWords, { assessment: one.assessment });
        return (
          <article class="card">
            <h3>{t('best.assessment-of', { step: word(t, 'best.step', one.about), day: day(site, one.on) })}</h3>
            <dl class="pairs">
              {words ? FIVE_LINES.map((line) => <Said label={t(`best.line.${line}`)} text={words[line]} />) : <Said label={t('best.result')} text={t('file.gone')} />}
              <Said label={t('best.pasted')} text={words?.pasted} />
              <Said label={t('best.result')} text={word(t, 'best.result-is', one.result)} />
            </dl>
          </article>
        );
      })}
    </>
  );
}

function Hearings({ site, view, interests }: Shown): JSX.Element {
  const { t } = site;
  const { hearings, notHeard } = interests.state;
  const known = new Map(interests.sources.map((source) => [source.id, source]));
  return (
    <>
      {hearings.length === 0 && (
        <Notice tone="act">
          <p>{t('best.nobody-heard')}</p>
        </Notice>
      )}
      <ul>
        {hearings.toReversed().map((h) => {
          const words = wordsAs({ site, view }, heard, heardWords, { hearing: h.hearing });
          return (
            <li>
              <p>
                <strong>{t('best.heard-line', { day: day(site, h.heardOn), who: word(t, 'best.listener', h.by), how: word(t, 'best.way', h.way) })}</strong>{' '}
                {t('best.in-language', { standing: word(t, 'best.language', h.language), language: words?.language ?? '' })}
              </p>
              {words?.summary && <p class="as-typed">{words.summary}</p>}
              <p class="small">{h.words.map((id) => (known.has(id) ? t('best.words-of', { day: day(site, known.get(id)?.on ?? null) }) : t('best.source-not-seen'))).join('; ')}</p>
            </li>
          );
        })}
        {notHeard.toReversed().map((n) => (
          <li>{t(n.againOn ? 'best.not-heard-line-again' : 'best.not-heard-line', { day: day(site, n.on), why: word(t, 'best.not-heard', n.because), again: n.againOn ? day(site, n.againOn) : '' })}</li>
        ))}
      </ul>
    </>
  );
}

function Told({ site, view, interests }: Shown): JSX.Element {
  const { t } = site;
  return (
    <ul>
      {interests.state.feedback.toReversed().map((f) => (
        <li>
          <p>{t('best.told-line', { day: day(site, f.toldOn), weight: word(t, 'best.view-weight', f.weight) })}</p>
          <p class="as-typed">{wordsAs({ site, view }, feedbackGiven, toChildWords, { feedback: f.feedback })?.text ?? t('file.gone')}</p>
        </li>
      ))}
    </ul>
  );
}

/** The last assessment as lines, to be pasted into another system. */
function lastAssessment(part: Part, { state }: Interests): readonly string[] | null {
  const { t } = part.site;
  const one = state.assessments.at(-1);
  const words = one && wordsAs(part, assessed, assessedWords, { assessment: one.assessment });
  if (!one || !words) return null;
  const lines = FIVE_LINES.flatMap((line) => (words[line] === '' ? [] : [`${t(`best.line.${line}`)}: ${words[line]}`]));
  return [t('best.assessment-of', { step: word(t, 'best.step', one.about), day: day(part.site, one.on) }), ...lines, ...(words.pasted === '' ? [] : [words.pasted]), `${t('best.result')}: ${word(t, 'best.result-is', one.result)}`];
}

/** The short assessment first, for it is done most; then what the child said and what it was told. */
export const interestsPage: FilePage = {
  path: TAB,
  label: 'best.title',
  section: 'solution',
  problems: 'best.problem',
  doings: { assess: assessDoing, hear: hearDoing, 'not-hear': notHearDoing, feedback: feedbackDoing },
  drafted: 'assess',
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const interests = await interestsFor(part);
    if (!interests) return <InterestsFrame site={site} view={view} here={TAB} title="best.short">{''}</InterestsFrame>;
    const canWrite = mayWrite(view.member, 'solution');
    const words = wordsChoices(part, interests);
    return (
      <InterestsFrame site={site} view={view} here={TAB} title="best.short">
        <p>{t('best.short-text')}</p>
        {canWrite && <Do site={site} view={view} doing="assess" isOpen={interests.state.assessments.length === 0} />}
        <Assessments site={site} view={view} interests={interests} />
        {interests.state.assessments.length > 0 && <AsText site={site} view={view} page={TAB} />}
        <section>
          <h2>{t('best.hearing')}</h2>
          <p>{t('best.hearing-text')}</p>
          <Hearings site={site} view={view} interests={interests} />
          {canWrite && words.length === 0 && (
            <p>
              <a href={site.href(`/files/${view.file}`)}>{t('best.words-first')}</a>
            </p>
          )}
          {canWrite && <Do site={site} view={view} doing="hear" picks={{ words }} />}
          {canWrite && <Do site={site} view={view} doing="not-hear" />}
        </section>
        <section>
          <h2>{t('best.told')}</h2>
          <p>{t('best.told-why')}</p>
          <Told site={site} view={view} interests={interests} />
          {canWrite && <Do site={site} view={view} doing="feedback" item={decidedDetermination(interests.state)?.determination ?? ''} />}
        </section>
      </InterestsFrame>
    );
  },
  forChild: decidedForChild,
  async lines(part) {
    const interests = await interestsFor(part);
    return interests && lastAssessment(part, interests);
  },
};
