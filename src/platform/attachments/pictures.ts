import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureType } from './media-types.ts';

/** The picture cannot be read, and so cannot be written anew. `busy`: too many wait for their turn. */
export class PictureRefused extends Error {
  readonly because: 'unreadable' | 'busy';
  constructor(because: PictureRefused['because']) {
    super(`picture refused: ${because}`);
    this.name = 'PictureRefused';
    this.because = because;
  }
}

/** From the last byte in to the last byte out. */
const PATIENCE_MS = 30_000;
/** Bytes that the process may keep for itself, in kB: forty million points and what is needed to compress them. */
const MOST_MEMORY_KB = 1_500_000;
const MOST_WAITING = 16;

// Beside this file while developing, beside the bundle when built.
const SCRIPT = [join(import.meta.dirname, 'rewrite-picture.ts'), join(import.meta.dirname, 'rewrite-picture.js'), join(import.meta.dirname, '../rewrite-picture.js')].find((file) => existsSync(file)) ?? '';

/** Pictures are written anew one after the other, so that many at once cost no more memory than one. */
let turn: Promise<void> = Promise.resolve();
let waiting = 0;

async function takeTurn(): Promise<() => void> {
  if (waiting >= MOST_WAITING) throw new PictureRefused('busy');
  waiting++;
  const before = turn;
  const mine = Promise.withResolvers<void>();
  turn = mine.promise;
  await before;
  return () => {
    waiting--;
    mine.resolve();
  };
}

function start(type: PictureType): ChildProcess {
  // Nothing of ours goes along: no setting, no secret. The library may put nothing on the disk, whatever the size.
  const env = { VIPS_DISC_THRESHOLD: '100g', PATH: '/usr/bin:/bin' };
  const command = [process.execPath, SCRIPT, type] as const;
  if (process.platform === 'linux') {
    // No memory dump, no files, no more memory than it needs.
    const limits = `ulimit -c 0; ulimit -f 0; ulimit -d ${MOST_MEMORY_KB}; exec "$0" "$@"`;
    return spawn('/bin/sh', ['-c', limits, ...command], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  }
  return spawn(command[0], command.slice(1), { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

async function* rewritten(painter: ChildProcess, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const { stdin, stdout } = painter;
  if (!stdin || !stdout) throw new Error('the process has no ends');
  const ended = new Promise<number | null>((resolve) => {
    painter.once('exit', resolve);
    painter.once('error', () => resolve(null));
  });
  // It may end before it has read everything; what it made of it is told by its end.
  stdin.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  let failed: { error: unknown } | undefined;
  const sending = (async () => {
    try {
      for await (const part of source) if (!stdin.write(part) && !painter.killed) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), ended]);
    } catch (error) {
      failed = { error };
      painter.kill('SIGKILL');
    }
    stdin.end();
    timer = setTimeout(() => painter.kill('SIGKILL'), PATIENCE_MS);
  })();
  try {
    for await (const part of stdout) yield part as Buffer;
    await sending;
    if (failed) throw failed.error;
    if ((await ended) !== 0) throw new PictureRefused('unreadable');
  } finally {
    painter.kill('SIGKILL');
    clearTimeout(timer);
  }
}

/** A picture written anew, in another process. Throws PictureRefused; what came until then must be thrown away. */
export async function* rewritePicture(type: PictureType, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const release = await takeTurn();
  try {
    yield* rewritten(start(type), source);
  } finally {
    release();
  }
}
