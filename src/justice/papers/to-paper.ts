import { fileNumber } from '#src/files/model/number.ts';
import type { Paper } from '#src/platform/documents/paper.ts';
import { dayIn } from './shown.ts';
import type { Paperwork } from './state.ts';
import { put, WORDING } from './wording.ts';
import type { LawLine, PaperWords } from './words.ts';

type Printed = { readonly file: string; readonly words: PaperWords; readonly isIssued: boolean; readonly day: string };

/** A paper as it is printed. A draft says on every page that it is one. */
export function toPaper({ last, signed }: Paperwork, { file, words, isIssued, day }: Printed): Paper {
  const { language } = last;
  const wording = WORDING[language];
  const title = wording.titles[last.kind];
  const short = fileNumber(file);
  const signer = signed?.words ?? null;
  const valid = ({ validFrom, validTo }: LawLine) => [put(wording.validFrom, { day: dayIn(language, validFrom) }), ...(validTo === null ? [] : [put(wording.validTo, { day: dayIn(language, validTo) })])].join(', ');
  const head: readonly (readonly [string, string])[] = [
    ...(isIssued ? [] : [[wording.draft, '—'] as const]),
    [wording.to, wording.receivers[last.receiver]],
    ...(words.reference === '' ? [] : [[wording.reference, words.reference] as const]),
    [wording.file, short],
    [wording.made, dayIn(language, day)],
    ...(words.contact === '' ? [] : [[wording.contact, words.contact] as const]),
    ...(isIssued && signer ? [[wording.signed, `${signer.name}, ${signer.capacity}`] as const] : []),
  ];
  const parts = words.parts.flatMap(({ heading, statements }) => [{ is: 'heading' as const, text: heading }, ...statements.map((s) => ({ is: 'text' as const, text: s.text, notes: s.sources }))]);
  // Whoever decides at the table knows where to read the law, and gets one page.
  const isBrief = last.kind === 'prosecutor-page';
  const law = words.law.map((l) => ({ is: 'item' as const, text: isBrief ? `${l.citation} (${valid(l)})` : `${l.citation}: ${l.text} (${valid(l)})`, mark: l.isVerified ? null : wording.unverified }));
  return {
    language,
    title,
    head: head.map(([label, value]) => [label, value]),
    blocks: [...parts, ...(law.length === 0 ? [] : [{ is: 'heading' as const, text: wording.headings.law }, ...law])],
    foot: put(wording.foot, { file: short, title }) + (isIssued ? '' : ` · ${wording.draft}`),
  };
}
