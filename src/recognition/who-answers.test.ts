import { describe, expect, it } from 'vitest';
import { english } from '#test/support/knowledge.ts';
import type { CheckContact } from './check-knowledge.ts';
import { closedLast, numberNow, openFirst } from './who-answers.ts';

const CLOCK = 'Europe/Amsterdam';
const NIGHT = new Date('2026-11-23T02:00:00Z');
const OFFICE: CheckContact['hours'] = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
const [sample] = english.packs.flatMap((p) => p.contacts);
if (!sample) throw new Error('there are no contacts');

const contact = (id: string, change: Partial<CheckContact>): CheckContact => ({
  ...sample,
  id,
  telephone: '0',
  audience: 'anyone',
  hours: 'always',
  roles: ['advice-24h'],
  ...change,
});
const children = contact('children', { audience: 'child', roles: ['child-line'] });
const emergency = contact('emergency', { roles: ['emergency'] });
const desk = contact('desk', { hours: OFFICE });
const unsure = contact('unsure', { hours: 'not-known' });
const advice = contact('advice', {});
const number = (contacts: CheckContact[], inDanger = false) => {
  const found = numberNow(contacts, inDanger, CLOCK, NIGHT);
  return found && [found.contact.id, found.sure];
};

describe('the number for this moment', () => {
  it("is never the children's line, even when it stands first and is the only one open", () => {
    expect(number([children, unsure])).toEqual(['unsure', false]);
    expect(number([children])).toBeNull();
  });
  it('passes over who is closed and who has no number', () => {
    expect(number([desk, contact('no-number', { telephone: null }), advice])).toEqual(['advice', true]);
  });
  it('is the emergency number in danger, and otherwise only when there is nobody else', () => {
    expect(number([advice, emergency], true)).toEqual(['emergency', true]);
    expect(number([emergency, advice])).toEqual(['advice', true]);
    expect(number([emergency, desk])).toEqual(['emergency', true]);
  });
  it('says when it is not sure', () => expect(number([unsure, emergency])).toEqual(['unsure', false]));
  it('counts police that have the emergency number itself for more than danger', () => {
    const police = contact('police', { roles: ['emergency', 'police'] });
    expect(number([police, advice])).toEqual(['police', true]);
  });
});

describe('the order of contacts', () => {
  const ids = (contacts: CheckContact[]) => contacts.map((c) => c.id);
  it('for a list to read: open, then not known, then closed', () => {
    expect(ids(openFirst([desk, unsure, advice], CLOCK, NIGHT))).toEqual(['advice', 'unsure', 'desk']);
  });
  it('for whom to ring: as the country says, the closed ones last', () => {
    expect(ids(closedLast([desk, unsure, advice], CLOCK, NIGHT))).toEqual(['unsure', 'advice', 'desk']);
  });
});
