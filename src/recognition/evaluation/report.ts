import { GROUPS, type Agreement, type CaseResult, type Evaluation } from './evaluate.ts';
import type { Share } from './statistics.ts';

const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(0)} %`);
const shareText = (s: Share) => `${s.count} of ${s.of} = ${percent(s.share)} (95 % ${percent(s.low)} to ${percent(s.high)})`;
const kappaText = (k: number | null) => (k === null ? 'not defined' : k.toFixed(2));

function caseText(result: CaseResult): string {
  const level = result.urgency ? `${result.outcome} (${result.urgency})` : result.outcome;
  const reasons = result.because.map((r) => `${r.indicator} ${r.tier}`);
  const all = result.childDisclosure ? ['the child says so', ...reasons] : reasons;
  return `  ${result.id}  ${level}: ${all.join(', ') || 'no sign'}`;
}

/** The evaluation as text: shares with intervals, every case with its reasons, the agreement of two codings. */
export function evaluationReport(evaluation: Evaluation, between: Agreement | null): string {
  const lines = [
    `n = ${evaluation.n}`,
    '',
    'Exploited, strong label',
    `  sensitivity, consult or more: ${shareText(evaluation.sensitivity.flagged)}`,
    `  sensitivity, act now:         ${shareText(evaluation.sensitivity.actNow)}`,
    'Exploited, weaker label',
    `  consult or more: ${shareText(evaluation.weakerLabel.flagged)}`,
    `  act now:         ${shareText(evaluation.weakerLabel.actNow)}`,
    'Ordinary offending',
    `  specificity, not flagged: ${shareText(evaluation.specificity.notFlagged)}`,
    `  specificity, not act now: ${shareText(evaluation.specificity.notActNow)}`,
    `  flagged all the same:     ${shareText(evaluation.falseAlarms.flagged)}`,
  ];
  for (const group of GROUPS) {
    const members = evaluation.cases.filter((c) => c.group === group);
    if (members.length > 0) lines.push('', `${group} (${members.length})`, ...members.map(caseText));
  }
  if (between) {
    lines.push(
      '',
      'Agreement of the two codings',
      `  outcome: kappa ${kappaText(between.outcomeKappa)}, alike ${shareText(between.outcomesAlike)}`,
      `  indicators, pooled: kappa ${kappaText(between.indicatorKappa)}`,
      ...between.perIndicator.map((row) => `  ${row.indicator}  first ${row.first}, second ${row.second}, both ${row.both}, kappa ${kappaText(row.kappa)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}
