import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#src/platform/action/entries.ts';
import { draft } from '#src/platform/action/entries.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { aReport } from '#test/support/reports.ts';
import { settingsChanged } from '../settings/actions.ts';
import { stateAfter } from './after.ts';
import { hourAfter, inboxRow } from './inbox.ts';
import { assigned, becameFile, closed, messageAdded, messageHidden, received, REPORT_KINDS, safetySaid, signedOff, spamMarked, turnedBack, withdrawn } from './kinds.ts';
import { shownToReporter, whyNotSpam } from './rules.ts';
import { hasAnswer, statusOf, urgencyOf } from './state.ts';
import { URGENCIES } from './vocabulary.ts';

const WORKER = 'a0000001-0000-4000-8000-000000000000';
const id = (n: number) => `b000000${n}-0000-4000-8000-000000000000`;
const begun = (change: Parameters<typeof aReport>[0] = {}) => draft(received, aReport(change).received, { section: null });
const wrote = (message: string, direction: 'to-desk' | 'to-reporter' = 'to-desk', more: { isLegal?: boolean; asks?: boolean } = {}) =>
  draft(messageAdded, { message, direction, isLegal: more.isLegal ?? false, asks: more.asks ?? false, worker: direction === 'to-desk' ? null : WORKER, attachments: [] }, { section: 'message' });
const after = (...drafts: Draft[]) => stateAfter([], drafts, '2026-11-25');

describe('entries of reports', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...REPORT_KINDS, settingsChanged]), golden)).toEqual([]));
});

describe('a report', () => {
  it.each([
    ['new', [begun(), wrote(id(1))]],
    ['in-hand', [begun(), wrote(id(1)), draft(assigned, { worker: WORKER }, { section: null })]],
    ['answered', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter')]],
    ['waits-for-reporter', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter', { asks: true })]],
    ['in-hand', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter'), wrote(id(3))]],
    ['waits-for-sign-off', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter', { isLegal: true })]],
    ['answered', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter', { isLegal: true }), draft(signedOff, { message: id(2), jurist: WORKER }, { section: 'message' })]],
    ['new', [begun(), wrote(id(1)), wrote(id(2), 'to-reporter', { isLegal: true }), draft(turnedBack, { message: id(2), jurist: WORKER }, { section: 'message' })]],
    ['spam', [begun(), wrote(id(1)), draft(spamMarked, { isSpam: true }, { section: null })]],
    ['withdrawn', [begun(), wrote(id(1)), draft(withdrawn, {}, { section: null })]],
    ['became-file', [begun(), wrote(id(1)), draft(becameFile, { file: id(9) }, { section: null })]],
  ] as const)('is %s', (status, drafts) => expect(statusOf(after(...drafts))).toBe(status));
  it('that was closed is open again when the reporter writes, and stays closed when the desk does', () => {
    const end = draft(closed, { outcome: 'advised', advice: [], circumstances: [], eventCountry: null }, { section: 'message' });
    expect(statusOf(after(begun(), wrote(id(1)), end))).toBe('closed');
    expect(statusOf(after(begun(), wrote(id(1)), end, wrote(id(2), 'to-reporter')))).toBe('closed');
    expect(statusOf(after(begun(), wrote(id(1)), end, wrote(id(2))))).toBe('new');
    expect(statusOf(after(begun(), wrote(id(1)), end, draft(safetySaid, { says: 'in-danger' }, { section: null })))).toBe('new');
    expect(statusOf(after(begun(), wrote(id(1)), end, draft(safetySaid, { says: 'safe' }, { section: null })))).toBe('closed');
  });
});

describe('what is urgent', () => {
  const check = { outcome: 'act-now', urgency: 'protect', incident: null } as const;
  it.each([
    ['danger', { dangerNow: 'yes', way: 'child', check }],
    ['act-now', { way: 'child', check }],
    ['child', { way: 'child', check: { ...check, outcome: 'consult' } }],
    ['ordinary', { way: 'professional' }],
  ] as const)('is %s first', (urgency, change) => expect(urgencyOf(after(begun(change)))).toBe(urgency));

  const later = fc.constantFrom<Draft>(
    draft(safetySaid, { says: 'safe' }, { section: null }),
    draft(safetySaid, { says: 'in-danger' }, { section: null }),
    wrote(id(7)),
    wrote(id(8), 'to-reporter'),
    draft(assigned, { worker: WORKER }, { section: null }),
    draft(closed, { outcome: 'advised', advice: [], circumstances: [], eventCountry: null }, { section: 'message' }),
  );
  it('never becomes less urgent by anything that is said or done later', () => {
    fc.assert(
      fc.property(fc.constantFrom('yes', 'no', 'not-said'), fc.constantFrom('child', 'worried', 'professional'), fc.array(later, { maxLength: 6 }), (dangerNow, way, drafts) => {
        const ranks = drafts.map((_, at) => URGENCIES.indexOf(urgencyOf(after(begun({ dangerNow, way }), ...drafts.slice(0, at + 1)))));
        const first = URGENCIES.indexOf(urgencyOf(after(begun({ dangerNow, way }))));
        expect([first, ...ranks]).toEqual([first, ...ranks].toSorted((a, b) => b - a));
      }),
    );
  });
  it('is not decided by language or country', () => {
    fc.assert(
      fc.property(fc.constantFrom('nl', 'en', 'sv', 'ro', 'bs'), fc.constantFrom('NL', 'SE', 'RO', 'MD', 'BA'), (language, country) => {
        expect(inboxRow(after(begun({ language, country }))).fields?.['rank']).toBe(URGENCIES.indexOf('ordinary'));
      }),
    );
  });
  it('danger is never put aside as spam', () => {
    expect(whyNotSpam(after(begun({ dangerNow: 'yes' })), true)).toEqual([{ code: 'danger-is-no-spam' }]);
    expect(whyNotSpam(after(begun()), true)).toBeNull();
    expect(whyNotSpam(after(begun()), false)).toEqual([{ code: 'report-is-no-spam' }]);
  });
});

describe('what the reporter is shown', () => {
  it('holds legal advice only once a jurist signed it, and nothing that was hidden', () => {
    const drafts = [begun(), wrote(id(1)), wrote(id(2), 'to-reporter'), wrote(id(3), 'to-reporter', { isLegal: true }), wrote(id(4))];
    expect([...shownToReporter(after(...drafts))]).toEqual([id(1), id(2), id(4)]);
    const hiding = draft(messageHidden, { message: id(4) }, { section: 'message' });
    expect([...shownToReporter(after(...drafts, hiding))]).toEqual([id(1), id(2)]);
    const signing = draft(signedOff, { message: id(3), jurist: WORKER }, { section: 'message' });
    expect([...shownToReporter(after(...drafts, hiding, signing))]).toEqual([id(1), id(2), id(3)]);
    const turning = draft(turnedBack, { message: id(3), jurist: WORKER }, { section: 'message' });
    expect([...shownToReporter(after(...drafts, turning))]).toEqual([id(1), id(2), id(4)]);
  });
  it('is no answer as long as it waits for a jurist', () => {
    expect(hasAnswer(after(begun(), wrote(id(1)), wrote(id(2), 'to-reporter', { isLegal: true })))).toBe(false);
    expect(hasAnswer(after(begun(), wrote(id(1)), wrote(id(2), 'to-reporter')))).toBe(true);
  });
});

describe('the promise of an answer', () => {
  it('is a whole hour, and never earlier than what was promised', () => {
    expect(hourAfter(new Date('2026-11-25T10:00:00Z'), 24)).toBe('2026-11-26T10');
    expect(hourAfter(new Date('2026-11-25T10:00:01Z'), 24)).toBe('2026-11-26T11');
  });
});
