import { HANDOVER_REPLY } from '#src/files/model/waits.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import { handoverState, stepOf, waitingOf } from './state.ts';

/** What waits in a hand-over, for the agency that asked: from `reintegration` alone, for those who see it. */
export const HANDOVER_LISTS: ListRule = {
  streamKind: 'file',
  lists: [HANDOVER_REPLY],
  rows(headers: readonly HeaderRow[]) {
    const { handovers } = handoverState(headers.filter((h) => h.section === 'reintegration'));
    return handovers.map((h) => {
      const waiting = waitingOf(h);
      return { list: HANDOVER_REPLY, item: h.handover, section: 'reintegration', state: waiting ? 'open' : 'over', dueOn: waiting?.dueOn ?? null, fields: { agency: h.agency, country: h.country, step: stepOf(h) } };
    });
  },
};
