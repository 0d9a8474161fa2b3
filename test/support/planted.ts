import type { ReadEntry } from '#src/platform/action/entries.ts';
import { SECTIONS, type Section } from '#src/files/model/vocabulary.ts';
import type { Reads } from '#src/justice/papers/gather.ts';

const id = (n: number) => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A word that stands nowhere else: it says of which section it is, and of what in it. */
export const secret = (section: Section, what: string, seed: string): string => `geheim${seed}${section}${what}`;

/** What no receiver may know, though it may know the section: by what it is. */
export const NEVER = ['place', 'words', 'question', 'summary', 'relative', 'identifier', 'description', 'language', 'placed', 'moved', 'at-school', 'hearing', 'returned', 'found-again', 'other', 'disclosed', 'watching', 'not-established', 'withdrawn', 'corrected', 'promise'] as const;

const entry = (section: Section, kind: string, header: Record<string, unknown>, words: unknown): ReadEntry => ({ section, kind, header, recordedOn: '2026-11-20', recordedAt: null, actor: id(999), body: { opened: true, value: Buffer.from(JSON.stringify(words)) } });

const EVENT = { happened: '2026-11-01', precision: 'day', source: 'own-eyes', country: 'NL', hadMissedSign: true, corrects: null };
const SIGNS = { liv06: 'seen', liv03: 'seen', fin08: 'seen' };

/** A file with a secret in every word of every section. */
export function plantedReads(seed: string): Reads {
  const s = (section: Section, what: string) => secret(section, what, seed);
  const event = (n: number, what: string, more: object = {}) => entry('chronology', 'file.event-added', { ...EVENT, event: id(n), what, ...more }, { text: s('chronology', what), place: s('chronology', 'place') });
  const fact = (n: number, what: string, words: object) => entry('identity', 'file.fact-recorded', { fact: id(n), what, source: 'child', certainty: 'sure' }, { given: '', family: '', value: '', ...words });
  const status = (what: string) => entry('recognition', 'file.status-set', { status: what, decider: 'police', decidedOn: '2026-11-02', effects: ['none'], bases: ['signs'], objectUntil: null }, { reasons: s('recognition', what), toObject: s('recognition', 'object') });
  const told = ['first-contact', 'made-to-take-part', 'police-contact', 'placed', 'moved', 'at-school', 'hearing', 'returned', 'found-again', 'other', 'disclosed'];
  return {
    ...Object.fromEntries(SECTIONS.map((section) => [section, [entry(section, 'file.note-added', { note: id(500) }, { text: s(section, 'note') })]])),
    chronology: [
      ...told.map((what, n) => event(n, what)),
      entry('chronology', 'file.event-added', { ...EVENT, event: id(60), what: 'police-contact' }, { text: s('chronology', 'corrected'), place: '' }),
      event(61, 'police-contact', { corrects: id(60) }),
      entry('chronology', 'file.words-recorded', { words: id(70), kind: 'told', spokenOn: '2026-11-03', present: ['interpreter'], interpreter: 'yes', wasAlone: 'yes' }, { question: s('chronology', 'question'), words: s('chronology', 'words'), summary: s('chronology', 'summary'), language: s('chronology', 'language'), present: '', interpreter: '' }),
      entry('chronology', 'file.promise-made', { promise: id(71), dueOn: '2027-01-01' }, { text: s('chronology', 'promise') }),
    ],
    identity: [
      fact(1, 'name', { given: s('identity', 'name') }),
      fact(2, 'birth-date', { value: s('identity', 'birth') }),
      ...['relative', 'identifier', 'description', 'language'].map((what, n) => fact(10 + n, what, { value: s('identity', what) })),
      fact(20, 'name', { given: s('identity', 'withdrawn') }),
      entry('identity', 'file.fact-withdrawn', { fact: id(20), because: 'wrong' }, null),
    ],
    recognition: [
      entry('recognition', 'file.signs-recorded', { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, ...SIGNS }, { lines: s('recognition', 'lines') }),
      entry('recognition', 'file.signs-recorded', { check: { outcome: 'keep-watching', urgency: null, incident: null }, ...SIGNS }, { lines: s('recognition', 'watching') }),
      status('presumed'),
      status('not-established'),
    ],
  };
}
