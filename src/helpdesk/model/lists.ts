import type { ListRule } from '#src/platform/journal/lists.ts';
import { CLOSINGS, closingRow, INBOX, inboxRow, linkRow, LINKS } from './inbox.ts';
import { closed, linked } from './kinds.ts';
import { reportState } from './state.ts';

/** How the inbox and what is counted follow from what was recorded. Clocks are not among it: they are no history. */
export const REPORT_LISTS: ListRule = {
  streamKind: 'report',
  lists: [INBOX, CLOSINGS, LINKS],
  rows(headers) {
    if (headers.length === 0) return [];
    const state = reportState(headers);
    // Only where there is or was something to count.
    const others = new Set(headers.filter((header) => header.kind === linked.name).map((header) => String(header.header['report'])));
    return [inboxRow(state), ...[...others].map((other) => linkRow(other, state.links.includes(other))), ...(headers.some((header) => header.kind === closed.name) ? [closingRow(state)] : [])];
  },
};
