import { describe, expect, it } from 'vitest';
import { getPack, localise } from '#src/knowledge/localise.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { knowledge } from '#test/support/knowledge.ts';
import { PROJECT } from '#test/support/server.ts';
import { checkKnowledge } from './check-knowledge.ts';
import { HelpBar } from './help-bar.tsx';
import { HOME_COUNTRY } from './home-country.ts';

const messages = readMessages(PROJECT);
const NIGHT = new Date('2026-11-25T02:30:00Z');
const AFTERNOON = new Date('2026-11-25T13:30:00Z');

function barIn(language: (typeof LANGUAGES)[number], about: { now: Date; isKept?: boolean; forYoung?: boolean }): string {
  const pack = getPack(checkKnowledge(localise(knowledge, language)).packs, HOME_COUNTRY[language]);
  const { now, isKept = false, forYoung = false } = about;
  const bar = String(<HelpBar t={translatorFor(language, messages[language])} pack={pack} contactsHref="/check/contacts" now={now} isKept={isKept} forYoung={forYoung} />);
  return bar.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('the help on top of every page', () => {
  it.each(LANGUAGES)('names the emergency number of the country at any hour, in %s', (language) => {
    const pack = getPack(knowledge.packs, HOME_COUNTRY[language]);
    const emergency = pack.contacts.find((c) => c.roles.includes('emergency') && c.telephone !== null);
    for (const now of [NIGHT, AFTERNOON]) expect(barIn(language, { now })).toContain(emergency?.telephone);
  });
  it('says who answers at night where somebody does, and says so only where that is known', () => {
    expect(barIn('nl', { now: NIGHT })).toContain('Nu bereikbaar: Veilig Thuis 0800-2000');
    expect(barIn('ro', { now: NIGHT })).toContain('Răspunde acum:');
    // The Swedish pack knows the hours of no line for that moment.
    expect(barIn('sv', { now: NIGHT })).not.toContain('Svarar nu:');
  });
  it('sends a child to its own line while that is open, and never to a closed one while somebody answers', () => {
    const night = barIn('nl', { now: NIGHT, forYoung: true });
    expect(night).toContain('Nu bereikbaar: Veilig Thuis 0800-2000');
    expect(night).not.toContain('Kindertelefoon');
    expect(barIn('nl', { now: AFTERNOON, forYoung: true })).toContain('Nu bereikbaar: De Kindertelefoon');
  });
  it('on a page that is kept on the device says the same at every hour', () => {
    for (const language of LANGUAGES) expect(barIn(language, { now: NIGHT, isKept: true })).toBe(barIn(language, { now: AFTERNOON, isKept: true }));
    expect(barIn('nl', { now: NIGHT, isKept: true })).toContain('0800-2000');
  });
});
