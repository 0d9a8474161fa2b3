import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadReleasedKnowledge } from '../src/knowledge/load.ts';
import { agreement, caseSchema, codingSchema, evaluate } from '../src/recognition/evaluation/evaluate.ts';
import { evaluationReport } from '../src/recognition/evaluation/report.ts';

const PROJECT = join(import.meta.dirname, '..');
const CODINGS = 'src/recognition/evaluation/codings';
const ROUNDS = ['2026.11.1', '2026.11.2'] as const;

function evaluationOf(version: string, coding: 'first' | 'second'): string {
  const json = (file: string): unknown => JSON.parse(readFileSync(join(PROJECT, CODINGS, file), 'utf8'));
  const { indicators, rule } = loadReleasedKnowledge(join(PROJECT, 'knowledge'), version);
  const ruling = { signs: new Map(indicators.map((i) => [i.id, i])), rule };
  const cases = z.array(caseSchema).parse(json('cases.json'));
  const [coded, other] = [coding, coding === 'first' ? 'second' : 'first'].map((name) =>
    codingSchema.parse(json(`${version}-${name}.json`)),
  );
  if (!coded || !other) throw new Error('two codings are needed');
  const between = coding === 'first' ? agreement(cases, coded, other, ruling) : null;
  const command = `npx keerpunt evaluate ${CODINGS}/cases.json --coding ${CODINGS}/${version}-${coding}.json${between ? ` --second ${CODINGS}/${version}-second.json` : ''} --knowledge ${version}`;
  return `$ ${command}\n\n${evaluationReport(evaluate(cases, coded, ruling), between)}`;
}

/** Both rounds of coding under the knowledge they were made with, each with the command that reruns it. */
export function evaluationPage(): string {
  return ROUNDS.flatMap((version) => (['first', 'second'] as const).map((coding) => evaluationOf(version, coding))).join(
    `\n${'='.repeat(80)}\n\n`,
  );
}
