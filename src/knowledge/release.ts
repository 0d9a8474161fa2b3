import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadReleasedKnowledge, loadWorkingKnowledge, releasedVersions } from './load.ts';
import type { Knowledge } from './schema.ts';

export type ReleaseResult =
  | { done: true; file: string }
  | { done: false; because: 'version-exists' | 'nothing-changed' };

const content = ({ version: _version, released: _released, ...rest }: Knowledge) => JSON.stringify(rest);

/** Whether the working files still say what their version said when it was released. */
export function matchesItsRelease(folder: string): boolean {
  const working = loadWorkingKnowledge(folder);
  if (!releasedVersions(folder).includes(working.version)) return false;
  return content(working) === content(loadReleasedKnowledge(folder, working.version));
}

/** Freezes the working files as `version`, so that checks done with it can be rerun for ever. */
export function releaseKnowledge(folder: string, version: string, on: string): ReleaseResult {
  if (releasedVersions(folder).includes(version)) return { done: false, because: 'version-exists' };
  const working = loadWorkingKnowledge(folder);
  if (matchesItsRelease(folder)) return { done: false, because: 'nothing-changed' };
  const knowledge: Knowledge = { ...working, version, released: on };
  const file = join(folder, 'released', `${version}.json`);
  mkdirSync(join(folder, 'released'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(knowledge)}\n`);
  writeFileSync(join(folder, 'version.json'), `${JSON.stringify({ version, released: on }, null, 2)}\n`);
  return { done: true, file };
}
