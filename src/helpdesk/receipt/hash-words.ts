/**
 * A thread of its own that computes hashes of words, one after the other. It steps back for everything else: a hash takes a
 * core for as long as sixty pages do, and whoever reads or writes must not wait for somebody who guesses.
 */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { hashRawSync, type Options } from '@node-rs/argon2';

const LAST_IN_LINE = 15;

/** On Linux this is about the calling thread alone; elsewhere it would slow down the whole server. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, LAST_IN_LINE);
  } catch {
    // Not allowed here: then it is as quick as the others.
  }
}

stepBack();
parentPort?.on('message', (words: string) => parentPort?.postMessage(hashRawSync(words, workerData as Options), []));
