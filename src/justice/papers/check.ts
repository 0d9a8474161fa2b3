import { plain } from './plain-text.ts';
import { daysIn, SOON } from './days-named.ts';
import type { PaperWords } from './words.ts';

/** What must not stand in a paper: whoever exploits the child may read it in the file of a trial. */
const FINDINGS = ['names-a-place', 'names-a-school', 'names-a-foster-home', 'names-a-telephone', 'names-a-day-to-come', 'quotes-a-verdict', 'hides-characters'] as const;
type FindingCode = (typeof FINDINGS)[number];
export type Finding = { readonly code: FindingCode; readonly words: string };

/** In the five languages in which papers are written. */
const PATTERNS: Readonly<Record<Exclude<FindingCode, 'hides-characters'>, readonly RegExp[]>> = {
  'names-a-place': [
    /\b[1-9]\d{3}\s?[A-Z]{2}\b/gu,
    /(?<!\p{L})\p{Lu}[\p{L}’'-]*(?:straat|laan|plein|gracht|kade|singel|dreef|steeg|gatan|vägen|gata)\b(?:\s+\d+)?/gu,
    /(?<!\p{L})\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*\s(?:Street|Road|Avenue|Lane|Square)\b/gu,
    /(?<!\p{L})(?:strada|ulica|ulici|adres|address|adress|adresa)(?!\p{L})/giu,
  ],
  'names-a-school': [/(?<!\p{L})\p{L}*(?:school|scholen|college|lyceum|gymnasium|gimnazij|skola|skolan|škola|škole|školu|školi|şcoal|școal|liceu)\p{L}*/giu, /(?<!\p{L})(?:vmbo|mbo|havo|vwo|isk)(?!\p{L})/giu],
  'names-a-foster-home': [/(?<!\p{L})(?:pleeg(?:moeder|vader|ouder|gezin|kind|broer|zus|zorg|huis)|gezinshuis|logeerhuis|foster|opvanghuis|opvanglocatie|opvanggezin|fosterhem|fosterfamilj|familjehem|jourhem|stödboende|shelter|asistent(?:ul|ă|a)? maternal|plasament|centru de primire|hranitelj|sigurn(?:a|e|oj|u) kuć|prihvatilišt)\p{L}*/giu],
  // With a zero or a plus in front, and longer than a day.
  'names-a-telephone': [/(?<![\d/])(?:\+|00|0)\d(?:[\s().-]{0,2}\d){7,12}(?!\d)/gu],
  'names-a-day-to-come': [SOON],
  // Words with which a child could be told that it is none, and what the program itself says of it: desks-and-law 20, 21.
  'quotes-a-verdict': [
    /(?:niet|inte|nije|not|ne)[ -](?:vastgesteld|fastställt|utvrđeno|established)|neconstatat/giu,
    /keep[ -]watching|blij(?:f|ven) (?:opletten|kijken)|fortsätta? (?:se|vara uppmärksam)|continuați să observați|(?:nastavite|pratite) (?:pratiti|dalje)/giu,
    /geen slachtoffer|niet uitgebuit|(?:no|not a) victim|not exploited|inte (?:något |ett )?(?:brotts)?offer|inte utnyttjad?t?s?|nu (?:este|e|a fost) (?:o )?(?:victimă|exploatat)\p{L}*|nije (?:žrtva|iskorištavan)\p{L}*/giu,
  ],
};

const SHORTEST_GUARDED = 3;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Finds in a text the words of the file that are kept back, as words of their own: "train" does not stand in "training". Compared
 * without accents, in one size, and whatever was put between the letters to hide them.
 */
function finderOf(guarded: readonly string[]): (text: string) => string[] {
  const wanted = new Map(guarded.flatMap((one) => (plain(one).length < SHORTEST_GUARDED ? [] : [[plain(one), one.trim()] as const])));
  if (wanted.size === 0) return () => [];
  // One look for all of them: a file can hold two thousand, and a paper two hundred sentences.
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${[...wanted.keys()].toSorted((a, b) => b.length - a.length).map(escaped).join('|')})(?![\\p{L}\\d])`, 'gu');
  return (text) => [...plain(text).matchAll(pattern)].map(([found]) => wanted.get(found) ?? found);
}

/** There and not seen, or turning the direction of reading: words that are checked would not be those that are read. Breaks of lines are seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SEEN = new Set(['\n', '\r', '\t', '\u200C', '\u200D', '\u00AD', '\uFEFF']);
const named = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const hiddenIn = (text: string): Finding[] => [...text.matchAll(HIDDEN)].filter(([c]) => !SEEN.has(c)).map(([c]) => ({ code: 'hides-characters', words: named(c) }));

/** The same text as it is read: with what is hidden taken away, and letters and figures of other widths as ours. */
const asRead = (text: string): string => text.normalize('NFKC').replaceAll(/(?![\n\r\t])[\p{Cf}\p{Cc}]/gu, '');

function findingsIn(text: string, keptBackIn: (text: string) => string[], today: string): Finding[] {
  const read = asRead(text);
  const patterns = Object.entries(PATTERNS) as [Finding['code'], readonly RegExp[]][];
  return [
    ...hiddenIn(text),
    ...keptBackIn(text).map((words) => ({ code: 'names-a-place' as const, words })),
    ...patterns.flatMap(([code, all]) => all.flatMap((pattern) => [...read.matchAll(pattern)].map((m) => ({ code, words: m[0] })))),
    ...daysIn(read, today).filter(({ day }) => day > today).map(({ words }) => ({ code: 'names-a-day-to-come' as const, words })),
  ];
}

/** What stands beside a paper when it is looked at: the day, and what the file keeps back by now. */
export type Looking = { readonly today: string; readonly keptBack: readonly string[] };

/**
 * What in a paper could bring somebody to the child, or be held against it. Looks at all that people wrote and at what it is said
 * from; the law is not looked at, since nobody writes that here. It finds what is written as such things mostly are, and no
 * more: four eyes come after it.
 */
export function findings({ parts, contact, reference, transferGround = '', guarded }: PaperWords, { today, keptBack }: Looking, signer: readonly string[] = []): readonly Finding[] {
  const keptBackIn = finderOf([...guarded, ...keptBack]);
  const texts = [...parts.flatMap(({ heading, statements }) => [heading, ...statements.flatMap((s) => [s.text, ...s.sources])]), transferGround, ...signer];
  // Whom to ring at an office stands in a field of its own.
  const ofOffice = [contact, reference].flatMap((text) => findingsIn(text, keptBackIn, today)).filter((f) => f.code !== 'names-a-telephone');
  const all = [...texts.flatMap((text) => findingsIn(text, keptBackIn, today)), ...ofOffice];
  return [...new Map(all.map((one) => [`${one.code} ${one.words}`, one])).values()];
}

/** Of what the file keeps back, what stands in the paper: it may be kept with the paper, which says it already. */
export const standingIn = (words: PaperWords, keptBack: readonly string[]): readonly string[] => findings({ ...words, guarded: [] }, { today: '9999-12-31', keptBack }).filter((f) => keptBack.includes(f.words)).map((f) => f.words);
