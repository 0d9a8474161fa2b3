import type { PaperWords, Statement } from '../papers/words.ts';

type Field = (name: string) => string;

export const statementField = (part: number, at: number): string => `s.${part}.${at}`;
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** A paper as somebody changed it in the form: what was emptied is gone, what was added stands at the end of its part. */
export function wordsTyped(before: PaperWords, field: Field): { words: PaperWords; isUnsourced: boolean } {
  let isUnsourced = false;
  const parts = before.parts.map(({ heading, statements }, p) => {
    const kept = statements.map(({ sources }, s): Statement => ({ text: plain(field(statementField(p, s))), sources })).filter(({ text }) => text !== '');
    const [text, source] = [plain(field(`add.${p}`)), plain(field(`source.${p}`))];
    if (text !== '' && source === '') isUnsourced = true;
    return { heading, statements: text === '' || source === '' ? kept : [...kept, { text, sources: [source] }] };
  });
  const transferGround = plain(field('transferGround'));
  return { words: { ...before, reference: plain(field('reference')), contact: plain(field('contact')), ...(transferGround === '' ? {} : { transferGround }), parts }, isUnsourced };
}
