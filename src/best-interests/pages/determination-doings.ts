import { AGES } from '#src/knowledge/vocabulary.ts';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import { packFor } from '#src/files/pages/guide.ts';
import type { Doing, Values } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import { decide, review } from '../actions/deciding-actions.ts';
import { begin, compare, dissent, explain, propose, takeView, VIEW_AS, weigh, writeConditions } from '../actions/weighing-actions.ts';
import * as v from '../model/vocabulary.ts';

const AT = 'determination';
const OPTION: Field = { kind: 'choice', name: 'option', label: 'best.option', list: 'best.option-is', values: v.OPTIONS };
/** Nobody's age is taken for known because nobody chose. */
export const UNSURE_FIRST = AGES.toSorted((a, b) => Number(b === 'unsure') - Number(a === 'unsure'));
/** A form about one part of a determination carries both: which, and which part. */
export const partOf = (determination: string, part: string): string => `${determination}.${part}`;
const fromItem = ({ item }: Values): readonly [string, string] => [item.split('.')[0] ?? '', item.split('.')[1] ?? ''];

export const beginDoing: Doing = {
  title: 'best.do.begin',
  at: AT,
  fields: [
    { kind: 'choice', name: 'occasion', label: 'best.occasion', list: 'best.occasion-is', values: v.OCCASIONS },
    { kind: 'choice', name: 'age', label: 'best.age', list: 'age', values: UNSURE_FIRST },
    { kind: 'text', name: 'text', label: 'best.begin-text', rows: 2 },
  ],
  act: (values, { member, file }) => member.perform(begin, member.actor, { file, begun: { determination: values.id, occasion: values.get('occasion'), age: values.get('age') }, words: { text: values.get('text') } }),
};

export const SOURCE_FIELDS = ['source', 'source2', 'source3'] as const;

export const weighDoing: Doing = {
  title: 'best.do.weigh',
  at: AT,
  fields: [
    { kind: 'text', name: 'text', label: 'best.weigh-text', rows: 4 },
    { kind: 'choice', name: 'weight', label: 'best.weight', list: 'best.weight-is', values: v.WEIGHTS },
    ...SOURCE_FIELDS.map((name): Field => ({ kind: 'pick', name, label: name === 'source' ? 'best.source-label' : 'best.more-source', from: 'sources' })),
  ],
  act(values, { member, file }) {
    const [determination, element] = fromItem(values);
    const sources = [...new Set(SOURCE_FIELDS.map((name) => values.get(name)).filter((id) => id !== ''))];
    return member.perform(weigh, member.actor, { file, base: values.base, weighed: { determination, element, weight: values.get('weight'), sources }, words: { text: values.get('text') } });
  },
};

const HEADINGS: readonly Field[] = v.CONDITIONS.map((name) => ({ kind: 'text', name, label: `best.condition.${name}`, rows: 2 }));

export const conditionsDoing: Doing = {
  title: 'best.do.conditions',
  at: AT,
  fields: HEADINGS,
  act: (values, { member, file }) => member.perform(writeConditions, member.actor, { file, base: values.base, determination: values.item, words: { under: Object.fromEntries(v.CONDITIONS.map((name) => [name, values.get(name)])) } }),
};

const PROSPECTS_OF: readonly Field[] = v.ASPECTS.flatMap((aspect): Field[] => [
  { kind: 'choice', name: `${aspect}-is`, label: `best.aspect.${aspect}`, list: 'best.prospect', values: v.PROSPECTS },
  { kind: 'text', name: aspect, label: `best.aspect-text.${aspect}`, rows: 2 },
]);

export const compareDoing: Doing = {
  title: 'best.do.compare',
  at: AT,
  fields: [{ kind: 'line', name: 'where', label: 'best.where' }, ...PROSPECTS_OF],
  act(values, { member, file }) {
    const [determination, option] = fromItem(values);
    const prospects = Object.fromEntries(v.ASPECTS.map((aspect) => [aspect, values.get(`${aspect}-is`)]));
    const words = Object.fromEntries(v.ASPECTS.map((aspect) => [aspect, values.get(aspect)]));
    return member.perform(compare, member.actor, { file, base: values.base, compared: { determination, option, ...prospects }, words: { where: values.get('where'), ...words } });
  },
};

const VIEW: readonly Field[] = [
  { kind: 'choice', name: 'option', label: 'best.option-seen-best', list: 'best.option-is', values: v.OPTIONS, orNone: 'best.no-option' },
  { kind: 'text', name: 'text', label: 'best.view-text', rows: 3 },
];
const RELATIVE: Field = { kind: 'tick', name: 'relative', label: 'best.is-relative', hint: 'best.is-relative-hint' };
const optionIn = (values: Values): string | null => values.day('option');

const viewDoing = (of: v.Viewer): Doing => ({
  title: of === 'guardian' ? 'best.do.view-guardian' : 'best.do.view-lawyer',
  at: AT,
  fields: [{ kind: 'choice', name: 'standing', label: 'best.view-standing', list: 'best.view-standing-is', values: ['given', 'refused'] }, ...VIEW, ...(of === 'guardian' ? [RELATIVE] : [])],
  act: (values, { member, file }) =>
    member.perform(VIEW_AS[of], member.actor, {
      file,
      base: values.base,
      view: { determination: values.item, standing: values.get('standing'), option: optionIn(values), isRelative: values.isTicked('relative') },
      words: { name: member.name.slice(0, 300), text: values.get('text') },
    }),
});
export const VIEW_DOINGS = { 'view-guardian': viewDoing('guardian'), 'view-lawyer': viewDoing('lawyer') } as const;

export const takeViewDoing: Doing = {
  title: 'best.do.take-view',
  at: AT,
  fields: [
    { kind: 'choice', name: 'of', label: 'best.view-of', list: 'best.viewer', values: v.VIEWERS },
    { kind: 'choice', name: 'standing', label: 'best.view-standing', list: 'best.view-standing-is', values: v.VIEW_STANDINGS },
    { kind: 'pick', name: 'document', label: 'best.paper', from: 'papers' },
    { kind: 'line', name: 'name', label: 'best.view-name' },
    ...VIEW,
    RELATIVE,
  ],
  act: (values, { member, file }) =>
    member.perform(takeView, member.actor, {
      file,
      base: values.base,
      view: { determination: values.item, of: values.get('of'), standing: values.get('standing'), document: values.day('document'), isRelative: values.isTicked('relative'), option: optionIn(values) },
      words: { name: values.get('name'), text: values.get('text') },
    }),
};

export const dissentDoing: Doing = {
  title: 'best.do.dissent',
  at: AT,
  fields: [
    { kind: 'choice', name: 'by', label: 'best.dissent-by', list: 'best.dissenter', values: v.DISSENTERS },
    { kind: 'line', name: 'name', label: 'best.view-name' },
    { kind: 'text', name: 'text', label: 'best.dissent-text', rows: 3 },
  ],
  act: (values, { member, file }) => member.perform(dissent, member.actor, { file, dissent: { determination: values.item, dissent: values.id, by: values.get('by') }, words: { name: values.get('name'), text: values.get('text') } }),
};

export const proposeDoing: Doing = {
  title: 'best.do.propose',
  at: AT,
  fields: [OPTION, { kind: 'text', name: 'text', label: 'best.propose-text', rows: 4 }],
  act: (values, { member, file }) => member.perform(propose, member.actor, { file, base: values.base, proposed: { determination: values.item, option: values.get('option') }, words: { text: values.get('text') } }),
};

export const explainDoing: Doing = {
  title: 'best.do.explain',
  at: AT,
  fields: [
    OPTION,
    { kind: 'text', name: 'text', label: 'best.explain-text', hint: 'best.explain-hint', rows: 5 },
    { kind: 'choice', name: 'standing', label: 'best.language-is', list: 'best.language', values: v.LANGUAGE_STANDINGS },
    { kind: 'line', name: 'language', label: 'best.which-language', hint: 'best.which-language-hint' },
  ],
  act: (values, { member, file }) =>
    member.perform(explain, member.actor, { file, base: values.base, explained: { determination: values.item, option: values.get('option'), language: values.get('standing') }, words: { language: values.get('language'), text: values.get('text') } }),
};

export const decideDoing: Doing = {
  title: 'best.do.decide',
  at: AT,
  fields: [
    OPTION,
    { kind: 'pick', name: 'decider', label: 'best.decider', from: 'deciders' },
    { kind: 'line', name: 'by', label: 'best.decided-by', hint: 'best.decided-by-hint' },
    { kind: 'date', name: 'decidedOn', label: 'best.decided-on' },
    { kind: 'pick', name: 'document', label: 'best.decision-paper', from: 'papers' },
    { kind: 'text', name: 'reasons', label: 'best.reasons', rows: 6 },
    { kind: 'date', name: 'reviewOn', label: 'best.review-on' },
    { kind: 'line', name: 'title', label: 'best.review-task' },
  ],
  async act(values, { member, file, guide }) {
    const decider = values.get('decider');
    // Who decides in a country stands in its pack; a form that was made up names somebody else.
    const looked = await member.perform(lookAtFile, member.actor, { file });
    if (!looked.done) return looked;
    if (decider !== '' && !decidersIn(guide, looked.value.state).some((one) => one.decider === decider)) return { done: false, because: 'obstacles', obstacles: [{ code: 'decider-not-there' }] };
    return member.perform(decide, member.actor, {
      file,
      base: values.base,
      decided: { determination: values.item, option: values.get('option'), decider, decidedOn: values.get('decidedOn'), reviewOn: values.day('reviewOn'), document: values.day('document') },
      words: { by: values.get('by'), reasons: values.get('reasons') },
      task: { title: values.get('title') },
    });
  },
};

export const reviewDoing: Doing = {
  title: 'best.do.review',
  at: AT,
  fields: [
    { kind: 'choice', name: 'result', label: 'best.review-result', list: 'best.review-is', values: v.REVIEW_RESULTS },
    { kind: 'date', name: 'nextOn', label: 'best.review-on' },
    { kind: 'text', name: 'text', label: 'best.review-text', rows: 3 },
  ],
  act: (values, { member, file }) => member.perform(review, member.actor, { file, base: values.base, reviewed: { determination: values.item, result: values.get('result'), nextOn: values.day('nextOn') }, words: { text: values.get('text') } }),
};

/** Who can decide in the country of the file, by what they are called there; where its pack says nothing, everybody who ever can. */
export function decidersIn(guide: Parameters<typeof packFor>[0], file: Parameters<typeof packFor>[1]): readonly { decider: string; body: string | null; about: string | null }[] {
  const decides = (packFor(guide, file)?.determination ?? []).filter((d) => d.part === 'decides');
  return decides.length > 0 ? decides.map(({ decider, body, about }) => ({ decider, body, about })) : v.INTERESTS_DECIDERS.map((decider) => ({ decider, body: null, about: null }));
}
