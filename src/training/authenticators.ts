import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeAt, stepAt } from '#src/platform/sessions/totp.ts';

const FILE = 'authenticators.json';
const schema = z.record(z.string(), z.base64url());

/** What makes the codes of invented people, by name to sign in with. */
export type Authenticators = ReadonlyMap<string, Buffer>;

export function readAuthenticators(data: string): Authenticators {
  let text: string;
  try {
    text = readFileSync(join(data, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  return new Map(Object.entries(schema.parse(JSON.parse(text))).map(([name, secret]) => [name, Buffer.from(secret, 'base64url')]));
}

/** Whole or not at all: who is killed half-way finds the file of before. */
export function writeAuthenticators(data: string, all: Authenticators): void {
  const aside = join(data, `${FILE}.new`);
  writeFileSync(aside, JSON.stringify(Object.fromEntries([...all].map(([name, secret]) => [name, secret.toString('base64url')]))), { mode: 0o600 });
  renameSync(aside, join(data, FILE));
}

export const codeNow = (secret: Buffer, now: Date): string => codeAt(secret, stepAt(now));
