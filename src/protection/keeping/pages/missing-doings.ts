import type { Doing } from '#src/files/pages/doings.ts';
import { MISSING_ENDINGS } from '#src/files/model/vocabulary.ts';
import { doStep, endMissing, recordInterview, reportMissing } from '../actions/missing-actions.ts';
import * as v from '../model/vocabulary.ts';

/** An hour as somebody types it, `3`, `03` or `3:20`; null where it is not known. */
const hourFrom = (typed: string): number | null => (typed === '' ? null : Number(typed.split(/[:.]/)[0]));

export const goneDoing: Doing = {
  title: 'keep.do.gone',
  at: 'gone',
  fields: [
    { kind: 'date', name: 'lastSeenOn', label: 'keep.last-seen-on', hint: 'keep.last-seen-hint' },
    { kind: 'line', name: 'lastSeenHour', label: 'keep.last-seen-hour', hint: 'keep.last-seen-hour-hint' },
    { kind: 'text', name: 'place', label: 'keep.last-seen-place', rows: 2 },
    { kind: 'text', name: 'clothes', label: 'keep.clothes', rows: 2 },
    { kind: 'choice', name: 'withCar', label: 'keep.with-car', list: 'keep.known', values: v.YES_NO_UNKNOWN },
    { kind: 'line', name: 'vehicle', label: 'keep.vehicle' },
    { kind: 'choice', name: 'withAdult', label: 'keep.with-adult', list: 'keep.known', values: v.YES_NO_UNKNOWN },
    { kind: 'text', name: 'people', label: 'keep.missing-people', rows: 2 },
    { kind: 'line', name: 'phones', label: 'keep.phones' },
  ],
  act: (values, { member, file, today }) =>
    member.perform(reportMissing, member.actor, {
      file,
      gone: { missing: values.id, lastSeenOn: values.day('lastSeenOn') ?? today, lastSeenHour: hourFrom(values.get('lastSeenHour')), withCar: values.get('withCar'), withAdult: values.get('withAdult') },
      words: { place: values.get('place'), clothes: values.get('clothes'), vehicle: values.get('vehicle'), phones: values.get('phones'), people: values.get('people') },
    }),
};

export const stepDoing: Doing = {
  title: 'keep.do.step',
  at: 'gone',
  fields: [
    { kind: 'choice', name: 'outcome', label: 'keep.outcome', list: 'keep.outcome-is', values: v.STEP_OUTCOMES },
    { kind: 'line', name: 'who', label: 'keep.spoken-with' },
    { kind: 'line', name: 'reference', label: 'keep.reference' },
  ],
  // What it is about carries both: which time the child was gone, and which step of it.
  act(values, { member, file }) {
    const [missing = '', step = ''] = values.item.split('/');
    return member.perform(doStep, member.actor, { file, missing, step, outcome: values.get('outcome'), words: { who: values.get('who'), reference: values.get('reference') } });
  },
};

export const backDoing: Doing = {
  title: 'keep.do.back',
  at: 'gone',
  fields: [{ kind: 'choice', name: 'how', label: 'keep.back-how', list: 'keep.back-is', values: MISSING_ENDINGS }],
  act: (values, { member, file }) => member.perform(endMissing, member.actor, { file, missing: values.item, how: values.get('how') }),
};

export const interviewDoing: Doing = {
  title: 'keep.do.interview',
  at: 'gone',
  fields: [
    { kind: 'choice', name: 'by', label: 'keep.interview-by', list: 'keep.interviewer', values: v.INTERVIEWERS },
    { kind: 'choice', name: 'wasAlone', label: 'keep.interview-alone', list: 'keep.known', values: v.YES_NO_UNKNOWN },
    { kind: 'line', name: 'interpreter', label: 'keep.interview-interpreter' },
    { kind: 'text', name: 'question', label: 'keep.interview-question', rows: 2 },
    { kind: 'text', name: 'words', label: 'keep.interview-words', rows: 4 },
    { kind: 'text', name: 'summary', label: 'keep.interview-summary', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(recordInterview, member.actor, {
      file,
      interview: { missing: values.item, interview: values.id, by: values.get('by'), wasAlone: values.get('wasAlone') },
      words: { question: values.get('question'), words: values.get('words'), summary: values.get('summary'), interpreter: values.get('interpreter') },
    }),
};
