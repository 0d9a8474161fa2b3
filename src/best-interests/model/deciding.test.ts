import { describe, expect, it } from 'vitest';
import * as files from '#src/files/model/kinds.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { writeHeader } from '#src/platform/journal/kinds.ts';
import { AGENCIES } from '#test/support/ground.ts';
import { someWords } from '#test/support/files.ts';
import { seenIn, whyNotDecide, whyNotHold, type Deciding } from './deciding.ts';
import * as kinds from './kinds.ts';
import { adulthoodOf, whyNotCarriedOut, whyNotChoose } from './solutions.ts';
import { determinationOf, holdingDetermination, interestsState, standingOf } from './state.ts';
import { whyNotAsk, whyNotJudge } from './tracing.ts';
import { ADULTHOOD_PARTS, CLAIMS, ELEMENTS, type Option } from './vocabulary.ts';

const id = (n: number) => `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [WORDS, D, TRACING, PAPER, SOLUTION] = [id(1), id(2), id(3), id(4), id(5)];
const TODAY = '2026-11-26';

const rows = (drafts: readonly Draft[], on = TODAY): HeaderRow[] =>
  drafts.map(({ kind, header, section }, at) => {
    const written = writeHeader(kind, header as Record<string, unknown>);
    return { sequence: at + 1, section, kind: written.kind, version: written.version, header: written.header, recorded_on: on, recorded_at: null };
  });

const opened = (country: (typeof COUNTRIES)[number] = 'NL') => draft(files.opened, { origin: 'direct', report: null, country, agency: AGENCIES[0] }, { section: null });
type Sign = 'seen' | 'not-seen' | 'not-known';
const signs = (all: Sign) => draft(files.signsRecorded, { check: { outcome: 'consult', urgency: null, incident: null }, liv06: all, liv03: all, fin08: all }, { section: 'recognition' });
const spoken = (change: Parameters<typeof someWords>[0] = {}) => draft(files.wordsRecorded, someWords({ words: WORDS, ...change }), { section: 'chronology' });
const heard = (change: object = {}) => draft(kinds.heard, { hearing: id(10), heardOn: '2026-11-25', by: 'guardian', way: 'spoke', language: 'own', words: [WORDS], ...change }, { section: 'solution' });
const begun = draft(kinds.begun, { determination: D, occasion: 'durable-solution', age: '14' }, { section: 'solution' });
const weighed = ELEMENTS.map((element) => draft(kinds.weighed, { determination: D, element, weight: 'some', sources: [WORDS] }, { section: 'solution' }));
const compared = (option: Option) => draft(kinds.compared, { determination: D, option, status: 'likely', care: 'likely', safety: 'likely', education: 'likely', permanence: 'unsure' }, { section: 'solution' });
const view = (of: 'guardian' | 'lawyer', change: object = {}) => draft(kinds.viewTaken, { determination: D, of, standing: 'given', source: 'said-here', document: null, isRelative: false, option: null, ...change }, { section: 'solution' });
const proposed = draft(kinds.proposed, { determination: D, option: 'stay' }, { section: 'solution' });
const explained = (option: Option, language: 'own' | 'other' = 'own') => draft(kinds.explained, { determination: D, option, language }, { section: 'solution' });
const claim = (what: (typeof CLAIMS)[number], agreement: string | null = null) => draft(kinds.claimSet, { claim: what, agreement }, { section: 'recognition' });
const paper = draft(files.documentAdded, { document: PAPER, what: 'judgment', item: null, attachments: [] }, { section: 'solution' });
const decidedAs = (option: Option) => draft(kinds.decided, { determination: D, option, decider: 'panel', decidedOn: TODAY, reviewOn: '2027-05-26', document: null }, { section: 'solution' });
const traced = (change: { country?: (typeof COUNTRIES)[number] | null; lookedAt?: 'assessed' | 'not-assessed'; judgement?: 'fit' | 'not-fit' } = {}) => [
  draft(kinds.tracingAsked, { tracing: TRACING, wanted: 'find-and-assess', country: change.country === undefined ? 'RO' : change.country, route: 'central-authority', askedOn: '2026-11-01' }, { section: 'solution' }),
  draft(kinds.tracingAnswered, { tracing: TRACING, answeredOn: '2026-11-20', found: 'found', lookedAt: change.lookedAt ?? 'assessed', document: null }, { section: 'solution' }),
  ...(change.judgement ? [draft(kinds.tracingJudged, { tracing: TRACING, judgement: change.judgement }, { section: 'solution' })] : []),
];

/** Everything that has to be there before it is decided that the child stays. */
const WHOLE: readonly Draft[] = [opened(), spoken(), heard(), begun, ...weighed, compared('stay'), compared('family'), view('guardian'), view('lawyer'), proposed, explained('stay'), explained('family')];
const without = (gone: Draft): readonly Draft[] => WHOLE.filter((one) => one !== gone);
const SO: Deciding = { option: 'stay', decider: 'panel', decidedOn: TODAY, reviewOn: '2027-05-26', document: null };
const why = (drafts: readonly Draft[], so: Partial<Deciding> = {}) => {
  const seen = seenIn(rows(drafts), TODAY);
  const d = determinationOf(seen.state, D);
  return d ? whyNotDecide(seen, d, { ...SO, ...so }).map((o) => o.code) : ['none'];
};

describe('a determination', () => {
  it('is decided when everything is there', () => expect(why(WHOLE)).toEqual([]));
  it.each([
    ['child-not-heard', 2],
    ['elements-not-weighed', 4],
    ['guardian-view-missing', 13],
    ['lawyer-view-missing', 14],
    ['nothing-proposed', 15],
    ['reasons-not-for-child', 16],
  ])('is not decided while %s', (code, at) => expect(why(without(WHOLE[at] as Draft))).toEqual([code]));
  it('compares two options at least, and the one that is chosen among them', () => {
    expect(why(without(WHOLE[12] as Draft))).toEqual(['options-not-compared']);
    expect(why([...WHOLE, explained('elsewhere')], { option: 'elsewhere' })).toEqual(['option-not-compared', 'place-not-assessed']);
  });
  it('takes no view for given that nobody gave, and one that is refused for an answer', () => {
    expect(why([...WHOLE, view('lawyer', { standing: 'not-asked', source: 'nobody' })])).toEqual(['lawyer-view-missing']);
    expect(why([...WHOLE, view('lawyer', { standing: 'refused' })])).toEqual([]);
  });
  it('has its reasons in a language of the child', () => expect(why([...WHOLE, explained('stay', 'other')])).toEqual(['reasons-not-for-child']));
  it('has a day to come, within a year, on which somebody looks again', () => {
    expect([null, TODAY, '2028-01-01'].map((reviewOn) => why(WHOLE, { reviewOn })[0])).toEqual(['review-missing', 'review-is-past', 'review-too-far']);
  });
  it('that falls elsewhere lies in the file as a paper', () => {
    expect(why(WHOLE, { decider: 'court' })).toEqual(['decision-paper-missing']);
    expect(why([...WHOLE, paper], { decider: 'court', document: PAPER })).toEqual([]);
  });
  it('is not decided while the child is gone', () => expect(why([...WHOLE, draft(files.missingBegun, { missing: id(20) }, { section: null })])).toEqual(['child-missing']));
  it('sends no child to a family that was found and not looked at, or before anybody asked whether signs point to it', () => {
    const settled = [...WHOLE, claim('none')];
    expect(why([...settled, ...traced()], { option: 'family' })).toEqual(['place-not-assessed', 'family-signs-not-known']);
    expect(why([...settled, ...traced({ judgement: 'fit' }), signs('seen')], { option: 'family' })).toEqual(['family-sign-seen']);
    expect(why([...settled, ...traced({ judgement: 'fit' }), signs('not-seen')], { option: 'family' })).toEqual([]);
    expect(why([...WHOLE, ...traced({ judgement: 'fit' }), signs('not-seen')], { option: 'family' })).toEqual(['claim-not-settled']);
  });
  it('is closed to change, and a new one takes its place', () => {
    expect(why([...WHOLE, decidedAs('stay')])).toEqual(['determination-not-open']);
    const next = id(30);
    const two = interestsState(rows([...WHOLE, decidedAs('stay'), draft(kinds.begun, { determination: next, occasion: 'review', age: '15' }, { section: 'solution' }), draft(kinds.decided, { determination: next, option: 'stay', decider: 'panel', decidedOn: TODAY, reviewOn: '2027-05-26', document: null }, { section: 'solution' })]));
    expect(two.determinations.map((d) => standingOf(d, TODAY))).toEqual(['superseded', 'holds']);
  });
  it('looks the same whatever country the file and the question are of, so long as it is not the same', () => {
    const lists = COUNTRIES.flatMap((here) => COUNTRIES.filter((there) => there !== here).map((there) => why([opened(here), ...WHOLE.slice(1), ...traced({ country: there, judgement: 'fit' }), signs('not-seen')], { option: 'family' }).join()));
    expect(new Set(lists)).toEqual(new Set(['claim-not-settled']));
  });
});

describe('the child is heard', () => {
  const heardBeside = (change: Parameters<typeof someWords>[0], ...more: readonly Draft[]) => why([opened(), spoken(change), ...WHOLE.slice(2), ...more]);
  it('not beside a parent who may be the one, nor where nobody knows whether it was alone', () => {
    expect(heardBeside({ present: ['parent'], wasAlone: 'no' })).toEqual(['child-heard-beside-adult']);
    expect(heardBeside({ present: ['parent'] }, signs('seen'))).toEqual(['child-heard-beside-adult']);
    expect(heardBeside({ wasAlone: 'not-known' })).toEqual(['child-heard-beside-adult']);
    expect(heardBeside({ present: ['parent'], wasAlone: 'no' }, signs('not-seen'))).toEqual([]);
  });
  it('in words that stand in the file', () => expect(why([opened(), ...WHOLE.slice(2)])).toEqual(['child-heard-beside-adult']));
  it('in a language of its own', () => expect(why([...without(WHOLE[2] as Draft), heard({ language: 'other' })])).toEqual(['child-not-understood']));
  it('through a guardian who is a relative only once the signs of the family were looked at', () => {
    const relative = [...WHOLE, view('guardian', { isRelative: true })];
    expect(why(relative)).toEqual(['guardian-may-be-exploiter']);
    expect(why([...relative, signs('not-known')])).toEqual(['guardian-may-be-exploiter']);
    expect(why([...relative, signs('not-seen')])).toEqual([]);
  });
  it('again before anybody says that what was decided still holds', () => {
    const later = (more: readonly Draft[]) => [...rows([...WHOLE, decidedAs('stay')], '2026-11-20'), ...rows([...WHOLE, decidedAs('stay'), ...more]).slice(WHOLE.length + 1)];
    const holds = (more: readonly Draft[]) => {
      const seen = seenIn(later(more), TODAY);
      return whyNotHold(seen, determinationOf(seen.state, D) as never, '2027-05-26').map((o) => o.code);
    };
    expect(holds([])).toEqual(['child-not-heard']);
    expect(holds([heard({ hearing: id(11) })])).toEqual([]);
  });
});

describe('what was decided', () => {
  const after = (...more: readonly Draft[]) => interestsState(rows([...WHOLE, decidedAs('stay'), ...more]));
  it('holds until something new comes: a sign, the child is gone, it is heard again, its family is judged, its claim stands otherwise', () => {
    expect(holdingDetermination(after(), TODAY)?.determination).toBe(D);
    for (const one of [draft(files.signNoted, { because: 'event' }, { section: null }), draft(files.missingBegun, { missing: id(21) }, { section: null }), heard({ hearing: id(12) }), claim('open'), traced({ judgement: 'not-fit' }).at(-1) as Draft]) expect(holdingDetermination(after(one), TODAY)).toBeNull();
  });
  it('is not changed by a claim that is said to stand as it stood', () => expect(holdingDetermination(after(claim('possible')), TODAY)).not.toBeNull());
  it('holds no longer than the day of its review', () => expect(['2027-05-26', '2027-05-27'].map((day) => holdingDetermination(after(), day) !== null)).toEqual([true, false]));
});

describe('asking the country of origin', () => {
  const ask = (drafts: readonly Draft[], country: (typeof COUNTRIES)[number] | null = 'RO') => {
    const { state, file } = seenIn(rows([opened(), ...drafts]), TODAY);
    return whyNotAsk(state, file, { wanted: 'find-family', country, askedOn: TODAY }, TODAY).map((o) => o.code);
  };
  it('is closed while a claim is possible, open or granted, and possible is what holds while nobody said', () => {
    expect(ask([])).toEqual(['claim-not-settled']);
    expect(CLAIMS.filter((one) => ask([claim(one)]).length === 0)).toEqual(['none', 'refused-final']);
  });
  it('is open where the lawyer agreed in writing, until the claim stands otherwise', () => {
    expect(ask([claim('open', PAPER)])).toEqual([]);
    expect(ask([claim('open', PAPER), claim('granted')])).toEqual(['claim-not-settled']);
  });
  it('is closed for a country that nobody named, and never for the one in which the child is', () => expect([ask([], null), ask([], 'NL')]).toEqual([['claim-not-settled'], []]));
  it('takes found for no more than found', () => {
    const judge = (drafts: readonly Draft[]) => {
      const { state, file } = seenIn(rows([opened(), ...drafts]), TODAY);
      return whyNotJudge(state, file, TRACING, 'fit').map((o) => o.code);
    };
    expect(judge([...traced({ lookedAt: 'not-assessed' }), signs('not-seen')])).toEqual(['found-not-assessed']);
    expect(judge([...traced(), signs('seen')])).toEqual(['family-sign-seen']);
    expect(judge([...traced(), signs('not-seen')])).toEqual([]);
  });
});

describe('a durable solution', () => {
  const chosen = draft(kinds.solutionChosen, { solution: SOLUTION, determination: D, option: 'stay' }, { section: 'solution' });
  const step = (which: 'residence' | 'guardianship', standing: 'granted' | 'asked') => draft(kinds.legalStep, { solution: SOLUTION, step: which, standing, on: TODAY, until: null }, { section: 'solution' });
  const told = draft(kinds.feedbackGiven, { feedback: id(40), determination: D, toldOn: TODAY, weight: 'followed', language: 'own' }, { section: 'solution' });
  const settled = draft(kinds.solutionDecided, { solution: SOLUTION, decider: 'court', decidedOn: TODAY, document: PAPER }, { section: 'solution' });
  const done = [...WHOLE, decidedAs('stay'), chosen, settled, step('residence', 'granted'), step('guardianship', 'granted'), told];
  const carry = (drafts: readonly Draft[]) => {
    const { state, file } = seenIn(rows(drafts), TODAY);
    return whyNotCarriedOut(state, file, SOLUTION, TODAY).map((o) => o.code);
  };
  it('is what was decided and holds, and nothing else', () => {
    const choose = (option: Option, drafts = [...WHOLE, decidedAs('stay')]) => whyNotChoose(interestsState(rows(drafts)), D, option, TODAY).map((o) => o.code);
    expect([choose('stay'), choose('family'), choose('stay', [...WHOLE])]).toEqual([[], ['other-option-decided'], ['no-decision-holds']]);
  });
  it('is there when it is allowed, the child can stay, somebody is responsible and the child was told', () => {
    expect(carry(done)).toEqual([]);
    expect(carry(done.filter((one) => one !== told))).toEqual(['child-not-told']);
    expect(carry([...done, step('residence', 'asked')])).toEqual(['legal-step-open', 'residence-not-settled']);
    expect(carry([...WHOLE, decidedAs('stay'), chosen])).toEqual(['solution-not-decided', 'residence-not-settled', 'nobody-has-custody', 'child-not-told']);
  });
  it('is not there for a child that is cared for elsewhere and never came there', () => {
    const there = done.map((one) => (one === chosen ? draft(kinds.solutionChosen, { solution: SOLUTION, determination: D, option: 'care-in-origin' }, { section: 'solution' }) : one));
    expect(carry(there)).toEqual(['child-not-there']);
  });
  it('of a child of sixteen has a plan for growing up, and a child of unsure age may be sixteen', () => {
    const late = (age: 'under-12' | '15' | '16-17' | 'unsure' | 'adult', ...more: readonly Draft[]) => adulthoodOf(interestsState(rows([draft(kinds.begun, { determination: D, occasion: 'review', age }, { section: 'solution' }), ...more])), TODAY).isLate;
    expect((['under-12', '15', '16-17', 'unsure', 'adult'] as const).map((age) => late(age))).toEqual([false, true, true, true, true]);
    const plan = (parts: readonly (typeof ADULTHOOD_PARTS)[number][]) => draft(kinds.adulthoodPlanned, { plan: id(50), age: '16-17', parts: [...parts], nextOn: '2026-12-24' }, { section: 'solution' });
    expect([late('16-17', plan(ADULTHOOD_PARTS)), late('16-17', plan(['home']))]).toEqual([false, true]);
  });
  it('that fell away is none, for this room and for the closure gate', () => {
    const fallen = seenIn(rows([...done, draft(files.solutionCarriedOut, { solution: SOLUTION, carriedOutOn: TODAY }, { section: null }), draft(files.solutionFellAway, { solution: SOLUTION, because: 'not-safe' }, { section: null })]), TODAY);
    expect([fallen.file.solution, fallen.state.solutions[0]?.fellAwayOn]).toEqual([null, TODAY]);
  });
});
