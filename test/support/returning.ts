import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { giveEvidence } from '#src/best-interests/returning/actions/evidence-actions.ts';
import type { evidenceHeader, journeyHeader } from '#src/best-interests/returning/model/kinds.ts';
import { LONGEST, PARTS_OF, RECORDED, type Recorded } from '#src/best-interests/returning/model/vocabulary.ts';
import * as interests from '#src/best-interests/model/kinds.ts';
import { OPTIONS, type Option } from '#src/best-interests/model/vocabulary.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { documentAdded, wordsRecorded } from '#src/files/model/kinds.ts';
import { paperFile, type PaperFile } from './on-paper.ts';

const WHO = { who: 'Verzonnen Mevrouw V.' };

/** Evidence that shows all of a condition. */
export function fullEvidence(condition: Recorded, today: string, change: Partial<z.input<typeof evidenceHeader>> = {}): z.input<typeof evidenceHeader> {
  const { holds, travel } = LONGEST[condition];
  return { evidence: randomUUID(), condition, parts: [...PARTS_OF[condition]], against: [], by: 'authority-there', establishedOn: today, document: null, holdsUntil: daysAfter(today, holds), travelUntil: travel === null ? null : daysAfter(today, travel), ...change };
}

export const give = (file: PaperFile, condition: Recorded, change: Partial<z.input<typeof evidenceHeader>> = {}) => file.act('guardian', giveEvidence, { given: fullEvidence(condition, file.today(), change), words: WHO });

/** A paper that lies in the file. */
export function paper(file: PaperFile): string {
  const document = randomUUID();
  file.record(documentAdded, { document, what: 'letter', item: null, attachments: [] }, 'solution');
  return document;
}

/** A determination in which every option was compared, guardian and lawyer said their view, and this was decided. */
export function determine(file: PaperFile, option: Option, { reviewIn = 180, without }: { reviewIn?: number; without?: 'option' | 'guardian' | 'lawyer' } = {}): string {
  const determination = randomUUID();
  file.record(interests.begun, { determination, occasion: 'return-considered', age: '14' }, 'solution');
  const prospects = { status: 'secured', care: 'likely', safety: 'likely', education: 'secured', permanence: 'likely' } as const;
  for (const one of without === 'option' ? OPTIONS.slice(1) : OPTIONS) file.record(interests.compared, { determination, option: one, ...prospects }, 'solution');
  for (const of of ['guardian', 'lawyer'] as const) if (without !== of) file.record(interests.viewTaken, { determination, of, standing: 'given', source: 'said-here', document: null, isRelative: false, option }, 'solution');
  file.record(interests.decided, { determination, option, decider: 'guardian', decidedOn: file.today(), reviewOn: daysAfter(file.today(), reviewIn), document: null }, 'solution');
  return determination;
}

export function hear(file: PaperFile, language: 'own' | 'other' = 'own', beside: 'nobody-else' | 'parent' = 'nobody-else'): void {
  const words = randomUUID();
  file.record(wordsRecorded, { words, kind: 'told', spokenOn: file.today(), present: [beside], interpreter: 'no', wasAlone: beside === 'parent' ? 'no' : 'yes' }, 'chronology');
  file.record(interests.heard, { hearing: randomUUID(), heardOn: file.today(), by: 'guardian', way: 'spoke', language, words: [words] }, 'solution');
}

export function trace(file: PaperFile, { lookedAt = 'assessed', judgement = 'fit' }: { lookedAt?: 'assessed' | 'not-assessed'; judgement?: 'fit' | 'not-fit' | 'not-enough' } = {}): void {
  const tracing = randomUUID();
  file.record(interests.tracingAsked, { tracing, wanted: 'find-and-assess', country: null, route: 'central-authority', askedOn: file.today() }, 'solution');
  file.record(interests.tracingAnswered, { tracing, answeredOn: file.today(), found: 'found', lookedAt, document: null }, 'solution');
  file.record(interests.tracingJudged, { tracing, judgement }, 'solution');
}

export const claim = (file: PaperFile, to: 'none' | 'open' | 'possible' | 'granted') => file.record(interests.claimSet, { claim: to, agreement: null }, 'recognition');

/** What other rooms have to say before a child can be returned. What is new comes before what is decided on it. */
export function provenFile(option: Option = 'family'): PaperFile {
  const file = paperFile();
  claim(file, 'none');
  hear(file);
  trace(file);
  determine(file, option);
  return file;
}

/** A file in which every condition of a return is met. */
export function readyFile(option: Option = 'family'): PaperFile {
  const file = provenFile(option);
  for (const condition of RECORDED) give(file, condition, { document: paper(file) });
  return file;
}

export const aJourney = (file: PaperFile, change: Partial<z.input<typeof journeyHeader>> = {}): z.input<typeof journeyHeader> => ({ journey: randomUUID(), gate: 'return', receiver: 'family', escort: 'guardian', on: daysAfter(file.today(), 1), ...change });
export const JOURNEY_WORDS = { to: 'Verzonnen dorp', escort: 'Verzonnen voogd', receiver: 'Verzonnen tante' };
