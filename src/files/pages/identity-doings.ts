import { VERDICTS } from '#src/matching/index.ts';
import { judgeLikeness } from '../actions/known-actions.ts';
import { recordFact, setRepresentative, withdrawFact } from '../actions/identity-actions.ts';
import { recordSigns, setStatus } from '../actions/status-actions.ts';
import { BASES, CERTAINTIES, DECIDERS, EFFECTS, FACTS, RELATIONS, SIGN_ANSWERS, SOURCES, STATUSES, WITHDRAWALS } from '../model/vocabulary.ts';
import type { Doing } from './doings.ts';
import { CHECK_FIELDS } from './story-doings.ts';

export const factDoing: Doing = {
  title: 'file.do.fact',
  at: 'identity',
  fields: [
    { kind: 'choice', name: 'what', label: 'file.fact-what', list: 'fact', values: FACTS },
    { kind: 'line', name: 'given', label: 'file.fact-given' },
    { kind: 'line', name: 'family', label: 'file.fact-family', hint: 'file.fact-name-hint' },
    { kind: 'text', name: 'value', label: 'file.fact-value', hint: 'file.fact-value-hint', rows: 2 },
    { kind: 'choice', name: 'source', label: 'file.source', list: 'source-of', values: SOURCES },
    { kind: 'choice', name: 'certainty', label: 'file.certainty', list: 'certainty-of', values: CERTAINTIES },
  ],
  act: (v, { member, file }) =>
    member.perform(recordFact, member.actor, { file, recorded: { fact: v.id, what: v.get('what'), source: v.get('source'), certainty: v.get('certainty') }, words: { given: v.get('given'), family: v.get('family'), value: v.get('value') } }),
};

export const withdrawFactDoing: Doing = {
  title: 'file.do.withdraw-fact',
  at: 'identity',
  fields: [{ kind: 'choice', name: 'because', label: 'file.withdraw-because', list: 'withdrawal', values: WITHDRAWALS }],
  act: (v, { member, file }) => member.perform(withdrawFact, member.actor, { file, fact: v.item, because: v.get('because') }),
};

export const likenessDoing: Doing = {
  title: 'file.do.likeness',
  at: 'identity',
  fields: [
    { kind: 'choice', name: 'verdict', label: 'known.verdict.title', list: 'known.verdict', values: VERDICTS },
    { kind: 'text', name: 'reason', label: 'file.task-reason', rows: 2 },
  ],
  act: (v, { member, file }) => member.perform(judgeLikeness, member.actor, { file, other: v.item, verdict: v.get('verdict'), reason: v.get('reason') }),
};

export const representativeDoing: Doing = {
  title: 'file.do.representative',
  at: 'identity',
  fields: [
    { kind: 'choice', name: 'relation', label: 'file.representative-relation', list: 'relation', values: RELATIONS },
    { kind: 'line', name: 'name', label: 'file.representative-name' },
    { kind: 'text', name: 'contact', label: 'file.representative-contact', rows: 2 },
    { kind: 'text', name: 'reason', label: 'file.representative-reason', hint: 'file.representative-hint', rows: 2 },
  ],
  act: (v, { member, file }) => member.perform(setRepresentative, member.actor, { file, base: v.base, relation: v.get('relation'), words: { name: v.get('name'), contact: v.get('contact'), reason: v.get('reason') } }),
};

export const signsDoing: Doing = {
  title: 'file.do.signs',
  at: 'recognition',
  fields: [
    ...CHECK_FIELDS,
    { kind: 'text', name: 'lines', label: 'file.signs-lines', hint: 'file.signs-lines-hint', rows: 6 },
    { kind: 'choice', name: 'liv06', label: 'file.sign-liv06', list: 'sign-answer', values: SIGN_ANSWERS },
    { kind: 'choice', name: 'liv03', label: 'file.sign-liv03', list: 'sign-answer', values: SIGN_ANSWERS },
    { kind: 'choice', name: 'fin08', label: 'file.sign-fin08', list: 'sign-answer', values: SIGN_ANSWERS },
  ],
  act(v, { member, file }) {
    const orNone = (name: string) => (v.get(name) === '' ? null : v.get(name));
    const check = { outcome: v.get('outcome'), urgency: orNone('urgency'), incident: orNone('incident') };
    return member.perform(recordSigns, member.actor, { file, signs: { check, liv06: v.get('liv06'), liv03: v.get('liv03'), fin08: v.get('fin08') }, lines: v.get('lines') });
  },
};

export const statusDoing: Doing = {
  title: 'file.do.status',
  at: 'recognition',
  fields: [
    { kind: 'choice', name: 'status', label: 'file.status-which', list: 'status', values: STATUSES },
    { kind: 'choice', name: 'decider', label: 'file.status-decider', list: 'decider', values: DECIDERS },
    { kind: 'date', name: 'decidedOn', label: 'file.status-day' },
    { kind: 'ticks', name: 'bases', label: 'file.status-bases', list: 'basis', values: BASES },
    { kind: 'ticks', name: 'effects', label: 'file.status-effects', list: 'effect', values: EFFECTS },
    { kind: 'text', name: 'reasons', label: 'file.status-reasons', hint: 'file.status-reasons-hint' },
    { kind: 'date', name: 'objectUntil', label: 'file.status-object-until' },
    { kind: 'text', name: 'toObject', label: 'file.status-to-object', rows: 2 },
  ],
  act(v, { member, file, today }) {
    const step = { status: v.get('status'), decider: v.get('decider'), decidedOn: v.day('decidedOn') ?? today, effects: v.ticked('effects', EFFECTS), bases: v.ticked('bases', BASES), objectUntil: v.day('objectUntil') };
    return member.perform(setStatus, member.actor, { file, base: v.base, step, words: { reasons: v.get('reasons'), toObject: v.get('toObject') } });
  },
};
