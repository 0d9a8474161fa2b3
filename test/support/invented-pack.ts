import type { FilePack } from '#src/knowledge/file-pack.ts';
import { PROSECUTION_OBSTACLES, STATUSES } from '#src/knowledge/file-vocabulary.ts';
import { localise } from '#src/knowledge/localise.ts';
import type { Text } from '#src/knowledge/schema.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Guide } from '#src/files/pages/guide.ts';
import { knowledge } from './knowledge.ts';

const same = (text: string): Text => ({ nl: text, en: text, sv: text, ro: text, bs: text });
const provenance = { source: 'invented for tests', validFrom: '2020-01-01', validTo: null, review: { state: 'to-verify' } } as const;
const checked = { ...provenance, review: { state: 'verified', byRole: 'invented jurist', on: '2026-11-01' } } as const;

/**
 * The pack of a country that is nowhere. It can stand in the place of any real one: where the code of a country alone would
 * decide anything, a file in it would show that.
 */
export const inventedPack = (country: Country): FilePack => ({
  country,
  tasks: [
    { code: 'report-concern', starts: ['file-opened'], limit: { count: 3, unit: 'days' }, limitFrom: 'law', owner: 'anybody', hearsLate: 'care-coordinator', title: same('Ring the Bell of the Valley'), reason: same('The Valley listens.'), law: ['un-crc-12'], ...checked },
    { code: 'tell-council', starts: ['event-in-custody'], limit: { count: 30, unit: 'hours' }, limitFrom: 'law', owner: 'police', hearsLate: 'prosecutor', title: same('Send a rider to the Council of Elders'), reason: same('Elders decide by daylight.'), law: ['un-crc-12'], ...provenance },
    { code: 'report-missing', starts: ['event-missing'], limit: null, limitFrom: 'practice', owner: 'shelter', hearsLate: 'duty-desk', title: same('Light the beacon'), reason: same('Whoever sees it searches.'), law: [], ...provenance },
    { code: 'offer-reflection', starts: ['status-possible'], limit: { count: 2, unit: 'months' }, limitFrom: 'advice', owner: 'guardian', hearsLate: 'lawyer', title: same('Offer two moons of rest'), reason: same('Nobody asks before.'), law: [], ...provenance },
  ],
  roles: { guardian: { name: same('Keeper of the Gate'), ...provenance }, court: { name: same('Court under the Oak'), ...provenance }, panel: { name: same('Circle of Nine'), ...provenance } },
  statuses: STATUSES.map((status) => ({ status, deciders: ['guardian', 'court'] as const, effects: ['support'] as const, text: same(`Invented meaning of ${status}`), toObject: { limit: { count: 9, unit: 'days' as const }, where: same('Speak at the Oak.') }, law: [], ...provenance })).map((rule) => ({ ...rule, deciders: [...rule.deciders], effects: [...rule.effects] })),
  dutyDesk: { text: same('The watch on the hill.'), ...provenance },
  determination: [
    { decider: 'guardian', part: 'weighs', body: same('Keeper of the Gate, at dusk'), about: same('where the child goes'), law: ['un-crc-12'], ...provenance },
    { decider: 'panel', part: 'decides', body: same('Circle of Nine'), about: same('where the child goes'), law: ['un-crc-12'], ...checked },
  ],
  route: {
    authorities: [
      { code: 'central-authority', name: same('House of Seals'), does: same('Says yes before the child comes.'), from: ['union'], contact: null, needsConsent: true, notForParent: true, law: ['un-crc-12'], ...checked },
      { code: 'child-protection', name: same('Hearth of the Valley'), does: same('Takes the child in.'), from: ['union', 'elsewhere'], contact: null, needsConsent: false, notForParent: false, law: [], ...provenance },
    ],
    letterLanguage: 'bs',
    needsRegistrationNumber: true,
    text: same('By the river, never by the pass.'),
    law: ['un-crc-12'],
    ...provenance,
  },
  transfers: { area: 'outside', grounds: [{ code: 'vital-interests', text: same('Where the child would not live otherwise.'), law: ['un-crc-12'], ...provenance }], text: same('No word leaves without a seal.'), law: ['un-crc-12'], ...provenance },
  followUp: { norm: { count: 5, unit: 'months' }, normFrom: 'law', by: 'child-protection', who: same('Hearth of the Valley'), text: same('Five moons.'), law: ['un-crc-12'], ...provenance },
  returnLaws: [
    { condition: 'interests', direction: 'from', text: null, law: ['un-crc-12'], ...checked },
    { condition: 'family', direction: 'to', text: same('The Hearth visits the house.'), law: [], ...provenance },
  ],
  prosecution: {
    qualified: ['guardian'],
    never: ['under-12', '12-13'],
    onlyIfUnderstood: ['14'],
    obstacles: PROSECUTION_OBSTACLES.map((code) => ({ code, law: code === 'no-lawyer' ? ['un-crc-12'] : [], ask: 'court' as const })),
    ...provenance,
  },
});

const LAWS = localise(knowledge, 'en').law;

/** What pages of files are given where nothing but the invented country is known. */
export const inventedGuide = (country: Country): Guide => ({ packs: localise({ ...knowledge, filePacks: [inventedPack(country)] }, 'en').filePacks, law: LAWS, asOf: '2026-11-25' });
