import { fileNumber } from '#src/files/model/number.ts';
import type { LocalFilePack, LocalLaw } from '#src/knowledge/localise.ts';
import { isInForce } from '#src/knowledge/validity.ts';
import type { Paper } from '#src/platform/documents/paper.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import { formOf } from './reply-form.ts';
import type { Handover } from '../model/state.ts';
import type { LetterKind } from '../model/vocabulary.ts';
import type { LetterWords, RequestWords } from '../model/words.ts';

type Block = Paper['blocks'][number];
type Asked = Pick<Handover, 'language' | 'goesTo' | 'authorities' | 'consents' | 'transfer' | 'answerBy'>;

export type LetterParts = {
  readonly kind: LetterKind;
  readonly handover: Asked;
  /** What was asked first: each letter says again whom it is about and to whom it goes. */
  readonly request: RequestWords;
  readonly words: LetterWords | null;
  readonly answerBy: string | null;
  readonly arrivesOn: string | null;
  readonly escort: string | null;
  readonly because: string | null;
  /** The number under which they keep it, so far as it is known. */
  readonly theirNumber: string;
  readonly file: string;
  readonly from: string;
  readonly day: string;
};

/** What is known of the receiving country, in the language of the letter. */
export type LetterKnowledge = { readonly t: Translate; readonly pack: LocalFilePack; readonly law: readonly LocalLaw[] };

const dayIn = (language: Language, on: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));
const wordOf = (t: Translate, list: string, value: string): string => t(`handover.${list}.${value}` as MessageKey);

const text = (said: string): Block => ({ is: 'text', text: said });
const heading = (said: string): Block => ({ is: 'heading', text: said });
/** In the words of whoever wrote it, whatever their language: nobody translates what a person said without saying so. */
const typed = (title: string, said: string): readonly Block[] => (said === '' ? [] : [heading(title), { is: 'quote', text: said }]);

function routeBlocks({ t, pack }: LetterKnowledge, { authorities, consents }: Asked): readonly Block[] {
  const nameOf = (code: string): string => pack.route?.authorities.find((a) => a.code === code)?.name ?? wordOf(t, 'authority-is', code);
  return [
    heading(t('handover.letter.route')),
    ...authorities.map((code): Block => ({ is: 'item', text: nameOf(code) })),
    ...(consents.length > 0 ? [text(t('handover.letter.consent', { who: consents.map(nameOf).join(', ') }))] : []),
  ];
}

/** On which law it rests, with a mark where no jurist looked; and by what data go to a country outside. */
function groundBlocks({ t, pack, law }: LetterKnowledge, { handover, day }: LetterParts): readonly Block[] {
  const ground = pack.transfers?.grounds.find((g) => g.code === handover.transfer);
  const ids = new Set([...(pack.route?.law ?? []), ...(ground?.law ?? [])]);
  const laws = law.filter((l) => ids.has(l.id) && isInForce(l, day));
  const mark = (state: string): string | null => (state === 'verified' ? null : t('handover.letter.unverified'));
  if (laws.length === 0 && !ground) return [];
  return [
    heading(t('handover.letter.law')),
    ...laws.map((l): Block => ({ is: 'item', text: `${l.citation}: ${l.text}`, mark: mark(l.review.state) })),
    ...(ground ? [{ is: 'item' as const, text: t('handover.letter.transfer', { ground: ground.text }), mark: mark(ground.review.state) }] : []),
  ];
}

function requestBlocks({ t }: LetterKnowledge, { request, handover }: LetterParts): readonly Block[] {
  return [
    ...typed(t('handover.letter.asks'), request.asks),
    text(t('handover.letter.goes-to', { who: wordOf(t, 'goes-to-is', handover.goesTo) })),
    ...typed(t('handover.letter.report'), request.report),
    ...typed(t('handover.letter.reasons'), request.reasons),
    ...typed(t('handover.letter.duration'), request.duration),
    ...typed(t('handover.letter.funding'), request.funding),
  ];
}

function ownBlocks(known: LetterKnowledge, parts: LetterParts): readonly Block[] {
  const { t } = known;
  const { kind, arrivesOn, escort, because, words, handover } = parts;
  if (kind === 'request') return [...requestBlocks(known, parts), ...routeBlocks(known, handover), ...groundBlocks(known, parts)];
  return [
    ...(arrivesOn ? [text(t('handover.letter.arrives', { day: dayIn(handover.language, arrivesOn) }))] : []),
    ...(escort ? [text(t('handover.letter.escort', { who: wordOf(t, 'escort-is', escort) }))] : []),
    ...(because ? [text(t('handover.letter.because', { why: wordOf(t, 'because-is', because) }))] : []),
    ...typed(t('handover.letter.text'), words?.text ?? ''),
  ];
}

/** A letter in the language of whoever gets it, with an empty form behind it on which they answer. */
export function letterPaper(known: LetterKnowledge, parts: LetterParts): Paper {
  const { t } = known;
  const { kind, handover, request, words, theirNumber, file, from, day, answerBy } = parts;
  const { language } = handover;
  const title = t(`handover.letter.title.${kind}`);
  const number = fileNumber(file);
  const head: readonly (readonly [string, string])[] = [
    [t('handover.letter.to'), request.office],
    [t('handover.letter.from'), from],
    [t('handover.letter.our-number'), request.reference === '' ? number : `${number} · ${request.reference}`],
    ...(theirNumber === '' ? [] : [[t('handover.letter.your-number'), theirNumber] as const]),
    [t('handover.letter.date'), dayIn(language, day)],
    [t('handover.letter.contact'), words?.contact ?? request.contact],
  ];
  return {
    language,
    title,
    head: head.map(([label, value]) => [label, value]),
    blocks: [
      { is: 'text', text: t('handover.letter.typed'), mark: t('handover.letter.unchecked') },
      text(t(`handover.letter.intro.${kind}`)),
      ...typed(t('handover.letter.child'), request.child),
      ...ownBlocks(known, parts),
      ...(answerBy === null ? [] : [text(t('handover.letter.answer-by', { day: dayIn(language, answerBy) }))]),
      ...formOf(t, kind, { number, contact: words?.contact ?? request.contact }),
    ],
    foot: `${number} · ${title} · ${t('handover.letter.unchecked')}`,
  };
}
