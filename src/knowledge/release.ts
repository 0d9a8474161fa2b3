import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadReleasedKnowledge, loadWorkingKnowledge, releasedVersions } from './load.ts';
import type { Knowledge } from './schema.ts';

export type ReleaseResult =
  | { done: true; file: string }
  | { done: false; because: 'version-exists' | 'nothing-changed' };

const content = ({ version: _version, released: _released, ...rest }: Knowledge) => JSON.stringify(rest);

/** A released version may never change; the list of its hashes shows if one did. `sha256sum -c` reads it too. */
const SEALS = 'released/SHA256SUMS';
const sealOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Released versions that are not what they were when they were released, or are gone. */
export function changedReleases(folder: string): string[] {
  const file = join(folder, SEALS);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const seals = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const present = releasedVersions(folder);
  const gone = [...seals.keys()].map((name) => name.replace(/\.json$/, '')).filter((version) => !present.includes(version));
  const changed = present.filter(
    (version) => seals.get(`${version}.json`) !== sealOf(readFileSync(join(folder, 'released', `${version}.json`), 'utf8')),
  );
  return [...changed, ...gone];
}

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
  const text = `${JSON.stringify(knowledge)}\n`;
  writeFileSync(file, text);
  appendFileSync(join(folder, SEALS), `${sealOf(text)}  ${version}.json\n`);
  writeFileSync(join(folder, 'version.json'), `${JSON.stringify({ version, released: on }, null, 2)}\n`);
  return { done: true, file };
}
