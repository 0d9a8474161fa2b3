import { z } from 'zod';
import { MISSING_STEPS } from '#src/knowledge/vocabulary.ts';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, onFile } from '#src/files/actions/about.ts';
import { missingBegun, missingEnded } from '#src/files/model/kinds.ts';
import { fileState } from '#src/files/model/state.ts';
import { MISSING_ENDINGS } from '#src/files/model/vocabulary.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { goneDescribed, goneHeader, interviewed, interviewHeader, stepDone } from '../model/kinds.ts';
import { STEP_OUTCOMES } from '../model/vocabulary.ts';
import { goneWords, interviewWords, stepWords } from '../model/words.ts';
import { keeping } from './about.ts';

/** Tells the agencies at the table that something cannot wait. */
export const TELL_TABLE = 'protection.tell-table';

const isGoneNow = (headers: Parameters<typeof fileState>[0], missing: string) => fileState(headers).missing.some((m) => m.missing === missing && m.how === null);

const going = onFile.extend({ gone: goneHeader, words: goneWords });
/** The one button. Everybody at the table is told in the same transaction: the notices are queued, or nothing is kept. */
export const reportMissing: StreamAction<z.infer<typeof going>, null> = {
  name: 'missing.report',
  does: 'say that the child is missing; everybody at the table is told at once',
  input: going,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers', 'table'],
  run(known) {
    const { gone, words } = known.input;
    const told = [...new Set(known.table.map((seat) => seat.agency))];
    const result = keeping(
      known,
      () => [
        [gone.lastSeenOn > known.today, 'day-is-to-come'],
        [fileState(known.headers).missing.some((m) => m.how === null), 'is-missing-already'],
      ],
      () => [draft(missingBegun, { missing: gone.missing }, { section: null }), draft(goneDescribed, gone, { section: 'protection', body: seal(goneWords, words) })],
      (state) => state.gone.some((g) => g.missing === gone.missing),
    );
    return 'obstacles' in result || !result.entries ? result : { ...result, jobs: told.map((agency) => ({ job: TELL_TABLE, payload: { agency } })) };
  },
};

const stepping = onFile.extend({ missing: z.uuid(), step: z.enum(MISSING_STEPS), outcome: z.enum(STEP_OUTCOMES), words: stepWords });
export const doStep: StreamAction<z.infer<typeof stepping>, null> = {
  name: 'missing.do-step',
  does: 'tick off who was told that the child is missing, or could not be reached',
  input: stepping,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run(known) {
    const { missing, step, outcome, words } = known.input;
    return keeping(
      known,
      () => [[!isGoneNow(known.headers, missing), 'is-not-missing']],
      () => [draft(stepDone, { missing, step, outcome }, { section: 'protection', body: seal(stepWords, words) })],
      (state) => outcome !== 'not-reached' && state.steps.some((s) => s.missing === missing && s.step === step && s.outcome === outcome),
    );
  },
};

const ending = onFile.extend({ missing: z.uuid(), how: z.enum(MISSING_ENDINGS) });
export const endMissing: StreamAction<z.infer<typeof ending>, null> = {
  name: 'missing.end',
  does: 'say that the child is not missing any more; everybody at the table is told',
  input: ending,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers', 'table'],
  run(known) {
    const result = keeping(
      known,
      () => [[!isGoneNow(known.headers, known.input.missing), 'is-not-missing']],
      () => [draft(missingEnded, { missing: known.input.missing, how: known.input.how }, { section: null })],
      () => fileState(known.headers).missing.some((m) => m.missing === known.input.missing && m.how === known.input.how),
    );
    const told = [...new Set(known.table.map((seat) => seat.agency))];
    return 'obstacles' in result || !result.entries ? result : { ...result, jobs: told.map((agency) => ({ job: TELL_TABLE, payload: { agency } })) };
  },
};

const returning = onFile.extend({ interview: interviewHeader, words: interviewWords });
export const recordInterview: StreamAction<z.infer<typeof returning>, null> = {
  name: 'missing.record-interview',
  does: 'write down what the child said when it was back, in its own words',
  input: returning,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run(known) {
    const { interview, words } = known.input;
    return keeping(
      known,
      (state) => [[!state.gone.some((g) => g.missing === interview.missing), 'was-not-missing']],
      () => [draft(interviewed, interview, { section: 'protection', body: seal(interviewWords, words) })],
      (state) => state.interviews.some((i) => i.interview === interview.interview),
    );
  },
};

export const MISSING_ACTIONS = [reportMissing, doStep, endMissing, recordInterview] as const;
