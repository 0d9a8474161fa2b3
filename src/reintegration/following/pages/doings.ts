import type { Doing } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import { recordAnswer, recordCall } from '../actions/answer-actions.ts';
import { withdrawLink } from '../actions/link-actions.ts';
import { endFollowing, planReintegration, reviewPlan, setCalendar, setQuietWay, triggerFollowUp } from '../actions/plan-actions.ts';
import * as v from '../model/vocabulary.ts';

/** The last part of the address of the page on which all of this stands. */
export const AT = 'following';

/** Which follow-up a form is about travels as one word: its moment, and the trigger where it is one. */
export const itemOf = ({ moment, trigger }: { moment: string; trigger: string | null }): string => (trigger === null ? moment : `${moment}/${trigger}`);
export function occasionFrom(item: string): { moment: string; trigger: string | null } {
  const [moment = '', trigger = null] = item.split('/');
  return { moment, trigger };
}

export const quietDoing: Doing = {
  title: 'follow.do.quiet',
  at: AT,
  fields: [
    { kind: 'choice', name: 'channel', label: 'follow.channel-where', list: 'follow.channel', values: v.CHANNELS },
    { kind: 'text', name: 'how', label: 'follow.quiet-how', hint: 'follow.quiet-how-hint', rows: 3 },
    { kind: 'text', name: 'cover', label: 'follow.quiet-cover', hint: 'follow.quiet-cover-hint', rows: 2 },
    { kind: 'text', name: 'avoid', label: 'follow.quiet-avoid', hint: 'follow.quiet-avoid-hint', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(setQuietWay, member.actor, { file, base: values.base, channel: values.get('channel'), words: { how: values.get('how'), cover: values.get('cover'), avoid: values.get('avoid') } }),
};

export const calendarDoing: Doing = {
  title: 'follow.do.calendar',
  at: AT,
  fields: [
    { kind: 'date', name: 'arrivesOn', label: 'follow.arrives-on' },
    { kind: 'choice', name: 'country', label: 'follow.country', list: 'country', values: v.COUNTRIES },
    { kind: 'choice', name: 'language', label: 'follow.language', list: 'follow.language-is', values: v.LANGUAGES },
    { kind: 'line', name: 'partner', label: 'follow.partner' },
    { kind: 'line', name: 'phone', label: 'follow.phone', hint: 'follow.phone-hint' },
    { kind: 'text', name: 'remarks', label: 'follow.remarks', rows: 2 },
    { kind: 'tick', name: 'riskStays', label: 'follow.risk-stays' },
  ],
  act: (values, { member, file }) =>
    member.perform(setCalendar, member.actor, {
      file,
      base: values.base,
      calendar: { arrivesOn: values.get('arrivesOn'), country: values.get('country'), language: values.get('language'), riskStays: values.isTicked('riskStays') },
      words: { partner: values.get('partner'), phone: values.get('phone'), remarks: values.get('remarks') },
    }),
};

export const planDoing: Doing = {
  title: 'follow.do.plan',
  at: AT,
  fields: [
    { kind: 'ticks', name: 'goals', label: 'follow.goals', list: 'follow.goal', values: v.GOALS },
    { kind: 'ticks', name: 'services', label: 'follow.services', list: 'follow.service', values: v.SERVICES },
    { kind: 'choice', name: 'payer', label: 'follow.payer', list: 'follow.payer-is', values: v.PAYERS },
    { kind: 'text', name: 'money', label: 'follow.money', rows: 2 },
    { kind: 'text', name: 'steps', label: 'follow.steps', hint: 'follow.steps-hint', rows: 4 },
    { kind: 'date', name: 'until', label: 'follow.until' },
    { kind: 'date', name: 'reviewOn', label: 'follow.review-on' },
    { kind: 'tick', name: 'withChild', label: 'follow.with-child' },
  ],
  act: (values, { member, file }) =>
    member.perform(planReintegration, member.actor, {
      file,
      base: values.base,
      plan: { plan: values.id, goals: values.ticked('goals', v.GOALS), services: values.ticked('services', v.SERVICES), payer: values.get('payer'), until: values.get('until'), responsible: null, reviewOn: values.get('reviewOn'), withChild: values.isTicked('withChild') },
      words: { steps: values.get('steps'), money: values.get('money') },
    }),
};

export const planReviewDoing: Doing = {
  title: 'follow.do.plan-review',
  at: AT,
  fields: [
    { kind: 'choice', name: 'result', label: 'follow.result', list: 'follow.result-is', values: v.REVIEW_RESULTS },
    { kind: 'ticks', name: 'reached', label: 'follow.reached', list: 'follow.goal', values: v.GOALS },
    { kind: 'date', name: 'nextOn', label: 'follow.review-on' },
    { kind: 'text', name: 'text', label: 'follow.remarks', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(reviewPlan, member.actor, { file, base: values.base, review: { plan: values.item, result: values.get('result'), reached: values.ticked('reached', v.GOALS), nextOn: values.get('nextOn') }, words: { text: values.get('text') } }),
};

export const triggerDoing: Doing = {
  title: 'follow.do.trigger',
  at: AT,
  fields: [
    { kind: 'choice', name: 'what', label: 'follow.trigger-what', list: 'follow.trigger', values: v.TRIGGERS },
    { kind: 'text', name: 'text', label: 'follow.remarks', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(triggerFollowUp, member.actor, { file, trigger: { trigger: values.id, what: values.get('what') }, words: { text: values.get('text') } }),
};

const known = (name: (typeof v.ASKED)[number]): Field => ({ kind: 'choice', name, label: `follow.asked.${name}`, list: 'follow.known', values: v.YES_NO_UNKNOWN });
const score = (typed: string): number | null => (typed === '' ? null : Number(typed));

export const answerDoing: Doing = {
  title: 'follow.do.answer',
  at: AT,
  fields: [
    { kind: 'choice', name: 'way', label: 'follow.way', list: 'follow.way-is', values: v.DESK_WAYS },
    { kind: 'choice', name: 'spoken', label: 'follow.spoken', list: 'follow.spoken-is', values: v.SPOKEN, orNone: 'follow.choose' },
    { kind: 'date', name: 'seenOn', label: 'follow.seen-on' },
    { kind: 'choice', name: 'outcome', label: 'follow.outcome', list: 'follow.outcome-is', values: v.OUTCOMES, orNone: 'follow.choose' },
    ...v.ASKED.map(known),
    { kind: 'line', name: 'score', label: 'follow.score' },
    { kind: 'text', name: 'words', label: 'follow.words', hint: 'follow.words-hint', rows: 3 },
    { kind: 'text', name: 'question', label: 'follow.question', rows: 2 },
    { kind: 'line', name: 'present', label: 'follow.present' },
    { kind: 'text', name: 'remarks', label: 'follow.remarks', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(recordAnswer, member.actor, {
      file,
      answer: values.id,
      about: occasionFrom(values.item),
      way: values.get('way'),
      answers: { ...Object.fromEntries(v.ASKED.map((name) => [name, values.get(name)])), spoken: values.get('spoken'), seenOn: values.day('seenOn'), outcome: values.get('outcome'), score: score(values.get('score')) },
      words: { words: values.get('words'), question: values.get('question'), present: values.get('present'), remarks: values.get('remarks') },
    }),
};

export const callDoing: Doing = {
  title: 'follow.do.call',
  at: AT,
  fields: [
    { kind: 'choice', name: 'whom', label: 'follow.rung-whom', list: 'follow.rung', values: v.RUNG },
    { kind: 'choice', name: 'result', label: 'follow.rung-result', list: 'follow.rung-result-is', values: v.RUNG_RESULTS },
    { kind: 'line', name: 'who', label: 'follow.rung-who' },
    { kind: 'text', name: 'said', label: 'follow.rung-said', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(recordCall, member.actor, { file, call: { call: values.id, ...occasionFrom(values.item), whom: values.get('whom'), result: values.get('result') }, words: { who: values.get('who'), said: values.get('said') } }),
};

export const withdrawLinkDoing: Doing = {
  title: 'follow.do.withdraw-link',
  at: AT,
  fields: [],
  act: (values, { member, file }) => member.perform(withdrawLink, member.actor, { file, link: values.item }),
};

export const endDoing: Doing = {
  title: 'follow.do.end',
  at: AT,
  fields: [
    { kind: 'choice', name: 'because', label: 'follow.end-because', list: 'follow.ending', values: v.ENDINGS },
    { kind: 'text', name: 'reason', label: 'follow.end-reason', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(endFollowing, member.actor, { file, base: values.base, because: values.get('because'), words: { reason: values.get('reason') } }),
};
