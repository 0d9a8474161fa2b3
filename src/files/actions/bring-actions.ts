import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { FreeAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { freely } from '../access-table.ts';
import { eventAdded, eventHeader, factHeader, factRecorded, noteAdded, opened, signNoted, signsHeader, signsRecorded, statusHeader, statusSet, wordsHeader, wordsRecorded } from '../model/kinds.ts';
import { whyNotBrought } from '../model/rules.ts';
import { FIRST_SECTIONS, SIGN_EVENTS } from '../model/vocabulary.ts';
import { eventWords, factWords, noteWords, seal, signsWords, spokenWords, statusWords } from '../model/words.ts';
import { careCoordinator, council, guardian, lawyer, police, youthProtection } from '../roles.ts';
import { isThere } from '../store.ts';
import { agencyOf, FILE, onFile, type OnFile } from './about.ts';

/** What a file can be opened with, and no more: whoever brings more than this brings a mistake. */
const MOST_EVENTS = 500;
const MOST_OTHERS = 100;

const broughtNote = z.object({ section: z.enum(['chronology', 'recognition']), note: z.uuid(), text: noteWords.shape.text });
const bringing = onFile.extend({
  origin: z.enum(['report', 'check', 'import']),
  report: z.uuid().nullable().default(null),
  country: z.enum(COUNTRIES),
  facts: z.array(z.object({ recorded: factHeader, words: factWords })).max(MOST_OTHERS).default([]),
  events: z.array(z.object({ event: eventHeader, words: eventWords })).min(1).max(MOST_EVENTS),
  spoken: z.array(z.object({ spoken: wordsHeader, words: spokenWords })).max(MOST_EVENTS).default([]),
  signs: z.object({ signs: signsHeader, lines: signsWords.shape.lines }).nullable().default(null),
  notes: z.array(broughtNote).max(MOST_OTHERS).default([]),
  /** What was decided elsewhere before; only a file that is imported begins with it. */
  step: z.object({ step: statusHeader, words: statusWords }).nullable().default(null),
});
export type BroughtFile = z.input<typeof bringing>;
type Bringing = z.output<typeof bringing>;

const isSign = ({ event }: Bringing['events'][number]) => SIGN_EVENTS.includes(event.what) || event.hadMissedSign;
const noted = (because: 'event' | 'child-spoke' | 'check'): Draft => draft(signNoted, { because }, { section: null });

/** A sign before a decision is part of it; one after it opens the question again: desks-and-law 20. */
function withStep({ step, events, spoken, signs }: Bringing): readonly Draft[] {
  const decided = step?.step.decidedOn ?? null;
  const isLater = (on: string | null) => decided !== null && on !== null && on > decided;
  const told = spoken.filter(({ spoken: s }) => s.kind !== 'objection');
  const early = [
    ...(events.some((e) => isSign(e) && !isLater(e.event.happened)) ? [noted('event')] : []),
    ...(told.some(({ spoken: s }) => !isLater(s.spokenOn)) ? [noted('child-spoke')] : []),
    ...(signs && signs.signs.check.outcome !== 'keep-watching' ? [noted('check')] : []),
  ];
  const late = [...(events.some((e) => isSign(e) && isLater(e.event.happened)) ? [noted('event')] : []), ...(told.some(({ spoken: s }) => isLater(s.spokenOn)) ? [noted('child-spoke')] : [])];
  return [...early, ...(step ? [draft(statusSet, step.step, { section: 'recognition', body: seal(statusWords, step.words) })] : []), ...late];
}

/** A file with all that was known elsewhere, in one go: it is there whole, or not at all. */
export const openFileWith: FreeAction<Bringing, string, boolean> = {
  name: 'file.open-with',
  does: 'open a file for a child with what a report, a check or another system brings along',
  input: bringing,
  // Those who may open a file and write into every section with which this one begins.
  allow: freely([police, youthProtection, council, guardian, lawyer, careCoordinator]),
  isForPagesOnly: true,
  about: { begins: FILE, as: (i: OnFile) => i.file, sections: FIRST_SECTIONS, purpose: 'protect-child', ground: 'gdpr-6-1-e' },
  lookUp: (tx, { file }) => isThere(tx, file),
  run({ input, actor, found, streamId }) {
    if (found) return { obstacles: [{ code: 'already-there' }] };
    const { origin, report, country, facts, events, spoken, signs, notes, step } = input;
    const obstacles = whyNotBrought(origin, step);
    if (obstacles) return { obstacles };
    return {
      value: streamId,
      entries: [
        draft(opened, { origin, report, country, agency: agencyOf(actor) }, { section: null }),
        ...facts.map(({ recorded, words }) => draft(factRecorded, recorded, { section: 'identity', body: seal(factWords, words) })),
        ...events.map(({ event, words }) => draft(eventAdded, event, { section: 'chronology', body: seal(eventWords, words) })),
        ...spoken.map(({ spoken: header, words }) => draft(wordsRecorded, header, { section: 'chronology', body: seal(spokenWords, words) })),
        ...(signs ? [draft(signsRecorded, signs.signs, { section: 'recognition', body: seal(signsWords, { lines: signs.lines }) })] : []),
        ...notes.map(({ section, note, text }) => draft(noteAdded, { note }, { section, body: seal(noteWords, { text }) })),
        ...withStep(input),
      ],
    };
  },
};

export const BRING_ACTIONS = [openFileWith] as const;
