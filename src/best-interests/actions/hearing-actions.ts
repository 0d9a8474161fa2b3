import { z } from 'zod';
import { aboutSection } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { assessed, assessedHeader, feedbackGiven, feedbackHeader, heard, heardHeader, notHeard, notHeardHeader } from '../model/kinds.ts';
import { WORDS_ARE } from '../model/sources.ts';
import { assessedWords, heardWords, maybeWords, toChildWords } from '../model/words.ts';
import { areThere, AROUND, keeping, onFile } from './about.ts';

const about = aboutSection('solution');

const hearing = onFile.extend({ heard: heardHeader, words: heardWords });
/** What the child said stands already where its words stand; here it is named. */
export const hearChild: StreamAction<z.infer<typeof hearing>, null> = {
  name: 'interests.hear',
  does: 'write down that the child was heard on what is best for it, when, by whom, how, and which of its words say so',
  input: hearing,
  allow: AROUND,
  about,
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.hearings.some((h) => h.hearing === known.input.heard.hearing),
      why: ({ today }) =>
        obstaclesIn([
          [known.input.heard.heardOn > today, 'day-is-to-come'],
          [!areThere(known, known.input.heard.words, WORDS_ARE), 'no-such-words'],
        ]),
      drafts: () => [draft(heard, known.input.heard, { section: 'solution', body: seal(heardWords, known.input.words) })],
    }),
};

const without = onFile.extend({ without: notHeardHeader, words: maybeWords });
export const notHearChild: StreamAction<z.infer<typeof without>, null> = {
  name: 'interests.not-hear',
  does: 'write down why the child was not heard, and when it is asked again',
  input: without,
  allow: AROUND,
  about,
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.notHeard.some((h) => h.hearing === known.input.without.hearing),
      why: ({ today }) => obstaclesIn([[known.input.without.againOn !== null && known.input.without.againOn <= today, 'day-is-past']]),
      drafts: () => [draft(notHeard, known.input.without, { section: 'solution', body: seal(maybeWords, known.input.words) })],
    }),
};

const telling = onFile.extend({ told: feedbackHeader, words: toChildWords });
export const giveFeedback: StreamAction<z.infer<typeof telling>, null> = {
  name: 'interests.give-feedback',
  does: 'write down what the child was told of the weight of its view',
  input: telling,
  allow: AROUND,
  about,
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.feedback.some((f) => f.feedback === known.input.told.feedback),
      why: ({ state, today }) =>
        obstaclesIn([
          [known.input.told.toldOn > today, 'day-is-to-come'],
          [known.input.told.determination !== null && !state.determinations.some((d) => d.determination === known.input.told.determination), 'no-such-determination'],
        ]),
      drafts: () => [draft(feedbackGiven, known.input.told, { section: 'solution', body: seal(toChildWords, known.input.words) })],
    }),
};

const assessing = onFile.extend({ assessed: assessedHeader.omit({ isPasted: true }), words: assessedWords });
/** Ten minutes: what it is about, five lines, what follows. */
export const assess: StreamAction<z.infer<typeof assessing>, null> = {
  name: 'interests.assess',
  does: 'assess in five lines what is best for the child in one step',
  input: assessing,
  allow: AROUND,
  about,
  needs: ['headers'],
  run(known) {
    const { assessed: header, words } = known.input;
    const isPasted = words.pasted !== '';
    return keeping(known, {
      isKept: ({ state }) => state.assessments.some((a) => a.assessment === header.assessment),
      why: ({ today }) =>
        obstaclesIn([
          [header.on > today, 'day-is-to-come'],
          [!isPasted && [words.view, words.safety, words.people, words.needs, words.conclusion].includes(''), 'five-lines'],
        ]),
      drafts: () => [draft(assessed, { ...header, isPasted }, { section: 'solution', body: seal(assessedWords, words) })],
    });
  },
};

export const HEARING_ACTIONS = [hearChild, notHearChild, giveFeedback, assess] as const;
