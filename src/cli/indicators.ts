import { join } from 'node:path';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { readArguments, type Command } from './usage.ts';

/** Prints every indicator, for other programs or for reading. */
export const indicatorsCommand: Command = {
  usage: ['indicators [--json]'],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const { indicators, version } = loadWorkingKnowledge(join(projectFolder, 'knowledge'));
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ knowledgeVersion: version, indicators }, null, 2)}\n`
        : indicators.map((i) => `${i.id}  ${i.tier}  ${i.dimension}\n    ${i.text.en}\n`).join(''),
    );
    return 0;
  },
};
