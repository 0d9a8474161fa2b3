import { readFileSync } from 'node:fs';
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

/** The JSON in a file, or on standard input for `-`. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${file === '-' ? 'standard input' : file} is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
