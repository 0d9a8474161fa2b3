import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Options } from '@node-rs/argon2';

// Beside this file while developing, beside the bundle when built.
const SCRIPT = [join(import.meta.dirname, 'hash-words.ts'), join(import.meta.dirname, 'hash-words.js'), join(import.meta.dirname, '../hash-words.js')].find((file) => existsSync(file)) ?? '';

type Asked = { resolve: (hash: Buffer) => void; reject: (error: Error) => void };

/** The thread ended before the hash was there. Whoever asked for it is told, and the next one gets a new thread. */
class HasherEnded extends Error {
  override readonly name = 'HasherEnded';
}

/** One thread, which computes one hash at a time. It is there from the first one on, and idle it holds up no end of the process. */
function hasher(options: Options): (words: string) => Promise<Buffer> {
  let thread: Worker | undefined;
  let asked: Asked | undefined;

  function start(): Worker {
    const started = new Worker(SCRIPT, { workerData: options });
    const ended = () => {
      if (thread === started) thread = undefined;
      asked?.reject(new HasherEnded());
    };
    started.on('error', ended);
    started.on('exit', ended);
    started.on('message', (hash: Uint8Array) => {
      started.unref();
      asked?.resolve(Buffer.from(hash));
    });
    return started;
  }

  return (words) =>
    new Promise((resolve, reject) => {
      asked = { resolve, reject };
      thread ??= start();
      // A hash that somebody waits for keeps the process alive.
      thread.ref();
      thread.postMessage(words, []);
    });
}

/** So many threads for hashes. Whoever asks sees to it that no more are asked for at once. */
export function hasherWith(threads: number, options: Options): (words: string) => Promise<Buffer> {
  const idle = Array.from({ length: threads }, () => hasher(options));
  return async (words) => {
    const one = idle.pop() ?? hasher(options);
    try {
      return await one(words);
    } finally {
      if (idle.length < threads) idle.push(one);
    }
  };
}
