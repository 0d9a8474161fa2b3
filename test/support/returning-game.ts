import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { confirmEvidence, giveEvidence, withdrawEvidence } from '#src/best-interests/returning/actions/evidence-actions.ts';
import { decideAgainst, endJourney, goOnJourney, planJourney, TAKE_STEP } from '#src/best-interests/returning/actions/journey-actions.ts';
import { journeysOn, nextStep, type Journey } from '#src/best-interests/returning/model/journey.ts';
import { shownCode, standsAgainst } from '#src/best-interests/returning/model/rules.ts';
import { groundsIn } from '#src/best-interests/returning/model/state.ts';
import { ENDINGS, RECORDED, STEPS, type Gate, type Recorded, type Step } from '#src/best-interests/returning/model/vocabulary.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { missingBegun, missingEnded, signNoted, signsRecorded, wordsRecorded } from '#src/files/model/kinds.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import { someWords } from './files.ts';
import type { PaperFile } from './on-paper.ts';
import { aJourney, claim, determine, fullEvidence, hear, JOURNEY_WORDS, paper, trace } from './returning.ts';

export const REASONS = { reasons: 'Verzonnen: de rechter besliste zo, en dit is waarom het kind toch gaat.', who: 'Verzonnen rechter' };
export const REASON = { reason: 'Verzonnen reden.' };
/** The last journey of a file on paper. */
export const last = (file: PaperFile): Journey | undefined => journeysOn(file.headers, file.today()).at(-1);
export const plan = (file: PaperFile, change: object = {}, role = 'guardian') => file.act(role, planJourney, { planned: aJourney(file, change), words: JOURNEY_WORDS });
export const step = (file: PaperFile, which: Step, role = 'guardian') => file.act(role, TAKE_STEP[which], { journey: last(file)?.journey ?? randomUUID(), on: file.today(), document: which === 'handed-over' ? paper(file) : null, words: {} });
export const wayOf = (file: PaperFile, way: { gate?: Gate; receiver?: 'family' | 'care' } = {}) => {
  const open = last(file);
  const isOpen = open && open.state !== 'returned' && open.state !== 'ended';
  return isOpen ? { journey: open.journey, gate: open.gate, receiver: open.receiver } : { journey: randomUUID(), gate: 'return' as const, receiver: 'family' as const, ...way };
};
export const against = (file: PaperFile, role = 'youth-protection-worker', seen?: readonly string[]) => {
  const way = wayOf(file);
  return file.act(role, decideAgainst, { against: { ...way, decider: 'court' }, seen: seen ?? standsAgainst(file.headers, way, file.today()).map(shownCode), words: REASONS });
};
export const withdraw = (file: PaperFile, condition: Recorded) => file.act('partner', withdrawEvidence, { evidence: groundsIn(file.headers).evidence.get(condition)?.evidence ?? randomUUID(), because: 'receiver-withdrew', words: REASON });
/**
 * What somebody or something does, as a number to draw: which of these, by whom, and about what.
 */
export type Move = { readonly what: number; readonly role: number; readonly pick: number; readonly days: number };
export const ROLES = FILE_ROLES.map((role) => role.name);
export const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Everything that is done with a journey or can change its gate; by whoever was drawn. */
export const MOVES: readonly ((file: PaperFile, role: string, move: Move) => unknown)[] = [
  (f, role, m) => {
    const condition = at(RECORDED, m.pick);
    const isWhole = m.days % 4 !== 0;
    const given = fullEvidence(condition, f.today(), { document: m.days % 3 === 0 ? null : paper(f), ...(isWhole ? {} : { parts: [], against: [fullEvidence(condition, f.today()).parts[0] as never] }) });
    return f.act(role, giveEvidence, { given: { ...given, holdsUntil: daysAfter(f.today(), m.days + 1) }, words: { who: 'V.' } });
  },
  (f, role, m) => f.act(role, confirmEvidence, { confirmed: { evidence: groundsIn(f.headers).evidence.get(at(RECORDED, m.pick))?.evidence ?? randomUUID(), by: 'receiver', confirmedOn: f.today(), holdsUntil: daysAfter(f.today(), m.days), travelUntil: daysAfter(f.today(), m.days % 3) }, words: { who: 'V.' } }),
  (f, role, m) => f.act(role, withdrawEvidence, { evidence: groundsIn(f.headers).evidence.get(at(RECORDED, m.pick))?.evidence ?? randomUUID(), because: 'new-danger', words: REASON }),
  (f, role, m) => {
    const known = last(f);
    const isDecided = known?.state === 'decided' && m.pick % 4 !== 0;
    return plan(f, { on: daysAfter(f.today(), m.days), gate: m.pick % 5 === 0 ? 'transfer' : 'return', receiver: at(['family', 'care'], m.pick), ...(isDecided ? { journey: known.journey, gate: known.gate, receiver: known.receiver } : {}) }, role);
  },
  // Most often the step that is next; now and then another.
  ...[0, 1, 2, 3].map(() => (f: PaperFile, role: string, m: Move) => step(f, m.pick % 6 === 0 ? at(STEPS, m.days) : (nextStep(last(f) ?? { steps: [] }) ?? 'departed'), role)),
  (f, role) => f.act(role, goOnJourney, { journey: last(f)?.journey ?? randomUUID(), words: REASON }),
  (f, role, m) => f.act(role, endJourney, { journey: last(f)?.journey ?? randomUUID(), how: at(ENDINGS, m.pick), words: REASON }),
  (f, role, m) => against(f, role, m.pick % 3 === 0 ? ['risk-missing'] : undefined),
  (f, _, m) => determine(f, at(['family', 'care-in-origin', 'stay', 'elsewhere'], m.pick), { reviewIn: m.days, ...(m.pick % 5 === 0 ? { without: 'lawyer' as const } : {}) }),
  (f, _, m) => hear(f, m.pick % 3 === 0 ? 'other' : 'own'),
  (f, _, m) => trace(f, { judgement: at(['fit', 'not-fit', 'not-enough'], m.pick) }),
  (f, _, m) => claim(f, at(['none', 'open', 'possible', 'granted'], m.pick)),
  (f) => f.record(signNoted, { because: 'event' }, null),
  (f, _, m) => f.record(signsRecorded, { check: { outcome: 'consult', urgency: null, incident: null }, liv06: at(['not-seen', 'seen', 'not-known'] as const, m.pick), liv03: 'not-known', fin08: 'not-seen' }, 'recognition'),
  (f, _, m) => (m.pick % 2 === 0 ? f.record(missingBegun, { missing: randomUUID() }, null) : f.record(missingEnded, { missing: String(f.headers.findLast((h) => h.kind === 'file.missing-begun')?.header['missing'] ?? randomUUID()), how: 'came-back' }, null)),
  (f) => f.record(wordsRecorded, someWords({ kind: 'objection' }), 'chronology'),
  (f, _, m) => f.later(m.days),
];

const anyMove = fc.record({ what: fc.nat({ max: MOVES.length - 1 }), role: fc.nat({ max: ROLES.length - 1 }), pick: fc.nat({ max: 19 }), days: fc.nat({ max: 40 }) });
/** Those who can do most, more often: else nearly every move is refused. */
const able: readonly number[] = ['guardian', 'youth-protection-worker', 'partner'].map((role) => ROLES.indexOf(role));
const ableMove = fc.record({ what: fc.nat({ max: MOVES.length - 1 }), role: fc.constantFrom(...able), pick: fc.nat({ max: 19 }), days: fc.integer({ min: 0, max: 9 }) });
export const game = fc.record({ isReady: fc.boolean(), moves: fc.array(fc.oneof({ weight: 1, arbitrary: anyMove }, { weight: 3, arbitrary: ableMove }), { maxLength: 25 }) });
const GUARDIAN = ROLES.indexOf('guardian');
/** The straight way from planned to returned. */
export const STRAIGHT: readonly Move[] = [3, 4, 4, 4, 4].map((what) => ({ what, role: GUARDIAN, pick: 1, days: 1 }));
