import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#src/files/model/days.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { followUps, openFollowUps } from './calendar.ts';
import * as kinds from './kinds.ts';
import { FOLLOWING_LISTS } from './lists.ts';
import { levelOf, nextStepOn, stepsToTake } from './silence.ts';
import { followingState, type Answered } from './state.ts';
import { RUNG, STEPS } from './vocabulary.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const ARRIVES = '2026-01-31';

type Said = { kind: { name: string }; header: object; on: string; section?: string | null };
const rows = (...said: readonly Said[]): HeaderRow[] => said.map(({ kind, header, on, section = 'reintegration' }, at) => ({ sequence: at + 1, section, kind: kind.name, version: 1, header: header as Record<string, unknown>, recorded_on: on, recorded_at: null }));

const calendar = (change: object = {}, on = ARRIVES): Said => ({ kind: kinds.calendarSet, header: { country: 'RO', arrivesOn: ARRIVES, language: 'ro', riskStays: false, agency: ID, responsible: ID, ...change }, on });
const answer = (on: string, change: Partial<Answered> = {}): Said => ({
  kind: kinds.answered,
  header: { answer: ID, moment: 'arrival', trigger: null, way: 'call', link: null, childsView: false, seenOn: on, spoken: 'alone', outcome: 'safe', livesAsPlanned: 'yes', safe: 'yes', trustedAdult: 'yes', school: 'yes', papers: 'yes', health: 'yes', income: 'yes', exploiter: 'no', police: 'no', score: 7, ...change },
  on,
});
const step = (of: { moment: string; trigger: string | null; step: string }, on: string): Said => ({ kind: kinds.stepTaken, header: of, on });
const stateOf = (...said: readonly Said[]) => followingState(rows(...said));

describe('entries about following a child', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...kinds.FOLLOWING_KINDS]), golden)).toEqual([]));
});

describe('the days on which a child is seen', () => {
  it('are the day of arrival, a week, and months after it, also where a month is shorter', () => {
    expect(followUps(stateOf(calendar())).map((f) => [f.moment, f.dueOn])).toEqual([
      ['arrival', '2026-01-31'],
      ['day-7', '2026-02-07'],
      ['month-1', '2026-02-28'],
      ['month-3', '2026-04-30'],
      ['month-6', '2026-07-31'],
      ['month-12', '2027-01-31'],
    ]);
  });
  it('go on for two years where risk stays: because somebody said so, or the last answer does', () => {
    const moments = (...said: Said[]) => followUps(stateOf(...said)).map((f) => f.moment);
    expect(moments(calendar({ riskStays: true }))).toContain('month-24');
    for (const risk of [{ outcome: 'worried' }, { exploiter: 'yes' }, { safe: 'no' }] as const) expect(moments(calendar(), answer(ARRIVES, risk))).toContain('month-18');
    expect(moments(calendar(), answer(ARRIVES, { outcome: 'worried' }), answer('2026-02-07', { moment: 'day-7' }))).not.toContain('month-18');
  });
  it('have another at once after a trigger', () => {
    const state = stateOf(calendar(), { kind: kinds.triggered, header: { trigger: OTHER, what: 'missed-school' }, on: '2026-03-05' });
    expect(openFollowUps(state).find((f) => f.moment === 'trigger')).toMatchObject({ dueOn: '2026-03-05', trigger: OTHER });
  });
  it('that a trigger asks for are not over because somebody saw the child earlier on that day', () => {
    const happened: Said = { kind: kinds.triggered, header: { trigger: OTHER, what: 'exploiter-contact' }, on: '2026-02-07' };
    const standing = (...more: Said[]) => followUps(stateOf(calendar(), answer('2026-02-07', { moment: 'day-7' }), happened, ...more)).find((f) => f.moment === 'trigger')?.standing;
    expect(standing()).toBe('open');
    expect(standing(answer('2026-02-08', { moment: 'month-1' }))).toBe('passed');
    expect(standing(answer('2026-02-07', { moment: 'trigger', trigger: OTHER }))).toBe('reached');
  });
  it('are over when somebody spoke with the child, and not when somebody heard of it', () => {
    expect(openFollowUps(stateOf(calendar(), answer(ARRIVES, { spoken: 'not-spoken', outcome: 'lost-sight' })))[0]?.moment).toBe('arrival');
    expect(openFollowUps(stateOf(calendar(), answer(ARRIVES)))[0]?.moment).toBe('day-7');
  });
  it('are asked about anew where the child arrives anew, and not where only the partner changed', () => {
    const said = [calendar(), answer(ARRIVES), step({ moment: 'arrival', trigger: null, step: 'reminded' }, ARRIVES)];
    const moved = stateOf(...said, calendar({ arrivesOn: '2026-03-10' }, '2026-03-09'));
    expect(openFollowUps(moved)[0]).toMatchObject({ moment: 'arrival', dueOn: '2026-03-10', answers: [] });
    expect(stepsToTake(moved, '2026-03-10').map((s) => s.step)).toEqual(['reminded']);
    expect(openFollowUps(stateOf(...said, calendar({ language: 'nl' }, '2026-03-09')))[0]?.moment).toBe('day-7');
  });
  it('that were missed are passed, not reached, once somebody spoke with the child later', () => {
    const standing = followUps(stateOf(calendar(), answer('2026-03-01', { moment: 'month-1' }))).map((f) => f.standing);
    expect(standing).toEqual(['passed', 'passed', 'reached', 'open', 'open', 'open']);
  });
});

const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => daysAfter(ARRIVES, days));
const anySaid = fc.oneof(
  anyDay.map((on) => answer(on, { moment: 'month-3', spoken: 'not-spoken', outcome: 'lost-sight', seenOn: null })),
  anyDay.map((on): Said => ({ kind: kinds.rung, header: { call: ID, moment: 'arrival', trigger: null, whom: 'partner', result: 'will-go' }, on })),
  anyDay.map((on): Said => ({ kind: kinds.linkMade, header: { link: OTHER, moment: 'arrival', trigger: null, digest: 'a'.repeat(64), expiresOn: '2030-01-01' }, on })),
  anyDay.map((on): Said => ({ kind: kinds.linkOpened, header: { link: OTHER, device: 'b'.repeat(64) }, on })),
  anyDay.map((on): Said => ({ kind: kinds.planned, header: {}, on, section: 'protection' })),
);

describe('silence', () => {
  it('is acted upon day by day, each step once, sooner on the day of arrival, and again each week', () => {
    const taken: (readonly [string, string, string])[] = [];
    const said: Said[] = [calendar()];
    for (let n = 0; n < 30; n++) {
      const today = daysAfter(ARRIVES, n);
      for (const next of stepsToTake(stateOf(...said), today)) {
        taken.push([today, next.moment, next.step]);
        said.push(step(next, today));
      }
    }
    expect(taken).toEqual([
      ['2026-01-31', 'arrival', 'reminded'],
      ['2026-02-01', 'arrival', 'ring-partner'],
      ['2026-02-02', 'arrival', 'table-told'],
      ['2026-02-04', 'arrival', 'oversight-told'],
      ['2026-02-11', 'arrival', 'oversight-told'],
      ['2026-02-18', 'arrival', 'oversight-told'],
      ['2026-02-25', 'arrival', 'oversight-told'],
    ]);
  });
  it('after days on which nothing ran takes all that was left out at once, and no step twice', () => {
    const state = stateOf(calendar());
    const steps = stepsToTake(state, '2026-06-01');
    expect(steps.map((s) => s.step)).toEqual([...STEPS]);
    expect(stepsToTake(stateOf(calendar(), ...steps.map((s) => step(s, '2026-06-01'))), '2026-06-01')).toEqual([]);
  });
  it('counts from the day on which somebody set the calendar, where the child arrived before', () => {
    expect(nextStepOn(stateOf(calendar({}, '2026-06-01')))).toBe('2026-06-01');
    expect(stepsToTake(stateOf(calendar({}, '2026-06-01')), '2026-06-01').map((s) => s.step)).toEqual(['reminded']);
  });
  it('does not make a trigger wait for another alarm to be over', () => {
    const state = stateOf(calendar(), ...STEPS.map((s) => step({ moment: 'arrival', trigger: null, step: s }, '2026-02-04')), { kind: kinds.triggered, header: { trigger: OTHER, what: 'exploiter-contact' }, on: '2026-02-05' });
    expect(stepsToTake(state, '2026-02-06')).toEqual(['reminded', 'ring-partner'].map((one) => ({ moment: 'trigger', trigger: OTHER, step: one })));
  });
  it('ends by nothing but words with the child: no call, no link, no answer without it, no entry of another section', () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 12 }), anyDay, (said, today) => {
        const state = stateOf(calendar(), ...said);
        expect(openFollowUps(state)[0]).toMatchObject({ moment: 'arrival', standing: 'open' });
        expect(stepsToTake(state, today).length).toBeGreaterThan(0);
      }),
      { examples: [[[answer('2026-05-01', { moment: 'month-3', spoken: 'not-spoken', outcome: 'lost-sight', seenOn: null })], '2026-05-01']] },
    );
  });
  it('knows no way to ring the household', () => expect([...RUNG, ...STEPS].filter((code) => /house|home|family|parent|child/.test(code))).toEqual([]));
});

describe('the row of a list', () => {
  const rowsOf = (...said: Said[]) => FOLLOWING_LISTS.rows(rows(...said));
  it('stands at the first day that nobody has spoken with the child about, and says when silence is acted upon', () => {
    const [due, steps] = rowsOf(calendar(), answer(ARRIVES));
    expect(due).toMatchObject({ section: 'reintegration', state: 'due', dueOn: '2026-02-07', fields: { moment: 'day-7', level: null } });
    expect(steps).toMatchObject({ state: 'waits', dueOn: '2026-02-07' });
  });
  it('is an alarm once the partner has to be rung, and stays without a day when the follow-up ended', () => {
    const silent = [calendar(), step({ moment: 'arrival', trigger: null, step: 'reminded' }, ARRIVES), step({ moment: 'arrival', trigger: null, step: 'ring-partner' }, '2026-02-01')];
    expect(rowsOf(...silent)[0]).toMatchObject({ state: 'alarm', dueOn: ARRIVES });
    expect(levelOf(stateOf(...silent), { moment: 'arrival', trigger: null })).toBe('ring-partner');
    const ended = rowsOf(...silent, { kind: kinds.ended, header: { because: 'taken-over' }, on: '2026-02-03' });
    expect(ended.map((r) => [r.state, r.dueOn])).toEqual([['none', null], ['none', null]]);
  });
  it('holds nothing that says who or where', () => {
    expect(Object.keys(rowsOf(calendar())[0]?.fields ?? {})).toEqual(['moment', 'trigger', 'open', 'level', 'country', 'responsible']);
  });
});
