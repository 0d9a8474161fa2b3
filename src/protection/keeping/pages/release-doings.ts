import { AGES } from '#src/knowledge/vocabulary.ts';
import type { Doing, Values } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import { answerRelease, askRelease, decideRelease } from '../actions/release-actions.ts';
import * as v from '../model/vocabulary.ts';

/** The questions of the gate, in the order in which they can be asked at a desk. */
export const QUESTIONS: readonly Field[] = [
  { kind: 'choice', name: 'relationship', label: 'keep.relationship', list: 'keep.relationship-is', values: v.RELATIONSHIP },
  { kind: 'choice', name: 'directs', label: 'keep.directs', list: 'keep.directs-is', values: v.DIRECTS },
  { kind: 'choice', name: 'alone', label: 'keep.alone', list: 'keep.alone-is', values: v.ALONE },
  { kind: 'choice', name: 'interpreter', label: 'keep.interpreter', list: 'keep.interpreter-is', values: v.INTERPRETER },
  { kind: 'choice', name: 'network', label: 'keep.network', list: 'keep.network-is', values: v.NETWORK },
  { kind: 'choice', name: 'authority', label: 'keep.authority', list: 'keep.authority-is', values: v.AUTHORITY },
];

export const CLAIM: Field = { kind: 'choice', name: 'claim', label: 'keep.claim', list: 'keep.claim-is', values: v.CLAIMS };
/** Nobody's age is taken for known because nobody chose. */
const UNSURE_FIRST = AGES.toSorted((a, b) => Number(b === 'unsure') - Number(a === 'unsure'));
export const CUSTODY: readonly Field[] = [
  { kind: 'choice', name: 'age', label: 'keep.age', list: 'age', values: UNSURE_FIRST },
  { kind: 'date', name: 'heldOn', label: 'keep.held-on', hint: 'keep.held-hint' },
  { kind: 'line', name: 'heldMinute', label: 'keep.held-at', hint: 'keep.held-at-hint' },
  { kind: 'tick', name: 'atNight', label: 'keep.at-night' },
];

const answersFrom = ({ get }: Pick<Values, 'get'>) => Object.fromEntries(QUESTIONS.map(({ name }) => [name, get(name)]));

/** The minute of the day of a time as people type it, `3:10` or `03.10`; null where nothing was typed. What is no time is refused by the action. */
function minuteFrom(typed: string): number | null {
  if (typed === '') return null;
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(typed) ?? [];
  return hour === '' || Number(hour) > 23 || Number(minute) > 59 ? Number.NaN : Number(hour) * 60 + Number(minute);
}

/** What was filled in of the claim and of custody, as the header has it. */
export const claimFrom = (values: Pick<Values, 'get' | 'day' | 'isTicked'>) => ({
  claim: values.get('claim'),
  age: values.get('age'),
  heldOn: values.day('heldOn'),
  heldMinute: minuteFrom(values.get('heldMinute')),
  questionedAtNight: values.isTicked('atNight'),
  answers: answersFrom(values),
});

export const askReleaseDoing: Doing = {
  title: 'keep.do.ask-release',
  at: 'release',
  fields: [CLAIM, { kind: 'line', name: 'who', label: 'keep.who' }, { kind: 'line', name: 'contact', label: 'keep.contact', hint: 'keep.contact-hint' }, { kind: 'text', name: 'said', label: 'keep.said', rows: 3 }, ...QUESTIONS, ...CUSTODY],
  act: (values, { member, file }) =>
    member.perform(askRelease, member.actor, {
      file,
      asked: { release: values.id, ...claimFrom(values) },
      words: { who: values.get('who'), contact: values.get('contact'), said: values.get('said') },
    }),
};

export const answerReleaseDoing: Doing = {
  title: 'keep.do.answer-release',
  at: 'release',
  fields: [...QUESTIONS, { kind: 'text', name: 'how', label: 'keep.how', hint: 'keep.how-hint', rows: 3 }],
  act: (values, { member, file }) => member.perform(answerRelease, member.actor, { file, base: values.base, release: values.item, answers: answersFrom(values), words: { how: values.get('how') } }),
};

export const decideReleaseDoing: Doing = {
  title: 'keep.do.decide-release',
  at: 'release',
  fields: [
    { kind: 'choice', name: 'decision', label: 'keep.decision', list: 'keep.decision-is', values: v.RELEASE_DECISIONS },
    { kind: 'text', name: 'reasons', label: 'keep.reasons', hint: 'keep.reasons-hint', rows: 4 },
    { kind: 'text', name: 'where', label: 'keep.where', hint: 'keep.where-hint', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(decideRelease, member.actor, { file, base: values.base, release: values.item, decision: values.get('decision'), words: { reasons: values.get('reasons'), where: values.get('where') } }),
};
