/** The months in the five languages of papers, as they stand in a sentence. */
const MONTHS = [
  'januari|january|jan|ianuarie|januar|januara',
  'februari|february|feb|februarie|februar|februara',
  'maart|march|mrt|mar|mars|martie|mart|marta',
  'april|apr|aprilie|aprila',
  'mei|may|maj|mai|maja',
  'juni|june|jun|iunie|juna',
  'juli|july|jul|iulie|jula',
  'augustus|august|aug|augusti|augusta',
  'september|sep|sept|septembrie|septembar|septembra',
  'oktober|october|okt|oct|octombrie|oktobar|oktobra',
  'november|nov|noiembrie|novembar|novembra',
  'december|dec|decembrie|decembar|decembra',
];
const MONTH = MONTHS.flatMap((names) => names.split('|')).toSorted((a, b) => b.length - a.length).join('|');
const monthOf = (name: string): number => MONTHS.findIndex((names) => names.split('|').includes(name.toLowerCase())) + 1;
const two = (n: string | number): string => String(n).padStart(2, '0');

/** Days that come soon, by another name. */
export const SOON = /(?<!\p{L})(?:volgende week|komende week|next week|nästa vecka|săptămâna viitoare|sljedeće sedmice|overmorgen|tomorrow|i övermorgon|poimâine|preksutra)(?!\p{L})/giu;

type Named = { readonly day: string; readonly words: string };

const YEAR_FIRST = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g;
const YEAR_LAST = /\b(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?(\d{4})\b/g;
const DAY_MONTH = new RegExp(`\\b(\\d{1,2})(?:\\.|st|nd|rd|th)?(?:\\s+(?:of|de|den))?\\s+(${MONTH})\\b\\.?,?(?:\\s+(\\d{4})\\b)?`, 'gi');
const MONTH_DAY = new RegExp(`\\b(${MONTH})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b,?(?:\\s+(\\d{4})\\b)?`, 'gi');

/**
 * Every day that a text names, with the words that name it. Where it says no year, the one of today: what is still to come then may be
 * meant, and whoever means an earlier year writes that.
 */
export function daysIn(text: string, today: string): readonly Named[] {
  const year = today.slice(0, 4);
  return [
    ...[...text.matchAll(YEAR_FIRST)].map((m) => ({ day: `${m[1]}-${two(m[2] ?? '')}-${two(m[3] ?? '')}`, words: m[0] })),
    ...[...text.matchAll(YEAR_LAST)].map((m) => ({ day: `${m[3]}-${two(m[2] ?? '')}-${two(m[1] ?? '')}`, words: m[0] })),
    ...[...text.matchAll(DAY_MONTH)].map((m) => ({ day: `${m[3] ?? year}-${two(monthOf(m[2] ?? ''))}-${two(m[1] ?? '')}`, words: m[0].trim() })),
    ...[...text.matchAll(MONTH_DAY)].map((m) => ({ day: `${m[3] ?? year}-${two(monthOf(m[1] ?? ''))}-${two(m[2] ?? '')}`, words: m[0].trim() })),
  ];
}
