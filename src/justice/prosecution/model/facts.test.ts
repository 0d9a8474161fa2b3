import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as file from '#src/files/model/kinds.ts';
import { fileState } from '#src/files/model/state.ts';
import { EVENTS } from '#src/files/model/vocabulary.ts';
import { aHeader, headersOf, ID, signs, type OneHeader } from '#test/support/headers.ts';
import { contactsBefore, firstContact, recognitionTime } from './contacts.ts';
import { gateOn, isPunishedAlthoughRecognised } from './facts.ts';
import type { GateRules } from './gate.ts';
import * as kinds from './kinds.ts';
import { exploitersMeasure, punishmentMeasure } from './measures.ts';
import { DECISIONS, FOR_CHILD } from './vocabulary.ts';

const RULES: GateRules = { qualified: ['expert-panel'], never: ['under-12'], onlyIfUnderstood: [] };
const TODAY = '2026-11-25';

const event = (what: (typeof EVENTS)[number], happened: string, change: { hadMissedSign?: boolean; event?: string; corrects?: string | null } = {}) =>
  aHeader(file.eventAdded, { event: change.event ?? ID(), what, happened, precision: 'day', source: 'professional', country: null, hadMissedSign: change.hadMissedSign ?? false, corrects: change.corrects ?? null }, { section: 'chronology', on: happened });
const step = (status: 'possible' | 'presumed' | 'recognised' | 'not-established', decidedOn: string) => aHeader(file.statusSet, { status, decider: 'expert-panel', decidedOn, effects: [], bases: ['expert-opinion'], objectUntil: null }, { section: 'recognition', on: decidedOn });
const assessment = (assessedOn: string, at: number, change: { by?: 'expert-panel' | 'prosecutor'; trained?: 'yes' | 'no' } = {}) => aHeader(kinds.assessed, { assessment: ID(), by: 'expert-panel', trained: 'yes', assessedOn, step: at, ...change }, { section: 'recognition', on: assessedOn });
const matter = ID();
const accused = aHeader(kinds.matterDescribed, { matter, age: '16-17', understood: 'not-known', event: null }, { section: 'justice', on: '2026-11-01' });
const decision = (what: (typeof DECISIONS)[number], decidedOn: string, obstacles: readonly 'no-lawyer'[] = []) => aHeader(kinds.decided, { decision: ID(), matter, what, decidedOn, obstacles: [...obstacles], asOf: null }, { section: 'justice', on: decidedOn });
const investigated = aHeader(kinds.exploiterStep, { exploiter: ID(), step: ID(), what: 'investigated', happenedOn: '2026-11-10' }, { section: 'justice', on: '2026-11-10' });
const lawyer = aHeader(file.sectionOpened, { section: 'counsel', agency: ID(), purpose: 'legal-help', ground: 'counsel-of-the-child' }, { section: null, on: '2026-11-02' });

const opened = aHeader(file.opened, { origin: 'direct', report: null, country: 'NL', agency: ID() }, { section: null, on: '2026-11-01' });
/** All that the law asks, done in time, and nothing found. */
const DONE: readonly OneHeader[] = [opened, accused, lawyer, investigated, step('possible', '2026-11-11'), step('not-established', '2026-11-12'), assessment('2026-11-12', 2)];
const gate = (all: readonly OneHeader[], day = TODAY) => gateOn(headersOf(all), RULES, day);
const codes = (all: readonly OneHeader[], day = TODAY) => gate(all, day).obstacles.map((o) => o.code);

/** Entries that are a sign, or tell of a child that speaks: whatever they are, they open nothing. */
const anySign = fc.oneof(
  fc.constantFrom(...EVENTS).map((what) => event(what, '2026-11-20', { hadMissedSign: true })),
  fc.constantFrom('made-to-take-part', 'disclosed', 'fetched-by-adult').map((what) => event(what as 'disclosed', '2026-10-01')),
  fc.constantFrom('act-now', 'consult', 'keep-watching').map((outcome) => signs(outcome as 'consult', '2026-11-20')),
  fc.constantFrom('child-spoke', 'event', 'check').map((because) => aHeader(file.signNoted, { because: because as 'event' }, { section: null, on: '2026-11-20' })),
);
/** Parts of a file in any order: now and then all that opens the gate. */
const anyParts = fc.oneof(fc.constant(DONE), fc.subarray([...DONE]), fc.shuffledSubarray([...DONE, step('recognised', '2026-11-13'), decision('fined', '2026-11-14', ['no-lawyer']), decision('quashed', '2026-11-15'), signs('act-now', '2026-11-05')]));

describe('the gate of a file', () => {
  it('is open when all was done, and says so of the day on which it was', () => {
    expect(gate(DONE)).toEqual({ state: 'open', obstacles: [] });
    expect(gate(DONE, '2026-11-05')).toMatchObject({ state: 'closed' });
    expect(codes(DONE, '2026-11-01')).toEqual(['no-lawyer', 'assessment-missing', 'suspicion-stands', 'exploitation-not-investigated']);
  });
  it('is never opened by one more sign', () =>
    fc.assert(fc.property(anyParts, fc.array(anySign, { minLength: 1, maxLength: 3 }), (parts, more) => {
      const before = gate(parts);
      expect(codes([...parts, ...more])).toEqual(expect.arrayContaining(before.obstacles.map((o) => o.code)));
      if (before.state !== 'open') expect(gate([...parts, ...more]).state).toBe(before.state);
    }), { examples: [[DONE, [signs('consult', '2026-11-20')]]] }));
  it('closes again on a sign that whoever assessed could not know of', () => {
    expect(codes([...DONE, event('police-contact', '2026-09-01', { hadMissedSign: true })])).toEqual(['sign-since-assessment']);
    expect(codes([...DONE, aHeader(file.signNoted, { because: 'child-spoke' }, { section: null, on: TODAY })])).toEqual(['sign-since-assessment', 'suspicion-stands']);
  });
  it('is not closed by what a child told its lawyer, nor by a check that only keeps watching', () => {
    const words = (section: string) => aHeader(file.wordsRecorded, { words: ID(), kind: 'told', spokenOn: '2026-11-20', present: [], interpreter: 'no', wasAlone: 'yes' }, { section, on: '2026-11-20' });
    expect(codes([...DONE, words('counsel'), signs('keep-watching', '2026-11-20')])).toEqual([]);
    expect(codes([...DONE, words('chronology')])).toEqual(['sign-since-assessment']);
  });
  it('never opens without somebody qualified having assessed', () =>
    fc.assert(fc.property(anyParts, fc.array(anySign, { maxLength: 2 }), (parts, more) => gate([...parts, ...more].filter((h) => h.kind !== kinds.assessed.name)).state !== 'open'), { examples: [[DONE, []]] }));
  it('is departed from while a decision against it holds, and not when that was taken back', () => {
    const against = decision('prosecuted', '2026-11-03', ['no-lawyer']);
    expect(gate([opened, accused, against]).state).toBe('departed');
    expect(gate([...DONE, against]).state).toBe('departed');
    for (const what of FOR_CHILD) expect(gate([opened, accused, against, decision(what, '2026-11-04')]).state).toBe('closed');
    expect(gate([opened, accused, against, decision('pardoned', '2026-11-04')]).state).toBe('departed');
  });
  it('stays closed where the decision came before anybody had assessed, until it is taken anew', () => {
    expect(codes([...DONE, decision('prosecuted', '2026-11-03')])).toEqual(['decided-before-assessment']);
    expect(codes([...DONE, decision('prosecuted', '2026-11-03'), decision('quashed', '2026-11-20')])).toEqual([]);
    const untrained = [step('possible', '2026-11-02'), assessment('2026-11-02', 1, { trained: 'no' }), decision('prosecuted', '2026-11-03')];
    expect(codes([opened, accused, lawyer, investigated, ...untrained, step('not-established', '2026-11-12'), assessment('2026-11-12', 2)])).toEqual(['decided-before-assessment']);
  });
  it('does not ask in which country the child was met', () => {
    const elsewhere = (h: OneHeader) => ('country' in h.header ? { ...h, header: { ...h.header, country: 'RO' } } : h);
    fc.assert(fc.property(anyParts, (parts) => void expect(gate(parts.map(elsewhere))).toEqual(gate(parts))));
  });
});

describe('punished although recognised', () => {
  const flag = (...all: OneHeader[]) => isPunishedAlthoughRecognised(headersOf([opened, accused, ...all]));
  it('counts a finding of guilt without a penalty, a measure out of court and a fine abroad', () => {
    for (const what of ['guilty-unpunished', 'diverted', 'fined', 'convicted', 'fined-abroad', 'dropped-conditionally'] as const) expect([what, flag(step('recognised', '2026-11-02'), decision(what, '2026-11-03'))]).toEqual([what, true]);
  });
  it('counts it whichever came first, also while the child is presumed a victim', () => {
    expect(flag(decision('fined', '2026-11-02'), step('presumed', '2026-11-03'))).toBe(true);
    expect(flag(decision('fined', '2026-11-02'), step('possible', '2026-11-03'))).toBe(false);
  });
  it('holds after a pardon and under appeal, and not when the decision was quashed', () => {
    const punished = [step('recognised', '2026-11-02'), decision('convicted', '2026-11-03')];
    expect([flag(...punished, decision('appealed', '2026-11-04'), decision('pardoned', '2026-11-05')), flag(...punished, decision('quashed', '2026-11-04'))]).toEqual([true, false]);
  });
  it('is counted with every decision against the gate, also one that was taken back', () => {
    expect(punishmentMeasure(headersOf([opened, accused, step('recognised', '2026-11-02'), decision('prosecuted', '2026-11-03', ['no-lawyer']), decision('dropped', '2026-11-04'), decision('fined', '2026-11-05', ['no-lawyer'])]))).toEqual({ departures: 2, isPunishedAlthoughRecognised: true });
  });
});

describe('earlier contacts', () => {
  const wrong = ID();
  const all = [opened, event('police-contact', '2025-03-10', { hadMissedSign: true, event: wrong }), event('police-contact', '2025-03-01', { hadMissedSign: true, corrects: wrong }), event('at-school', '2025-04-01', { hadMissedSign: true }), event('notified', '2025-06-01'), event('placed', '2025-07-01'), event('in-custody', TODAY), step('presumed', '2026-03-10')];
  const state = fileState(headersOf(all));
  it('are each of police or a service before today, with those at which a sign was missed, and not what was put right', () => {
    const { all: contacts, missed } = contactsBefore(state, TODAY);
    expect([contacts.map((c) => c.happened), missed.map((c) => [c.what, c.happened])]).toEqual([['2025-03-01', '2025-04-01', '2025-06-01'], [['police-contact', '2025-03-01'], ['at-school', '2025-04-01']]]);
  });
  it('start the clock', () => expect(firstContact(state, TODAY)).toEqual({ police: '2025-03-01', sign: '2025-03-01', from: '2025-03-01', days: 634 }));
  it('do not start it in a file that tells of none', () => expect(firstContact(fileState(headersOf([opened])), TODAY)).toEqual({ police: null, sign: null, from: null, days: null }));
  it('say how long it took until the child was recognised', () => {
    expect(recognitionTime(headersOf(all))).toEqual({ from: '2025-03-01', to: '2026-03-10', days: 374, months: 12 });
    expect(recognitionTime(headersOf([opened, event('police-contact', '2025-03-10')]))).toBeNull();
    expect(recognitionTime(headersOf([opened, step('presumed', '2025-01-10'), event('police-contact', '2025-03-10')]))).toBeNull();
  });
});

describe('what came of those who exploited', () => {
  const [one, other] = [ID(), ID()];
  const done = (exploiter: string, what: 'investigated' | 'charged' | 'convicted' | 'acquitted', happenedOn: string) => aHeader(kinds.exploiterStep, { exploiter, step: ID(), what, happenedOn }, { section: 'justice', on: happenedOn });
  const money = (what: 'awarded' | 'paid', amount: number, currency: 'EUR' | 'RON' = 'EUR') => aHeader(kinds.compensation, { exploiter: one, step: ID(), what, happenedOn: '2026-11-20', amount, currency }, { section: 'justice', on: '2026-11-20' });
  it('is counted by person and step, with the months from recognition and what was awarded and paid', () => {
    const all = [opened, step('recognised', '2025-05-20'), done(one, 'investigated', '2025-06-01'), done(one, 'charged', '2025-09-01'), done(one, 'convicted', '2026-05-19'), done(other, 'investigated', '2025-06-01'), done(other, 'acquitted', '2026-05-19'), money('awarded', 2500), money('paid', 400), money('paid', 100), money('awarded', 10, 'RON')];
    expect(exploitersMeasure(headersOf(all))).toEqual({ known: 2, investigated: 2, charged: 1, convicted: 1, acquitted: 1, monthsToConviction: 11, money: [{ currency: 'EUR', awarded: 2500, paid: 500 }, { currency: 'RON', awarded: 10, paid: 0 }] });
  });
  it('says nothing of months where nobody was convicted, or before the child was recognised', () => {
    expect(exploitersMeasure(headersOf([opened, step('recognised', '2026-11-20'), done(one, 'convicted', '2025-05-19')])).monthsToConviction).toBeNull();
    expect(exploitersMeasure(headersOf([opened, done(one, 'convicted', '2025-05-19')])).monthsToConviction).toBeNull();
  });
});
