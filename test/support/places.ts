import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import type { Section } from '#src/files/model/vocabulary.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { setNeeds } from '#src/protection/places/actions/child-actions.ts';
import { registerPlace, showTo, type NewPlace } from '#src/protection/places/actions/place-actions.ts';
import type { needsHeader } from '#src/protection/places/model/child-kinds.ts';
import type { Needs } from '#src/protection/places/model/child-state.ts';
import type { Offer } from '#src/protection/places/model/offer.ts';
import type { RuledOut } from '#src/protection/places/matching/requirements.ts';
import { openedFile, who } from './files.ts';
import { AGENCIES, valueOf, type TestGround } from './ground.ts';

const [, HOUSE, LAWYERS] = AGENCIES;

/** A shelter and its manager at one agency, a placement desk at another. */
export const manager: Actor & { agency: string } = { id: 'd0000003-0000-4000-8000-000000000000', agency: HOUSE };
export const nightWorker = who('shelter-worker');
export const desk: Actor & { agency: string } = { id: 'd0000001-0000-4000-8000-000000000000', agency: LAWYERS };
export const officer = who('police-officer');
export { HOUSE, LAWYERS as DESK };

/** An address that nobody invented twice: wherever it turns up, it was leaked. */
const plantedAddress = (): string => `Verzonnen Schuilpad ${randomUUID().slice(0, 8)}`;

export const aPlace = (change: Partial<NewPlace> = {}): NewPlace => ({
  place: randomUUID(),
  country: 'NL',
  offer: { area: 35, ageFrom: 10, ageTo: 17, sexes: ['girl', 'boy'], languages: ['nl', 'ro'], security: 'secret-address', schooling: 'in-house', care: ['trauma'], takesSiblings: true, isAccessible: false, hasOwnRooms: true, keepsAgesApart: true },
  words: { name: 'Verzonnen huis', ringBack: '000 000' },
  beds: 3,
  free: 2,
  address: { address: plantedAddress() },
  ...change,
});

export const someNeeds = (change: Partial<z.input<typeof needsHeader>> = {}): Needs => ({ country: 'NL', soon: 'tonight', ageFrom: 14, ageTo: 14, isAgeSure: true, sex: 'girl', languages: ['ro'], security: 'secret-address', care: [], needsSchool: true, needsAccess: false, needsOwnRoom: false, near: [], group: null, groupSize: 1, ...change });
export const anOffer = (change: Partial<Offer> = {}): Offer => ({ place: randomUUID(), agency: HOUSE, country: 'NL', area: 35, ageFrom: 10, ageTo: 17, sexes: ['girl', 'boy'], languages: ['nl'], security: 'secret-address', schooling: 'none', care: [], takesSiblings: true, isAccessible: true, hasOwnRooms: true, keepsAgesApart: true, free: 2, freeAt: null, capacity: 3, out: null, outUntil: null, waiting: 0, daysWaited: null, longestWait: null, ...change });
export const nothingRuledOut = (change: Partial<RuledOut> = {}): RuledOut => ({ areas: new Map(), places: new Map(), peers: new Map(), unsure: new Map(), sees: () => true, ...change });

/** A place of the shelter, shown to the desk. */
export async function shownPlace(ground: TestGround, change: Partial<NewPlace> = {}): Promise<string> {
  const place = valueOf(await ground.perform(registerPlace, manager, aPlace(change)));
  valueOf(await ground.perform(showTo, manager, { place, agency: LAWYERS, isShown: true }));
  return place;
}

const until = (agency: string) => ({ agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' });

/** Invites an agency, and has it accept. */
export async function seated(ground: TestGround, file: string, by: Actor, actor: Actor & { agency: string }, sections: readonly Section[]): Promise<void> {
  for (const section of sections) valueOf(await ground.perform(INVITE[section], by, { file, ...until(actor.agency) }));
  valueOf(await ground.perform(answerInvitation, actor, { file, answer: 'accepted' }));
}

/** A child’s file at whose `protection` and `location` the desk sits, with what it needs. */
export async function childAtDesk(ground: TestGround, needs: Needs | null = someNeeds()): Promise<string> {
  const file = await openedFile(ground);
  await seated(ground, file, officer, desk, ['protection']);
  valueOf(await ground.perform(OPEN_SECTION.location, desk, { file, purpose: 'shelter', ground: 'gdpr-6-1-e' }));
  if (needs) valueOf(await ground.perform(setNeeds, desk, { file, base: valueOf(await ground.perform(READ_SECTION.protection, desk, { file })).version, needs }));
  return file;
}
