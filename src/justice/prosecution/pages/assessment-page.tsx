import type { JSX } from 'hono/jsx/jsx-runtime';
import { baseOf, Do, FileFrame } from '#src/files/pages/frame.tsx';
import { packFor } from '#src/files/pages/guide.ts';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { seeAssessments, type Assessments } from '../actions/see-actions.ts';
import { assessed } from '../model/kinds.ts';
import type { Assessment } from '../model/state.ts';
import { assessmentWords } from '../model/words.ts';
import { Clock } from './contacts.tsx';
import { assessDoing } from './doings.ts';
import { roleAsked } from './gate-card.tsx';
import { wordsIn } from './read.ts';

function OneAssessment({ site, view, assessment, ledger }: Part & { assessment: Assessment; ledger: Assessments['ledger'] }): JSX.Element {
  const { t } = site;
  const words = wordsIn(view.reads.recognition?.entries ?? [], assessed, assessmentWords, ['assessment', assessment.assessment]);
  const step = ledger[assessment.step - 1];
  return (
    <Card title={t('prosecution.assessed-then', { decider: word(t, 'decider', assessment.by), day: day(site, assessment.assessedOn) })}>
      <p>{t(`prosecution.trained-is.${assessment.trained}`)}</p>
      <p>{step ? t('prosecution.led-to', { status: word(t, 'status', step.status), day: day(site, step.decidedOn) }) : t('prosecution.obstacle.assessment-without-result')}</p>
      <p class="as-typed">{words?.text ?? t('file.gone')}</p>
    </Card>
  );
}

/** Whether somebody trained looked if the child is a victim: before anybody decides on prosecution. */
export const assessmentPage: FilePage = {
  path: 'assessment',
  label: 'prosecution.assessment',
  section: 'recognition',
  problems: 'prosecution.problem',
  doings: { 'assess-victim': assessDoing },
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const answer = await view.member.perform(seeAssessments, view.member.actor, { file: view.file });
    const { all, ledger, clock } = answer.done ? answer.value : { all: [], ledger: [], clock: { police: null, sign: null, from: null, days: null } };
    const qualified = packFor(view.guide, view.overview.state)?.prosecution?.qualified ?? [];
    const last = ledger.at(-1);
    return (
      <FileFrame site={site} view={view} here="/assessment" title={t('prosecution.assessment')}>
        <p>{t('prosecution.assessment-text')}</p>
        <Clock site={site} clock={clock} />
        <p>{qualified.length === 0 ? t('prosecution.qualified-not-known') : t('prosecution.qualified-are', { who: qualified.map((q) => roleAsked(part, q === 'foreign-authority' ? 'court' : q)).join('; ') })}</p>
        {all.length === 0 && <p>{t('prosecution.obstacle.assessment-missing')}</p>}
        {all.toReversed().map((assessment) => (
          <OneAssessment site={site} view={view} assessment={assessment} ledger={ledger} />
        ))}
        {last === undefined && <p>{t('prosecution.status-first')}</p>}
        {last !== undefined && mayWrite(view.member, 'recognition') && (
          <section>
            <p>{t('prosecution.result-is', { status: word(t, 'status', last.status), day: day(site, last.decidedOn) })}</p>
            <Do site={site} view={view} doing="assess-victim" item={String(ledger.length)} base={baseOf(view, 'recognition')} />
          </section>
        )}
        <p class="small">{t('prosecution.no-verdict')}</p>
      </FileFrame>
    );
  },
};
