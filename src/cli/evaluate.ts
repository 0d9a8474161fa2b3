import { join } from 'node:path';
import { z } from 'zod';
import { loadReleasedKnowledge, loadWorkingKnowledge } from '#src/knowledge/load.ts';
import {
  agreement,
  caseSchema,
  codingProblems,
  codingSchema,
  evaluate,
  type Coding,
  type PublishedCase,
} from '#src/recognition/evaluation/evaluate.ts';
import { evaluationReport } from '#src/recognition/evaluation/report.ts';
import type { Sign } from '#src/recognition/rule.ts';
import { readArguments, readJsonFile, UsageError, type Command } from './usage.ts';

async function parsed<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const result = schema.safeParse(await readJsonFile(file));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(`${file} does not fit:\n  ${lines.slice(0, 50).join('\n  ')}`);
}

async function readCoding(file: string, cases: readonly PublishedCase[], signs: ReadonlyMap<string, Sign>): Promise<Coding> {
  const coding = await parsed(file, codingSchema);
  const problems = codingProblems(cases, coding, signs);
  if (problems.length > 0) throw new UsageError(`${file} does not fit the cases:\n  ${problems.slice(0, 50).join('\n  ')}`);
  return coding;
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
    const knowledge = values.knowledge ? loadReleasedKnowledge(folder, values.knowledge) : loadWorkingKnowledge(folder);
    const ruling = { signs: new Map(knowledge.indicators.map((i) => [i.id, i])), rule: knowledge.rule };
    const cases = await parsed(file, z.array(caseSchema).min(1));
    const coding = await readCoding(values.coding, cases, ruling.signs);
    const evaluation = evaluate(cases, coding, ruling);
    const between = values.second ? agreement(cases, coding, await readCoding(values.second, cases, ruling.signs), ruling) : null;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ knowledgeVersion: knowledge.version, ...evaluation, ...(between ? { agreement: between } : {}) }, null, 2)}\n`
        : evaluationReport(evaluation, between),
    );
    return 0;
  },
};
