import { z } from 'zod';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { shredded } from '#src/platform/journal/shredding.ts';
import { readDue } from '../store.ts';
import { onReport, REPORT, type OnReport } from './about.ts';
import { stoppedClock } from './inbox.ts';
import { isDue } from './retention.ts';
import { retention } from './roles.ts';
import { reportState } from './state.ts';
import { SECTIONS } from './vocabulary.ts';

const AT_ONCE = 100;

export const listDue: FreeAction<{ today: string }, readonly string[], readonly string[]> = {
  name: 'report.list-due',
  does: 'see which reports were kept as long as the reporter was told',
  input: z.object({ today: z.iso.date() }),
  allow: [{ role: retention, relation: 'none' }],
  about: 'nothing',
  isDayOnly: true,
  lookUp: (tx, { today }) => readDue(tx, today, AT_ONCE),
  run: ({ found }) => ({ value: found }),
};

const part = onReport.extend({ section: z.enum(SECTIONS) });
export const eraseReport: StreamAction<z.infer<typeof part>, 'withdrawn' | 'retention-ended' | null> = {
  name: 'report.erase',
  does: 'erase the words of a report that was kept as long as the reporter was told; that there was one remains',
  input: part,
  allow: [{ role: retention, relation: 'party' }],
  about: { kind: REPORT, stream: (i: OnReport) => i.report, sections: SECTIONS, section: (i: { section: (typeof SECTIONS)[number] }) => i.section },
  isDayOnly: true,
  needs: ['headers'],
  run: ({ input: { section }, headers, today }) => {
    const state = reportState(headers);
    if (state.erased.includes(section)) return { value: null };
    if (!isDue(state, today)) return { obstacles: [{ code: 'not-kept-long-enough' }] };
    const because = state.withdrawnOn ? 'withdrawn' : 'retention-ended';
    const entries = [draft(shredded, { what: 'section', sequence: null, because }, { section })];
    return { value: because, entries, lists: [stoppedClock()], shreds: { because } };
  },
};

export const ERASING_ACTIONS = [listDue, eraseReport] as const;
