import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { isChild } from '../answers.ts';
import type { CheckState } from '../check.ts';

type Judged = Pick<CheckState, 'answers' | 'assessment'>;

/** The one sentence that says what to do. */
export function headingFor({ answers, assessment }: Judged): MessageKey {
  if (!isChild(answers)) return 'outcome.adult';
  if (assessment.outcome === 'act-now') return `outcome.${assessment.urgency}`;
  return `outcome.${assessment.outcome}`;
}

export function toneOf({ answers, assessment }: Judged): Tone {
  if (!isChild(answers)) return 'consult';
  if (assessment.outcome === 'act-now') return 'act';
  return assessment.outcome === 'consult' ? 'consult' : 'watch';
}
