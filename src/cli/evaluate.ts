import { join } from 'node:path';
import { z } from 'zod';
import { BrokenKnowledge, loadReleasedKnowledge, loadWorkingKnowledge } from '#src/knowledge/load.ts';
import {
  agreement,
  caseSchema,
  codingProblems,
  codingSchema,
  evaluate,
  GROUPS,
  type Agreement,
  type CaseResult,
  type Coding,
  type Evaluation,
  type PublishedCase,
} from '#src/recognition/evaluation/evaluate.ts';
import type { Share } from '#src/recognition/evaluation/statistics.ts';
import type { Sign } from '#src/recognition/rule.ts';
import { readArguments, readJsonFile, UsageError, type Command } from './usage.ts';

function parsed<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const result = schema.safeParse(readJsonFile(file));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(`${file} does not fit:\n  ${lines.slice(0, 50).join('\n  ')}`);
}

function readCoding(file: string, cases: readonly PublishedCase[], signs: ReadonlyMap<string, Sign>): Coding {
  const coding = parsed(file, codingSchema);
  const problems = codingProblems(cases, coding, signs);
  if (problems.length > 0) throw new UsageError(`${file} does not fit the cases:\n  ${problems.slice(0, 50).join('\n  ')}`);
  return coding;
}

const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(0)} %`);
const shareText = (s: Share) => `${s.count} of ${s.of} = ${percent(s.share)} (95 % ${percent(s.low)} to ${percent(s.high)})`;
const kappaText = (k: number | null) => (k === null ? 'not defined' : k.toFixed(2));

function caseText(result: CaseResult): string {
  const level = result.urgency ? `${result.outcome} (${result.urgency})` : result.outcome;
  const reasons = result.because.map((r) => `${r.indicator} ${r.tier}`);
  const all = result.childDisclosure ? ['the child says so', ...reasons] : reasons;
  return `  ${result.id}  ${level}: ${all.join(', ') || 'no sign'}`;
}

function report(evaluation: Evaluation, between: Agreement | null): string {
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

/** Measures the rule on coded, published cases. */
export const evaluateCommand: Command = {
  usage: ['evaluate FILE --coding CODING [--second CODING] [--knowledge VERSION] [--json]'],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({
      args: [...args],
      allowPositionals: true,
      options: {
        coding: { type: 'string' },
        second: { type: 'string' },
        knowledge: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    if (!file || !values.coding || positionals.length > 1) throw new UsageError('evaluate takes one FILE and --coding CODING');
    const folder = join(projectFolder, 'knowledge');
    try {
      const knowledge = values.knowledge ? loadReleasedKnowledge(folder, values.knowledge) : loadWorkingKnowledge(folder);
      const ruling = { signs: new Map(knowledge.indicators.map((i) => [i.id, i])), rule: knowledge.rule };
      const cases = parsed(file, z.array(caseSchema).min(1));
      const coding = readCoding(values.coding, cases, ruling.signs);
      const evaluation = evaluate(cases, coding, ruling);
      const between = values.second ? agreement(cases, coding, readCoding(values.second, cases, ruling.signs), ruling) : null;
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ knowledgeVersion: knowledge.version, ...evaluation, ...(between ? { agreement: between } : {}) }, null, 2)}\n`
          : report(evaluation, between),
      );
      return 0;
    } catch (error) {
      if (error instanceof BrokenKnowledge) throw new UsageError(error.message);
      throw error;
    }
  },
};
