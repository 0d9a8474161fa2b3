import { z } from 'zod';
import { placementDesk, shelter } from '#src/files/roles.ts';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import * as kinds from '../model/place-kinds.ts';
import { offersAt, type Offer, type PlaceRow } from '../model/offer.ts';
import { placeState, type PlaceState } from '../model/place-state.ts';
import { addressWords, askedWords, offerWords, unseal, type Read } from '../model/words.ts';
import { readPlaces } from '../store.ts';
import { aboutAddress, aboutOffer, byBoth, byShelter, onPlace } from './about.ts';
import { shelterManager } from '../roles.ts';

const atMoment = z.object({ at: z.iso.datetime() });

/** Every place that is shown to the agency, and its own; by what they offer and without an address. */
export const listPlaces: FreeAction<z.infer<typeof atMoment>, readonly Offer[], readonly PlaceRow[]> = {
  name: 'place.list',
  does: 'see which places there are: those of the own agency, and those that are shown to it',
  input: atMoment,
  allow: [{ role: shelter, relation: 'none' }, { role: shelterManager, relation: 'none' }, { role: placementDesk, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx) => readPlaces(tx),
  run: ({ found, input }) => ({ value: offersAt(found, input.at) }),
};

export type PlaceRead = {
  readonly state: PlaceState;
  readonly words: Read<typeof offerWords>;
  /** What was asked with each hold, as far as it is for the reader. */
  readonly asked: Readonly<Record<string, Read<typeof askedWords>>>;
  readonly version: string;
};

/** A desk sees what it asked for itself; of others only that beds are kept. */
export const readPlace: StreamAction<z.infer<typeof onPlace>, PlaceRead> = {
  name: 'place.read',
  does: 'see what a place offers, and what was asked of it by the own agency or of the own place',
  input: onPlace,
  allow: byBoth,
  about: aboutOffer,
  needs: ['headers', 'entries'],
  run({ headers, entries, actor, version }) {
    const whole = placeState(headers);
    const isOwn = whole.agency === actor.agency;
    const ours = whole.holds.filter((h) => isOwn || h.desk === actor.agency);
    const own = new Set(ours.map((h) => h.hold));
    const asked = entries.filter((e) => e.kind === kinds.held.name && own.has(String(e.header['hold'])));
    const last = entries.findLast((e) => e.kind === kinds.offerSet.name);
    const state = isOwn ? whole : { ...whole, holds: ours, desks: [], waits: whole.waits.filter((w) => w.desk === actor.agency) };
    return { value: { state, words: last ? unseal(offerWords, last) : { isGone: true }, asked: Object.fromEntries(asked.map((e) => [String(e.header['hold']), unseal(askedWords, e)])), version } };
  },
};

/** Only for the place’s own agency, which is alone in this section; for a child it comes into `location` by the place itself. */
export const readAddress: StreamAction<z.infer<typeof onPlace>, Read<typeof addressWords>> = {
  name: 'place.read-address',
  does: 'see the address of a place of the own agency',
  input: onPlace,
  allow: byShelter,
  about: aboutAddress,
  needs: ['entries'],
  run({ entries }) {
    const last = entries.findLast((e) => e.kind === kinds.addressSet.name);
    return { value: last ? unseal(addressWords, last) : { isGone: true } };
  },
};

export const READ_PLACE_ACTIONS = [listPlaces, readPlace, readAddress] as const;
