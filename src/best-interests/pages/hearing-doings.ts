import type { Doing } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import { assess, giveFeedback, hearChild, notHearChild } from '../actions/hearing-actions.ts';
import { TAB } from './frame.tsx';
import * as v from '../model/vocabulary.ts';

export const FIVE_LINES = ['view', 'safety', 'people', 'needs', 'conclusion'] as const;

export const assessDoing: Doing = {
  title: 'best.do.assess',
  at: TAB,
  fields: [
    { kind: 'choice', name: 'about', label: 'best.about', list: 'best.step', values: v.STEPS },
    { kind: 'line', name: 'view', label: 'best.line.view', hint: 'best.line.view-hint' },
    { kind: 'line', name: 'safety', label: 'best.line.safety', hint: 'best.line.safety-hint' },
    { kind: 'line', name: 'people', label: 'best.line.people', hint: 'best.line.people-hint' },
    { kind: 'line', name: 'needs', label: 'best.line.needs', hint: 'best.line.needs-hint' },
    { kind: 'line', name: 'conclusion', label: 'best.line.conclusion', hint: 'best.line.conclusion-hint' },
    { kind: 'text', name: 'pasted', label: 'best.pasted', hint: 'best.pasted-hint', rows: 3 },
    { kind: 'choice', name: 'result', label: 'best.result', list: 'best.result-is', values: v.ASSESSED },
  ],
  act: (values, { member, file, today }) =>
    member.perform(assess, member.actor, {
      file,
      assessed: { assessment: values.id, about: values.get('about'), on: today, result: values.get('result') },
      words: { ...Object.fromEntries(FIVE_LINES.map((line) => [line, values.get(line)])), pasted: values.get('pasted') },
    }),
};

const LANGUAGE: readonly Field[] = [
  { kind: 'choice', name: 'standing', label: 'best.language-is', list: 'best.language', values: v.LANGUAGE_STANDINGS },
  { kind: 'line', name: 'language', label: 'best.which-language', hint: 'best.which-language-hint' },
];

const picked = (...ids: readonly string[]): string[] => [...new Set(ids.filter((id) => id !== ''))];

export const hearDoing: Doing = {
  title: 'best.do.hear',
  at: TAB,
  fields: [
    { kind: 'pick', name: 'words', label: 'best.which-words', from: 'words' },
    { kind: 'pick', name: 'words2', label: 'best.more-words', from: 'words' },
    { kind: 'date', name: 'heardOn', label: 'best.heard-on' },
    { kind: 'choice', name: 'by', label: 'best.heard-by', list: 'best.listener', values: v.LISTENERS },
    { kind: 'choice', name: 'way', label: 'best.heard-how', list: 'best.way', values: v.HEARING_WAYS },
    ...LANGUAGE,
    { kind: 'text', name: 'summary', label: 'best.heard-summary', rows: 2 },
  ],
  act: (values, { member, file }) =>
    member.perform(hearChild, member.actor, {
      file,
      heard: { hearing: values.id, heardOn: values.get('heardOn'), by: values.get('by'), way: values.get('way'), language: values.get('standing'), words: picked(values.get('words'), values.get('words2')) },
      words: { language: values.get('language'), summary: values.get('summary') },
    }),
};

export const notHearDoing: Doing = {
  title: 'best.do.not-hear',
  at: TAB,
  fields: [
    { kind: 'choice', name: 'because', label: 'best.not-heard-why', list: 'best.not-heard', values: v.NOT_HEARD_BECAUSE },
    { kind: 'date', name: 'againOn', label: 'best.again-on' },
    { kind: 'text', name: 'text', label: 'best.not-heard-text', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(notHearChild, member.actor, { file, without: { hearing: values.id, because: values.get('because'), againOn: values.day('againOn') }, words: { text: values.get('text') } }),
};

export const feedbackDoing: Doing = {
  title: 'best.do.feedback',
  at: TAB,
  fields: [
    { kind: 'choice', name: 'weight', label: 'best.weight-told', list: 'best.view-weight', values: v.VIEW_WEIGHTS },
    { kind: 'text', name: 'text', label: 'best.told-text', hint: 'best.told-text-hint', rows: 3 },
    { kind: 'date', name: 'toldOn', label: 'best.told-on' },
    ...LANGUAGE,
  ],
  act: (values, { member, file }) =>
    member.perform(giveFeedback, member.actor, {
      file,
      told: { feedback: values.id, determination: values.item === '' ? null : values.item, toldOn: values.get('toldOn'), weight: values.get('weight'), language: values.get('standing') },
      words: { language: values.get('language'), text: values.get('text') },
    }),
};
