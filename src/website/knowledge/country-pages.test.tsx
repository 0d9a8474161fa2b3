import { describe, expect, it } from 'vitest';
import { localise } from '#src/knowledge/localise.ts';
import type { FilePack } from '#src/knowledge/file-pack.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import type { Site } from '#src/platform/http/site.ts';
import { inventedPack } from '#test/support/invented-pack.ts';
import { english, knowledge } from '#test/support/knowledge.ts';
import { PROJECT } from '#test/support/server.ts';
import { PackPage } from './country-pages.tsx';
import { knowledgePaths } from './routes.tsx';
import { StepsPage } from './steps-page.tsx';

const messages = readMessages(PROJECT);
const siteIn = (language: Language) => ({ language, messages: messages[language], t: translatorFor(language, messages[language]), href: (path: string) => `/${language}${path}` }) as unknown as Site;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

function pagesOf(pack: FilePack, language: Language): { who: string; steps: string } {
  const local = localise({ ...knowledge, filePacks: [pack] }, language);
  const shown = (Page: typeof PackPage) => local.filePacks.map((one) => String(<Page site={siteIn(language)} knowledge={local} pack={one} />)).join('');
  return { who: shown(PackPage), steps: shown(StepsPage) };
}

/** All that a pack says in one language, wherever it stands, without what roles are called there. */
function textsIn(value: unknown, language: Language): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('nl' in value && 'en' in value) return [(value as Record<Language, string>)[language]];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'roles' || key === 'dutyDesk' ? [] : textsIn(inner, language)));
}

describe('the pages of a country', () => {
  it('say of an invented one all that its pack says, and nothing of a real one', () => {
    for (const country of COUNTRIES) {
      const { who, steps } = pagesOf(inventedPack(country), 'en');
      for (const text of ['Keeper of the Gate, at dusk', 'Decides: Circle of Nine', 'House of Seals', 'except with a parent', 'Bosanski', 'registration number', 'By the river, never by the pass.', 'No word leaves without a seal.', 'Where the child would not live otherwise.', 'At least 5 months', 'The Hearth visits the house.', 'Can assess, if trained for it: Keeper of the Gate', 'Never prosecuted: Under 12; 12 or 13', 'understood what it did: 14', 'No lawyer of the child is at the table. Ask the child alone whom it wants. Ask: Court under the Oak.', 'Court under the Oak', 'Speak at the Oak.']) expect(who).toContain(text);
      for (const text of ['Ring the Bell of the Valley', 'Within 3 days', 'Limit of the law', 'Within 30 hours', 'From the law, by the source; not confirmed yet', 'When: In custody', 'At once', 'Who: Keeper of the Gate']) expect(steps).toContain(text);
      // Here they are known: what closes the gate where they are not stands in no way.
      expect(who).not.toContain('We do not know the rules of this country');
      expect(who + steps).not.toMatch(/Nidos|Raad voor|DGASPC|Sv\b/);
    }
  });
  it('tell what a named role has verified from what nobody has', () => {
    const { who } = pagesOf(inventedPack('NL'), 'en');
    expect(who).toContain('Verified by invented jurist on 2026-11-01');
    expect(who).toContain('To be verified');
  });
  it('say that it is not known where a country has not said it, and whom to ask', () => {
    const { who } = pagesOf({ ...inventedPack('NL'), determination: [], route: null, transfers: null, followUp: null, returnLaws: [], prosecution: null }, 'en');
    expect(who.match(/Not known yet\. Ask a jurist of the country\./g)).toHaveLength(5);
  });
  it.each(LANGUAGES)('leave nothing out of what the packs say in %s, and lead to every law they name', (language) => {
    for (const pack of knowledge.filePacks) {
      const { who, steps } = pagesOf(pack, language);
      expect(textsIn(pack, language).filter((text) => !(who + steps).includes(escaped(text)))).toEqual([]);
      const laws = [...pack.returnLaws, ...(pack.prosecution?.obstacles ?? [])].flatMap((item) => item.law);
      expect(laws.filter((id) => !who.includes(`#${id}"`))).toEqual([]);
      const contacts = pack.route?.authorities.flatMap(({ contact }) => contact ?? []) ?? [];
      expect(contacts.filter((id) => !who.includes(`/knowledge/countries#${id}"`))).toEqual([]);
    }
  });
  it('are among the addresses that searches may know, two for each country with a pack', () => {
    expect(knowledgePaths(english).filter((path) => path.startsWith('/knowledge/countries/'))).toEqual(knowledge.filePacks.flatMap(({ country }) => [`/knowledge/countries/${country.toLowerCase()}`, `/knowledge/countries/${country.toLowerCase()}/steps`]));
  });
});
