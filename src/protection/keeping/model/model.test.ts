import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { KEEPING_KINDS, type ReleaseAnswers } from './kinds.ts';
import { patternsIn, SECONDS_TO_READ, secondsToRead, stepsNow } from './missing.ts';
import { NOTHING_ASKED, releaseObstacles } from './release.ts';
import { futureDueOn, reviewDueOn } from './safety.ts';
import * as v from './vocabulary.ts';

describe('entries about keeping a child safe', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...KEEPING_KINDS]), golden)).toEqual([]));
});

/** Everything asked, and nothing against it. */
const ALL_WELL: ReleaseAnswers = { relationship: 'verified', directs: 'not-seen', alone: 'alone', interpreter: 'chosen-by-child', network: 'names-nobody', authority: 'agrees' };
const LISTS = { relationship: v.RELATIONSHIP, directs: v.DIRECTS, alone: v.ALONE, interpreter: v.INTERPRETER, network: v.NETWORK, authority: v.AUTHORITY } as const;
const anyAnswers = fc.record(Object.fromEntries(Object.entries(LISTS).map(([name, list]) => [name, fc.constantFrom(...list)]))) as fc.Arbitrary<ReleaseAnswers>;
const gate = (answers: ReleaseAnswers, more: Partial<Parameters<typeof releaseObstacles>[0]> = {}) => releaseObstacles({ answers, hasFamilySign: false, isMissing: false, ...more }).map((o) => o.code);

describe('the release gate', () => {
  it('is closed by every question while nothing was asked', () => {
    expect(gate(NOTHING_ASKED)).toEqual(['relationship-not-asked', 'adult-signs-not-known', 'child-not-asked-alone', 'interpreter-not-chosen', 'network-not-asked', 'authority-not-asked']);
  });
  it('does not block a parent who is verified and to whom no sign points', () => expect(gate(ALL_WELL)).toEqual([]));
  it('takes a verified relationship for no more than that', () => {
    expect(gate({ ...ALL_WELL, directs: 'seen' })).toEqual(['adult-directs']);
    expect(gate({ ...ALL_WELL, network: 'names-this-adult' })).toEqual(['child-names-this-adult']);
  });
  it('takes silence for no answer', () => expect(gate({ ...ALL_WELL, network: 'no-answer' })).toEqual(['network-not-answered']));
  it('is closed by a sign that points to the family, whatever the adult says to be', () => expect(gate(ALL_WELL, { hasFamilySign: true })).toEqual(['family-sign-seen']));
  it('is closed while the child is missing', () => expect(gate(ALL_WELL, { isMissing: true })).toEqual(['child-missing']));
  it('opens only where each question was answered as it has to be', () => {
    const opens = (a: ReleaseAnswers) => a.relationship === 'verified' && a.directs === 'not-seen' && a.alone === 'alone' && ['chosen-by-child', 'not-needed'].includes(a.interpreter) && ['names-others', 'names-nobody'].includes(a.network) && a.authority === 'agrees';
    fc.assert(fc.property(anyAnswers, (answers) => (gate(answers).length === 0) === opens(answers)));
  });
  it('is never closed further by an answer that is as it has to be', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...(Object.keys(LISTS) as (keyof ReleaseAnswers)[])), (answers, name) => {
        const better = { ...answers, [name]: ALL_WELL[name] };
        expect(gate(answers)).toEqual(expect.arrayContaining(gate(better)));
      }),
    );
  });
});

describe('the safety plan', () => {
  it('is due at once where the child arrived and there is none', () => expect(reviewDueOn({ arrivedOn: '2026-11-20', lookedOn: null, changedOn: null })).toBe('2026-11-20'));
  it('is looked at on fixed days after the child arrived', () => {
    const due = (lookedOn: string) => reviewDueOn({ arrivedOn: '2026-11-01', lookedOn, changedOn: null });
    expect(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-08', '2026-11-15', '2026-12-01', '2026-12-31'].map(due)).toEqual(['2026-11-02', '2026-11-03', '2026-11-08', '2026-11-15', '2026-12-01', '2026-12-31', '2027-01-30']);
  });
  it('is due on the day on which something changed since the last look', () => {
    expect(reviewDueOn({ arrivedOn: '2026-11-01', lookedOn: '2026-11-05', changedOn: '2026-11-06' })).toBe('2026-11-06');
    expect(reviewDueOn({ arrivedOn: '2026-11-01', lookedOn: '2026-11-06', changedOn: '2026-11-06' })).toBe('2026-11-08');
  });
  it('is always looked at again within thirty days of the last look', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (days) => {
        const lookedOn = new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        const due = reviewDueOn({ arrivedOn: '2026-01-01', lookedOn, changedOn: null }) as string;
        const wait = (Date.parse(due) - Date.parse(lookedOn)) / 86_400_000;
        return wait > 0 && wait <= 30;
      }),
    );
  });
  it('has a plan for the future beside it within fourteen days', () => {
    expect(futureDueOn({ arrivedOn: '2026-11-01', hasPlan: false })).toBe('2026-11-15');
    expect(futureDueOn({ arrivedOn: '2026-11-01', hasPlan: true })).toBeNull();
  });
});

describe('a step while a child is missing', () => {
  const steps = [{ id: 'ring-emergency', withinMinutes: 0 }, { id: 'tell-expert', withinMinutes: 60 }];
  const begun = new Date('2026-11-25T02:00:00Z');
  const at = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
  it('counts down, and is late when its minutes are over', () => {
    expect(stepsNow(steps, begun, [], at(1)).map((s) => [s.standing, s.minutesLeft])).toEqual([['late', -1], ['open', 59]]);
  });
  it('is done when somebody was reached, and not when nobody was', () => {
    expect(stepsNow(steps, begun, [{ step: 'tell-expert', outcome: 'not-reached' }], at(61))[1]?.standing).toBe('late');
    expect(stepsNow(steps, begun, [{ step: 'tell-expert', outcome: 'not-reached' }, { step: 'tell-expert', outcome: 'done' }], at(61))[1]?.standing).toBe('done');
  });
});

describe('the card that is read out', () => {
  it('takes forty seconds for a hundred words', () => expect(secondsToRead([Array.from({ length: 100 }, () => 'woord').join(' ')])).toBe(SECONDS_TO_READ));
  it('takes longer with every word, in any script, and no time for signs', () => {
    expect(secondsToRead(['— … !'])).toBe(0);
    fc.assert(fc.property(fc.array(fc.constantFrom('дете', 'kind', 'ă', '14')), (words) => secondsToRead([...words, 'x', 'y', 'z']) > secondsToRead(words)));
  });
});

describe('what times of being missing have in common', () => {
  it('is told from hours, cars and days since the last placement', () => {
    const one = (lastSeenOn: string, lastSeenHour: number | null, withCar = 'no') => ({ lastSeenOn, lastSeenHour, withCar });
    expect(patternsIn([one('2026-11-02', 23, 'yes'), one('2026-11-20', 5), one('2026-11-21', null, 'not-known')], ['2026-11-01', '2026-11-15'])).toEqual({ all: 3, atNight: 2, withCar: 1, soonAfterPlacement: 1 });
  });
  it('says nothing of placements that nobody told of', () => expect(patternsIn([{ lastSeenOn: '2026-11-02', lastSeenHour: 1, withCar: 'no' }], []).soonAfterPlacement).toBe(0));
});
