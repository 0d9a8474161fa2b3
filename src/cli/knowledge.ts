import { join } from 'node:path';
import { BrokenKnowledge, loadReleasedKnowledge, loadWorkingKnowledge, releasedVersions } from '#src/knowledge/load.ts';
import { lapsedItems } from '#src/knowledge/validity.ts';
import { changedReleases, releaseKnowledge } from '#src/knowledge/release.ts';
import { isPastCheck } from '#src/knowledge/contact-check.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

function validate(folder: string): number {
  try {
    const knowledge = loadWorkingKnowledge(folder);
    for (const version of releasedVersions(folder)) loadReleasedKnowledge(folder, version);
    const changed = changedReleases(folder);
    if (changed.length > 0) throw new BrokenKnowledge(changed.map((v) => `released/${v}.json: was changed after its release, or is gone`));
    const late = knowledge.packs.flatMap((p) => p.contacts).filter((c) => isPastCheck(c, new Date()));
    if (late.length > 0) {
      throw new BrokenKnowledge(late.map((c) => `${c.id}: past its check date, last checked ${c.lastChecked}`));
    }
    const lapsed = lapsedItems(knowledge, new Date().toISOString().slice(0, 10));
    if (lapsed.length > 0) throw new BrokenKnowledge(lapsed.map((id) => `${id}: is used but does not hold today`));
    const { indicators, law, advice, packs } = knowledge;
    process.stdout.write(
      `knowledge ${knowledge.version} is sound: ${indicators.length} indicators, ${law.length} laws, ${advice.length} advice steps, ${packs.length} countries\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenKnowledge)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function release(folder: string, version: string): number {
  if (!/^\d{4}\.\d{1,2}\.\d+$/.test(version)) throw new UsageError(`a version looks like 2026.11.1, not ${version}`);
  const result = releaseKnowledge(folder, version, new Date().toISOString().slice(0, 10));
  if (!result.done) {
    throw new UsageError(
      result.because === 'version-exists'
        ? `version ${version} was released already and may not change`
        : 'nothing changed since the last release',
    );
  }
  process.stdout.write(`released ${version}: ${result.file}\n`);
  return 0;
}

/** Checks the knowledge files, or freezes them as a version. */
export const knowledgeCommand: Command = {
  usage: ['knowledge validate', 'knowledge release VERSION'],
  async run(args, projectFolder) {
    const { positionals } = readArguments({ args: [...args], allowPositionals: true });
    const folder = join(projectFolder, 'knowledge');
    const [what, version] = positionals;
    if (what === 'validate') return validate(folder);
    if (what === 'release' && version) return release(folder, version);
    throw new UsageError('knowledge takes validate, or release VERSION');
  },
};
