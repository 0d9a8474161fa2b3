import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { daysWaited, keptUntil, placeState, waiting } from './place-state.ts';

/** Every place that an agency may see, by what it offers. */
export const PLACES = 'places';

/** How the row of a place follows from what was recorded. There is no clock in it, and no address. */
export const PLACE_LISTS: ListRule = {
  streamKind: 'place',
  lists: [PLACES],
  rows(headers: readonly HeaderRow[]) {
    const state = placeState(headers);
    const { offer } = state;
    if (!offer) return [];
    const { care, languages, sexes, ...rest } = offer;
    const fields = {
      ...rest,
      agency: state.agency,
      country: state.country,
      sexes: sexes.join(' '),
      languages: languages.join(' '),
      care: care.join(' '),
      capacities: state.capacities.map((c) => `${c.from}=${c.beds}`).join(' '),
      free: state.free,
      freeAt: state.freeAt,
      kept: keptUntil(state).join(' '),
      out: state.out?.because ?? null,
      outUntil: state.out?.until ?? null,
      waiting: waiting(state).length,
      daysWaited: daysWaited(state),
    };
    return [{ list: PLACES, item: 'place', section: 'offer', state: state.out ? 'out' : 'open', dueOn: null, fields }];
  },
};
