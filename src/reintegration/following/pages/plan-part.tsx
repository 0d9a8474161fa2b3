import type { JSX } from 'hono/jsx/jsx-runtime';
import { actorName, day, word } from '#src/files/pages/shown.ts';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { mayWrite, type Part } from '#src/files/pages/view.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import type { Followed } from '../actions/see-actions.ts';
import { planned } from '../model/kinds.ts';
import { SECTION } from '../model/state.ts';
import { planWords } from '../model/words.ts';
import { wordsOf } from './read.ts';

export const Said = ({ label, text }: { label: string; text: string | undefined }): JSX.Element =>
  text ? (
    <>
      <dt>{label}</dt>
      <dd class="as-typed">{text}</dd>
    </>
  ) : (
    <></>
  );

/** The plan by which the child builds a life again, and when it is looked at next. */
export function PlanPart({ site, view, followed }: Part & { followed: Followed }): JSX.Element {
  const { t } = site;
  const { plan } = followed.state;
  const words = plan && wordsOf({ site, view }, planned, planWords, (h) => h['plan'] === plan.plan);
  const canWrite = mayWrite(view.member, SECTION);
  const base = baseOf(view, SECTION);
  const lookOn = plan?.review?.nextOn ?? plan?.reviewOn ?? null;
  return (
    <section>
      <h2>{t('follow.plan')}</h2>
      {lookOn && (
        <Notice tone={lookOn <= view.today ? 'act' : 'watch'}>
          <p>{t(lookOn <= view.today ? 'follow.review-now' : 'follow.review-due', { day: day(site, lookOn) })}</p>
        </Notice>
      )}
      {plan ? (
        <dl class="pairs">
          <Said label={t('follow.goals')} text={plan.goals.map((g) => `${word(t, 'follow.goal', g)}${plan.review?.reached.includes(g) ? ` (${t('follow.goal-reached')})` : ''}`).join(', ')} />
          <Said label={t('follow.services')} text={plan.services.map((s) => word(t, 'follow.service', s)).join(', ')} />
          <Said label={t('follow.payer')} text={[word(t, 'follow.payer-is', plan.payer), words?.money].filter(Boolean).join('. ')} />
          <Said label={t('follow.steps')} text={words?.steps ?? t('file.gone')} />
          <Said label={t('follow.until')} text={day(site, plan.until)} />
          <Said label={t('follow.responsible')} text={actorName(site, view.member, plan.responsible)} />
          <Said label={t('follow.result')} text={plan.review ? word(t, 'follow.result-is', plan.review.result) : undefined} />
        </dl>
      ) : (
        <p>{t('follow.no-plan')}</p>
      )}
      {plan && <p class="small">{t(plan.withChild ? 'follow.made-with-child' : 'follow.made-without-child')}</p>}
      {canWrite && plan && <Do site={site} view={view} doing="reintegration-review" item={plan.plan} base={base} />}
      {canWrite && <Do site={site} view={view} doing="reintegration-plan" base={base} />}
    </section>
  );
}
