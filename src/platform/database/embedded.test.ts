import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS, queryAs } from '#test/support/database.ts';
import { PROJECT } from '#test/support/server.ts';
import { packagedPostgres, placeBinaries } from './binaries.ts';
import { explain } from './cannot-open.ts';
import { openDatabase } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { preparePlace } from './place.ts';

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const HOLDER = join(PROJECT, 'test/support/hold-database.ts');

type Holder = { process: ChildProcess; output: () => string; says: (text: string, times?: number) => Promise<void>; ended: Promise<number | null> };
const folders: string[] = [];
const holders: ChildProcess[] = [];
const groups: number[] = [];
const mounts: string[] = [];

function newFolder(mode = 0o755): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keerpunt-db-')));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

let seed = '';
beforeAll(async () => {
  seed = newFolder();
  const database = await openDatabase({ data: seed, migrationsFolder: MIGRATIONS });
  await database.close();
  // Kept for all tests of this file.
  folders.pop();
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

/** A folder with a database that was used before and is at rest; copied, for making one takes a second. */
function usedFolder(): string {
  const data = newFolder();
  spawnSync('sh', ['-c', `cp -al "${seed}/postgres" "${data}" && rm -rf "${data}/postgres/cluster" && cp -a "${seed}/postgres/cluster" "${data}/postgres"`]);
  return data;
}

/** A process of its own that uses the database of the folder. */
const hold = (data: string, mode: 'hold' | 'write' = 'hold') => follow(spawn(process.execPath, [HOLDER, data, mode], { stdio: ['ignore', 'pipe', 'inherit'] }));

function follow(child: ChildProcess): Holder {
  holders.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return {
    process: child,
    output: () => output,
    ended,
    async says(text, times = 1) {
      const deadline = Date.now() + 30_000;
      while (output.split(text).length <= times) {
        if (Date.now() > deadline || child.exitCode !== null) throw new Error(`it never said ${text}: ${output}`);
        await sleep(10);
      }
    },
  };
}

const pidOf = (data: string) => Number(readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
const isRunning = (data: string) => existsSync(join(data, 'postgres/cluster/postmaster.pid'));
const refusal = (data: string) => startEmbedded({ data }).then(() => 'it started', (error: Error) => `${error.name}: ${error.message}`);

/** Every entry that was told as kept is there, once; none is there twice, and the chain has no gap. */
async function expectAllKept(data: string, output: string): Promise<number> {
  const server = await startEmbedded({ data });
  const told = [...output.matchAll(/^kept (\S+) (\d+)$/gm)].map((m) => `${m[1]} ${m[2]}`);
  const rows = await queryAs(server.host, 'keerpunt_owner', 'keerpunt', `select stream_id || ' ' || sequence as name, previous_hash, lag(hash) over (partition by stream_id order by sequence) as before from keerpunt.entry order by 1`);
  await server.leave();
  const kept = new Set(rows.map((r) => r['name'] as string));
  expect(told.filter((name) => !kept.has(name))).toEqual([]);
  expect(kept.size).toBe(rows.length);
  expect(rows.filter((r) => r['before'] !== null && !(r['before'] as Buffer).equals(r['previous_hash'] as Buffer))).toEqual([]);
  return told.length;
}

afterEach(async () => {
  for (const child of holders.splice(0)) child.kill('SIGKILL');
  for (const group of groups.splice(0)) process.kill(-group, 'SIGKILL');
  for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount]);
  for (const folder of folders.splice(0)) {
    for (const data of [folder, join(folder, 'data')]) {
      if (existsSync(join(data, 'postgres/cluster/postmaster.pid'))) spawnSync('kill', ['-9', String(pidOf(data))]);
      const link = join(data, 'postgres');
      if (existsSync(link) && lstatSync(link).isSymbolicLink()) rmSync(realpathSync(link), { recursive: true, force: true });
    }
    await sleep(50);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

describe('the embedded server', () => {
  it('starts in an empty folder, listens on a local socket only, and stops with the last who leaves', async () => {
    const data = newFolder();
    const server = await startEmbedded({ data });
    const [row] = await queryAs(server.host, 'postgres', 'postgres', `select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync`);
    expect(row).toEqual({ addresses: '', checksums: 'on', fsync: 'on' });
    expect(statSync(server.host).mode & 0o777).toBe(0o700);
    if (isRoot) expect(statSync(join(data, 'postgres/cluster')).uid).toBe(65_534);
    const second = await startEmbedded({ data });
    await server.leave();
    expect(isRunning(data)).toBe(true);
    await second.leave();
    expect(isRunning(data)).toBe(false);
  });
  it('tells its log nothing of what is stored', async () => {
    const data = usedFolder();
    const server = await startEmbedded({ data });
    await expect(queryAs(server.host, 'postgres', 'postgres', `select 'Amina'::integer`)).rejects.toThrow('Amina');
    await server.leave();
    expect(readFileSync(join(data, 'postgres/server.log'), 'utf8')).not.toContain('Amina');
  });
  it.runIf(isRoot)('starts for an ordinary user', async () => {
    const [project, data] = [newFolder(), newFolder()];
    chownSync(data, 65_534, 65_534);
    // The project may stand where others cannot go, such as below /root: second names for its files, where they can.
    const parts = '"$0/src" "$0/test" "$0/migrations" "$0/package.json" "$0/node_modules"';
    spawnSync('sh', ['-c', `cp -al ${parts} "$1" || cp -a ${parts} "$1"`, PROJECT, project]);
    const child = spawn(process.execPath.replace(PROJECT, project), [HOLDER.replace(PROJECT, project), data], { uid: 65_534, gid: 65_534, stdio: ['ignore', 'pipe', 'inherit'] });
    const holder = follow(child);
    await holder.says('open');
    holder.process.kill('SIGTERM');
    expect(await holder.ended).toBe(0);
    expect(isRunning(data)).toBe(false);
  });
  it('starts once when two begin at the same time, also on an empty folder', async () => {
    const data = newFolder();
    const both = [hold(data), hold(data)];
    await Promise.all(both.map((holder) => holder.says('open')));
    for (const holder of both) holder.process.kill('SIGTERM');
    expect(await Promise.all(both.map((holder) => holder.ended))).toEqual([0, 0]);
    expect(isRunning(data)).toBe(false);
  });
  it('is started anew with other settings, when nobody else uses it', async () => {
    const data = usedFolder();
    const first = await startEmbedded({ data, settings: { work_mem: '5MB' } });
    await first.leave('let-it-run');
    const second = await startEmbedded({ data, settings: { work_mem: '6MB' } });
    expect(await queryAs(second.host, 'postgres', 'postgres', 'show work_mem')).toEqual([{ work_mem: '6MB' }]);
    const third = await startEmbedded({ data, settings: { work_mem: '7MB' } });
    expect(await queryAs(third.host, 'postgres', 'postgres', 'show work_mem')).toEqual([{ work_mem: '6MB' }]);
    await third.leave();
    await second.leave();
  });
  it('works from a folder with a long name', async () => {
    const data = join(newFolder(), 'x'.repeat(120));
    const server = await startEmbedded({ data });
    expect(server.host.length).toBeLessThan(90);
    await server.leave();
    rmSync(server.host, { recursive: true });
  });
});

describe('a hard kill', () => {
  it('of Keerpunt leaves the server running, and the next one enters it: nothing that was told as kept is lost', async () => {
    const data = usedFolder();
    let output = '';
    for (let i = 0; i < 3; i++) {
      const holder = hold(data, 'write');
      await holder.says('kept', 20);
      const before = pidOf(data);
      holder.process.kill('SIGKILL');
      await holder.ended;
      output += holder.output();
      expect(pidOf(data)).toBe(before);
    }
    expect(await expectAllKept(data, output)).toBeGreaterThanOrEqual(60);
    expect(isRunning(data)).toBe(false);
  });
  it('of the server: Keerpunt starts it again and goes on, and nothing that was told as kept is lost', async () => {
    const data = usedFolder();
    const holder = hold(data, 'write');
    for (let i = 1; i <= 3; i++) {
      const kept = holder.output().split('kept').length;
      await holder.says('kept', kept + 20);
      process.kill(pidOf(data), 'SIGKILL');
      await holder.says('the database is back', i);
    }
    holder.process.kill('SIGTERM');
    await holder.ended;
    expect(holder.output()).toContain('the database went away; starting it again');
    expect(await expectAllKept(data, holder.output())).toBeGreaterThan(60);
  });
  it('of both at once: the next one starts', async () => {
    const data = usedFolder();
    const holder = hold(data, 'write');
    await holder.says('kept', 20);
    holder.process.kill('SIGKILL');
    process.kill(pidOf(data), 'SIGKILL');
    await holder.ended;
    expect(await expectAllKept(data, holder.output())).toBeGreaterThan(19);
  });
  it.runIf(isLinux)('of a server whose parent buries nobody does not block the next one', async () => {
    const data = usedFolder();
    // The shell turns into a program that never asks for its children, as process 1 of some containers does.
    const parent = spawn('sh', ['-c', `"${process.execPath}" "${HOLDER}" "${data}" write & exec sleep 60`], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    groups.push(Number(parent.pid));
    let output = '';
    parent.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    while (!output.includes('kept')) await sleep(20);
    const master = pidOf(data);
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const writer = pids.find((pid) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${HOLDER}\0${data}`));
    // Stopped, it can neither bury its server nor start it again.
    process.kill(Number(writer), 'SIGSTOP');
    process.kill(master, 'SIGKILL');
    while (!readFileSync(`/proc/${master}/stat`, 'utf8').includes(') Z ')) await sleep(10);
    expect(pidOf(data)).toBe(master);
    expect(await expectAllKept(data, output)).toBeGreaterThan(0);
  });
});

describe('what is in the way is said in one line', () => {
  it('data of another version', async () => {
    const data = usedFolder();
    writeFileSync(join(data, 'postgres/cluster/PG_VERSION'), '17\n');
    expect(await refusal(data)).toMatch(/^CannotOpenDatabase: the data in .* were made by PostgreSQL 17, and 18 comes with this version of Keerpunt/);
  });
  it('a file where the folder should be, and a place that takes no folders', async () => {
    const data = join(newFolder(), 'data');
    writeFileSync(data, '');
    expect(await refusal(data)).toMatch(/^CannotOpenDatabase: cannot write in the data folder .*: (ENOTDIR|EEXIST)$/);
    if (isLinux) expect(await refusal('/proc/keerpunt')).toMatch(/^CannotOpenDatabase: cannot write in the data folder \/proc\/keerpunt: /);
  });
  it('data that belong to somebody else', async () => {
    const data = usedFolder();
    if (isRoot) spawnSync('chown', ['-R', '0:0', join(data, 'postgres/cluster')]);
    else chmodSync(join(data, 'postgres/cluster'), 0o755);
    expect(await refusal(data)).toMatch(/^CannotOpenDatabase: PostgreSQL (may not use|does not start)/);
  });
  it('broken settings of PostgreSQL', async () => {
    const data = usedFolder();
    writeFileSync(join(data, 'postgres/cluster/postgresql.conf'), 'nonsense = 1\n');
    const line = await refusal(data);
    expect(line).toMatch(/^CannotOpenDatabase: PostgreSQL does not start: .*; its log is in /);
    expect(line).not.toContain('\n');
  });
  it.runIf(isRoot && isLinux)('a full disk, while it is made and while it starts, and nothing is lost', async () => {
    const data = newFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=755', 'tmpfs', data]);
    // Where a machine lets nobody mount, what PostgreSQL says of a full disk is still read below.
    if (mounted.status === 0) {
      mounts.push(data);
      spawnSync('dd', ['if=/dev/zero', `of=${data}/filler`, 'bs=1M', 'count=60'], { stdio: 'ignore' });
      expect(await refusal(data)).toMatch(/^CannotOpenDatabase: the disk that holds .* is full/);
      rmSync(`${data}/filler`);
      await (await startEmbedded({ data, settings: { max_wal_size: '32MB' } })).leave();
      spawnSync('dd', ['if=/dev/zero', `of=${data}/filler`, 'bs=4k'], { stdio: 'ignore' });
      expect(await refusal(data)).toMatch(/^CannotOpenDatabase: the disk that holds .* is full/);
      rmSync(`${data}/filler`);
      await (await startEmbedded({ data })).leave();
    }
    expect(explain('FATAL:  could not write to file "x": No space left on device', '/d').message).toMatch(/^the disk that holds \/d is full/);
  });
});

describe('the place of the data', () => {
  it.runIf(isRoot && isLinux)('is elsewhere when root keeps a folder closed to others, with a link that leads there', async () => {
    const data = join(newFolder(0o700), 'data');
    const server = await startEmbedded({ data });
    const elsewhere = realpathSync(join(data, 'postgres'));
    expect(elsewhere).toMatch(/^\/var\/lib\/keerpunt\/data-/);
    await server.leave();
    expect(preparePlace(data).folder).toBe(elsewhere);
  });
  it('has a socket of ours or none: somebody else’s folder is not used', () => {
    const data = join(newFolder(), 'y'.repeat(120));
    const { socket } = preparePlace(data);
    rmSync(socket, { recursive: true });
    symlinkSync('/tmp', socket);
    expect(() => preparePlace(data)).toThrow('belongs to somebody else');
    rmSync(socket);
  });
});

describe('the packaged binaries', () => {
  it('get the links that the package lacks, and a copy that was cut short is not used', () => {
    const folder = newFolder();
    const bare = join(folder, 'package');
    cpSync(packagedPostgres().folder, bare, { recursive: true, verbatimSymlinks: true, filter: (path) => !existsSync(path) || !lstatSync(path).isSymbolicLink() });
    mkdirSync(join(folder, 'binaries-1.999'));
    const place = placeBinaries({ version: '1', major: '1', folder: bare }, folder);
    const version = spawnSync(join(place, 'bin/postgres'), ['--version'], { encoding: 'utf8' });
    expect(version.stdout).toContain('PostgreSQL');
  });
});

