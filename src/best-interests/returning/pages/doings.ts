import { daysAfter } from '#src/files/model/days.ts';
import type { Doing, Values } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import { confirmEvidence, giveEvidence, withdrawEvidence } from '../actions/evidence-actions.ts';
import { decideAgainst, endJourney, goOnJourney, planJourney, TAKE_STEP } from '../actions/journey-actions.ts';
import * as v from '../model/vocabulary.ts';

export const PAGE = 'return';
/** Papers of the section, to pick one from. */
export const PAPERS = 'papers';
export const DECIDERS = 'deciders';

type Days = LocalKnowledge['returnDays'];

/** Until when evidence of that day is worth something, by the knowledge; never longer than the rules let it. */
function untilOf(days: Days, condition: v.Recorded, from: string): { holdsUntil: string; travelUntil: string | null } {
  const said = days.find((d) => d.condition === condition);
  const most = v.LONGEST[condition];
  const travel = most.travel === null ? (said?.travelDays ?? null) : Math.min(said?.travelDays ?? most.travel, most.travel);
  return { holdsUntil: daysAfter(from, Math.min(said?.holdsDays ?? most.holds, most.holds)), travelUntil: travel === null ? null : daysAfter(from, travel) };
}

const BY: Field = { kind: 'choice', name: 'by', label: 'returning.by', list: 'returning.by-is', values: v.ESTABLISHED_BY };
const WHO: Field = { kind: 'line', name: 'who', label: 'returning.who' };
const REASON: Field = { kind: 'text', name: 'reason', label: 'returning.reason', rows: 2 };
const ON: Field = { kind: 'date', name: 'on', label: 'returning.on', hint: 'returning.on-hint' };

const dayIn = (values: Values, name: string, today: string): string => values.day(name) ?? today;

const giveDoing = (condition: v.Recorded, days: Days): Doing => ({
  title: 'returning.do.give',
  at: PAGE,
  fields: [
    { kind: 'ticks', name: 'parts', label: 'returning.parts', list: 'returning.part', values: v.PARTS_OF[condition] },
    { kind: 'ticks', name: 'against', label: 'returning.parts-against', list: 'returning.part', values: v.PARTS_OF[condition] },
    BY,
    WHO,
    { kind: 'date', name: 'establishedOn', label: 'returning.established-on', hint: 'returning.on-hint' },
    { kind: 'pick', name: 'document', label: 'returning.paper', from: PAPERS },
    { kind: 'text', name: 'how', label: 'returning.how', hint: 'returning.how-hint', rows: 3 },
    { kind: 'line', name: 'reference', label: 'returning.reference' },
  ],
  act(values, { member, file, today }) {
    const establishedOn = dayIn(values, 'establishedOn', today);
    const given = { evidence: values.id, condition, parts: values.ticked('parts', v.PARTS_OF[condition]), against: values.ticked('against', v.PARTS_OF[condition]), by: values.get('by'), establishedOn, document: values.get('document') || null, ...untilOf(days, condition, establishedOn) };
    return member.perform(giveEvidence, member.actor, { file, base: values.base, given, words: { who: values.get('who'), how: values.get('how'), reference: values.get('reference') } });
  },
});

/** What it is about carries which evidence, and of which condition. */
const confirmDoing = (days: Days): Doing => ({
  title: 'returning.do.confirm',
  at: PAGE,
  fields: [BY, WHO, { kind: 'date', name: 'confirmedOn', label: 'returning.confirmed-on', hint: 'returning.on-hint' }, { kind: 'text', name: 'said', label: 'returning.said', rows: 2 }],
  act(values, { member, file, today }) {
    const [evidence = '', condition = ''] = values.item.split('/');
    const confirmedOn = dayIn(values, 'confirmedOn', today);
    const known = v.RECORDED.find((one) => one === condition) ?? 'reception';
    return member.perform(confirmEvidence, member.actor, { file, base: values.base, confirmed: { evidence, by: values.get('by'), confirmedOn, ...untilOf(days, known, confirmedOn) }, words: { who: values.get('who'), said: values.get('said') } });
  },
});

const withdrawDoing: Doing = {
  title: 'returning.do.withdraw',
  at: PAGE,
  fields: [{ kind: 'choice', name: 'because', label: 'returning.because', list: 'returning.withdrawn-because', values: v.WITHDRAWN_BECAUSE }, REASON],
  act: (values, { member, file }) => member.perform(withdrawEvidence, member.actor, { file, evidence: values.item, because: values.get('because'), words: { reason: values.get('reason') } }),
};

const RECEIVER: Field = { kind: 'choice', name: 'receiver', label: 'returning.receiver', list: 'returning.receiver-is', values: v.RECEIVERS };
const planFields: readonly Field[] = [
  ON,
  { kind: 'line', name: 'to', label: 'returning.to', hint: 'returning.to-hint' },
  RECEIVER,
  { kind: 'line', name: 'receiverName', label: 'returning.receiver-name' },
  { kind: 'choice', name: 'escort', label: 'returning.escort', list: 'returning.escort-is', values: v.ESCORTS },
  { kind: 'line', name: 'escortName', label: 'returning.escort-name' },
  { kind: 'text', name: 'how', label: 'returning.journey-how', rows: 2 },
];
/** What it is about: the gate, and the journey where one was decided on already. */
const planDoing: Doing = {
  title: 'returning.do.plan',
  at: PAGE,
  fields: planFields,
  act(values, { member, file, today }) {
    const [gate = '', journey = ''] = values.item.split('/');
    const planned = { journey: journey || values.id, gate, receiver: values.get('receiver'), escort: values.get('escort'), on: dayIn(values, 'on', today) };
    return member.perform(planJourney, member.actor, { file, base: values.base, planned, words: { to: values.get('to'), escort: values.get('escortName'), receiver: values.get('receiverName'), how: values.get('how') } });
  },
};

const stepDoing = (step: v.Step): Doing => ({
  title: `returning.do.${step}`,
  at: PAGE,
  fields: [ON, ...(step === 'handed-over' ? [{ kind: 'pick', name: 'document', label: 'returning.signed-paper', from: PAPERS } as const] : []), { kind: 'line', name: 'who', label: 'returning.with-whom' }, { kind: 'text', name: 'where', label: 'returning.where', rows: 2 }],
  act: (values, { member, file, today }) =>
    member.perform(TAKE_STEP[step], member.actor, { file, journey: values.item, on: dayIn(values, 'on', today), document: step === 'handed-over' ? values.get('document') || null : null, words: { where: values.get('where'), who: values.get('who') } }),
});

const goOnDoing: Doing = {
  title: 'returning.do.go-on',
  at: PAGE,
  fields: [REASON],
  act: (values, { member, file }) => member.perform(goOnJourney, member.actor, { file, base: values.base, journey: values.item, words: { reason: values.get('reason') } }),
};
const endDoing: Doing = {
  title: 'returning.do.end',
  at: PAGE,
  fields: [{ kind: 'choice', name: 'how', label: 'returning.ended-how', list: 'returning.ended', values: v.ENDINGS }, REASON],
  act: (values, { member, file }) => member.perform(endJourney, member.actor, { file, journey: values.item, how: values.get('how'), words: { reason: values.get('reason') } }),
};

/** What was read when it was decided travels with the form: the gate, who receives, the journey where there is one, and what stood against it. */
export const readingOf = (parts: { gate: v.Gate; receiver: string; journey: string; codes: readonly string[] }): string => [parts.gate, parts.receiver, parts.journey, parts.codes.join(',')].join('/');
const againstDoing: Doing = {
  title: 'returning.do.against',
  at: PAGE,
  fields: [
    { kind: 'pick', name: 'decider', label: 'returning.decider', from: DECIDERS },
    WHO,
    { kind: 'text', name: 'reasons', label: 'returning.reasons', hint: 'returning.reasons-hint', rows: 4 },
    { kind: 'text', name: 'safe', label: 'returning.safe', rows: 3 },
  ],
  act(values, { member, file }) {
    const [gate = '', receiver = '', journey = '', codes = ''] = values.item.split('/');
    const against = { journey: journey || values.id, gate, receiver, decider: values.get('decider') };
    return member.perform(decideAgainst, member.actor, { file, base: values.base, against, seen: codes.split(',').filter(Boolean), words: { reasons: values.get('reasons'), who: values.get('who'), safe: values.get('safe') } });
  },
};

export const giveName = (condition: v.Recorded): string => `return-${condition}`;
/** Every form of the page, by the last part of its address. */
export const returningDoings = (days: Days): Readonly<Record<string, Doing>> => ({
  ...Object.fromEntries(v.RECORDED.map((condition) => [giveName(condition), giveDoing(condition, days)])),
  ...Object.fromEntries(v.STEPS.map((step) => [`return-${step}`, stepDoing(step)])),
  'return-confirm': confirmDoing(days),
  'return-withdraw': withdrawDoing,
  'return-go': planDoing,
  'return-go-on': goOnDoing,
  'return-end': endDoing,
  'return-against': againstDoing,
});
