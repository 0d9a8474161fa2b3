import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { packedOffer } from './offer.ts';
import { placeState } from './place-state.ts';

/** Every place that an agency may see, by what it offers. */
const PLACES = 'places';

/** How the row of a place follows from what was recorded. There is no clock in it, and no address. */
export const PLACE_LISTS: ListRule = {
  streamKind: 'place',
  lists: [PLACES],
  rows(headers: readonly HeaderRow[]) {
    const state = placeState(headers);
    const { offer } = state;
    if (!offer) return [];
    const fields = { agency: state.agency, offer: packedOffer(state, offer) };
    return [{ list: PLACES, item: 'place', section: 'offer', state: state.out ? 'out' : 'open', dueOn: null, fields }];
  },
};
