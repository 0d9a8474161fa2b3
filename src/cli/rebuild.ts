import { LISTS } from '#src/lists.ts';
import { rebuildLists } from '#src/platform/action/rebuild.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, versionOf, withDatabase } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

/** Makes the rows of lists again from what is recorded. It may be stopped, and then goes on where it was. */
export const rebuildCommand: Command = {
  usage: [`rebuild [--kind KIND] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { ...PLACE_OPTIONS, kind: { type: 'string' } } });
    const rules = [...LISTS.values()].filter((rule) => values.kind === undefined || rule.streamKind === values.kind);
    if (values.kind !== undefined && rules.length === 0) throw new UsageError(`no list follows from streams of the kind ${values.kind}; there are: ${[...LISTS.keys()].join(', ') || 'none'}`);
    if (rules.length === 0) process.stdout.write('no list follows from what is recorded, so there is nothing to rebuild\n');
    else {
      await withDatabase(placeFrom(values, projectFolder), projectFolder, async (database) => {
        for (const rule of rules) {
          const { streams, changed, isResumed } = await rebuildLists({ database, version: versionOf(projectFolder), now: () => new Date() }, rule);
          process.stdout.write(`${rule.streamKind}: ${streams} streams, ${changed} rows changed${isResumed ? ' (went on where it had stopped)' : ''}\n`);
        }
      });
    }
    return 0;
  },
};
