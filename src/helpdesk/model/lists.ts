import type { ListRule } from '#src/platform/journal/lists.ts';
import { CLOSINGS, closingRow, INBOX, inboxRow } from './inbox.ts';
import { closed } from './kinds.ts';
import { reportState } from './state.ts';

/** How the inbox and what is counted follow from what was recorded. Clocks are not among it: they are no history. */
export const REPORT_LISTS: ListRule = {
  streamKind: 'report',
  lists: [INBOX, CLOSINGS],
  rows(headers) {
    if (headers.length === 0) return [];
    const state = reportState(headers);
    // Only where there is or was something to count.
    return [inboxRow(state), ...(headers.some((header) => header.kind === closed.name) ? [closingRow(state)] : [])];
  },
};
