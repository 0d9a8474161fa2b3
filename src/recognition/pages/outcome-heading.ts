import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { isChild } from '../answers.ts';
import type { CheckState } from '../check.ts';
import { topicKey } from './topic-key.ts';

type Judged = Pick<CheckState, 'answers' | 'assessment'>;

/** The one sentence that says what to do. */
export function headingFor({ answers, assessment }: Judged): MessageKey {
  if (!isChild(answers)) return 'outcome.adult';
  if (answers.danger === 'yes' && assessment.outcome !== 'act-now') return 'outcome.danger';
  if (assessment.outcome === 'act-now') return `outcome.${assessment.urgency}`;
  return `outcome.${assessment.outcome}`;
}

/** The sentence under it. Where nothing was looked at, it says just that: nothing is known, which is no good news. */
export function leadFor({ answers, assessment }: Judged): MessageKey {
  if (assessment.outcome === 'act-now') return `outcome.${assessment.urgency}.lead`;
  const isLookedAt = Object.keys(answers.signs).length > 0;
  if (assessment.outcome === 'keep-watching' && !isLookedAt) return 'outcome.nothing-known.lead';
  return `outcome.${assessment.outcome}.lead`;
}

export function toneOf({ answers, assessment }: Judged): Tone {
  if (!isChild(answers)) return 'consult';
  if (assessment.outcome === 'act-now' || answers.danger === 'yes') return 'act';
  return assessment.outcome === 'consult' ? 'consult' : 'watch';
}

/** What the tab is called at each step. */
export function titleOf(state: CheckState): MessageKey {
  switch (state.step.name) {
    case 'start':
      return 'check.title';
    case 'topic':
      return topicKey(state.step.topic.id);
    case 'outcome':
      return headingFor(state);
  }
}
