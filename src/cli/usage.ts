import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command was called in a way it cannot follow; the message is one line for whoever called it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type Command = {
  /** How it is called, without the program's name. */
  usage: readonly string[];
  run(args: readonly string[], projectFolder: string): Promise<number>;
};

/** `parseArgs`, with its complaints as one line. */
export function readArguments<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'bad arguments');
  }
}

/** The data folder somebody named, from where the command was called. */
export function dataFolder(named: string, projectFolder: string): string {
  return isAbsolute(named) ? named : join(process.env['INIT_CWD'] ?? projectFolder, named);
}

async function textFrom(file: string): Promise<string> {
  if (file !== '-') return readFile(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8');
  // Read as it comes: a pipe may be slower than we are.
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const nameOf = (file: string) => (file === '-' ? 'standard input' : file);

/** The text in a file, or on standard input for `-`. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await textFrom(file);
  } catch (error) {
    throw new UsageError(`cannot read ${nameOf(file)}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

/** The JSON in a file, or on standard input for `-`. */
export async function readJsonFile(file: string): Promise<unknown> {
  const name = nameOf(file);
  const text = await readTextFile(file);
  if (text.trim() === '') throw new UsageError(`${name} is empty`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
