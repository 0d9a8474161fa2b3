import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from './languages.ts';
import type { Reviews } from './reviews.ts';
import type { Messages } from './translate.ts';

const readJson = <T>(projectFolder: string, name: string): T =>
  JSON.parse(readFileSync(join(projectFolder, 'messages', `${name}.json`), 'utf8'));

export function readMessages(projectFolder: string): Record<Language, Messages> {
  return Object.fromEntries(LANGUAGES.map((l) => [l, readJson<Messages>(projectFolder, l)])) as Record<Language, Messages>;
}

export const readReviews = (projectFolder: string): Reviews => readJson(projectFolder, 'review');
