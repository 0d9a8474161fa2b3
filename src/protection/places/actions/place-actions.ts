import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { agencyOf } from '#src/files/actions/about.ts';
import { isAgency, isThere } from '#src/files/store.ts';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import * as kinds from '../model/place-kinds.ts';
import { capacityOn } from '../model/place-state.ts';
import { OUT_REASONS } from '../model/vocabulary.ts';
import { addressWords, offerWords, seal } from '../model/words.ts';
import { aboutAddress, aboutOffer, byManager, byShelter, isNotOwn, keepingPlace, onPlace } from './about.ts';
import { shelterManager } from '../roles.ts';

const beds = z.int().min(0).max(500);
const areAgesRight = ({ offer }: { offer: z.infer<typeof kinds.offerHeader> }) => offer.ageFrom <= offer.ageTo;
const described = z.object({ offer: kinds.offerHeader, words: offerWords });

const newPlace = onPlace.extend({ country: z.enum(COUNTRIES), ...described.shape, beds, free: beds, address: addressWords });
export type NewPlace = z.input<typeof newPlace>;

export const registerPlace: FreeAction<z.infer<typeof newPlace>, string, boolean> = {
  name: 'place.register',
  does: 'register a place of the own agency: what it offers, and its address, which only the own agency sees',
  input: newPlace,
  allow: [{ role: shelterManager, relation: 'none' }],
  about: { begins: 'place', as: (i: { place: string }) => i.place, sections: ['offer', 'address'], purpose: 'shelter', ground: 'gdpr-6-1-e' },
  lookUp: (tx, { place }) => isThere(tx, place),
  run({ input, actor, found, streamId, today }) {
    if (found) return { obstacles: [{ code: 'already-there' }] };
    if (!areAgesRight(input)) return { obstacles: [{ code: 'ages-turned-round' }] };
    if (input.free > input.beds) return { obstacles: [{ code: 'more-free-than-beds' }] };
    return {
      value: streamId,
      entries: [
        draft(kinds.registered, { agency: agencyOf(actor), country: input.country }, { section: null }),
        draft(kinds.offerSet, input.offer, { section: 'offer', body: seal(offerWords, input.words) }),
        draft(kinds.capacitySet, { from: today, beds: input.beds }, { section: 'offer' }),
        draft(kinds.bedsSaid, { free: input.free }, { section: 'offer' }),
        draft(kinds.addressSet, {}, { section: 'address', body: seal(addressWords, input.address) }),
      ],
    };
  },
};

const changing = onPlace.extend(described.shape).extend({ base: z.string().max(64) });
export const changeOffer: StreamAction<z.infer<typeof changing>, null> = {
  name: 'place.change-offer',
  does: 'change what a place of the own agency offers',
  input: changing,
  allow: byManager,
  about: { ...aboutOffer, base: (i: { base: string }) => i.base },
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s), [!areAgesRight(known.input), 'ages-turned-round']], () => [draft(kinds.offerSet, known.input.offer, { section: 'offer', body: seal(offerWords, known.input.words) })]),
};

const counting = onPlace.extend({ from: z.iso.date(), beds });
export const setCapacity: StreamAction<z.infer<typeof counting>, null> = {
  name: 'place.set-capacity',
  does: 'say how many beds a place of the own agency has from a day on',
  input: counting,
  allow: byManager,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s), [known.input.from < known.today, 'day-is-past']], () => [draft(kinds.capacitySet, { from: known.input.from, beds: known.input.beds }, { section: 'offer' })]),
};

const saying = onPlace.extend({ free: beds });
/** The one tap. Said again it holds for another day. */
export const sayBeds: StreamAction<z.infer<typeof saying>, null> = {
  name: 'place.say-beds',
  does: 'say how many beds are empty at this moment in a place of the own agency',
  input: saying,
  allow: byShelter,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s), [known.input.free > capacityOn(s.capacities, known.today), 'more-free-than-beds']], () => [draft(kinds.bedsSaid, { free: known.input.free }, { section: 'offer' })]),
};

const closing = onPlace.extend({ because: z.enum(OUT_REASONS), until: z.iso.date().nullable() });
export const takeOut: StreamAction<z.infer<typeof closing>, null> = {
  name: 'place.take-out-of-service',
  does: 'take a place of the own agency out of service, with a reason',
  input: closing,
  allow: byShelter,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s), [known.input.until !== null && known.input.until <= known.today, 'day-is-past']], () => [draft(kinds.outOfService, { because: known.input.because, until: known.input.until }, { section: 'offer' })]),
};
export const putBack: StreamAction<z.infer<typeof onPlace>, null> = {
  name: 'place.put-back-in-service',
  does: 'put a place of the own agency back into service',
  input: onPlace,
  allow: byManager,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s)], () => [draft(kinds.inService, {}, { section: 'offer' })], (s) => s.out === null),
};

const showing = onPlace.extend({ agency: z.uuid(), isShown: z.boolean() });
/** A desk is let into what is offered, never into the address. */
export const showTo: StreamAction<z.infer<typeof showing>, null, boolean> = {
  name: 'place.show-to',
  does: 'show what a place of the own agency offers to a placement desk, or no longer',
  input: showing,
  allow: byManager,
  about: aboutOffer,
  needs: ['headers'],
  lookUp: (tx, { agency }) => isAgency(tx, agency),
  run(known) {
    const { agency, isShown } = known.input;
    return keepingPlace(
      known,
      (s) => [isNotOwn(known, s), [!known.found, 'no-such-agency'], [agency === s.agency, 'is-the-own-agency']],
      () => [draft(kinds.shownTo, { agency, isShown }, { section: null, parties: [{ agency, section: 'offer', isParty: isShown, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: isShown ? null : known.today }] })],
      (s) => s.desks.includes(agency) === isShown,
    );
  },
};

const moving = onPlace.extend({ address: addressWords });
export const setAddress: StreamAction<z.infer<typeof moving>, null> = {
  name: 'place.set-address',
  does: 'write down the address of a place of the own agency',
  input: moving,
  allow: byManager,
  about: aboutAddress,
  needs: ['headers'],
  run: (known) => keepingPlace(known, (s) => [isNotOwn(known, s)], () => [draft(kinds.addressSet, {}, { section: 'address', body: seal(addressWords, known.input.address) })]),
};

export const PLACE_ACTIONS = [registerPlace, changeOffer, setCapacity, sayBeds, takeOut, putBack, showTo, setAddress] as const;
