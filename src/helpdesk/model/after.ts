import type { Draft } from '#src/platform/action/entries.ts';
import { writeHeader } from '#src/platform/journal/kinds.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { reportState, type ReportState } from './state.ts';

/** How the report stands once these entries are added: what the row in the inbox has to say is folded like everything else. */
export function stateAfter(headers: readonly HeaderRow[], drafts: readonly Draft[], today: string): ReportState {
  const last = headers.at(-1)?.sequence ?? 0;
  const added = drafts.map(({ kind, header, section }, at): HeaderRow => {
    const written = writeHeader(kind, header as Record<string, unknown>);
    return { sequence: last + at + 1, section, kind: written.kind, version: written.version, header: written.header, recorded_on: today, recorded_at: null };
  });
  return reportState([...headers, ...added]);
}
