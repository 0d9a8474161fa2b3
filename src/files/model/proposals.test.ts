import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { writeHeader } from '#src/platform/journal/kinds.ts';
import { rowsFrom } from '#src/platform/journal/lists.ts';
import { LIMIT_UNITS } from '#src/knowledge/file-vocabulary.ts';
import type { FilePack } from '#src/knowledge/file-pack.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { anEvent, aStep } from '#test/support/files.ts';
import { AGENCIES } from '#test/support/ground.ts';
import { inventedPack } from '#test/support/invented-pack.ts';
import { knowledge } from '#test/support/knowledge.ts';
import { dayOfLimit } from './days.ts';
import * as kinds from './kinds.ts';
import { heardBy } from './late.ts';
import { FILE_LISTS } from './lists.ts';
import { proposedTasks, type Proposal } from './proposals.ts';
import { whyNotSetTask } from './rules.ts';
import { fileState, type FileState } from './state.ts';
import { FACTS, SECTIONS, STATUSES, type EventCode } from './vocabulary.ts';

const id = (n: number) => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const rowsOf = (drafts: readonly Draft[], on = '2026-11-25'): HeaderRow[] =>
  drafts.map(({ kind, header, section }, at) => {
    const written = writeHeader(kind, header as Record<string, unknown>);
    return { sequence: at + 1, section, kind: written.kind, version: written.version, header: written.header, recorded_on: on, recorded_at: null };
  });
const opened = draft(kinds.opened, { origin: 'direct', report: null, country: 'NL', agency: AGENCIES[0] }, { section: null });
const event = (what: EventCode, more: Parameters<typeof anEvent>[0] = {}) => draft(kinds.eventAdded, anEvent({ what, ...more }), { section: 'chronology' });
const step = (more: Parameters<typeof aStep>[0]) => draft(kinds.statusSet, aStep(more), { section: 'recognition' });
const fact = (what: (typeof FACTS)[number], n: number) => draft(kinds.factRecorded, { fact: id(n), what, source: 'document', certainty: 'sure' }, { section: 'identity' });
const state = (...drafts: readonly Draft[]): FileState => fileState(rowsOf([opened, ...drafts]));
const pack = (country: string): FilePack => {
  const found = knowledge.filePacks.find((p) => p.country === country);
  if (!found) throw new Error(`no file pack for ${country}`);
  return found;
};
const codesOf = (proposals: readonly Proposal<FilePack['tasks'][number]>[]) => proposals.map((p) => p.rule.code);
const proposed = (of: FileState, from = inventedPack('NL'), sections: readonly string[] = SECTIONS) => proposedTasks(of, from, sections);

let drawn = 100;
/** What the action keeps when a proposal is set. */
const setting = ({ rule, dueOn, startedOn, occasion, section, isLaw }: Proposal<FilePack['tasks'][number]>): Draft[] => {
  const task = id((drawn += 1));
  return [
    draft(kinds.taskSet, { task, dueOn, owner: rule.owner, agency: null, isLaw, hearsLate: rule.hearsLate }, { section: null }),
    draft(kinds.taskFromPack, { task, code: rule.code, occasion, startedOn, review: rule.review.state, asOf: '2026-11-25' }, { section }),
  ];
};

const EVENTS_THAT_START = ['police-contact', 'in-custody', 'fetched-by-adult', 'unaccompanied', 'notified', 'placed', 'missing', 'found-again', 'returned', 'released'] as const;
const anyDay = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
const anyEntry = fc.oneof(
  fc.record({ what: fc.constantFrom(...EVENTS_THAT_START), on: anyDay, n: fc.uuid({ version: 4 }) }).map(({ what, on, n }) => event(what, { event: n, happened: on })),
  fc.record({ status: fc.constantFrom(...STATUSES), decidedOn: anyDay, effects: fc.subarray(['protection', 'reflection-period'] as const) }).map((s) => step(s)),
);
/** By a short name, so that a counterexample can be read. */
const PACKS: Readonly<Record<string, FilePack>> = { ...Object.fromEntries(knowledge.filePacks.map((p) => [p.country, p])), invented: inventedPack('SE') };
const anyPack = fc.constantFrom(...Object.keys(PACKS)).map((name) => ({ name, toString: () => name, pack: PACKS[name] as FilePack }));
const anyFile = fc.array(anyEntry, { maxLength: 12 });

describe('what a pack proposes', () => {
  it('follows from what happened: a file alone, a child in custody, a child that is missing, a status', () => {
    expect(codesOf(proposed(state()))).toEqual(['report-concern']);
    expect(codesOf(proposed(state(event('in-custody'))))).toContain('tell-council');
    expect(codesOf(proposed(state(event('missing'))))).toContain('report-missing');
    expect(codesOf(proposed(state(step({ status: 'possible' }))))).toContain('offer-reflection');
  });
  it('is over once the child is found, was released, or has another status', () => {
    expect(codesOf(proposed(state(event('missing'), event('found-again'))))).not.toContain('report-missing');
    expect(codesOf(proposed(state(event('in-custody'), event('released'))))).not.toContain('tell-council');
    expect(codesOf(proposed(state(step({ status: 'possible' }), step({ status: 'presumed' }))))).not.toContain('offer-reflection');
  });
  it('starts too when the whole table is told that the child is gone, and when it is back', () => {
    const begun = draft(kinds.missingBegun, { missing: id(70) }, { section: null });
    const ended = draft(kinds.missingEnded, { missing: id(70), how: 'came-back' }, { section: null });
    expect(codesOf(proposed(state(begun)))).toContain('report-missing');
    expect(codesOf(proposed(state(begun, ended)))).not.toContain('report-missing');
    expect(codesOf(proposed(state(begun, ended), pack('NL')))).toContain('return-talk');
    // In the story as well: it is one time that it is gone, and reported once.
    const both = [event('missing', { event: id(71), happened: '2026-11-25' }), begun];
    const set = proposed(state(...both)).filter((p) => p.rule.code === 'report-missing').flatMap(setting);
    expect(codesOf(proposed(state(...both, ...set)))).not.toContain('report-missing');
  });
  it('comes again when it happens again, and not when it is only put right', () => {
    const first = anEvent({ what: 'missing', event: id(1) });
    const set = proposed(state(draft(kinds.eventAdded, first, { section: 'chronology' }))).filter((p) => p.rule.code === 'report-missing').flatMap(setting);
    const known = [draft(kinds.eventAdded, first, { section: 'chronology' }), ...set];
    expect(codesOf(proposed(state(...known)))).not.toContain('report-missing');
    expect(codesOf(proposed(state(...known, event('missing', { event: id(2), corrects: id(1) }))))).not.toContain('report-missing');
    expect(codesOf(proposed(state(...known, event('found-again', { event: id(3) }), event('missing', { event: id(4) }))))).toContain('report-missing');
  });
  it('counts from the day it happened, or from the day it was written down where that is not known', () => {
    const dueFrom = (more: Parameters<typeof anEvent>[0]) => proposed(state(event('in-custody', more))).find((p) => p.rule.code === 'tell-council')?.dueOn;
    // Thirty hours from a day whose hour nobody knows end on the next day.
    expect(dueFrom({ happened: '2026-11-20' })).toBe('2026-11-21');
    expect(dueFrom({ happened: '2026-11-01', precision: 'month' })).toBe('2026-11-26');
  });
  it('is nothing for a file that is closed', () => expect(proposed(state(event('missing'), draft(kinds.closed, { because: 'merged' }, { section: null })))).toEqual([]));
  it('tells nobody of a section that she does not see', () => {
    const all = state(event('missing'), step({ status: 'possible' }));
    expect(codesOf(proposed(all, inventedPack('NL'), ['chronology']))).not.toContain('offer-reflection');
    expect(proposed(all, inventedPack('NL'), ['protection'])).toEqual([]);
    // Whether somebody speaks for the child stands in the section identity, and whoever does not see that is not asked for it.
    expect(codesOf(proposed(all, pack('NL'), ['chronology']))).not.toContain('find-representative');
  });
  it('is law only where somebody of the field has checked it', () => {
    const found = proposed(state(event('in-custody')));
    expect(Object.fromEntries(found.map((p) => [p.rule.code, p.isLaw]))).toEqual({ 'tell-council': false, 'report-concern': true });
    for (const country of knowledge.filePacks) expect(country.tasks.filter((rule) => rule.review.state === 'to-verify' && proposed(state(event('in-custody')), country).some((p) => p.rule.code === rule.code && p.isLaw))).toEqual([]);
  });
  it('in the Netherlands for a child in custody is a lawyer, the council, the parents and the hearing', () => {
    const codes = codesOf(proposed(state(event('in-custody')), pack('NL')));
    expect(codes).toEqual(expect.arrayContaining(['assign-lawyer', 'tell-council', 'check-parents', 'custody-hearing', 'expert-first']));
    const hearing = proposed(state(event('in-custody', { happened: '2026-11-24' })), pack('NL')).find((p) => p.rule.code === 'custody-hearing');
    expect(hearing?.dueOn).toBe('2026-11-27');
  });
});

describe('setting what is proposed', () => {
  it('never leaves the same proposed again, whatever happened', () => {
    fc.assert(
      fc.property(anyFile, anyPack, (entries, { pack: from }) => {
        const now = state(...entries);
        const proposals = proposed(now, from);
        expect(proposed(state(...entries, ...proposals.flatMap(setting)), from)).toEqual([]);
      }),
    );
  });
  it('of one leaves all others as they were', () => {
    fc.assert(
      fc.property(anyFile, anyPack, (entries, { pack: from }) => {
        const [first, ...others] = proposed(state(...entries), from);
        if (first) expect(proposed(state(...entries, ...setting(first)), from)).toEqual(others);
      }),
    );
  });
  it('never gives a day before its start', () => {
    fc.assert(
      fc.property(anyFile, anyPack, (entries, { pack: from }) => {
        for (const p of proposed(state(...entries), from)) {
          expect(p.dueOn >= p.startedOn).toBe(true);
          expect(whyNotSetTask({ dueOn: p.dueOn, isLaw: p.isLaw }, { startedOn: p.startedOn, review: p.rule.review.state })).toBeNull();
        }
      }),
    );
    fc.assert(
      fc.property(anyDay, fc.nat(40), fc.constantFrom(...LIMIT_UNITS), (start, count, unit) => {
        expect(dayOfLimit(start, { count, unit }) >= start).toBe(true);
      }),
    );
  });
  it('is not moved by who the child is: facts change no task, no day and no level', () => {
    fc.assert(
      fc.property(anyFile, anyPack, fc.array(fc.tuple(fc.constantFrom(...FACTS), fc.nat(9999)), { maxLength: 5 }), (entries, { pack: from }, facts) => {
        expect(proposed(state(...entries, ...facts.map(([what, n]) => fact(what, n + 1000))), from)).toEqual(proposed(state(...entries), from));
      }),
    );
  });
  it('is not moved by the country in which something happened', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS_THAT_START), fc.constantFrom(...COUNTRIES), anyPack, (what, country, { pack: from }) => {
        expect(proposed(state(event(what, { event: id(7), country })), from)).toEqual(proposed(state(event(what, { event: id(7), country: null })), from));
      }),
    );
  });
});

describe('a day of a limit', () => {
  it.each([
    ['2026-11-27', 5, 'working-days', '2026-12-04'],
    ['2026-11-28', 1, 'working-days', '2026-11-30'],
    ['2026-11-30', 3, 'months', '2027-02-28'],
    ['2027-11-30', 3, 'months', '2028-02-29'],
    ['2026-11-25', 6, 'hours', '2026-11-25'],
    ['2026-11-25', 90, 'hours', '2026-11-28'],
    ['2026-11-25', 10, 'weeks', '2027-02-03'],
  ] as const)('%s and %i %s is %s', (start, count, unit, due) => expect(dayOfLimit(start, { count, unit })).toBe(due));
  it('is the day itself where no limit is known', () => expect(dayOfLimit('2026-11-25', null)).toBe('2026-11-25'));
});

describe('what is late', () => {
  const late = draft(kinds.taskSet, { task: id(50), dueOn: '2026-11-20', owner: 'police', agency: null, isLaw: false, hearsLate: 'prosecutor' }, { section: null });
  const later = state(late);
  const told = (agency: string, roles: readonly string[]) => heardBy(later, '2026-11-25', { agency, roles }).length;
  it('reaches the agency that leads, and whose role hears of it, and nobody else', () => {
    expect([told(AGENCIES[0], ['shelter-worker']), told(AGENCIES[1], ['prosecutor']), told(AGENCIES[1], ['shelter-worker'])]).toEqual([1, 1, 0]);
  });
  it('is not late on its day, nor when it is done, waived or moved, nor in a file that is closed', () => {
    const lead = { agency: AGENCIES[0], roles: [] };
    expect(heardBy(later, '2026-11-20', lead)).toEqual([]);
    for (const ended of [{ how: 'done', dueOn: null }, { how: 'waived', dueOn: null }, { how: 'moved', dueOn: '2026-12-01' }] as const) expect(heardBy(state(late, draft(kinds.taskEnded, { task: id(50), ...ended }, { section: null })), '2026-11-25', lead)).toEqual([]);
    expect(heardBy(state(late, draft(kinds.closed, { because: 'merged' }, { section: null })), '2026-11-25', lead)).toEqual([]);
  });
});

describe('the list of tasks', () => {
  it('says which task it is only to those who may see the section in which that stands', () => {
    const proposal = proposed(state(step({ status: 'possible' }))).find((p) => p.rule.code === 'offer-reflection');
    const rows = rowsFrom(FILE_LISTS, rowsOf([opened, ...(proposal ? setting(proposal) : [])]));
    expect(rows.filter((r) => r.list === 'file-task-codes')).toMatchObject([{ section: 'recognition', fields: { code: 'offer-reflection' } }]);
    expect(JSON.stringify(rows.filter((r) => r.section === null))).not.toContain('offer-reflection');
  });
});
