import type { Paper } from '#src/platform/documents/paper.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { LetterKind } from '../model/vocabulary.ts';

type Block = Paper['blocks'][number];

/** What can be answered to each letter; what takes something back or thanks needs no more than a number. */
const ANSWERS: Readonly<Record<LetterKind, readonly string[]>> = {
  request: ['received', 'accepted', 'more', 'refused'],
  reminder: ['received', 'accepted', 'more', 'refused', 'arrived', 'well'],
  answer: ['received', 'accepted', 'more', 'refused'],
  announcement: ['received', 'arrived', 'not-arrived'],
  closing: ['received', 'well'],
  withdrawal: ['received'],
};
/** Behind which box something has to be written. */
const ASKS: ReadonlySet<string> = new Set(['more', 'refused', 'arrived', 'well']);

/** The empty form on a page of its own: a field for the registration number first, then boxes, then who says so. */
export function formOf(t: Translate, kind: LetterKind, { number, contact }: { readonly number: string; readonly contact: string }): readonly Block[] {
  const say = (key: string): string => t(`handover.letter.form.${key}` as MessageKey);
  const field = (key: string): Block => ({ is: 'field', text: say(key) });
  const tick = (key: string): readonly Block[] => [{ is: 'tick', text: say(key) }, ...(ASKS.has(key) ? [field(`${key}-which`)] : [])];
  return [
    { is: 'page', text: say('title') },
    { is: 'text', text: t('handover.letter.form.send-to', { contact, number }) },
    field('number'),
    field('date'),
    ...ANSWERS[kind].flatMap(tick),
    field('office'),
    field('name'),
    field('stamp'),
    { is: 'text', text: say('not-here') },
  ];
}
