import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventAdded, missingBegun, signNoted, signsRecorded, wordsRecorded } from '#src/files/model/kinds.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { anEvent, someWords } from '#test/support/files.ts';
import type { PaperFile } from '#test/support/on-paper.ts';
import { claim, determine, fullEvidence, give, hear, paper, readyFile, trace } from '#test/support/returning.ts';
import { against, last, plan, REASON, REASONS, step, wayOf, withdraw } from '#test/support/returning-game.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { decideAgainst, endJourney, goOnJourney, TAKE_STEP } from '../actions/journey-actions.ts';
import { seeReturning } from '../actions/see-actions.ts';
import { journeysOn, nextStep, returnedPast, type Journey } from './journey.ts';
import * as kinds from './kinds.ts';
import { ENDINGS, RECORDED, STEPS, type Step } from './vocabulary.ts';

const told = (file: PaperFile) => file.headers.filter((h) => h.kind === 'file.table-told').map((h) => h.header['what']);
const codes = (answer: Answer<unknown>) => (answer.done ? 'done' : answer.because === 'obstacles' ? answer.obstacles.map((o) => o.code) : answer.because);

/** A child on its way, with every condition met. */
const onTheWay = () => {
  const file = readyFile();
  expect([codes(plan(file)), codes(step(file, 'departed'))]).toEqual(['done', 'done']);
  return file;
};

describe('a journey', () => {
  it('goes its way where every condition is met at each step, and then the table reads that the child was returned', () => {
    const file = onTheWay();
    for (const [which, role] of [['arrived', 'partner'], ['handed-over', 'partner'], ['returned', 'guardian']] as const) expect(codes(step(file, which, role))).toBe('done');
    expect([last(file)?.state, told(file)]).toEqual(['returned', ['returned']]);
  });
  it('is not planned while one condition is open, and every obstacle is said', () => {
    const file = readyFile();
    withdraw(file, 'stop-rule');
    withdraw(file, 'justice');
    expect(codes(plan(file))).toEqual(['stop-rule-withdrawn', 'justice-withdrawn']);
    expect(journeysOn(file.headers, file.today())).toEqual([]);
  });
  it('takes its steps in their order, each once, and none in the future', () => {
    const file = readyFile();
    plan(file);
    expect(codes(step(file, 'returned'))).toEqual(['not-the-next-step']);
    expect(codes(file.act('guardian', TAKE_STEP.departed, { journey: last(file)?.journey, on: daysAfter(file.today(), 1), document: null, words: {} }))).toEqual(['day-is-to-come']);
    step(file, 'departed');
    expect(codes(step(file, 'departed'))).toBe('done');
    expect(last(file)?.steps).toHaveLength(1);
  });
  it('is handed over on a paper that lies in the file and is signed, or not at all', () => {
    const file = onTheWay();
    step(file, 'arrived');
    const handOver = (document: string | null) => codes(file.act('partner', TAKE_STEP['handed-over'], { journey: last(file)?.journey, on: file.today(), document, words: {} }));
    expect([handOver(null), handOver(randomUUID())]).toEqual([['hand-over-not-signed'], ['paper-not-there']]);
    expect(handOver(paper(file))).toBe('done');
  });
  it('is one at a time', () => {
    const file = readyFile();
    plan(file);
    expect(codes(plan(file))).toEqual(['journey-open-already']);
  });
  it('may only begin on what was looked at just before', () => {
    const file = readyFile();
    plan(file, { on: daysAfter(file.today(), 5) });
    file.later(5);
    expect(codes(step(file, 'departed'))).toEqual(['reception-not-looked-at-before-travel']);
    give(file, 'reception', { document: paper(file) });
    expect(codes(step(file, 'departed'))).toBe('done');
  });
});

/** What somebody or something can do so that a condition falls away. */
const FALLS: readonly (readonly [string, (file: PaperFile) => unknown])[] = [
  ...RECORDED.map((condition) => [`${condition} is withdrawn`, (file: PaperFile) => withdraw(file, condition)] as const),
  ...RECORDED.map((condition) => [`${condition} is given anew and shows less`, (file: PaperFile) => give(file, condition, { parts: [fullEvidence(condition, file.today()).parts[0] as never], document: paper(file) })] as const),
  ['another determination takes the place of the one before', (file) => determine(file, 'stay')],
  ['one is decided without the view of the lawyer', (file) => determine(file, 'family', { without: 'lawyer' })],
  ['one is decided that did not compare all', (file) => determine(file, 'family', { without: 'option' })],
  ['the child is heard again, not in its language', (file) => hear(file, 'other')],
  ['the child says no', (file) => file.record(wordsRecorded, someWords({ kind: 'objection' }), 'chronology')],
  ['the family is judged not fit', (file) => trace(file, { judgement: 'not-fit' })],
  ['a claim is made', (file) => claim(file, 'open')],
  ['the child is missing', (file) => file.record(missingBegun, { missing: randomUUID() }, null)],
  ['there is a new sign', (file) => file.record(signNoted, { because: 'child-spoke' }, null)],
  ['a sign points to the family', (file) => file.record(signsRecorded, { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'seen', liv03: 'not-known', fin08: 'not-known' }, 'recognition')],
];

describe('a condition that falls away stops a journey', () => {
  it.each(FALLS)('that is planned, and one under way, when %s; the table is told at once', (_, fall) => {
    for (const file of [readyFile(), onTheWay()]) {
      if (!last(file)) plan(file);
      fall(file);
      expect([last(file)?.state, told(file)]).toEqual(['stopped', ['return-stopped']]);
      const next = nextStep(last(file) as Journey) as Step;
      expect((codes(step(file, next)) as string[])[0]).toBe('journey-stopped');
    }
  });
  it('when something grows old, by the day alone and with no entry', () => {
    const file = readyFile();
    plan(file, { on: daysAfter(file.today(), 60) });
    const before = file.headers.length;
    file.later(31);
    expect([last(file)?.state, last(file)?.stopped?.because.map((o) => o.code), file.headers.length]).toEqual(['stopped', ['reception-expired'], before]);
  });
  it('for good, until somebody says with reasons that it goes on: that all is met again by itself is not enough', () => {
    const file = onTheWay();
    withdraw(file, 'monitoring');
    give(file, 'monitoring', { document: paper(file) });
    expect(last(file)?.state).toBe('stopped');
    const goOn = () => codes(file.act('guardian', goOnJourney, { journey: last(file)?.journey, words: REASON }));
    withdraw(file, 'justice');
    expect(goOn()).toEqual(['justice-withdrawn']);
    give(file, 'justice', { document: paper(file) });
    expect([goOn(), last(file)?.state]).toEqual(['done', 'under-way']);
  });
  it('also where it grew old between two entries and was renewed before anybody looked', () => {
    const file = readyFile();
    give(file, 'risk', { holdsUntil: daysAfter(file.today(), 3), travelUntil: daysAfter(file.today(), 3) });
    plan(file, { on: daysAfter(file.today(), 20) });
    file.later(10);
    give(file, 'risk');
    expect(last(file)?.stopped).toMatchObject({ on: file.today(), because: [{ code: 'risk-expired' }] });
  });
  it('and a step that was written past it all the same leads nowhere', () => {
    const file = onTheWay();
    const journey = last(file)?.journey as string;
    withdraw(file, 'reception');
    for (const which of STEPS.slice(1)) file.record(kinds.journeyStepped, { journey, step: which, on: file.today(), document: randomUUID() }, 'solution');
    expect(last(file)?.state).toBe('stopped');
  });
  it('before it left: it is called off; after: the child comes back, is received elsewhere, or arrived all the same, and then it never counts as returned', () => {
    const end = (file: PaperFile, how: (typeof ENDINGS)[number]) => codes(file.act('guardian', endJourney, { journey: last(file)?.journey, how, words: REASON }));
    const planned = readyFile();
    plan(planned);
    expect([end(planned, 'came-back'), end(planned, 'called-off')]).toEqual([['has-not-departed'], 'done']);
    const away = onTheWay();
    expect([end(away, 'called-off'), end(away, 'arrived-all-the-same')]).toEqual([['has-departed'], ['journey-not-stopped']]);
    withdraw(away, 'reception');
    expect(end(away, 'arrived-all-the-same')).toBe('done');
    expect([last(away)?.state, told(away)]).toEqual(['ended', ['return-stopped', 'arrived-though-stopped']]);
  });
});

describe('a decision against the gate', () => {
  it('lets a journey begin, is told, counted and visible for ever, and covers nothing that falls away later', () => {
    const file = readyFile();
    withdraw(file, 'justice');
    expect(codes(against(file))).toBe('done');
    const { journey } = last(file) as Journey;
    expect(codes(plan(file, { journey }))).toBe('done');
    expect(codes(step(file, 'departed'))).toBe('done');
    withdraw(file, 'reception');
    expect(last(file)?.stopped?.because.map((o) => o.code)).toEqual(['reception-withdrawn']);
    give(file, 'reception', { document: paper(file) });
    file.act('guardian', goOnJourney, { journey, words: REASON });
    for (const which of ['arrived', 'handed-over', 'returned'] as const) expect(codes(step(file, which))).toBe('done');
    expect(last(file)).toMatchObject({ state: 'returned', against: [{ decider: 'court', obstacles: ['justice-withdrawn'] }] });
    expect(told(file)).toEqual(['return-against-gate', 'return-stopped', 'returned']);
  });
  it('is spent for a condition that was met again: should it fall away anew, that is decided anew', () => {
    const file = readyFile();
    withdraw(file, 'justice');
    against(file);
    plan(file, { journey: last(file)?.journey });
    give(file, 'justice', { document: paper(file) });
    withdraw(file, 'justice');
    expect(last(file)?.state).toBe('stopped');
  });
  it('is taken on what was read, and not on what fell away meanwhile', () => {
    const file = readyFile();
    withdraw(file, 'justice');
    const seen = ['justice-withdrawn'];
    withdraw(file, 'reception');
    expect(codes(against(file, 'youth-protection-worker', seen))).toEqual(['gate-changed-meanwhile']);
  });
  it('is not taken by whoever planned the journey, nor by who only helps or receives, nor without reasons', () => {
    const file = readyFile();
    plan(file);
    withdraw(file, 'justice');
    expect([codes(against(file, 'guardian')), codes(against(file, 'partner')), codes(against(file, 'lawyer')), codes(against(file, 'police-officer'))]).toEqual(['conflict-of-interest', 'not-allowed', 'not-allowed', 'not-allowed']);
    const way = wayOf(file);
    expect(codes(file.act('youth-protection-worker', decideAgainst, { against: { ...way, decider: 'court' }, seen: ['justice-withdrawn'], words: { ...REASONS, reasons: 'ok' } }))).toEqual(['against-needs-reasons']);
  });
  it('is none while the gate is open', () => expect(codes(against(readyFile()))).toEqual(['gate-is-open']));
  it('keeps of what stands elsewhere only that it was not cleared there', () => {
    const file = readyFile();
    claim(file, 'open');
    against(file);
    expect(last(file)?.against[0]?.obstacles).toEqual(['determination-overtaken', 'not-cleared']);
  });
});

describe('somebody who does not see recognition', () => {
  const seenBy = (role: string, file: PaperFile) => {
    const answer = file.act(role, seeReturning, {});
    return answer.done ? answer.value.gates[0].lines.filter((l) => ['claim', 'family-sign', 'elsewhere'].includes(l.condition)) : [];
  };
  it('reads the same whether a claim was made or a sign points to the family, and never which', () => {
    const [claimed, signed] = [readyFile(), readyFile()];
    claim(claimed, 'open');
    signed.record(signsRecorded, { check: { outcome: 'consult', urgency: null, incident: null }, liv06: 'seen', liv03: 'seen', fin08: 'seen' }, 'recognition');
    expect(seenBy('partner', claimed)).toEqual(seenBy('partner', signed));
    expect(seenBy('partner', claimed)).toEqual([{ condition: 'elsewhere', obstacles: [{ code: 'not-cleared', section: 'recognition' }], evidence: null }]);
    expect(seenBy('guardian', claimed)).toMatchObject([{ condition: 'claim', obstacles: [{ code: 'claim-stands' }] }, { condition: 'family-sign', obstacles: [] }]);
  });
});

describe('a return that nothing here led to', () => {
  it('and that somebody wrote into the story is shown as such, until one is put right or a journey led there', () => {
    const file = readyFile();
    const event = anEvent({ what: 'returned' });
    file.record(eventAdded, event, 'chronology');
    expect(returnedPast(file.headers, [])).toEqual([file.today()]);
    file.record(eventAdded, anEvent({ what: 'other', corrects: event.event }), 'chronology');
    expect(returnedPast(file.headers, [])).toEqual([]);
  });
});
