import { existsSync } from 'node:fs';
import { imprintRules } from '#src/imprints.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import type { ImprintRules } from '#src/platform/action/imprints.ts';
import { rebuildImprints } from '#src/platform/action/rebuild-imprints.ts';
import { rebuildLists, type Progress } from '#src/platform/action/rebuild.ts';
import type { Database } from '#src/platform/database/database.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, versionOf, withDatabase, type DataPlace } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const now = () => new Date();
const say = (what: string, { streams, changed, isResumed }: Progress, of: string) => process.stdout.write(`${what}: ${streams} streams, ${changed} ${of} changed${isResumed ? ' (went on where it had stopped)' : ''}\n`);

/** For these the words have to be opened; where the keys are elsewhere, what is there stays. */
async function imprintsAgain(database: Database, place: DataPlace, projectFolder: string, imprints: ImprintRules): Promise<void> {
  const masterKeys = keyFile(place.keys, 'master-keys');
  if (imprints.size > 0 && !existsSync(masterKeys)) {
    process.stdout.write(`what streams are found by stays as it is: there are no keys in ${place.keys}\n`);
    return;
  }
  for (const rule of imprints.values()) {
    const rebuilding = { database, version: versionOf(projectFolder), now, kinds: KINDS, wrapper: wrapperFromFile(masterKeys) };
    say(`${rule.streamKind}, found by`, await rebuildImprints(rebuilding, rule), 'imprints');
  }
}

/** Makes the rows of lists again from what is recorded, and what streams are found by. It may be stopped, and then goes on where it was. */
export const rebuildCommand: Command = {
  usage: [`rebuild [--kind KIND] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { ...PLACE_OPTIONS, kind: { type: 'string' } } });
    const { kind } = values;
    const place = placeFrom(values, projectFolder);
    try {
      const isWanted = (streamKind: string) => kind === undefined || streamKind === kind;
      const rules = [...LISTS.values()].filter((rule) => isWanted(rule.streamKind));
      const imprints: ImprintRules = new Map([...imprintRules({ projectFolder, keys: place.keys, now })].filter(([streamKind]) => isWanted(streamKind)));
      if (kind !== undefined && rules.length + imprints.size === 0) throw new UsageError(`no list follows from streams of the kind ${kind}; there are: ${[...LISTS.keys()].join(', ') || 'none'}`);
      await withDatabase(place, projectFolder, async (database) => {
        for (const rule of rules) say(rule.streamKind, await rebuildLists({ database, version: versionOf(projectFolder), now }, rule), 'rows');
        await imprintsAgain(database, place, projectFolder, imprints);
      });
    } catch (error) {
      if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
      throw error;
    }
    return 0;
  },
};
