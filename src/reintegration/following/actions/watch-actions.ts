import { z } from 'zod';
import { aboutSection, agencyOf, onFile, type OnFile } from '#src/files/actions/about.ts';
import { tableTold } from '#src/files/model/kinds.ts';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import { stepTaken } from '../model/kinds.ts';
import { followUpWatch } from '../model/roles.ts';
import { stepsToTake } from '../model/silence.ts';
import { followingState, SECTION } from '../model/state.ts';
import type { Step } from '../model/vocabulary.ts';
import { readStepsDue } from '../store.ts';
import { tellAll } from './answering.ts';

/** The job by which the desk that follows, or oversight, hears that a follow-up waits. */
export const TELL_FOLLOWING = 'followup.tell';

const listing = z.object({ today: z.iso.date(), /** Those that could not be gone into this time. */ except: z.array(z.uuid()).max(10_000) });
export const stepsDue: FreeAction<z.infer<typeof listing>, readonly string[], readonly string[]> = {
  name: 'followup.list-steps',
  does: 'see in which files a step against silence is to be taken today, by their identity alone',
  input: listing,
  allow: [{ role: followUpWatch, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx, { today, except }) => readStepsDue(tx, today, except),
  run: ({ found }) => ({ value: found }),
};

/** Who hears of each step. Nobody of the household is told anything, and nobody is told which child. */
function tellsOf(steps: readonly Step[], { agency, person, table }: { agency: string; person: string | null; table: Parameters<typeof tellAll>[0] }): readonly Wanted[] {
  const desk = (isUrgent: boolean): Wanted => ({ job: TELL_FOLLOWING, payload: { agency, person, isOversight: false, isUrgent } });
  return [
    ...(steps.includes('ring-partner') ? [desk(true)] : steps.includes('reminded') ? [desk(false)] : []),
    ...(steps.includes('table-told') ? tellAll(table) : []),
    ...(steps.includes('oversight-told') ? [{ job: TELL_FOLLOWING, payload: { agency, person: null, isOversight: true, isUrgent: true } }] : []),
  ];
}

/**
 * Every step that silence asks for by today, with its messages, in one transaction: neither is there without the other, and what
 * was taken is not taken again. A file that was closed meanwhile is no reason to be silent.
 */
export const takeSteps: StreamAction<OnFile, number> = {
  name: 'followup.take-steps',
  does: 'remind of a follow-up that is due and, where nobody answers, tell the desk to ring, the table and oversight',
  input: onFile,
  allow: [{ role: followUpWatch, relation: 'party' }],
  about: aboutSection(SECTION),
  needs: ['headers', 'table'],
  run({ headers, today, table, actor }) {
    const state = followingState(headers);
    const steps = stepsToTake(state, today);
    if (steps.length === 0) return { value: 0 };
    const codes = steps.map((s) => s.step);
    const { agency, responsible } = state.calendar ?? { agency: agencyOf(actor), responsible: null };
    return {
      value: steps.length,
      entries: [...steps.map((s) => draft(stepTaken, s, { section: SECTION })), ...(codes.includes('table-told') ? [draft(tableTold, { what: 'follow-up-silent' }, { section: null })] : [])],
      jobs: tellsOf(codes, { agency, person: responsible, table }),
    };
  },
};

export const WATCH_ACTIONS = [stepsDue, takeSteps] as const;
