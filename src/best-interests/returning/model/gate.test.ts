import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as interests from '#src/best-interests/model/kinds.ts';
import { missingBegun, missingEnded, signNoted, signsRecorded, wordsRecorded } from '#src/files/model/kinds.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { shredded } from '#src/platform/journal/shredding.ts';
import { KINDS } from '#src/kinds.ts';
import { someWords } from '#test/support/files.ts';
import { anyHeader } from '#test/support/any-header.ts';
import { paperFile, type PaperFile } from '#test/support/on-paper.ts';
import { claim, determine, give, hear, paper, provenFile, readyFile, trace } from '#test/support/returning.ts';
import { confirmEvidence, withdrawEvidence } from '../actions/evidence-actions.ts';
import { CONDITIONS_OF, obstaclesAmong } from './gate.ts';
import { matters } from './journey.ts';
import { RETURNING_KINDS } from './kinds.ts';
import { gateOn, groundsIn } from './state.ts';
import { PARTS_OF, RECORDED, RETURN_OBSTACLES, type Gate, type Recorded } from './vocabulary.ts';

type Look = { gate?: Gate; receiver?: 'family' | 'care'; isSettingOut?: boolean };
const gate = (file: PaperFile, { gate: which = 'return', receiver = 'family', isSettingOut = false }: Look = {}) =>
  obstaclesAmong(gateOn(groundsIn(file.headers), { gate: which, receiver, isSettingOut, today: file.today() })).map((o) => o.code);
const sign = (file: PaperFile, liv06: 'seen' | 'not-seen' | 'not-known') => file.record(signsRecorded, { check: { outcome: 'consult', urgency: null, incident: null }, liv06, liv03: 'not-known', fin08: 'not-known' }, 'recognition');
const lastFor = (file: PaperFile, condition: Recorded) => groundsIn(file.headers).evidence.get(condition)?.evidence ?? '';

describe('entries about a return', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...RETURNING_KINDS]), golden)).toEqual([]));
});

describe('the return gate', () => {
  it('has eleven conditions, and three things that close it whatever else is met', () => {
    expect(CONDITIONS_OF.return).toHaveLength(14);
    expect([...new Set(CONDITIONS_OF.return)].toSorted()).toEqual([...CONDITIONS_OF.return].toSorted());
  });
  it('is shut by every condition while nobody did anything', () => {
    expect(gate(paperFile())).toEqual(['not-determined', 'options-not-compared', 'guardian-not-involved', 'lawyer-not-involved', 'child-not-heard', 'family-not-traced', ...RECORDED.map((c) => `${c}-missing`), 'claim-stands']);
  });
  it('is open where all eleven are met and nothing bars it', () => expect(gate(readyFile(), { isSettingOut: true })).toEqual([]));
  it('is open too where the child goes into care there, its family having been looked for', () => expect(gate(readyFile('care-in-origin'))).toEqual([]));
});

/** A file in which all is met, but for one thing. */
const but = (option: 'family' | 'stay', change: (file: PaperFile) => void, before: (file: PaperFile) => void = () => undefined, looked: (file: PaperFile) => void = trace): PaperFile => {
  const file = paperFile();
  claim(file, 'none');
  hear(file);
  looked(file);
  before(file);
  determine(file, option);
  for (const condition of RECORDED) give(file, condition, { document: paper(file) });
  change(file);
  return file;
};
const nothing = () => undefined;

describe('each condition alone keeps the gate shut:', () => {
  it.each([
    ['1 nothing was determined', ['not-determined', 'options-not-compared', 'guardian-not-involved', 'lawyer-not-involved'], () => {
      const file = provenFile();
      const bare = paperFile();
      for (const row of file.headers.filter((h) => h.kind.startsWith('tracing.') || h.kind === 'interests.heard' || h.kind === 'file.words-recorded')) bare.record(KINDS.get(row.kind) as never, row.header as never, row.section as never);
      for (const condition of RECORDED) give(bare, condition, { document: paper(bare) });
      return bare;
    }],
    ['1 it was found best that the child stays', ['determination-finds-otherwise'], () => but('stay', nothing)],
    ['2 not all options were compared', ['options-not-compared'], () => but('family', (file) => void determine(file, 'family', { without: 'option' }))],
    ['3 the guardian was not involved', ['guardian-not-involved'], () => but('family', (file) => void determine(file, 'family', { without: 'guardian' }))],
    ['3 the lawyer was not involved', ['lawyer-not-involved'], () => but('family', (file) => void determine(file, 'family', { without: 'lawyer' }))],
    ['3 the child was heard beside a parent, and nobody ruled out that the family is behind it', ['heard-beside-adult'], () => but('family', nothing, (file) => hear(file, 'own', 'parent'))],
    ['3 the child was heard in another language than its own', ['not-in-own-language'], () => but('family', nothing, (file) => hear(file, 'other'))],
    ['4 the family was found, nobody there looked at the home, and those here find it fit', ['family-not-assessed'], () => but('family', nothing, nothing, (file) => trace(file, { lookedAt: 'not-assessed' }))],
    ['4 what was answered about the family is not enough', ['family-not-assessed'], () => but('family', nothing, (file) => trace(file, { judgement: 'not-enough' }))],
    ['4 nobody looked for the family', ['family-not-traced'], () => but('family', nothing, nothing, nothing)],
    ['4 the family was assessed and is not fit', ['family-not-fit'], () => but('family', nothing, (file) => trace(file, { judgement: 'not-fit' }))],
    ...RECORDED.map((condition): [string, string[], () => PaperFile] => [`${5 + RECORDED.indexOf(condition)} nobody showed ${condition}`, [`${condition}-missing`], () => {
      const file = provenFile();
      for (const other of RECORDED.filter((c) => c !== condition)) give(file, other, { document: paper(file) });
      return file;
    }]),
    ['a claim for protection is open', ['determination-overtaken', 'claim-stands'], () => but('family', (file) => claim(file, 'open'))],
    ['the child is missing', ['determination-overtaken', 'risk-overtaken', 'child-missing'], () => but('family', (file) => file.record(missingBegun, { missing: randomUUID() }, null))],
    ['a sign points to the family', ['risk-overtaken', 'family-sign-seen'], () => but('family', (file) => sign(file, 'seen'))],
  ] as [string, string[], () => PaperFile][])('%s', (_, codes, file) => expect(gate(file())).toEqual(codes));

  it('and each part of each of the seven', () => {
    for (const condition of RECORDED) {
      for (const part of PARTS_OF[condition]) {
        const file = readyFile();
        const others = PARTS_OF[condition].filter((one) => one !== part);
        give(file, condition, { parts: others, document: paper(file) });
        expect(gate(file)).toEqual([`${condition}-incomplete`]);
        give(file, condition, { against: [part], parts: others, document: paper(file) });
        expect(gate(file)).toEqual([`${condition}-against`]);
      }
    }
  });
});

describe('a gate that was open closes again of itself:', () => {
  it.each(RECORDED.map((condition) => [condition]))('when what %s rests on is withdrawn', (condition) => {
    const file = readyFile();
    file.act('partner', withdrawEvidence, { evidence: lastFor(file, condition), because: 'receiver-withdrew', words: { reason: 'De tante trekt zich terug.' } });
    expect(gate(file)).toEqual([`${condition}-withdrawn`]);
  });
  it.each(RECORDED.map((condition) => [condition]))('when what %s rests on grows old, with no entry at all', (condition) => {
    const file = readyFile();
    give(file, condition, { holdsUntil: '2026-12-01', document: paper(file) });
    expect(gate(file)).toEqual([]);
    file.later(6);
    expect(gate(file)).toEqual([]);
    file.later(1);
    expect(gate(file)).toEqual([`${condition}-expired`]);
  });
  it('when the determination is past its day, begins anew, or something new comes', () => {
    const late = readyFile();
    late.later(181);
    expect(gate(late)).toContain('determination-due');
    const anew = readyFile();
    anew.record(interests.reviewed, { determination: String(anew.headers.find((h) => h.kind === 'interests.decided')?.header['determination']), result: 'begin-anew', nextOn: null }, 'solution');
    expect(gate(anew)).toContain('not-determined');
    const told = readyFile();
    told.record(signNoted, { because: 'event' }, null);
    expect(gate(told)).toEqual(['determination-overtaken', 'risk-overtaken']);
  });
  it('when another determination takes its place that finds otherwise', () => {
    const file = readyFile();
    determine(file, 'elsewhere');
    expect(gate(file)).toEqual(['determination-finds-otherwise']);
  });
  it('when the child says no after it was decided, and not for what it told its lawyer alone', () => {
    const file = readyFile();
    file.record(wordsRecorded, someWords({ kind: 'objection' }), 'counsel');
    expect(gate(file)).toEqual([]);
    file.record(wordsRecorded, someWords({ kind: 'objection' }), 'chronology');
    expect(gate(file)).toContain('child-objects');
  });
  it('when the answer about the family is judged anew', () => {
    const file = readyFile();
    trace(file, { judgement: 'not-fit' });
    expect(gate(file)).toContain('family-not-fit');
  });
  it('when the paper on which something rests is erased', () => {
    const file = readyFile();
    file.record(shredded, { what: 'section', sequence: null, because: 'retention-ended' }, 'solution');
    expect(gate(file)).toContain('plan-no-paper');
  });
  it('when a child that was found again was gone since danger was judged', () => {
    const file = readyFile();
    const missing = randomUUID();
    file.record(missingBegun, { missing }, null);
    file.record(missingEnded, { missing, how: 'came-back' }, null);
    expect(gate(file)).toEqual(['determination-overtaken', 'risk-overtaken']);
  });
  it('when a later check sees a sign of the family; one that did not look takes nothing back', () => {
    const file = readyFile();
    sign(file, 'seen');
    sign(file, 'not-known');
    expect(gate(file)).toContain('family-sign-seen');
    sign(file, 'not-seen');
    expect(gate(file)).not.toContain('family-sign-seen');
  });
});

describe('evidence', () => {
  it('that was looked at again holds on; danger that came since needs another judgement of danger', () => {
    const file = readyFile();
    file.later(20);
    const again = { evidence: lastFor(file, 'reception'), by: 'partner-there', confirmedOn: file.today(), holdsUntil: '2027-01-10', travelUntil: '2026-12-16' };
    expect(file.act('partner', confirmEvidence, { confirmed: again, words: { who: 'Verzonnen V.' } }).done).toBe(true);
    file.later(15);
    expect(gate(file)).toEqual([]);
    file.record(signNoted, { because: 'event' }, null);
    file.act('partner', confirmEvidence, { confirmed: { ...again, evidence: lastFor(file, 'risk'), confirmedOn: file.today(), holdsUntil: file.today(), travelUntil: file.today() }, words: { who: 'V.' } });
    expect(gate(file)).toContain('risk-overtaken');
  });
  it('on which somebody may set out is looked at once more just before', () => {
    const file = readyFile();
    file.later(3);
    expect([gate(file), gate(file, { isSettingOut: true })]).toEqual([[], ['reception-not-looked-at-before-travel']]);
  });
  it('that was withdrawn is not followed by what was there before it', () => {
    const file = readyFile();
    give(file, 'justice', { document: paper(file) });
    file.act('lawyer', withdrawEvidence, { evidence: lastFor(file, 'justice'), because: 'was-wrong', words: { reason: 'x' } });
    expect(gate(file)).toEqual(['justice-withdrawn']);
  });
  it('of a plan or of reception is nothing without a paper', () => {
    const file = readyFile();
    for (const condition of ['plan', 'reception'] as const) give(file, condition);
    expect(gate(file)).toEqual(['reception-no-paper', 'plan-no-paper']);
  });
  it.each([
    ['lives longer than there is', { holdsUntil: '2027-11-25' }, 'lives-too-long'],
    ['has no end', { holdsUntil: null }, 'lives-too-long'],
    ['lets somebody set out for longer than there is', { travelUntil: '2026-12-20' }, 'lives-too-long'],
    ['shows a part of another condition', { parts: ['dates'] as const }, 'part-of-another'],
    ['shows a part and its contrary', { parts: ['debt'] as const, against: ['debt'] as const }, 'part-both-ways'],
    ['shows nothing', { parts: [] }, 'nothing-shown'],
    ['was found tomorrow', { establishedOn: '2026-11-26' }, 'day-is-to-come'],
    ['rests on a paper that is not there', { document: randomUUID() }, 'paper-not-there'],
  ])('that %s is refused', (_, change, code) => {
    expect(give(paperFile(), 'risk', change as object)).toMatchObject({ because: 'obstacles', obstacles: [{ code }] });
  });
  it('never ticks what others prove', () => {
    for (const condition of ['interests', 'options', 'heard', 'family', 'claim', 'missing', 'family-sign']) expect(give(paperFile(), 'risk', { condition } as never)).toMatchObject({ because: 'invalid' });
  });
});

describe('a claim for protection', () => {
  const agreed = (file: PaperFile, to: 'open' | 'granted') => {
    file.record(interests.claimSet, { claim: to, agreement: paper(file) }, 'recognition');
    determine(file, 'family');
    return gate(file);
  };
  it('that nobody asked about is one that may be made', () => expect(gate(paperFile())).toContain('claim-stands'));
  it('that is open bars nothing once the lawyer of the child agreed in writing', () => expect(agreed(readyFile(), 'open')).toEqual([]));
  it('that was granted bars a return whoever agrees', () => expect(agreed(readyFile(), 'granted')).toEqual(['claim-stands']));
});

describe('the transfer gate', () => {
  const transfer = { gate: 'transfer', receiver: 'care' } as const;
  it('asks less of where the child came from, and no less of the child', () => {
    const file = provenFile('elsewhere');
    expect(gate(file, transfer)).toEqual(['risk-missing', 'reception-missing', 'transfer-missing', 'stop-rule-missing', 'justice-missing']);
    for (const condition of RECORDED) give(file, condition, { document: paper(file) });
    expect(gate(file, transfer)).toEqual([]);
    expect(gate(file)).toEqual(['determination-finds-otherwise']);
  });
  it('is shut by a sign of the family only where the child goes to family', () => {
    const file = readyFile('family');
    sign(file, 'seen');
    for (const condition of ['risk'] as const) give(file, condition);
    expect(gate(file, transfer)).toEqual([]);
    expect(gate(file, { gate: 'transfer', receiver: 'family' })).toEqual(['family-sign-seen']);
  });
});

describe('what a gate looks at', () => {
  it('follows from no entry that a journey passes over', () => {
    const others = [...KINDS.values()].filter((kind) => !matters({ kind: kind.name }));
    const file = readyFile();
    const before = groundsIn(file.headers);
    for (const kind of others) {
      const [header] = fc.sample(anyHeader(kind), { seed: 1, numRuns: 1 });
      file.record(kind, header as never, kind.name.startsWith('file.') ? null : 'solution');
    }
    expect(groundsIn(file.headers)).toEqual(before);
  });
  it('has a code for every obstacle, each once', () => expect(new Set(RETURN_OBSTACLES).size).toBe(RETURN_OBSTACLES.length));
});
