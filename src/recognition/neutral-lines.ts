import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Checker, CheckState } from './check.ts';
import { isChild, seenSigns } from './answers.ts';

/**
 * Six neutral lines for the professional's own system: facts seen, by whom, when, exact words. No tier and no outcome,
 * so that nothing in them can be quoted for or against the child.
 */
export function neutralLines(state: CheckState, checker: Checker, t: Translate): string[] {
  const { answers } = state;
  const facts = seenSigns(answers).map((id) => {
    const sign = answers.signs[id];
    const by = sign?.answer === 'seen' && sign.by ? ` (${t(`observer.${sign.by}`)})` : '';
    return `${checker.indicators.get(id)?.text ?? id}${by}`;
  });
  const blank = '________';
  return [
    t('lines.when', { blank }),
    t('lines.what', {
      incident: answers.incident ? t(`incident.${answers.incident}`) : blank,
      age: answers.age ? t(`age.${answers.age}`) : t('age.unsure'),
    }),
    t(isChild(answers) ? 'lines.company' : 'lines.company-adult', { company: answers.company ? t(`company.${answers.company}`) : t('company.not-known') }),
    t('lines.facts', { facts: facts.length > 0 ? facts.join('; ') : blank }),
    t(isChild(answers) ? 'lines.words' : 'lines.words-adult', { blank }),
    t('lines.called', { blank }),
  ];
}
