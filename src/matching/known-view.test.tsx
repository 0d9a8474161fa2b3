import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { PROJECT } from '#test/support/server.ts';
import type { KnownAlready } from './index.ts';
import { KnownView, verdictChoices } from './known-view.tsx';

const messages = readMessages(PROJECT);
const t = (language: (typeof LANGUAGES)[number]) => translatorFor(language, messages[language]);
const show = (known: Partial<KnownAlready>, language: (typeof LANGUAGES)[number] = 'en') =>
  String(KnownView({ known: { candidates: [], elsewhere: [], isQuotaReached: false, ...known }, t: t(language), hrefOf: (stream) => `/files/${stream}`, agencyName: (agency) => `Agency ${agency}` }));

describe('what was found', () => {
  it('is told field by field in words', () => {
    const html = show({ candidates: [{ stream: 's1', strength: 'likely', fields: [{ field: 'given', says: 'agrees', how: 'same' }, { field: 'birthDate', says: 'close', how: 'swapped' }, { field: 'sex', says: 'unknown', how: null }] }] });
    for (const part of ['href="/files/s1"', 'Given name', 'agrees', 'nearly agrees: swapped', 'not known there']) expect(html).toContain(part);
    expect(html).not.toMatch(/%|bits|score/);
  });
  it('elsewhere names whom to ask', () => expect(show({ elsewhere: ['x'] })).toContain('Ask Agency x'));
  it.each(LANGUAGES)('never lowers anything where it is nothing (%s)', (language) => {
    const lowers = t(language)('known.nothing-lowers');
    expect(show({}, language)).toContain(t(language)('known.nothing'));
    for (const known of [{}, { elsewhere: ['x'] }, { isQuotaReached: true }]) expect(show(known, language)).toContain(lowers);
  });
  it('was not looked for is not called nothing', () => {
    expect(show({ isQuotaReached: true })).not.toContain(t('en')('known.nothing'));
  });
  it('is answered by a person with one of three', () => expect(verdictChoices(t('en')).choices.map((c) => c.label)).toEqual(['The same child', 'Another child', 'Not sure']));
});
