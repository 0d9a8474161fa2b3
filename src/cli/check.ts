import { join } from 'node:path';
import { z } from 'zod';
import { loadReleasedKnowledge, loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise, type LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Knowledge } from '#src/knowledge/schema.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import type { Messages } from '#src/platform/i18n/translate.ts';
import type { Step } from '#src/recognition/advice.ts';
import { isChild } from '#src/recognition/answers.ts';
import { answersFrom, checkInputSchema, type CheckInput } from '#src/recognition/check-input.ts';
import { judge } from '#src/recognition/judge.ts';
import { routeGroupOf } from '#src/recognition/route-group.ts';
import type { Sign } from '#src/recognition/rule.ts';
import { readArguments, readJsonFile, UsageError, type Command } from './usage.ts';

/** Above this many items the answers come as one line each. */
const MOST_IN_ONE_ARRAY = 1000;
/** A file with more mistakes than this is the wrong file. */
const MOST_PROBLEMS_SHOWN = 10_000;

function pathText(path: readonly PropertyKey[]): string {
  return path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`)).join('').replace(/^\./, '') || '(top)';
}

const printedStep = ({ id, text, contact }: Step) =>
  contact ? { id, text, contact: { id: contact.id, name: contact.name, telephone: contact.telephone } } : { id, text };

type Answering = { local: LocalKnowledge; signs: ReadonlyMap<string, Sign>; standing: Standing; now: Date };

function answerTo(input: CheckInput, { local, signs, standing, now }: Answering) {
  const answers = answersFrom(input);
  const { assessment, plan, law, routes } = judge(answers, signs, local, now);
  const group = input.nationality && input.nationality !== 'unknown' ? routeGroupOf(input.nationality, input.country) : null;
  return {
    outcome: assessment.outcome,
    urgency: assessment.urgency,
    because: assessment.because,
    statements: assessment.statements,
    doNow: plan.now.map(printedStep),
    today: plan.today.map(printedStep),
    thisWeek: plan.week.map(printedStep),
    doNot: plan.not.map(printedStep),
    law: law.map(({ id, citation, text, review }) => ({ id, citation, text, review: review.state })),
    routes: routes
      .filter((route) => group === null || route.for.includes(group))
      .map(({ to, text, override }) => ({ to, text, override })),
    // Whatever system shows this shows the sentence too: an outcome is no assessment of victimhood.
    standing: standing[isChild(answers) ? 'child' : 'adult'],
    knowledgeVersion: local.version,
  };
}

/** The sentence that an outcome is no assessment of victimhood, in one language. */
type Standing = { child: string; adult: string };

function standingIn(texts: Messages): Standing {
  return { child: texts['outcome.standing'] ?? '', adult: texts['outcome.standing-adult'] ?? '' };
}

function knowledgeAt(projectFolder: string, version: string | undefined): Knowledge {
  const folder = join(projectFolder, 'knowledge');
  return version ? loadReleasedKnowledge(folder, version) : loadWorkingKnowledge(folder);
}

/** Does the check for one item or an array: everything is validated first, then everything is answered. */
export const checkCommand: Command = {
  usage: ['check --json [FILE|-] [--knowledge VERSION]'],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, knowledge: { type: 'string' } },
    });
    if (!values.json) throw new UsageError('check needs --json');
    if (positionals.length > 1) throw new UsageError('check takes one file');
    const knowledge = knowledgeAt(projectFolder, values.knowledge);
    const data = await readJsonFile(positionals[0] ?? '-');
    const item = checkInputSchema(new Set(knowledge.indicators.map((i) => i.id)));
    const isMany = Array.isArray(data);
    const parsed = isMany ? z.array(item).safeParse(data) : item.safeParse(data);
    if (!parsed.success) {
      const { issues } = parsed.error;
      for (const issue of issues.slice(0, MOST_PROBLEMS_SHOWN)) {
        process.stderr.write(`${pathText(issue.path)}: ${issue.message}\n`);
      }
      if (issues.length > MOST_PROBLEMS_SHOWN) process.stderr.write(`and ${issues.length - MOST_PROBLEMS_SHOWN} more\n`);
      return 2;
    }
    const messages = readMessages(projectFolder);
    // An older check is done again as it was, with the law of that day.
    const now = values.knowledge ? new Date(knowledge.released) : new Date();
    const signs = new Map(knowledge.indicators.map((i) => [i.id, i]));
    const answering = new Map<Language, Answering>(
      LANGUAGES.map((language) => [language, { local: localise(knowledge, language), signs, standing: standingIn(messages[language]), now }]),
    );
    const answer = (input: CheckInput) => answerTo(input, answering.get(input.language) as Answering);
    const inputs: CheckInput[] = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
    if (isMany && inputs.length > MOST_IN_ONE_ARRAY) await printLines(inputs, answer);
    else process.stdout.write(`${JSON.stringify(isMany ? inputs.map(answer) : answer(inputs[0] as CheckInput), null, 2)}\n`);
    return 0;
  },
};

async function printLines(inputs: readonly CheckInput[], answer: (input: CheckInput) => unknown): Promise<void> {
  for (const input of inputs) {
    const isRoomLeft = process.stdout.write(`${JSON.stringify(answer(input))}\n`);
    if (!isRoomLeft) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}
