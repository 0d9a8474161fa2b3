import { COUNTRIES, INCIDENTS, OUTCOMES, URGENCIES } from '#src/knowledge/vocabulary.ts';
import { ADD_NOTE, addEvent, keepPromise, makePromise, RECORD_WORDS } from '../actions/story-actions.ts';
import { endTask, setTask } from '../actions/task-actions.ts';
import { EVENTS, PRECISIONS, PRESENT, SECTIONS, SOURCES, TASK_ENDINGS, TASK_OWNERS, WORDS_KINDS, YES_NO_UNKNOWN, type Section } from '../model/vocabulary.ts';
import { notThere, type Doing } from './doings.ts';
import type { Field } from './forms.tsx';

export const EVENT_FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'what', label: 'file.event-what', list: 'event', values: EVENTS },
  { kind: 'date', name: 'happened', label: 'file.event-day', hint: 'file.event-day-hint' },
  { kind: 'choice', name: 'precision', label: 'file.event-precision', list: 'precision', values: PRECISIONS },
  { kind: 'text', name: 'text', label: 'file.event-text', hint: 'file.event-text-hint' },
  { kind: 'line', name: 'place', label: 'file.event-place' },
  { kind: 'choice', name: 'source', label: 'file.source', list: 'source-of', values: SOURCES },
];

export const addEventDoing: Doing = {
  title: 'file.do.event',
  at: 'story',
  fields: [...EVENT_FIELDS, { kind: 'tick', name: 'missed', label: 'file.event-missed', hint: 'file.event-missed-hint' }],
  act(v, { member, file }) {
    const event = { event: v.id, what: v.get('what'), happened: v.day('happened'), precision: v.day('happened') === null ? 'not-known' : v.get('precision'), source: v.get('source'), country: null, hadMissedSign: v.isTicked('missed'), corrects: v.item === '' ? null : v.item };
    return member.perform(addEvent, member.actor, { file, event, words: { text: v.get('text'), place: v.get('place') } });
  },
};

const WORDS_SECTIONS = ['chronology', 'health', 'counsel', 'solution'] as const;

export const wordsDoing: Doing = {
  title: 'file.do.words',
  at: 'story',
  fields: [
    { kind: 'choice', name: 'kind', label: 'file.words-kind', list: 'words-kind', values: WORDS_KINDS },
    { kind: 'text', name: 'question', label: 'file.words-question', rows: 2 },
    { kind: 'text', name: 'words', label: 'file.words-words', hint: 'file.words-words-hint', rows: 6 },
    { kind: 'line', name: 'language', label: 'file.words-language' },
    { kind: 'date', name: 'spokenOn', label: 'file.words-day' },
    { kind: 'ticks', name: 'present', label: 'file.words-present', list: 'present', values: PRESENT },
    { kind: 'choice', name: 'interpreter', label: 'file.words-interpreter', list: 'yes-no', values: YES_NO_UNKNOWN },
    { kind: 'line', name: 'interpreterName', label: 'file.words-interpreter-name' },
    { kind: 'choice', name: 'wasAlone', label: 'file.words-alone', list: 'yes-no', values: YES_NO_UNKNOWN },
    { kind: 'text', name: 'summary', label: 'file.words-summary', hint: 'file.words-summary-hint', rows: 3 },
  ],
  act(v, { member, file }) {
    const section = WORDS_SECTIONS.find((one) => one === (v.section || 'chronology'));
    if (!section) return Promise.resolve(notThere);
    const spoken = { words: v.id, kind: v.get('kind'), spokenOn: v.day('spokenOn'), present: v.ticked('present', PRESENT), interpreter: v.get('interpreter'), wasAlone: v.get('wasAlone') };
    const words = { question: v.get('question'), words: v.get('words'), summary: v.get('summary'), language: v.get('language'), present: '', interpreter: v.get('interpreterName') };
    return member.perform(RECORD_WORDS[section], member.actor, { file, spoken, words });
  },
};

const sectionOf = (name: string): Section | undefined => SECTIONS.find((one) => one === name);

export const noteDoing: Doing = {
  title: 'file.do.note',
  at: 'section',
  fields: [{ kind: 'text', name: 'text', label: 'file.note-text' }],
  act(v, { member, file }) {
    const section = sectionOf(v.section || 'chronology');
    return section ? member.perform(ADD_NOTE[section], member.actor, { file, note: v.id, text: v.get('text') }) : Promise.resolve(notThere);
  },
};

export const taskDoing: Doing = {
  title: 'file.do.task',
  at: 'story',
  fields: [
    { kind: 'line', name: 'title', label: 'file.task-title' },
    { kind: 'date', name: 'dueOn', label: 'file.task-due' },
    { kind: 'choice', name: 'owner', label: 'file.task-owner', list: 'owner', values: TASK_OWNERS },
    { kind: 'agency', name: 'agency', label: 'file.task-agency' },
    { kind: 'line', name: 'ground', label: 'file.task-ground', hint: 'file.task-ground-hint' },
    { kind: 'tick', name: 'law', label: 'file.task-law', hint: 'file.task-law-hint' },
  ],
  act(v, { member, file }) {
    const task = { task: v.id, dueOn: v.get('dueOn'), owner: v.get('owner'), agency: v.get('agency') === '' ? null : v.get('agency'), isLaw: v.isTicked('law') };
    return member.perform(setTask, member.actor, { file, task, words: { title: v.get('title'), ground: v.get('ground') } });
  },
};

export const endTaskDoing: Doing = {
  title: 'file.do.end-task',
  at: 'story',
  fields: [
    { kind: 'choice', name: 'how', label: 'file.task-how', list: 'task-how', values: TASK_ENDINGS },
    { kind: 'date', name: 'dueOn', label: 'file.task-new-day' },
    { kind: 'text', name: 'reason', label: 'file.task-reason', hint: 'file.task-reason-hint', rows: 2 },
  ],
  act: (v, { member, file }) => member.perform(endTask, member.actor, { file, task: v.item, how: v.get('how'), dueOn: v.day('dueOn'), reason: v.get('reason') }),
};

export const promiseDoing: Doing = {
  title: 'file.do.promise',
  at: 'story',
  fields: [
    { kind: 'text', name: 'text', label: 'file.promise-text', hint: 'file.promise-text-hint', rows: 2 },
    { kind: 'date', name: 'dueOn', label: 'file.promise-due' },
  ],
  act: (v, { member, file }) => member.perform(makePromise, member.actor, { file, promise: v.id, dueOn: v.day('dueOn'), text: v.get('text') }),
};

export const keepPromiseDoing: Doing = {
  title: 'file.do.keep-promise',
  at: 'story',
  fields: [],
  act: (v, { member, file }) => member.perform(keepPromise, member.actor, { file, promise: v.item }),
};

/** What a check said, as the form of the section recognition asks it. */
export const CHECK_FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'outcome', label: 'file.check-outcome', list: 'outcome', values: OUTCOMES },
  { kind: 'choice', name: 'urgency', label: 'file.check-urgency', list: 'urgency', values: URGENCIES, orNone: 'file.not-said' },
  { kind: 'choice', name: 'incident', label: 'file.check-incident', list: 'incident', values: INCIDENTS, orNone: 'file.not-said' },
];

/** Where it happened or is led; never where somebody comes from. */
export const COUNTRY_FIELD: Field = { kind: 'choice', name: 'country', label: 'file.country', list: 'country', values: COUNTRIES };
