import type { Section } from '#src/files/model/vocabulary.ts';
import { aStep, anEvent, someWords } from './files.ts';
import { AGENCIES } from './ground.ts';
import { groundFor } from './tables-of-files.ts';

const ID = '5e1f0000-0000-4000-8000-000000000000';
const TITLE = { title: 'Verzonnen taak' };
/** What an action is given, beside the file; each takes of it what it knows. */
const GIVEN = { note: ID, text: 'Verzonnen', promise: ID, dueOn: '2027-01-01', fact: ID, other: ID, verdict: 'same', reason: 'Verzonnen reden', request: ID, asker: 'child', askedOn: '2026-11-25', answer: 'accepted', person: ID, isExcluded: true, agency: AGENCIES[0], purpose: 'protect-child', endsOn: '2027-06-01', country: 'NL', origin: 'direct', child: {}, event: anEvent(), words: { text: 'Verzonnen' }, against: 'Verzonnen', base: 'stale', relation: 'lawyer', how: 'done', refusals: [], recorded: { fact: ID, what: 'alias', source: 'child', certainty: 'sure' }, spoken: someWords(), signs: { check: { outcome: 'consult', urgency: null, incident: null }, liv06: 'seen', liv03: 'seen', fin08: 'seen' }, lines: 'Verzonnen', step: aStep(), document: ID, what: 'letter', at: '2026-11-27T10:00:00.000Z', roles: [], today: '2026-11-27', day: '2026-11-26', names: 'Verzonnen Voorbeeld', born: '' };
const OTHERWISE: readonly (readonly [RegExp, object])[] = [
  [/record-words/, { words: { words: 'Nu' } }],
  [/record-fact/, { words: { value: 'Verzonnen' } }],
  [/set-representative/, { words: { name: 'Verzonnen', reason: 'Verzonnen' } }],
  [/set-status/, { words: { reasons: 'Verzonnen' } }],
  [/set-(?:status-)?task/, { task: { task: ID, dueOn: '2027-01-01', owner: 'lawyer', agency: null, isLaw: false }, words: TITLE }],
  [/end-task/, { task: ID }],
  [/end-party/, { because: 'mistake' }],
  [/withdraw-fact/, { because: 'wrong' }],
  [/open-with/, { origin: 'check', events: [{ event: anEvent(), words: { text: 'Verzonnen' } }], spoken: [], signs: null, step: null }],
  [/explain-look/, { because: 'on-call' }],
  [/close/, { because: 'merged' }],
  [/break-glass/, { because: 'child-missing' }],
  [/answer-access/, { answer: 'given' }],
];
/** Documents say themselves of which stream and section they are. */
const documentIn = (name: string, file: string): object => {
  const section = /open-document-in-(\w+)$/.exec(name)?.[1];
  return section === undefined ? {} : { stream: file, section, attachment: ID };
};
/** A valid input for any action about a file. */
export const inputFor = (name: string, file: string) => ({ ...GIVEN, ground: groundFor((/(?:invite-to|open)-(\w+)$/.exec(name)?.[1] ?? 'identity') as Section), ...Object.assign({}, ...OTHERWISE.filter(([which]) => which.test(name)).map(([, more]) => more)), ...documentIn(name, file), number: file, file });
