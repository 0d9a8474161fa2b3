import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import type { Evidence } from './evidence.ts';
import { factsOf } from './facts.ts';
import { linesOf, type Asked, type Line } from './gate.ts';
import * as kinds from './kinds.ts';
import type { Recorded } from './vocabulary.ts';

/** Everything that was recorded for the conditions, oldest first. What was withdrawn stays. */
export type Recordings = readonly Evidence[];

const changed = (all: Recordings, evidence: string, change: Partial<Evidence>): Recordings => all.map((e) => (e.evidence === evidence ? { ...e, ...change } : e));

const fold = foldOf<Recordings>([], (on) => [
  on(kinds.evidenceGiven, (all, { header, sequence, recordedOn }) => [...all, { ...header, sequence, recordedOn, withdrawn: null, confirmedOn: null }]),
  on(kinds.evidenceConfirmed, (all, { header: { evidence, confirmedOn, holdsUntil, travelUntil } }) => changed(all, evidence, { confirmedOn, holdsUntil, travelUntil })),
  on(kinds.evidenceWithdrawn, (all, { header, recordedOn }) => changed(all, header.evidence, { withdrawn: { because: header.because, on: recordedOn } })),
]);

export const recordingsIn = (headers: readonly HeaderRow[]): Recordings => fold(headers);

/** The last that was given for each condition: an earlier one is never fallen back on. */
export const lastOf = (all: Recordings): ReadonlyMap<Recorded, Evidence> => new Map(all.map((e) => [e.condition, e]));

/** What the gates look at, from all sections of a file: the same on every day, so that it is read once for several looks. */
export type Grounds = Pick<Asked, 'facts' | 'evidence'>;
export const groundsIn = (headers: readonly HeaderRow[]): Grounds => ({ facts: factsOf(headers), evidence: lastOf(recordingsIn(headers)) });

/** How each condition of a gate stands on a day. */
export const gateOn = (grounds: Grounds, asked: Pick<Asked, 'gate' | 'receiver' | 'today' | 'isSettingOut'>): readonly Line[] => linesOf({ ...grounds, ...asked });
