import { z } from 'zod';
import type { Known, Result } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import { keptUnless, when, type Check } from '#src/platform/action/obstacles.ts';
import type { Grant } from '#src/platform/access/grants.ts';
import { placementDesk, shelter } from '#src/files/roles.ts';
import { placeState, type PlaceState } from '../model/place-state.ts';
import { shelterManager } from '../roles.ts';

const PLACE = 'place';

export const onPlace = z.object({ place: z.uuid() });
type OnPlace = z.infer<typeof onPlace>;

/** What everybody may see who was shown the place; the address is another section, in which nobody else ever is. */
const streamOf = (i: OnPlace) => i.place;
export const aboutOffer = { kind: PLACE, stream: streamOf, sections: ['offer'] as const };
export const aboutAddress = { kind: PLACE, stream: streamOf, sections: ['address'] as const };

type Granted = readonly [Grant<'party'>, ...Grant<'party'>[]];
export const byManager: Granted = [{ role: shelterManager, relation: 'party' }];
export const byShelter: Granted = [{ role: shelter, relation: 'party' }, { role: shelterManager, relation: 'party' }];
export const byDesk: Granted = [{ role: placementDesk, relation: 'party' }];
export const byBoth: Granted = [...byShelter, ...byDesk];

/** Keeps drafts unless a check holds; what was kept already is done. */
export function keepingPlace<I>(known: Pick<Known<I>, 'headers'>, checks: (state: PlaceState) => readonly Check[], drafts: (state: PlaceState) => readonly Draft[], isKept: (state: PlaceState) => boolean = () => false): Result<null> {
  const state = placeState(known.headers);
  return keptUnless({ value: null, isKept: isKept(state), why: () => when(checks(state)), drafts: () => drafts(state) });
}

/** A desk that is shown a place sits at its table too: what the place says of itself is for its own agency alone. */
export const isNotOwn = (known: Pick<Known<unknown>, 'actor'>, state: PlaceState): Check => [state.agency !== known.actor.agency, 'not-your-place'];
