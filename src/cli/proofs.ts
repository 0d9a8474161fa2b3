import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPublicKeys, readSigner, type PublicKeys } from '#src/platform/journal/signing-keys.ts';
import { readWitness, type WitnessLine } from '#src/platform/journal/witness.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { UsageError } from './usage.ts';

/** A file that was named, from where the command was called. */
export const called = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

function readText(file: string): string {
  try {
    return readFileSync(called(file), 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

/** The keys that blocks are held against: those that were named, else those of the folder; null where there are none. */
export function publicKeysFrom(given: string | undefined, keys: string): PublicKeys | null {
  if (given !== undefined) return readPublicKeys(readText(given));
  const file = keyFile(keys, 'signing-keys');
  return existsSync(file) ? readSigner(file).publicKeys : null;
}

/** What a witness saw. Lines that a hard stop cut off are named and passed over. */
export function witnessLinesFrom(given: string | undefined): readonly WitnessLine[] {
  if (given === undefined) return [];
  const { lines, unreadable } = readWitness(readText(given));
  if (unreadable.length > 0) process.stderr.write(`keerpunt: the witness has lines that cannot be read: ${unreadable.join(', ')}\n`);
  return lines;
}

/** Where the witness is: what was named, else the environment, else beside the data, where it proves little. */
export function witnessFile(given: string | undefined, data: string): string {
  const named = given ?? process.env['KEERPUNT_WITNESS'];
  return named === undefined ? join(data, 'witness') : called(named);
}
