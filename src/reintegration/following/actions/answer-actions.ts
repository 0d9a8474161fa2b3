import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, onFile } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { Check } from '#src/platform/action/obstacles.ts';
import { answersHeader, rung, rungHeader } from '../model/kinds.ts';
import { SECTION } from '../model/state.ts';
import { DESK_WAYS, OCCASIONS } from '../model/vocabulary.ts';
import { answerWords, rungWords } from '../model/words.ts';
import { following, whyNotAsked } from './about.ts';
import { keptOf, ringsFor } from './answering.ts';

export const occasion = z.object({ moment: z.enum(OCCASIONS), trigger: z.uuid().nullable() });
export const answersInput = z.object({ ...answersHeader.shape });

/** What an answer may not say against itself. */
export const whyNotAnswered = ({ seenOn, spoken, outcome }: z.infer<typeof answersInput>, today: string): readonly Check[] => [
  [seenOn !== null && seenOn > today, 'day-is-to-come'],
  [spoken !== 'not-spoken' && seenOn === null, 'seen-when'],
  // That a child is safe is said by nobody but those who spoke with it.
  [spoken === 'not-spoken' && outcome === 'safe', 'safe-only-when-spoken'],
];

const answering = onFile.extend({ answer: z.uuid(), about: occasion, way: z.enum(DESK_WAYS), answers: answersInput, words: answerWords });
export const recordAnswer: StreamAction<z.infer<typeof answering>, null> = {
  name: 'followup.record-answer',
  does: 'write down how a followed child is, from a visit, a call, a letter or an e-mail',
  input: answering,
  allow: writers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers', 'table'],
  run(known) {
    const { answer, about, way, answers, words } = known.input;
    const result = following(
      known,
      (state) => [...whyNotAsked(state, about, known.today), ...whyNotAnswered(answers, known.today)],
      () => keptOf({ answer, about, way, link: null, answers, words }, known.headers),
      (state) => state.answers.some((a) => a.answer === answer),
    );
    return 'obstacles' in result || !result.entries ? result : { ...result, jobs: ringsFor(answers, known.table) };
  },
};

const ringing = onFile.extend({ call: rungHeader, words: rungWords });
/** There is no way to say here that the household was rung. */
export const recordCall: StreamAction<z.infer<typeof ringing>, null> = {
  name: 'followup.record-call',
  does: 'write down that the partner was rung because nobody answered, and what came of it',
  input: ringing,
  allow: writers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      (state) => whyNotAsked(state, known.input.call, known.today),
      () => [draft(rung, known.input.call, { section: SECTION, body: seal(rungWords, known.input.words) })],
      (state) => state.calls.some((c) => c.call === known.input.call.call),
    ),
};

export const ANSWER_ACTIONS = [recordAnswer, recordCall] as const;
