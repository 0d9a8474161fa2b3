import { DECIDERS } from '#src/knowledge/file-vocabulary.ts';
import { AGES } from '#src/knowledge/vocabulary.ts';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import type { Doing } from '#src/files/pages/doings.ts';
import { decideProsecution, describeMatter, recordAssessment } from '../actions/decide-actions.ts';
import { recordCompensation, recordExploiterStep } from '../actions/exploiter-actions.ts';
import * as v from '../model/vocabulary.ts';
import { rulesFor } from './read.ts';

/** Nobody's age is taken for known because nobody chose. */
const UNSURE_FIRST = AGES.toSorted((a, b) => Number(b === 'unsure') - Number(a === 'unsure'));
/** What leaves a child least: chosen first, so that a form sent without looking harms nobody. */
const NOT_KNOWN_FIRST = v.YES_NO_UNKNOWN.toReversed();

export const assessDoing: Doing = {
  title: 'prosecution.do.assess',
  at: 'assessment',
  fields: [
    { kind: 'choice', name: 'by', label: 'prosecution.assessed-by', list: 'decider', values: DECIDERS },
    { kind: 'choice', name: 'trained', label: 'prosecution.trained', list: 'yes-no', values: NOT_KNOWN_FIRST },
    { kind: 'date', name: 'assessedOn', label: 'prosecution.assessed-on' },
    { kind: 'text', name: 'text', label: 'prosecution.assessed-how', rows: 4 },
  ],
  act: (values, { member, file }) =>
    member.perform(recordAssessment, member.actor, {
      file,
      base: values.base,
      assessment: { assessment: values.id, by: values.get('by'), trained: values.get('trained'), assessedOn: values.get('assessedOn'), step: Number(values.item) },
      words: { text: values.get('text') },
    }),
};

export const matterDoing: Doing = {
  title: 'prosecution.do.matter',
  at: 'prosecution',
  fields: [
    { kind: 'text', name: 'offence', label: 'prosecution.offence', hint: 'prosecution.offence-hint', rows: 3 },
    { kind: 'line', name: 'reference', label: 'prosecution.reference' },
    { kind: 'choice', name: 'age', label: 'prosecution.age-then', list: 'age', values: UNSURE_FIRST },
    { kind: 'choice', name: 'understood', label: 'prosecution.understood', list: 'yes-no', values: NOT_KNOWN_FIRST },
  ],
  act: (values, { member, file }) =>
    member.perform(describeMatter, member.actor, {
      file,
      matter: { matter: values.item === '' ? values.id : values.item, age: values.get('age'), understood: values.get('understood'), event: null },
      words: { offence: values.get('offence'), reference: values.get('reference') },
    }),
};

export const decideDoing: Doing = {
  title: 'prosecution.do.decide',
  at: 'prosecution',
  fields: [
    { kind: 'choice', name: 'what', label: 'prosecution.decision', list: 'prosecution.decision-is', values: v.DECISIONS },
    { kind: 'date', name: 'decidedOn', label: 'prosecution.decided-on' },
    { kind: 'line', name: 'reference', label: 'prosecution.reference' },
    { kind: 'text', name: 'reasons', label: 'prosecution.reasons', hint: 'prosecution.reasons-hint', rows: 4 },
  ],
  async act(values, { member, file, today, guide }) {
    const looked = await member.perform(lookAtFile, member.actor, { file });
    if (!looked.done) return looked;
    return member.perform(decideProsecution, member.actor, {
      file,
      base: values.base,
      rules: rulesFor(guide, looked.value.state, today),
      decision: { decision: values.id, matter: values.item, what: values.get('what'), decidedOn: values.get('decidedOn') },
      words: { reasons: values.get('reasons'), reference: values.get('reference') },
    });
  },
};

export const exploiterDoing: Doing = {
  title: 'prosecution.do.exploiter',
  at: 'prosecution',
  fields: [
    { kind: 'choice', name: 'what', label: 'prosecution.exploiter-step', list: 'prosecution.exploiter-is', values: v.EXPLOITER_STEPS },
    { kind: 'date', name: 'happenedOn', label: 'prosecution.happened-on' },
    { kind: 'line', name: 'reference', label: 'prosecution.reference' },
    { kind: 'text', name: 'note', label: 'prosecution.note', hint: 'prosecution.no-name-hint', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(recordExploiterStep, member.actor, {
      file,
      step: { exploiter: values.item === '' ? values.id : values.item, step: values.id, what: values.get('what'), happenedOn: values.get('happenedOn') },
      words: { reference: values.get('reference'), note: values.get('note') },
    }),
};

/** What was typed as a sum: whole units, however they are grouped. What is no number is refused by the action. */
const amountFrom = (typed: string): number => (/^\d[\d .]*$/.test(typed) ? Number(typed.replaceAll(/[ .]/g, '')) : Number.NaN);

export const compensationDoing: Doing = {
  title: 'prosecution.do.compensation',
  at: 'prosecution',
  fields: [
    { kind: 'choice', name: 'what', label: 'prosecution.compensation', list: 'prosecution.compensation-is', values: v.COMPENSATION_STEPS },
    { kind: 'line', name: 'amount', label: 'prosecution.amount', hint: 'prosecution.amount-hint' },
    { kind: 'choice', name: 'currency', label: 'prosecution.currency', list: 'prosecution.currency-is', values: v.CURRENCIES },
    { kind: 'date', name: 'happenedOn', label: 'prosecution.happened-on' },
  ],
  act: (values, { member, file }) =>
    member.perform(recordCompensation, member.actor, {
      file,
      compensation: { exploiter: values.item, step: values.id, what: values.get('what'), happenedOn: values.get('happenedOn'), amount: amountFrom(values.get('amount')), currency: values.get('currency') },
      words: {},
    }),
};
