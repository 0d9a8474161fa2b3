import { fileNumber } from '#src/files/model/number.ts';
import type { Paper } from '#src/platform/documents/paper.ts';
import { dayIn } from './shown.ts';
import type { Paperwork } from './state.ts';
import { put, WORDING, type Wording } from './wording.ts';
import type { LawLine, PaperWords } from './words.ts';

type Printed = { readonly file: string; readonly words: PaperWords; readonly isIssued: boolean; readonly day: string };
type Row = [label: string, value: string];

/** How long a law holds, as far as that was read. */
function validity(wording: Wording, language: string, { validFrom, validTo }: LawLine): string {
  const since = put(wording.since, { day: dayIn(language, validFrom) });
  return validTo === null ? since : `${since}, ${put(wording.validTo, { day: dayIn(language, validTo) })}`;
}

const SHORT = 8;
/** Under which number whoever answers from abroad can name it. */
const numberOf = (file: string, document: string): string => `${fileNumber(file)}-${document.slice(0, SHORT).toUpperCase()}`;

/** How the PDF is called where it is saved: by numbers, since whoever looks over a shoulder reads that too. */
export const pdfName = (file: string, document: string): string => `${fileNumber(file)}-${document.slice(0, SHORT)}.pdf`;

/** A row where there is something to say in it. */
const row = (label: string, value: string | undefined): Row[] => (value ? [[label, value]] : []);

function headOf({ last, signed }: Paperwork, { file, words, isIssued, day }: Printed, wording: Wording): Row[] {
  const signer = signed?.words;
  return [
    ...(isIssued ? [] : row(wording.draft, '—')),
    ...row(wording.to, words.to ?? wording.receivers[last.receiver]),
    ...row(wording.reference, words.reference),
    ...row(wording.ourNumber, last.abroad === null ? '' : numberOf(file, last.document)),
    ...row(wording.file, fileNumber(file)),
    ...row(wording.made, dayIn(last.language, day)),
    ...row(wording.contact, words.contact),
    ...row(wording.transferGround, words.transferGround),
    ...row(wording.signed, isIssued && signer ? `${signer.name}, ${signer.capacity}` : ''),
    ...(wording.translation ? row(...wording.translation) : []),
  ];
}

/** A paper as it is printed. A draft says on every page that it is one. */
export function toPaper(paperwork: Paperwork, printed: Printed): Paper {
  const { language, kind } = paperwork.last;
  const { file, words, isIssued } = printed;
  const wording = WORDING[language];
  const title = words.title ?? wording.titles[kind];
  const parts = words.parts.flatMap(({ heading, statements }) => [{ is: 'heading' as const, text: heading }, ...statements.map((s) => ({ is: 'text' as const, text: s.text, notes: s.sources }))]);
  // Whoever decides at the table knows where to read the law, and gets one page.
  const isBrief = kind === 'prosecutor-page';
  const law = words.law.map((l) => ({ is: 'item' as const, text: `${l.citation}${isBrief ? '' : `: ${l.text}`} (${validity(wording, language, l)})`, mark: l.isVerified ? null : wording.unverified }));
  const ofCountry = words.lawOfCountry ? [{ is: 'text' as const, text: words.lawOfCountry, mark: wording.unverified }] : [];
  const onLaw = [...law, ...ofCountry];
  return {
    language,
    title,
    head: headOf(paperwork, printed, wording),
    blocks: [...parts, ...(onLaw.length === 0 ? [] : [{ is: 'heading' as const, text: wording.headings.law }, ...onLaw])],
    foot: put(wording.foot, { file: fileNumber(file), title }) + (isIssued ? '' : ` · ${wording.draft}`),
  };
}
