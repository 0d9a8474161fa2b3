import type { JSX } from 'hono/jsx/jsx-runtime';
import { baseOf, Do, FileFrame } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import type { Kept } from '../actions/see-actions.ts';
import { futurePlanned, safetyPlanned } from '../model/kinds.ts';
import { futureWords, safetyWords } from '../model/words.ts';
import { keptFor, wordsOf } from './read.ts';
import { futureDoing, planDoing, reviewDoing } from './safety-doings.ts';

const Said = ({ label, text }: { label: string; text: string | undefined }): JSX.Element =>
  text ? (
    <>
      <dt>{label}</dt>
      <dd class="as-typed">{text}</dd>
    </>
  ) : (
    <></>
  );

function Plan({ site, view, kept }: Part & { kept: Kept }): JSX.Element {
  const { t } = site;
  const { plan } = kept.state;
  if (!plan) return <p>{t('keep.no-plan')}</p>;
  const words = wordsOf({ site, view }, safetyPlanned, safetyWords, 'plan', plan.plan);
  return (
    <>
      <dl class="pairs">
        <Said label={t('keep.risks')} text={plan.risks.map((r) => word(t, 'keep.risk', r)).join(', ')} />
        <Said label={t('keep.first48')} text={words?.first48 ?? t('file.gone')} />
        <Said label={t('keep.contacts')} text={word(t, 'keep.contacts-are', plan.contacts)} />
        <Said label={t('keep.people')} text={words?.people} />
        <Said label={t('keep.phone-rule')} text={word(t, 'keep.phone-is', plan.phone)} />
        <Said label={t('keep.phone')} text={words?.phone} />
        <Said label={t('keep.quiet-words')} text={words?.quietWords} />
      </dl>
      <p class="small">{t(plan.withChild ? 'keep.made-with-child' : 'keep.made-without-child', { day: day(site, plan.on) })}</p>
      {mayWrite(view.member, 'protection') && <Do site={site} view={view} doing="review" item={plan.plan} base={baseOf(view, 'protection')} />}
    </>
  );
}

function Future({ site, view, kept }: Part & { kept: Kept }): JSX.Element {
  const { t } = site;
  const { future } = kept.state;
  if (!future) return <p>{kept.futureDueOn ? t('keep.future-due', { day: day(site, kept.futureDueOn) }) : t('keep.no-future')}</p>;
  const words = wordsOf({ site, view }, futurePlanned, futureWords, 'future', future.future);
  return (
    <dl class="pairs">
      <Said label={t('keep.school')} text={words?.school} />
      <Said label={t('keep.wish')} text={words?.wish} />
      <Said label={t('keep.trusted')} text={words?.trusted} />
      <Said label={t('keep.next-on')} text={`${day(site, future.nextOn)}: ${words?.next ?? t('file.gone')}`} />
    </dl>
  );
}

/** The safety plan and when it is looked at again, and the plan for another future. */
export const safetyPage: FilePage = {
  path: 'safety',
  label: 'keep.safety',
  section: 'protection',
  problems: 'keep.problem',
  doings: { plan: planDoing, review: reviewDoing, future: futureDoing },
  drafted: 'plan',
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const kept = await keptFor(part);
    if (!kept) return <FileFrame site={site} view={view} here="/safety" title={t('keep.safety')}>{''}</FileFrame>;
    const isDue = kept.reviewDueOn !== null && kept.reviewDueOn <= view.today;
    const canWrite = mayWrite(view.member, 'protection');
    return (
      <FileFrame site={site} view={view} here="/safety" title={t('keep.safety')}>
        {kept.reviewDueOn && (
          <Notice tone={isDue ? 'act' : 'watch'}>
            <p>{t(isDue ? 'keep.review-now' : 'keep.review-on', { day: day(site, kept.reviewDueOn) })}</p>
          </Notice>
        )}
        <section>
          <h2>{t('keep.plan')}</h2>
          <Plan site={site} view={view} kept={kept} />
          {canWrite && <Do site={site} view={view} doing="plan" base={baseOf(view, 'protection')} isOpen={kept.state.plan === null} />}
        </section>
        <section>
          <h2>{t('keep.future')}</h2>
          <Future site={site} view={view} kept={kept} />
          {canWrite && <Do site={site} view={view} doing="future" />}
        </section>
      </FileFrame>
    );
  },
};
