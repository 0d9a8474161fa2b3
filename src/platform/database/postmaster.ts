import { existsSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What there is of a server that had this cluster:
 * - `living`: its first process runs;
 * - `dying`: its first process is gone, others still hold the data;
 * - `left-behind`: only its file is left, and the number in it now belongs to a dead or another process;
 * - `none`: nothing that PostgreSQL would not sort out by itself.
 */
export type Postmaster = { state: 'living'; pid: number } | { state: 'dying' | 'left-behind' | 'none' };

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid');

const pidIn = (cluster: string) => pidAt(fileOf(cluster));

function pidAt(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process works in the cluster. A zombie works nowhere: its working directory cannot be read. */
function worksIn(cluster: string, pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

/**
 * A killed server leaves its file. Where process 1 buries nobody, its number stays taken by a zombie, and PostgreSQL
 * waits for it for ever. So the file may go, but only when no process works in the cluster: two servers on one cluster
 * would destroy it.
 */
export function findPostmaster(cluster: string): Postmaster {
  const pid = pidIn(cluster);
  if (!existsSync('/proc/self/cwd')) return pid !== null && exists(pid) ? { state: 'living', pid } : { state: 'none' };
  if (pid !== null && worksIn(cluster, String(pid))) return { state: 'living', pid };
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  if (others.some((other) => worksIn(cluster, other))) return { state: 'dying' };
  return { state: pid !== null && exists(pid) ? 'left-behind' : 'none' };
}

/**
 * Clears what a dead server left, when no process works in the cluster: the file of its socket always, that of the
 * cluster only when it is `left-behind`. Otherwise PostgreSQL decides about it, which knows more.
 */
export function clearAway(cluster: string, socket: string, state: 'left-behind' | 'none'): void {
  if (!existsSync('/proc/self/cwd')) return;
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(socket, name), { force: true });
  if (state === 'none') return;
  const [file, aside] = [fileOf(cluster), `${fileOf(cluster)}.${process.pid}`];
  const pid = pidIn(cluster);
  renameSync(file, aside);
  // Somebody else may have cleared and started in between; then the file is theirs.
  if (pidAt(aside) === pid && pid !== null && !worksIn(cluster, String(pid))) rmSync(aside);
  else renameSync(aside, file);
}
