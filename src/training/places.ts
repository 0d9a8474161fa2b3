import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { daysAfter } from '#src/files/model/days.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { setNeeds } from '#src/protection/places/actions/child-actions.ts';
import { registerPlace, showTo } from '#src/protection/places/actions/place-actions.ts';
import { TRAINING_FILE } from './file.ts';

type Someone = { id: string; agency: string };

/** The number of a place follows from how its identity begins: these two are not to be taken for one another. */
const placeId = (n: number) => `${n}71a${n}e5c-${n}000-4000-8000-7ea1e5c00000`;

/** The rules say no to what an earlier start did already; any other "no" is a mistake of ours. */
function tried(answer: Answer<unknown>): boolean {
  if (!answer.done && answer.because !== 'obstacles') throw new Error(`an invented place was refused: ${answer.because}`);
  return answer.done;
}

const OFFER = { ageFrom: 10, ageTo: 17, sexes: ['girl', 'boy'], languages: ['nl', 'en', 'ro'], security: 'secret-address', schooling: 'in-house', care: ['trauma'], takesSiblings: true, isAccessible: false, hasOwnRooms: true, keepsAgesApart: true } as const;
const PLACES = [
  { place: placeId(1), name: 'Verzonnen huis De Bocht', area: 35, beds: 4, free: 2, address: 'Verzonnen Laan 1, Verzonnen stad' },
  { place: placeId(2), name: 'Verzonnen huis De Kade', area: 10, beds: 2, free: 1, address: 'Verzonnen Kade 2, Verzonnen dorp' },
] as const;

/** Two invented places of the shelter, shown to the placement desk, which sits at the invented child’s protection. */
export async function openTrainingPlaces(ground: Ground, called: (signInName: string) => Promise<Someone>): Promise<void> {
  const perform = performOn(ground);
  const [manager, desk, youth] = [await called('leiding'), await called('plaatsingsdesk'), await called('jeugd')];
  for (const { place, name, area, beds, free, address } of PLACES) {
    tried(await perform(registerPlace, manager, { place, country: 'NL', offer: { ...OFFER, area }, words: { name, ringBack: '000 000 00 00' }, beds, free, address: { address } }));
    tried(await perform(showTo, manager, { place, agency: desk.agency, isShown: true }));
  }
  const file = TRAINING_FILE;
  const today = ground.now().toISOString().slice(0, 10);
  const isNew = tried(await perform(INVITE.protection, youth, { file, agency: desk.agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: daysAfter(today, 180) }));
  tried(await perform(answerInvitation, desk, { file, answer: 'accepted' }));
  const read = isNew ? await perform(READ_SECTION.protection, desk, { file }) : null;
  if (!read?.done) return;
  const needs = { country: 'NL', soon: 'tonight', ageFrom: 14, ageTo: 14, isAgeSure: false, sex: 'girl', languages: ['ro'], security: 'secret-address', care: [], needsSchool: true, needsAccess: false, needsOwnRoom: true, near: [], group: null, groupSize: 1 } as const;
  tried(await perform(setNeeds, desk, { file, base: read.value.version, needs: { ...needs, languages: [...needs.languages], care: [], near: [] } }));
}
