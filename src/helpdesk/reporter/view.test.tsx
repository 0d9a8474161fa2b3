import { describe, expect, it } from 'vitest';
import { localise } from '#src/knowledge/localise.ts';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import type { Site } from '#src/platform/http/site.ts';
import { checkKnowledge, type CheckPack } from '#src/recognition/check-knowledge.ts';
import { PROJECT } from '#test/support/server.ts';
import { join } from 'node:path';
import { LookPage } from './return-pages.tsx';
import { deskState, ringNow, type View } from './view.ts';

const { packs } = checkKnowledge(localise(loadWorkingKnowledge(join(PROJECT, 'knowledge')), 'nl'));
const t = translatorFor('nl', readMessages(PROJECT).nl);
const site = { t, language: 'nl', href: (path: string) => path } as Site;

type Hours = CheckPack['contacts'][number]['hours'];
/** The contacts with hours of the helpdesk that are known. */
const withHours = (hours: Hours): CheckPack[] => packs.map((pack) => ({ ...pack, contacts: pack.contacts.map((c) => (c.id === 'nl-kinderrechtenhelpdesk' ? { ...c, hours } : c)) }));
const OFFICE: Hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
const at = (now: string, hours: Hours, known: View['known'] = { settings: null, rings: false }): View => ({ site, t, packs: withHours(hours), now: new Date(now), known });
const look = (view: View) => String(LookPage({ view, pass: 'x', unsent: { text: '', form: '', files: [] }, hasAnswer: false }));

describe('"I am in danger"', () => {
  it.each([
    ['while the helpdesk is open', '2026-11-25T10:00:00Z', OFFICE, true],
    ['not at night', '2026-11-25T23:00:00Z', OFFICE, false],
    ['not on a Sunday', '2026-11-29T10:00:00Z', OFFICE, false],
    ['not where nobody knows its hours', '2026-11-25T10:00:00Z', 'not-known', false],
  ] as const)('is offered %s', (_, now, hours, isOffered) => {
    const html = look(at(now, hours as Hours));
    expect(html.includes('value="in-danger"')).toBe(isOffered);
    expect(html).toContain('value="safe"');
    expect(html).toContain('href="tel:112"');
  });
  const onCall = (rings: boolean): View['known'] => ({ rings, settings: { country: 'NL', hours: [{ day: 3, from: 540, to: 1020 }], closedOn: [], onCall: 'x', onCallPhone: '+31 6 1', away: { nl: 'Wij zijn donderdag terug.', en: '', sv: '', ro: '', bs: '' } } });
  it.each([
    ['outside the hours that the desk set, while somebody is on call whom a message reaches', '2026-11-25T23:00:00Z', true, true, true],
    ['never where nobody would hear it', '2026-11-25T23:00:00Z', false, false, true],
    ['within the hours that the desk set, whoever is on call', '2026-11-25T10:00:00Z', false, true, false],
  ] as const)('is offered %s', (_, now, rings, isOffered, isAway) => {
    const html = look(at(now, 'not-known', onCall(rings)));
    expect(html.includes('value="in-danger"')).toBe(isOffered);
    expect(html).toContain('href="tel:112"');
    expect(html.includes('Wij zijn donderdag terug.')).toBe(isAway);
    // The telephone of whoever is on call is for those who said to be in danger.
    expect(html).not.toContain('+31 6 1');
  });
  it('comes with when somebody next reads it, by the clock of the helpdesk', () => {
    expect(deskState(at('2026-11-25T16:30:00Z', OFFICE))).toEqual({ state: 'closed', opens: { daysAhead: 1, weekday: 4, at: '09:00' } });
    expect(look(at('2026-11-25T16:30:00Z', OFFICE))).toContain('morgen vanaf 09:00');
    expect(look(at('2026-11-27T20:00:00Z', OFFICE))).toContain('maandag vanaf 09:00');
  });
});

describe('whom to ring', () => {
  it('is the emergency number in every country, and for a child its own line while that is open', () => {
    for (const { country } of packs.filter((p) => p.contacts.some((c) => c.roles.includes('emergency')))) {
      expect(ringNow(at('2026-11-25T02:00:00Z', OFFICE), country, true)[0]?.roles).toContain('emergency');
    }
    const ids = (now: string, isChild: boolean) => ringNow(at(now, OFFICE), 'NL', isChild).map((c) => c.id);
    expect(ids('2026-11-25T12:00:00Z', true)).toEqual(['nl-112', 'nl-kindertelefoon']);
    expect(ids('2026-11-25T02:00:00Z', true)).not.toContain('nl-kindertelefoon');
    expect(ids('2026-11-25T12:00:00Z', false)).not.toContain('nl-kindertelefoon');
  });
});
