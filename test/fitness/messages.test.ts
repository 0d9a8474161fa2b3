import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { reviewStateOf } from '#src/platform/i18n/reviews.ts';
import { translatorFor, type MessageKey, type Messages } from '#src/platform/i18n/translate.ts';
import { PROJECT } from '../support/server.ts';

const messages = Object.fromEntries(
  LANGUAGES.map((l) => [l, JSON.parse(readFileSync(join(PROJECT, `messages/${l}.json`), 'utf8')) as Messages]),
) as Record<(typeof LANGUAGES)[number], Messages>;

const base = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const keysOf = (texts: Messages) => [...new Set(Object.keys(texts).map(base))].toSorted();
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).toSorted();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

/** A key is used when it stands in the code whole, when the code builds it from a beginning such as `age.`, or when it belongs to a list that the code names, such as `keep.risk`. */
function unused(keys: readonly string[], code: string): string[] {
  const whole = new Set([...code.matchAll(/['"`]([a-z][\w.-]+)['"`]/g)].map((m) => m[1]));
  const built = [...code.matchAll(/`([a-z][\w.-]*)\$\{[^}]*\}([\w.-]*)`/g)].map((m) => [m[1] ?? '', m[2] ?? ''] as const);
  const lists = [...whole].flatMap((name = '') => (name.includes('.') && !keys.includes(name) ? [`${name}.`] : []));
  return keys.filter((key) => !whole.has(key) && !lists.some((list) => key.startsWith(list)) && !built.some(([start, end]) => key.startsWith(start) && key.endsWith(end)));
}

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('are complete: no key is missing and none is left over', () => {
    expect(keysOf(messages[language])).toEqual(keysOf(messages.nl));
  });
  it('keep every placeholder', () => {
    const different = Object.entries(messages[language]).filter(([key, text]) => {
      const dutch = messages.nl[key] ?? messages.nl[`${base(key)}_other`] ?? '';
      return placeholders(text).join() !== placeholders(dutch).join();
    });
    expect(different).toEqual([]);
  });
  it('have every plural form their language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((f) => f !== 'many');
    const plurals = keysOf(messages.nl).filter((key) => `${key}_other` in messages.nl);
    expect(plurals.flatMap((key) => forms.map((f) => `${key}_${f}`)).filter((key) => !(key in messages[language]))).toEqual([]);
  });
  it('are calm: no exclamation mark, no emoji', () => {
    expect(Object.entries(messages[language]).filter(([, text]) => /!|\p{Extended_Pictographic}/u.test(text))).toEqual([]);
  });
  it('never call a child an offender, nor anybody by origin', () => {
    const words = /\b(offender|perpetrator|illegal\w*|roma|gypsy|zigeuner\w*|dader|illegaal|gärningsman|infractor|počinitelj)\b/i;
    expect(Object.entries(messages[language]).filter(([, text]) => words.test(text))).toEqual([]);
  });
});

describe('keys', () => {
  const code = sources(join(PROJECT, 'src')).join('\n');
  it('the scanner tells used from unused', () => {
    expect(unused(['a.b', 'a.b.c', 'age.14', 'l.m.n', 'x.y'], "t('a.b'); t(`age.${age}`); word('l.m', one)")).toEqual(['a.b.c', 'x.y']);
  });
  it('are all used', () => expect(unused(keysOf(messages.nl), code)).toEqual([]));
});

describe('a translator', () => {
  it('fills in values as they are, for the page to escape', () => {
    const t = translatorFor('en', { 'hold.until': 'until {day}, {hours}' });
    expect(t('hold.until', { day: '<b>', hours: 6 })).toBe('until <b>, 6');
  });
  it('chooses the plural form of its language', () => {
    const t = translatorFor('ro', messages.ro);
    const texts = [1, 2, 20].map((count) => t('knowledge.verified' as MessageKey, { count, total: 30 }));
    expect(new Set(texts.map((text) => text.replaceAll(/\d+/g, ''))).size).toBe(3);
  });
});

describe('a review of a text', () => {
  const reviews = { a: { text: 'old words', byRole: 'jurist', on: '2026-11-23' } };
  it('holds while the words are the same', () => expect(reviewStateOf('a', { a: 'old words' }, reviews)).toBe('verified'));
  it('lapses when they change', () => expect(reviewStateOf('a', { a: 'new words' }, reviews)).toBe('to-verify'));
  it('does not exist for the rest', () => expect(reviewStateOf('b', { b: 'x' }, reviews)).toBe('to-verify'));
});
