import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { writers } from '../access-table.ts';
import { eventAdded, eventHeader, noteAdded, promiseKept, promiseMade, signNoted, wordsHeader, wordsRecorded } from '../model/kinds.ts';
import { whyNotKept, whyNotWritten } from '../model/rules.ts';
import { SECTIONS, SIGN_EVENTS, type Section } from '../model/vocabulary.ts';
import { eventWords, noteWords, seal, spokenWords } from '../model/words.ts';
import { aboutSection, agencyOf, keeping, onFile } from './about.ts';

const newEvent = onFile.extend({ event: eventHeader, words: eventWords });
export const addEvent: StreamAction<z.infer<typeof newEvent>, null> = {
  name: 'file.add-event',
  does: 'write into the chronology what happened',
  input: newEvent,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run(known) {
    const { event, words } = known.input;
    const isSign = SIGN_EVENTS.includes(event.what) || event.hadMissedSign;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'chronology'),
      null,
      () => [draft(eventAdded, event, { section: 'chronology', body: seal(eventWords, words) }), ...(isSign ? [draft(signNoted, { because: 'event' }, { section: null })] : [])],
      (state) => state.events.some((e) => e.event === event.event),
    );
  },
};

const spoken = onFile.extend({ spoken: wordsHeader, words: spokenWords });

const recordWords = (section: 'chronology' | 'health' | 'counsel' | 'solution'): StreamAction<z.infer<typeof spoken>, null> => ({
  name: `file.record-words-in-${section}`,
  does: `write down what the child said, in its own words, in the section ${section}`,
  input: spoken,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run(known) {
    const { spoken: header, words } = known.input;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), section),
      null,
      // What a child tells its lawyer tells nobody else that there is a sign.
      () => [draft(wordsRecorded, header, { section, body: seal(spokenWords, words) }), ...(section !== 'counsel' && header.kind !== 'objection' ? [draft(signNoted, { because: 'child-spoke' }, { section: null })] : [])],
      (state) => state.words.some((w) => w.words === header.words),
    );
  },
});
export const RECORD_WORDS = { chronology: recordWords('chronology'), health: recordWords('health'), counsel: recordWords('counsel'), solution: recordWords('solution') } as const;

const newNote = onFile.extend({ note: z.uuid(), text: noteWords.shape.text });
const addNote = (section: Section): StreamAction<z.infer<typeof newNote>, null> => ({
  name: `file.note-in-${section}`,
  does: `write a note into the section ${section} of a file`,
  input: newNote,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), section),
      null,
      () => [draft(noteAdded, { note: known.input.note }, { section, body: seal(noteWords, { text: known.input.text }) })],
      () => known.headers.some((h) => h.kind === noteAdded.name && h.header['note'] === known.input.note),
    ),
});
export const ADD_NOTE = Object.fromEntries(SECTIONS.map((section) => [section, addNote(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof addNote>>>;

const newPromise = onFile.extend({ promise: z.uuid(), dueOn: z.iso.date().nullable(), text: noteWords.shape.text });
/** What was promised to the child stands on the child's page until it is ticked off. */
export const makePromise: StreamAction<z.infer<typeof newPromise>, null> = {
  name: 'file.promise',
  does: 'write down what was promised to the child, in words for the child',
  input: newPromise,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'chronology'),
      null,
      () => [draft(promiseMade, { promise: known.input.promise, dueOn: known.input.dueOn }, { section: 'chronology', body: seal(noteWords, { text: known.input.text }) })],
      (state) => state.promises.some((p) => p.promise === known.input.promise),
    ),
};

const onPromise = onFile.extend({ promise: z.uuid() });
export const keepPromise: StreamAction<z.infer<typeof onPromise>, null> = {
  name: 'file.keep-promise',
  does: 'tick off a promise to the child that was kept',
  input: onPromise,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'chronology') ?? whyNotKept(state, known.input.promise),
      null,
      () => [draft(promiseKept, { promise: known.input.promise }, { section: 'chronology' })],
      (state) => state.promises.some((p) => p.promise === known.input.promise && p.keptOn !== null),
    ),
};

export const STORY_ACTIONS = [addEvent, makePromise, keepPromise, ...Object.values(RECORD_WORDS), ...Object.values(ADD_NOTE)] as const;
