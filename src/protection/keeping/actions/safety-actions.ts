import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { futureHeader, futurePlanned, safetyHeader, safetyPlanned, safetyReviewed, sheetHeader, sheetSet } from '../model/kinds.ts';
import { REVIEW_RESULTS } from '../model/vocabulary.ts';
import { futureWords, reviewWords, safetyWords, sheetWords } from '../model/words.ts';
import { keeping } from './about.ts';

const planning = onFile.extend(based.shape).extend({ plan: safetyHeader, words: safetyWords });
export const planSafety: StreamAction<z.infer<typeof planning>, null> = {
  name: 'safety.plan',
  does: 'write the safety plan: risks, contacts, telephone, and who does what in the first 48 hours',
  input: planning,
  allow: writers('protection'),
  about: decidedOn('protection'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      () => [],
      () => [draft(safetyPlanned, known.input.plan, { section: 'protection', body: seal(safetyWords, known.input.words) })],
      (state) => state.plan?.plan === known.input.plan.plan,
    ),
};

const reviewing = onFile.extend(based.shape).extend({ plan: z.uuid(), result: z.enum(REVIEW_RESULTS), words: reviewWords });
export const reviewSafety: StreamAction<z.infer<typeof reviewing>, null> = {
  name: 'safety.review',
  does: 'say whether the safety plan still holds',
  input: reviewing,
  allow: writers('protection'),
  about: decidedOn('protection'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => [[state.plan?.plan !== known.input.plan, 'plan-not-there']],
      () => [draft(safetyReviewed, { plan: known.input.plan, result: known.input.result }, { section: 'protection', body: seal(reviewWords, known.input.words) })],
    ),
};

const future = onFile.extend({ future: futureHeader.pick({ future: true, nextOn: true }), words: futureWords });
export const planFuture: StreamAction<z.infer<typeof future>, null> = {
  name: 'future.plan',
  does: 'write the plan for another future, made with the child',
  input: future,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run(known) {
    const { future: begun, words } = known.input;
    const header = { ...begun, hasSchool: words.school !== '', hasWish: words.wish !== '', hasTrustedAdult: words.trusted !== '' };
    return keeping(
      known,
      () => [[begun.nextOn <= known.today, 'day-is-past']],
      () => [draft(futurePlanned, header, { section: 'protection', body: seal(futureWords, words) })],
      (state) => state.future?.future === begun.future,
    );
  },
};

const sheet = onFile.extend({ sheet: sheetHeader, words: sheetWords });
export const setSheet: StreamAction<z.infer<typeof sheet>, null> = {
  name: 'missing.set-sheet',
  does: 'write down how the child looks, to be read out if it goes missing',
  input: sheet,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      () => [],
      () => [draft(sheetSet, known.input.sheet, { section: 'protection', body: seal(sheetWords, known.input.words) })],
      (state) => state.sheet?.sheet === known.input.sheet.sheet,
    ),
};

export const SAFETY_ACTIONS = [planSafety, reviewSafety, planFuture, setSheet] as const;
