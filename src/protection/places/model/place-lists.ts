import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { packedOffer } from './offer.ts';
import { placeState } from './place-state.ts';

/** Every place that an agency may see, by what it offers. */
const PLACES = 'places';
/** Why a place said no, each time, by the day: for whoever sees what it offers. */
export const REFUSED = 'place-refusals';

/** How the rows of a place follow from what was recorded. There is no clock in them, no address, and nothing of the child. */
export const PLACE_LISTS: ListRule = {
  streamKind: 'place',
  lists: [PLACES, REFUSED],
  rows(headers: readonly HeaderRow[]) {
    const state = placeState(headers);
    const { offer } = state;
    if (!offer) return [];
    const fields = { agency: state.agency, offer: packedOffer(state, offer) };
    const refused = state.holds.flatMap(({ hold, refusal, refusedOn, desk }) => (refusal === null ? [] : [{ list: REFUSED, item: hold, section: 'offer', state: refusal, dueOn: refusedOn, fields: { desk, agency: state.agency } }]));
    return [{ list: PLACES, item: 'place', section: 'offer', state: state.out ? 'out' : 'open', dueOn: null, fields }, ...refused];
  },
};
