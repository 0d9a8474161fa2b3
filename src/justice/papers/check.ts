import type { PaperWords } from './words.ts';

/** What must not stand in a paper: whoever exploits the child may read it in the file of a trial. */
const FINDINGS = ['names-a-place', 'names-a-school', 'names-a-foster-home', 'names-a-telephone', 'names-a-day-to-come', 'quotes-a-verdict'] as const;
type FindingCode = (typeof FINDINGS)[number];
type Finding = { readonly code: FindingCode; readonly words: string };

const PATTERNS: Readonly<Record<Exclude<FindingCode, 'names-a-day-to-come'>, readonly RegExp[]>> = {
  'names-a-place': [
    /\b[1-9]\d{3}\s?[A-Z]{2}\b/gu,
    /(?<!\p{L})\p{Lu}[\p{L}’'-]*(?:straat|laan|plein|gracht|kade|singel|dreef|steeg|gatan|vägen|gata)\b(?:\s+\d+)?/gu,
    /(?<!\p{L})\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*\s(?:Street|Road|Avenue|Lane|Square)\b/gu,
    /(?<!\p{L})(?:strada|ulica|adres|address)(?!\p{L})/giu,
  ],
  'names-a-school': [/(?<!\p{L})\p{L}*(?:school|scholen|college|lyceum|gymnasium|skola|škola|şcoal|școal)\p{L}*/giu, /(?<!\p{L})(?:vmbo|mbo|havo|vwo|isk)(?!\p{L})/giu],
  'names-a-foster-home': [/(?<!\p{L})(?:pleeg|gezinshuis|logeerhuis|foster|opvanghuis|opvanglocatie|opvanggezin|fosterhem|shelter|asistent maternal|hranitelj)\p{L}*/giu],
  // With a zero or a plus in front, and longer than a day.
  'names-a-telephone': [/(?<![\d/])(?:\+|00|0)\d(?:[\s().-]{0,2}\d){7,12}(?!\d)/gu],
  // Words with which a child could be told that it is none: desks-and-law 20, 21.
  'quotes-a-verdict': [/niet vastgesteld|not[ -]established|keep[ -]watching|blijf opletten|geen slachtoffer|no victim|not a victim|not exploited|niet uitgebuit/giu],
};

const MONTHS = ['januari|january|jan', 'februari|february|feb', 'maart|march|mrt|mar', 'april|apr', 'mei|may', 'juni|june|jun', 'juli|july|jul', 'augustus|august|aug', 'september|sep|sept', 'oktober|october|okt|oct', 'november|nov', 'december|dec'];
const MONTH = MONTHS.join('|');
const monthOf = (name: string): number => MONTHS.findIndex((names) => names.split('|').includes(name.toLowerCase())) + 1;
const two = (n: string | number): string => String(n).padStart(2, '0');

/** Every day that is written in a text, as far as it names a year, with the words that say it. */
function daysIn(text: string): { day: string; words: string }[] {
  const found: { day: string; words: string }[] = [];
  for (const m of text.matchAll(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g)) found.push({ day: `${m[1]}-${two(m[2] ?? '')}-${two(m[3] ?? '')}`, words: m[0] });
  for (const m of text.matchAll(/\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/g)) found.push({ day: `${m[3]}-${two(m[2] ?? '')}-${two(m[1] ?? '')}`, words: m[0] });
  for (const m of text.matchAll(new RegExp(`\\b(\\d{1,2})\\.?\\s+(${MONTH})\\.?,?\\s+(\\d{4})\\b`, 'gi'))) found.push({ day: `${m[3]}-${two(monthOf(m[2] ?? ''))}-${two(m[1] ?? '')}`, words: m[0] });
  for (const m of text.matchAll(new RegExp(`\\b(${MONTH})\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})\\b`, 'gi'))) found.push({ day: `${m[3]}-${two(monthOf(m[1] ?? ''))}-${two(m[2] ?? '')}`, words: m[0] });
  return found;
}

const SHORTEST_GUARDED = 3;

/** Where a word of the file that is kept back stands in a text. What is shorter than three letters stands everywhere. */
const guardedIn = (text: string, guarded: readonly string[]): string[] => {
  const here = text.toLocaleLowerCase();
  return guarded.filter((one) => one.trim().length >= SHORTEST_GUARDED && here.includes(one.trim().toLocaleLowerCase()));
};

function findingsIn(text: string, guarded: readonly string[], today: string): Finding[] {
  const patterns = Object.entries(PATTERNS) as [Exclude<FindingCode, 'names-a-day-to-come'>, readonly RegExp[]][];
  return [
    ...guardedIn(text, guarded).map((words) => ({ code: 'names-a-place' as const, words })),
    ...patterns.flatMap(([code, all]) => all.flatMap((pattern) => [...text.matchAll(pattern)].map((m) => ({ code, words: m[0] })))),
    ...daysIn(text).filter(({ day }) => day > today).map(({ words }) => ({ code: 'names-a-day-to-come' as const, words })),
  ];
}

/**
 * What in a paper could bring somebody to the child, or be held against it. Looks at all that people wrote and at what it is said
 * from; the law is not looked at, since nobody writes that here. It finds what is written as such things mostly are, and no
 * more: four eyes come after it.
 */
export function findings({ parts, contact, reference, guarded }: PaperWords, today: string): readonly Finding[] {
  const texts = parts.flatMap(({ heading, statements }) => [heading, ...statements.flatMap((s) => [s.text, ...s.sources])]);
  // Whom to ring at an office stands in a field of its own.
  const ofOffice = [contact, reference].flatMap((text) => findingsIn(text, guarded, today)).filter((f) => f.code !== 'names-a-telephone');
  const all = [...texts.flatMap((text) => findingsIn(text, guarded, today)), ...ofOffice];
  return all.filter((one, at) => all.findIndex((other) => other.code === one.code && other.words === one.words) === at);
}
