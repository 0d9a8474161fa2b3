import { isIdentity } from '#src/platform/action/concern.ts';
import { pathWithin } from '#src/platform/http/addresses.ts';
import type { ToKeep } from './drafts.ts';

/** As a form sends them, in order. */
export type Fields = readonly (readonly [string, string])[];

const LONGEST_CODE = 300;

const firstIn = (fields: Fields, name: string): string => fields.find(([key]) => key === name)?.[1] ?? '';

/** Of which draft a page began; null where of none. */
export function fromIn(fields: Fields): ToKeep['from'] {
  const [id, at] = [firstIn(fields, 'draft-from'), new Date(firstIn(fields, 'draft-from-at'))];
  return isIdentity(id) && !Number.isNaN(at.getTime()) ? { id, savedAt: at } : null;
}

/** What a form wants kept; null where it names no form. Fields of our own, and where somebody goes back to, are no words. */
export function toKeepIn(fields: Fields): ToKeep | null {
  const [form, id] = [firstIn(fields, 'draft-form'), firstIn(fields, 'draft-id')];
  if (form === '' || form.length > LONGEST_CODE || !isIdentity(id)) return null;
  const words = fields.filter(([name]) => !name.startsWith('draft-')).map(([name, value]) => [name, value.replaceAll('\0', '')] as [string, string]);
  return {
    id,
    from: fromIn(fields),
    content: { form, base: firstIn(fields, 'draft-base'), page: pathWithin(firstIn(fields, 'draft-page')), title: firstIn(fields, 'draft-title').slice(0, LONGEST_CODE), fields: words },
  };
}

/** The drafts that are done with when this form was sent: its own, and that of which it began. */
export const draftsIn = (fields: Fields): string[] => [firstIn(fields, 'draft-id'), firstIn(fields, 'draft-from')].filter(isIdentity);
