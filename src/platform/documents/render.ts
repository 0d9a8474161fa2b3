import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { paper as readyPaper, type Paper, type ReadyPaper } from './paper.ts';

/** Why no PDF came of a paper. `busy`: too many wait for their turn. */
type NotRendered = 'too-long' | 'too-large' | 'cannot' | 'busy';
type Rendered = { readonly pdf: Buffer } | { readonly because: NotRendered };
export type Limits = { readonly seconds: number; readonly kilobytes: number; readonly patienceMs: number };

/**
 * How long the process may work and what it may keep for itself, which the system holds it to; and how long we wait, which is longer
 * than it may work: a machine that is busy with something else makes nobody's paper too long.
 */
export const LIMITS: Limits = { seconds: 5, kilobytes: 512 * 1024, patienceMs: 20_000 };
const MOST_WAITING = 16;
/** How long a process waits for a paper that may come: while somebody works on papers, and not all night. */
const SPARE_MS = 5 * 60_000;

/** Papers are made one after the other, so that many at once cost no more memory than one. */
let turn: Promise<void> = Promise.resolve();
let waiting = 0;

function start(folder: string, script: string, { seconds, kilobytes }: Limits): ChildProcess {
  // Nothing of ours goes along: no setting, no secret, no home in which it could look for packages. One core is left to others.
  const env = { RAYON_NUM_THREADS: '1', PATH: '/usr/bin:/bin' };
  // Code that is made while running would need room that counts as memory; what takes time here is not JavaScript.
  const command = [process.execPath, '--jitless', script, folder] as const;
  if (process.platform === 'linux') {
    const limits = `ulimit -c 0; ulimit -f 0; ulimit -d ${kilobytes}; ulimit -t ${seconds}; exec "$0" "$@"`;
    return spawn('/bin/sh', ['-c', limits, ...command], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  }
  return spawn(command[0], command.slice(1), { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

async function made(typesetter: ChildProcess, paper: ReadyPaper, patienceMs: number): Promise<Rendered> {
  const { stdin, stdout } = typesetter;
  if (!stdin || !stdout) throw new Error('the process has no ends');
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    typesetter.kill('SIGKILL');
  }, patienceMs);
  try {
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      typesetter.once('exit', (code, signal) => resolve({ code, signal }));
      typesetter.once('error', () => resolve({ code: null, signal: null }));
    });
    // It may end before it has read everything; what became of it is told by its end.
    stdin.on('error', () => undefined);
    stdin.end(JSON.stringify(paper));
    const pdf = await buffer(stdout);
    const { code, signal } = await ended;
    if (code === 0) return { pdf };
    // The system ends it so when its time is up. Whatever it could not do it says; gone without a word, memory was refused to it.
    if (isLate || signal === 'SIGXCPU' || signal === 'SIGKILL') return { because: 'too-long' };
    return { because: code === 3 ? 'cannot' : 'too-large' };
  } finally {
    clearTimeout(timer);
    typesetter.kill('SIGKILL');
  }
}

/** What keeps us alive while it lives: itself, and what it says and hears. */
const ends = (one: ChildProcess) => [one, one.stdin, one.stdout] as ({ ref?: () => void; unref?: () => void } | null)[];

/** A process that has its fonts and its compiler and waits for a paper. It keeps nothing of ours alive, and ends when we do. */
function spares(begin: () => ChildProcess): { take: () => ChildProcess | null; keep: () => void } {
  let spare: { readonly waits: ChildProcess; readonly until: NodeJS.Timeout } | null = null;
  const take = (): ChildProcess | null => {
    const taken = spare;
    spare = null;
    if (!taken) return null;
    clearTimeout(taken.until);
    for (const one of ends(taken.waits)) one?.ref?.();
    return taken.waits.exitCode === null && taken.waits.signalCode === null ? taken.waits : null;
  };
  const end = () => take()?.kill('SIGKILL');
  const keep = (): void => {
    const waits = take() ?? begin();
    // Gone before it was needed, it is missed by nobody: another one begins then.
    waits.on('error', () => undefined);
    for (const one of ends(waits)) one?.unref?.();
    spare = { waits, until: setTimeout(end, SPARE_MS).unref() };
  };
  return { take, keep };
}

/** Makes a PDF of a paper; `prepare` says that one will be asked for soon. */
export type Renderer = ((paper: Paper, limits?: Limits) => Promise<Rendered>) & { readonly prepare: () => void };

/**
 * Makes PDFs, in a process of its own for each. How a paper looks and its fonts lie in the project; the script is always the one
 * that was built, since the process can run no TypeScript: what makes that possible needs memory it does not get.
 */
export function rendererIn(projectFolder: string, buildFolder: string): Renderer {
  const [folder, script] = [join(projectFolder, 'src/platform/documents'), join(buildFolder, 'server/render-paper.js')];
  const { take, keep } = spares(() => start(folder, script, LIMITS));
  const render = async (given: Paper, limits: Limits = LIMITS): Promise<Rendered> => {
    const parsed = readyPaper.safeParse(given);
    if (!parsed.success) return { because: 'cannot' };
    if (waiting >= MOST_WAITING) return { because: 'busy' };
    waiting++;
    const before = turn;
    const mine = Promise.withResolvers<void>();
    turn = mine.promise;
    await before;
    try {
      return await made((limits === LIMITS ? take() : null) ?? start(folder, script, limits), parsed.data, limits.patienceMs);
    } finally {
      waiting--;
      mine.resolve();
      // Whoever looked at a draft looks again, or issues it.
      if (limits === LIMITS) keep();
    }
  };
  return Object.assign(render, { prepare: keep });
}
