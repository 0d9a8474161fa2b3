import type { Doing } from '#src/files/pages/doings.ts';
import { planFuture, planSafety, reviewSafety, setSheet } from '../actions/safety-actions.ts';
import * as v from '../model/vocabulary.ts';

export const planDoing: Doing = {
  title: 'keep.do.plan',
  at: 'safety',
  fields: [
    { kind: 'ticks', name: 'risks', label: 'keep.risks', list: 'keep.risk', values: v.SAFETY_RISKS },
    { kind: 'choice', name: 'contacts', label: 'keep.contacts', list: 'keep.contacts-are', values: v.CONTACTS_ALLOWED },
    { kind: 'text', name: 'people', label: 'keep.people', hint: 'keep.people-hint', rows: 2 },
    { kind: 'choice', name: 'phoneRule', label: 'keep.phone-rule', list: 'keep.phone-is', values: v.PHONE_RULES },
    { kind: 'text', name: 'phone', label: 'keep.phone', rows: 2 },
    { kind: 'text', name: 'first48', label: 'keep.first48', hint: 'keep.first48-hint', rows: 5 },
    { kind: 'line', name: 'quietWords', label: 'keep.quiet-words', hint: 'keep.quiet-words-hint' },
    { kind: 'tick', name: 'withChild', label: 'keep.with-child' },
  ],
  act: (values, { member, file }) =>
    member.perform(planSafety, member.actor, {
      file,
      base: values.base,
      plan: { plan: values.id, risks: values.ticked('risks', v.SAFETY_RISKS), contacts: values.get('contacts'), phone: values.get('phoneRule'), withChild: values.isTicked('withChild') },
      words: { people: values.get('people'), phone: values.get('phone'), first48: values.get('first48'), quietWords: values.get('quietWords') },
    }),
};

export const reviewDoing: Doing = {
  title: 'keep.do.review',
  at: 'safety',
  fields: [
    { kind: 'choice', name: 'result', label: 'keep.result', list: 'keep.result-is', values: v.REVIEW_RESULTS },
    { kind: 'text', name: 'text', label: 'keep.review-text', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(reviewSafety, member.actor, { file, base: values.base, plan: values.item, result: values.get('result'), words: { text: values.get('text') } }),
};

export const futureDoing: Doing = {
  title: 'keep.do.future',
  at: 'safety',
  fields: [
    { kind: 'text', name: 'school', label: 'keep.school', rows: 2 },
    { kind: 'text', name: 'wish', label: 'keep.wish', hint: 'keep.wish-hint', rows: 2 },
    { kind: 'line', name: 'trusted', label: 'keep.trusted' },
    { kind: 'text', name: 'next', label: 'keep.next', rows: 2 },
    { kind: 'date', name: 'nextOn', label: 'keep.next-on' },
  ],
  act: (values, { member, file }) =>
    member.perform(planFuture, member.actor, { file, future: { future: values.id, nextOn: values.get('nextOn') }, words: { school: values.get('school'), wish: values.get('wish'), trusted: values.get('trusted'), next: values.get('next') } }),
};

export const sheetDoing: Doing = {
  title: 'keep.do.sheet',
  at: 'gone',
  fields: [
    { kind: 'line', name: 'called', label: 'keep.called', hint: 'keep.called-hint' },
    { kind: 'text', name: 'looks', label: 'keep.looks', hint: 'keep.looks-hint', rows: 3 },
    { kind: 'text', name: 'clothes', label: 'keep.clothes', rows: 2 },
    { kind: 'text', name: 'marks', label: 'keep.marks', rows: 2 },
    { kind: 'line', name: 'phone', label: 'keep.phone-number' },
    { kind: 'ticks', name: 'risks', label: 'keep.missing-risks', list: 'keep.missing-risk', values: v.MISSING_RISKS },
    { kind: 'text', name: 'danger', label: 'keep.danger', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(setSheet, member.actor, {
      file,
      sheet: { sheet: values.id, risks: values.ticked('risks', v.MISSING_RISKS) },
      words: { called: values.get('called'), looks: values.get('looks'), clothes: values.get('clothes'), marks: values.get('marks'), phone: values.get('phone'), danger: values.get('danger') },
    }),
};
