import { day, word } from '#src/files/pages/shown.ts';
import { compared, conditionsWritten, decided, dissented, proposed, viewTaken, weighed } from '../model/kinds.ts';
import { ASPECTS, CONDITIONS } from '../model/vocabulary.ts';
import { comparedWords, conditionsWords, decidedWords, dissentWords, reasonWords, viewWords } from '../model/words.ts';
import type { Shown } from './determination-parts.tsx';
import { sourceName, wordsAs } from './read.ts';

/** A determination as lines of text, for whoever has a system of her own: nobody keys it twice. */
export function determinationLines({ site, view, interests, d }: Shown): readonly string[] {
  const { t } = site;
  const part = { site, view };
  const of = { determination: d.determination };
  const gone = t('file.gone');
  const source = (id: string) => {
    const found = interests.sources.find((s) => s.id === id);
    return found ? sourceName(part, found) : t('best.source-not-seen');
  };
  const conditions = wordsAs(part, conditionsWritten, conditionsWords, of);
  return [
    t('best.begun', { day: day(site, d.on), occasion: word(t, 'best.occasion-is', d.occasion) }),
    '',
    t('best.elements'),
    ...d.weighed.flatMap((w) => [`${word(t, 'best.element', w.element)} (${word(t, 'best.weight-is', w.weight)}): ${wordsAs(part, weighed, reasonWords, { ...of, element: w.element })?.text ?? gone}`, `  ${t('best.on')}: ${w.sources.map(source).join('; ')}`]),
    '',
    t('best.options'),
    ...d.options.flatMap((o) => {
      const words = wordsAs(part, compared, comparedWords, { ...of, option: o.option });
      return [`${word(t, 'best.option-is', o.option)} ${words?.where ?? ''}`.trim(), ...ASPECTS.map((aspect) => `  ${t(`best.aspect.${aspect}`)}: ${word(t, 'best.prospect', o[aspect])}. ${words?.[aspect] ?? ''}`.trimEnd())];
    }),
    '',
    ...CONDITIONS.flatMap((one) => (conditions?.under[one] ? [`${word(t, 'best.condition', one)}: ${conditions.under[one]}`] : [])),
    ...d.views.map((x) => `${word(t, 'best.viewer', x.of)}: ${word(t, 'best.view-standing-is', x.standing)}. ${wordsAs(part, viewTaken, viewWords, { ...of, of: x.of })?.text ?? gone}`),
    ...d.dissents.map((x) => `${t('best.dissent-line', { who: word(t, 'best.dissenter', x.by), day: day(site, x.on) })} ${wordsAs(part, dissented, dissentWords, { dissent: x.dissent })?.text ?? gone}`),
    ...(d.proposed ? [`${t('best.proposal', { option: word(t, 'best.option-is', d.proposed.option) })} ${wordsAs(part, proposed, reasonWords, of)?.text ?? gone}`] : []),
    ...(d.decided
      ? [
          t('best.decision', { option: word(t, 'best.option-is', d.decided.option) }),
          wordsAs(part, decided, decidedWords, of)?.reasons ?? gone,
          ...(d.reviewOn ? [t('best.review-line', { day: day(site, d.reviewOn) })] : []),
        ]
      : []),
  ];
}
