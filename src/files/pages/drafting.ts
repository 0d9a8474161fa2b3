import { readDrafts, type DraftGround } from '#src/platform/drafts/drafts.ts';
import type { Fields } from '#src/platform/drafts/fields.ts';
import { meet, type DraftedForm } from '#src/platform/drafts/meet.ts';
import type { DoingName } from './all-doings.ts';
import type { Doing } from './doings.ts';
import type { Field } from './forms.tsx';
import type { FilePage } from './view.ts';

/** The form of each page in which most is typed; what is not sent is kept as a draft. One for each page. */
const DRAFTED: ReadonlyMap<string, DoingName> = new Map([
  ['story', 'words'],
  ['identity', 'fact'],
  ['recognition', 'status'],
]);
/** Sections that have a page of notes. */
const OTHERWISE: DoingName = 'note';
const UNDRAFTED = new Set(['table', 'child']);

export function draftedOn(page: string, more: readonly FilePage[]): string | null {
  const other = more.find((m) => m.path === page);
  if (other) return other.drafted ?? null;
  return UNDRAFTED.has(page) ? null : (DRAFTED.get(page) ?? OTHERWISE);
}

const namesOf = (field: Field): string[] => (field.kind === 'ticks' ? field.values.map((value) => `${field.name}.${value}`) : [field.name]);

/** What is sent is the latest there is; a page that is only opened may be filled by what was kept. */
type Drafting = { doing: string; fields: Doing['fields']; file: string; page: string; address: string; base: string; title: string; asked: string | undefined; sent: Fields | null };

/** The drafted form of a page, with what was kept of it. */
export async function draftOf(ground: DraftGround, personId: string, { doing, fields, file, page, address, base, title, asked, sent }: Drafting): Promise<DraftedForm> {
  const form = `file:${file}:${page}:${doing}`;
  const names = fields.flatMap(namesOf).map((name) => `${doing}.${name}`);
  const values = Object.fromEntries(names.map((name) => [name, sent?.find(([key]) => key === name)?.[1] ?? '']));
  return meet({ form, base, page: address, title, values, asked, ...(sent ? { sent } : {}) }, await readDrafts(ground, personId, form));
}

/** What a drafted form shows, by field, without the name of the form before each. */
export const typedOf = (doing: string, fields: Doing['fields'], form: DraftedForm): Record<string, string> =>
  Object.fromEntries(fields.flatMap(namesOf).map((name) => [name, form.value(`${doing}.${name}`)]));
