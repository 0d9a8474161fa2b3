import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { entryKinds, writeHeader } from '#src/platform/journal/kinds.ts';
import { rowsFrom } from '#src/platform/journal/lists.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { PROJECT } from '#test/support/server.ts';
import { AGENCIES } from '#test/support/ground.ts';
import { anEvent, aStep, someWords } from '#test/support/files.ts';
import * as kinds from './kinds.ts';
import { FILE_LISTS, statusInList } from './lists.ts';
import { closureObstacles, whyNotInvite, whyNotRepresentative, whyNotStatus } from './rules.ts';
import { familySignsOf, fileState, isMissing, stateFor, stateOn, statusOf } from './state.ts';
import { SECTIONS, STATUSES, type Status } from './vocabulary.ts';

const id = (n: number) => `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [OWN, OTHER] = [AGENCIES[0], AGENCIES[1]];

const rowsOf = (drafts: readonly Draft[], on = '2026-11-25'): HeaderRow[] =>
  drafts.map(({ kind, header, section }, at) => {
    const written = writeHeader(kind, header as Record<string, unknown>);
    return { sequence: at + 1, section, kind: written.kind, version: written.version, header: written.header, recorded_on: on, recorded_at: null };
  });
const opened = draft(kinds.opened, { origin: 'direct', report: null, country: 'NL', agency: OWN }, { section: null });
const step = (status: Status, more: Parameters<typeof aStep>[0] = {}) => draft(kinds.statusSet, aStep({ status, ...more }), { section: 'recognition' });
const sign = draft(kinds.signNoted, { because: 'event' }, { section: null });
const event = (what: (typeof kinds.eventHeader)['shape']['what']['_zod']['output']) => draft(kinds.eventAdded, anEvent({ what }), { section: 'chronology' });
const checked = (signs: { liv06: 'seen' | 'not-seen' | 'not-known'; liv03: 'seen' | 'not-seen' | 'not-known'; fin08: 'seen' | 'not-seen' | 'not-known' }) => draft(kinds.signsRecorded, { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, ...signs }, { section: 'recognition' });
const state = (...drafts: readonly Draft[]) => fileState(rowsOf([opened, ...drafts]));
const codes = (found: readonly { code: string }[] | null) => (found ?? []).map((o) => o.code);
const LONG = 'The expert looked at everything that was known and wrote a report about it.';

describe('entries of files', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...kinds.FILE_KINDS]), golden)).toEqual([]));
});

describe('the status', () => {
  it('is the last step', () => expect(statusOf(state(step('suspect'), step('possible')))).toBe('possible'));
  it('that was not established is possible again once there is a new sign', () => {
    expect(statusOf(state(step('possible'), step('not-established')))).toBe('not-established');
    expect(statusOf(state(step('possible'), step('not-established'), sign))).toBe('possible');
  });
  it('never falls by anything but a step: no entry of another kind lowers it', () => {
    const others = [sign, event('released'), event('fetched-by-adult'), draft(kinds.wordsRecorded, someWords({ kind: 'objection' }), { section: 'chronology' }), checked({ liv06: 'not-seen', liv03: 'not-seen', fin08: 'not-seen' })];
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), fc.array(fc.constantFrom(...others), { maxLength: 8 }), (status, more) => {
        const now = statusOf(state(step(status), ...more));
        expect(now === status || (status === 'not-established' && now === 'possible')).toBe(true);
      }),
    );
  });
  it('steps down only with reasons in writing', () => {
    expect(codes(whyNotStatus(state(step('presumed')), OWN, 'possible', 'no', ['nothing-found']))).toContain('step-down-needs-reasons');
    expect(whyNotStatus(state(step('presumed')), OWN, 'possible', LONG, ['expert-opinion'])).toBeNull();
  });
  it('is not called not established before anybody looked', () => expect(codes(whyNotStatus(state(), OWN, 'not-established', LONG, ['nothing-found']))).toContain('nothing-was-asked-yet'));
  it('is recognised on more than signs', () => {
    expect(codes(whyNotStatus(state(step('possible')), OWN, 'recognised', LONG, ['signs']))).toEqual(['signs-alone-recognise-nobody']);
    expect(whyNotStatus(state(step('possible')), OWN, 'recognised', LONG, ['signs', 'judgment'])).toBeNull();
  });
});

describe('the signs that point to the family', () => {
  const NONE = { liv06: 'not-seen', liv03: 'not-seen', fin08: 'not-seen' } as const;
  const signs = (...drafts: readonly Draft[]) => familySignsOf(state(...drafts));
  it('are not known while one of them was never looked at', () => {
    expect(signs()).toBe('not-known');
    expect(signs(checked({ ...NONE, fin08: 'not-known' }))).toBe('not-known');
    expect(signs(checked({ ...NONE, fin08: 'not-known' }), checked({ liv06: 'not-known', liv03: 'not-known', fin08: 'not-seen' }))).toBe('not-seen');
  });
  it('are seen when one is, whatever is not known of the others, until somebody looks again', () => {
    const seen = checked({ liv06: 'not-known', liv03: 'seen', fin08: 'not-known' });
    expect(signs(seen)).toBe('seen');
    expect(signs(seen, checked({ ...NONE, liv03: 'not-known' }))).toBe('seen');
    expect(signs(seen, checked(NONE))).toBe('not-seen');
  });
});

describe('a parent', () => {
  const asParent = (...drafts: readonly Draft[]) => codes(whyNotRepresentative(state(...drafts), OWN, 'parent'));
  it('is no representative while nobody looked at the signs of the family, or one of them was seen or is not known', () => {
    expect(asParent()).toEqual(['family-signs-open']);
    fc.assert(
      fc.property(fc.record({ liv06: fc.constantFrom('seen', 'not-seen', 'not-known'), liv03: fc.constantFrom('seen', 'not-seen', 'not-known'), fin08: fc.constantFrom('seen', 'not-seen', 'not-known') }), (signs) => {
        const isClear = Object.values(signs).every((answer) => answer === 'not-seen');
        expect(asParent(checked(signs as Parameters<typeof checked>[0]))).toEqual(isClear ? [] : ['family-signs-open']);
      }),
    );
  });
  it('that was clear is not any more when a later check sees a sign', () => {
    const clear = checked({ liv06: 'not-seen', liv03: 'not-seen', fin08: 'not-seen' });
    expect(asParent(clear, checked({ liv06: 'not-known', liv03: 'not-seen', fin08: 'not-seen' }))).toEqual(['family-signs-open']);
  });
  it('is asked about with the words of the check itself', () => {
    const indicators = JSON.parse(readFileSync(join(PROJECT, 'knowledge/indicators.json'), 'utf8')) as { id: string; text: Record<string, string> }[];
    for (const language of LANGUAGES) {
      const messages = JSON.parse(readFileSync(join(PROJECT, `messages/${language}.json`), 'utf8')) as Record<string, string>;
      for (const name of ['LIV-06', 'LIV-03', 'FIN-08']) expect(messages[`file.sign-${name.toLowerCase().replace('-', '')}`]).toBe(indicators.find((i) => i.id === name)?.text[language]);
    }
  });
});

describe('an invitation', () => {
  const asked = (section: (typeof SECTIONS)[number], ground: 'gdpr-6-1-e' | 'gdpr-10-authority' | 'counsel-of-the-child', endsOn = '2027-01-01') => codes(whyNotInvite(state(), OWN, { agency: OTHER, section, ground, endsOn }, '2026-11-25', true));
  it('to justice needs a ground of article 10, and to counsel that of counsel', () => {
    expect(asked('justice', 'gdpr-6-1-e')).toEqual(['justice-needs-a-ground']);
    expect(asked('justice', 'gdpr-10-authority')).toEqual([]);
    expect(asked('counsel', 'gdpr-10-authority')).toEqual(['counsel-is-for-counsel']);
  });
  it('ends on a day to come', () => expect(asked('identity', 'gdpr-6-1-e', '2026-11-25')).toEqual(['end-is-past']));
});

describe('a child that is missing', () => {
  it('is missing until it was found again', () => {
    expect(isMissing(state(event('placed'), event('missing')))).toBe(true);
    expect(isMissing(state(event('missing'), event('found-again')))).toBe(false);
  });
});

describe('the gate before a file is closed', () => {
  const solved = [draft(kinds.solutionCarriedOut, { solution: id(1), carriedOutOn: '2026-11-20' }, { section: null }), draft(kinds.representativeSet, { relation: 'guardian' }, { section: 'identity' }), draft(kinds.wordsRecorded, someWords({ spokenOn: '2026-11-20' }), { section: 'chronology' }), step('recognised', { bases: ['judgment'] })];
  it('is open when there is a solution, a representative, a child that was heard and a status that holds', () => expect(closureObstacles(state(...solved), 'durable-solution')).toEqual([]));
  it.each([
    ['child-missing', [event('missing')]],
    ['status-open', [step('possible', { bases: ['new-sign'] })]],
    ['task-open', [draft(kinds.taskSet, { task: id(2), dueOn: '2026-12-01', owner: 'lawyer', agency: null, isLaw: true, hearsLate: null }, { section: null })]],
    ['access-open', [draft(kinds.accessAsked, { request: id(3), asker: 'child', askedOn: '2026-11-25' }, { section: null })]],
    ['no-durable-solution', [draft(kinds.solutionFellAway, { solution: id(1), because: 'not-safe' }, { section: null })]],
    ['objection-open', [draft(kinds.wordsRecorded, someWords({ kind: 'objection' }), { section: 'chronology' })]],
  ])('is closed by %s', (code, more) => expect(codes(closureObstacles(state(...solved, ...more), 'durable-solution'))).toEqual([code]));
  it('is not opened by words in the section of solutions, nor by another that fell away', () => {
    const [, ...rest] = solved;
    const close = (...more: readonly Draft[]) => codes(closureObstacles(state(...rest, ...more), 'durable-solution'));
    expect(close(draft(kinds.noteAdded, { note: id(1) }, { section: 'solution' }))).toEqual(['no-durable-solution']);
    expect(close(...solved, draft(kinds.solutionFellAway, { solution: id(9), because: 'not-safe' }, { section: null }))).toEqual([]);
  });
  it('is the same for every reader: what one may not see counts all the same', () => {
    const headers = rowsOf([opened, ...solved, event('missing')]);
    expect(codes(closureObstacles(fileState(headers), 'durable-solution'))).toEqual(['child-missing']);
    expect(stateFor(headers, ['identity']).events).toEqual([]);
  });
});

describe('what was known on a day', () => {
  it('is what was written down by its end', () => {
    const headers = [...rowsOf([opened, step('possible')], '2026-11-20'), ...rowsOf([opened, step('possible'), step('recognised', { bases: ['judgment'] })], '2026-11-25').slice(2)];
    expect([statusOf(stateOn(headers, '2026-11-24')), statusOf(stateOn(headers, '2026-11-25'))]).toEqual(['possible', 'recognised']);
  });
});

describe('the lists', () => {
  it('say possible again once a sign was noted after what was not established', () => {
    const shown = (...drafts: readonly Draft[]) => {
      const rows = rowsFrom(FILE_LISTS, rowsOf([opened, ...drafts]));
      const [file, status] = [rows.find((r) => r.list === 'files'), rows.find((r) => r.list === 'file-status')];
      return statusInList(status?.state as Status, file?.fields?.['signs'], status?.fields?.['signs']);
    };
    expect(shown(sign, step('possible'), step('not-established'))).toBe('not-established');
    expect(shown(sign, step('possible'), step('not-established'), sign)).toBe('possible');
  });
  it('tell everybody at the table what is due, and of the status only those who may see it', () => {
    const headers = rowsOf([opened, step('presumed'), draft(kinds.taskSet, { task: id(2), dueOn: '2026-12-01', owner: 'lawyer', agency: null, isLaw: true, hearsLate: null }, { section: null })]);
    const rows = rowsFrom(FILE_LISTS, headers);
    expect(rows.map(({ list, section, state: s, dueOn }) => ({ list, section, state: s, dueOn }))).toEqual([
      { list: 'files', section: null, state: 'open', dueOn: '2026-12-01' },
      { list: 'file-tasks', section: null, state: 'open', dueOn: '2026-12-01' },
      { list: 'waits-lawyer', section: null, state: 'open', dueOn: '2026-12-01' },
      { list: 'file-status', section: 'recognition', state: 'presumed', dueOn: null },
    ]);
    expect(JSON.stringify(rows.filter((r) => r.section === null))).not.toContain('presumed');
  });
});
