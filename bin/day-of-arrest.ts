import { loadWorkingKnowledge } from '../src/knowledge/load.ts';
import { prosecutionObstacles, type GateRules, type ProsecutionFacts } from '../src/justice/prosecution/model/gate.ts';
import { PUBLISHED_CASES, type PublishedCase } from '../test/journeys/published-cases.ts';

/** Where the cases are played: their rules are asked, wherever they happened. */
const PLAYED_IN = 'NL';

export function rulesOfGate(knowledgeFolder: string): GateRules | null {
  const rules = loadWorkingKnowledge(knowledgeFolder).filePacks.find((pack) => pack.country === PLAYED_IN)?.prosecution;
  return rules ? { qualified: rules.qualified, never: rules.never, onlyIfUnderstood: rules.onlyIfUnderstood } : null;
}

/** All that was so on the day: how old the child was, and whether anybody looked at who profits. Nobody had assessed it yet, and its lawyer was not at the table. */
export const factsOfDay = ({ onTheDay: { age, isExploiterInvestigated } }: PublishedCase): ProsecutionFacts => ({
  acts: [{ age, isUnderstandingShown: false }],
  status: null,
  assessment: null,
  hasSignSince: false,
  isExploitationInvestigated: isExploiterInvestigated,
  hasLawyer: false,
  wasDecidedFirst: false,
});

/** What the gate would have said on the day of the arrest, beside what happened: from the rule itself, for whoever wants to know what it would have changed. */
export function dayOfArrestPage(knowledgeFolder: string, words: Readonly<Record<string, string>>): string {
  const rules = rulesOfGate(knowledgeFolder);
  const said = (code: string): string => {
    const text = words[`prosecution.obstacle.${code}`];
    if (text === undefined) throw new TypeError(`no words for ${code}`);
    return text;
  };
  const parts = PUBLISHED_CASES.map((one) => {
    const obstacles = prosecutionObstacles(factsOfDay(one), rules);
    return [
      `## ${one.id}`,
      '',
      `${one.source}.`,
      '',
      `**On the day.** ${one.first.text}`,
      '',
      `**What the gate would have said:** ${obstacles.length === 0 ? 'open' : 'closed'}.`,
      '',
      ...obstacles.map(({ code }) => `- ${said(code)}`),
      '',
      `**What happened.** ${one.became}`,
      '',
    ].join('\n');
  });
  return `# What the gate would have said on the day of the arrest

Written by \`npm run docs\` from the rule of the prosecution gate (\`src/justice/prosecution/model/gate.ts\`) and from the eight published
cases of \`test/journeys/published-cases.ts\`; a test compares. The cases are told in our own words after the source that each names; names, days and
sentences of children in them are invented. The rules asked are those of the pack in which the files are played, not those of
the country where it happened. The gate binds nobody: it lists what the law asks before a decision, and what is still missing. It says nothing of how a case
has to end.

${parts.join('\n')}`;
}
