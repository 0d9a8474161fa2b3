import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Step by step, for asking for all at once never comes back where a parent refuses to hold folders (such as /proc). */
export function makeFolder(folder: string, mode?: number): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode });
}
