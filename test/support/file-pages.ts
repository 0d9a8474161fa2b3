import { pagesOfAFile } from '#src/desks.ts';
import { SECTIONS } from '#src/files/model/vocabulary.ts';
import { DOINGS } from '#src/files/pages/all-doings.ts';
import type { Doing } from '#src/files/pages/doings.ts';
import { everyRoute, type Route } from './fuzzing.ts';
import { english } from './knowledge.ts';

/** The pages that other rooms have about a file, as the application mounts them: of each its address and its forms, whatever it reads. */
const OTHERS = pagesOfAFile({ site: { language: 'en' } as never, knowledge: english, now: () => new Date(), handovers: { packsIn: {} } as never });
export const PAGES_OF_OTHERS: readonly string[] = OTHERS.map((page) => page.path);

/** Every page of a file by the last part of its address, but the first one, which has none. */
export const PAGES_OF_A_FILE: readonly string[] = [...new Set([...SECTIONS, 'table', 'child', ...PAGES_OF_OTHERS])];

/** Every form about a file that is answered at `/files/:file/:doing`. */
export const FORMS_OF_A_FILE: Readonly<Record<string, Doing>> = { ...DOINGS, ...Object.assign({}, ...OTHERS.map((page) => page.doings)) };

/** A form as a browser sends it, with something in each field. */
export const filledIn = (name: string, { fields }: Doing, agency: string): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [`${name}.${field.name}`, field.kind === 'choice' ? (field.values[0] ?? '') : field.kind === 'date' ? '2027-01-01' : field.kind === 'agency' ? agency : 'Verzonnen']));

/** What is put where an address takes something, by what it is called there. */
export type Parts = Readonly<Record<string, readonly string[]>>;

/** Every way in which a route can be asked for; what has no name among the parts takes what is for `others`. */
export function addressesOf({ path }: Route, parts: Parts, others: readonly string[]): string[] {
  const each = path.split('/').slice(1).map((part) => (part.startsWith(':') ? (parts[part.slice(1).replace('?', '')] ?? others) : [part === '*' ? 'x' : part]));
  return each.reduce<string[]>((all, part) => all.flatMap((before) => part.map((one) => (one === '' ? before : `${before}/${one}`))), ['']).map((one) => one || '/');
}

/** Every route about one file, whatever room has it, without the language: a new one is looked at without anybody thinking of it. */
export async function routesOfAFile(method: 'GET' | 'POST'): Promise<readonly Route[]> {
  const routes = (await everyRoute()).filter((route) => route.method === method && route.path.startsWith('/en/') && route.path.includes('/:file'));
  return routes.map(({ path }) => ({ method, path: path.slice('/en'.length) }));
}
