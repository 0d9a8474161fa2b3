import { daysAfter } from '#src/files/model/days.ts';
import { documentAdded } from '#src/files/model/kinds.ts';
import { saysTooLittle } from '#src/files/model/rules.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn, saidTo } from '#src/platform/action/obstacles.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { EvidenceHeader } from './evidence.ts';
import { factsOf } from './facts.ts';
import type { GateObstacle } from './gate.ts';
import { isOver, isSameWay, journeysOn, sightOf, uncovered, whyNotStep, type Journey } from './journey.ts';
import { groundsIn, lastOf, recordingsIn } from './state.ts';
import { LONGEST, PARTS_OF, type Ending, type Gate, type Step } from './vocabulary.ts';

/** Whether somebody gave evidence a longer life than the longest that there is. */
function livesTooLong({ condition, holdsUntil, travelUntil, from }: Pick<EvidenceHeader, 'condition' | 'holdsUntil' | 'travelUntil'> & { from: string }): boolean {
  const { holds, travel } = LONGEST[condition];
  const isLonger = (until: string | null, days: number) => until === null || until > daysAfter(from, days);
  return isLonger(holdsUntil, holds) || (travel !== null && isLonger(travelUntil, travel));
}

/** Why this cannot stand as evidence. What it does not show is no reason: it is kept, and the gate stays shut. */
export function whyNotEvidence(headers: readonly HeaderRow[], evidence: EvidenceHeader, { today, sections }: { today: string; sections: readonly string[] }): readonly Obstacle[] {
  const all: readonly string[] = PARTS_OF[evidence.condition];
  const { parts, against, document, establishedOn } = evidence;
  const isSeen = headers.some((h) => h.section !== null && sections.includes(h.section) && h.kind === documentAdded.name && h.header['document'] === document);
  return obstaclesIn([
    [parts.length + against.length === 0, 'nothing-shown'],
    [[...parts, ...against].some((part) => !all.includes(part)), 'part-of-another'],
    [parts.some((part) => against.includes(part)), 'part-both-ways'],
    [establishedOn > today, 'day-is-to-come'],
    [livesTooLong({ ...evidence, from: establishedOn }), 'lives-too-long'],
    [document !== null && (!isSeen || factsOf(headers).papersGone.has(document)), 'paper-not-there'],
  ]);
}

type Confirmed = Pick<EvidenceHeader, 'evidence' | 'holdsUntil' | 'travelUntil'> & { readonly confirmedOn: string };
export function whyNotConfirm(headers: readonly HeaderRow[], { evidence, confirmedOn, holdsUntil, travelUntil }: Confirmed, today: string): readonly Obstacle[] {
  const last = [...lastOf(recordingsIn(headers)).values()].find((e) => e.evidence === evidence);
  if (!last || last.withdrawn) return [{ code: 'evidence-not-there' }];
  return obstaclesIn([
    [confirmedOn > today, 'day-is-to-come'],
    [confirmedOn < (last.confirmedOn ?? last.establishedOn), 'day-before-evidence'],
    [livesTooLong({ condition: last.condition, holdsUntil, travelUntil, from: confirmedOn }), 'lives-too-long'],
  ]);
}

export const whyNotWithdraw = (headers: readonly HeaderRow[], evidence: string): readonly Obstacle[] => obstaclesIn([[!recordingsIn(headers).some((e) => e.evidence === evidence && e.withdrawn === null), 'evidence-not-there']]);

const find = (journeys: readonly Journey[], id: string): Journey | undefined => journeys.find((j) => j.journey === id);
const othersOpen = (journeys: readonly Journey[], id: string): boolean => journeys.some((j) => j.journey !== id && !isOver(j));

type Way = { readonly journey: string; readonly gate: Gate; readonly receiver: Journey['receiver'] };

/** Why a journey cannot be planned: the gate is asked, and every obstacle said. */
export function whyNotPlan(headers: readonly HeaderRow[], way: Way & { readonly on: string }, today: string): readonly Obstacle[] {
  const journeys = journeysOn(headers, today);
  const known = find(journeys, way.journey);
  const refused = obstaclesIn([
    [way.on < today, 'day-is-past'],
    [othersOpen(journeys, way.journey), 'journey-open-already'],
    [known !== undefined && (known.plan !== null || isOver(known)), 'journey-planned-already'],
    [known !== undefined && !isSameWay(known, way), 'other-way-than-decided'],
    [known !== undefined && known.stopped !== null, 'journey-stopped'],
  ]);
  return refused.length > 0 ? refused : uncovered(sightOf(groundsIn(headers), way, today).going, known?.covered ?? new Set());
}

/** Why a step cannot be taken now: the gate is asked again at each. */
export function whyNotStepNow(headers: readonly HeaderRow[], step: { journey: string; step: Step; on: string; document: string | null }, today: string): readonly Obstacle[] {
  const journey = find(journeysOn(headers, today), step.journey);
  if (!journey) return [{ code: 'no-such-journey' }];
  const facts = groundsIn(headers);
  const why = whyNotStep(journey, step, sightOf(facts, journey, today));
  const last = journey.steps.at(-1)?.on ?? journey.plan?.plannedOn ?? '';
  const days = obstaclesIn([
    [step.on > today, 'day-is-to-come'],
    [step.on < last, 'day-before-step'],
    [step.document !== null && !facts.facts.papers.has(step.document), 'paper-not-there'],
  ]);
  if (why === 'stopped') return [{ code: 'journey-stopped' }, ...(journey.stopped?.because ?? [])];
  if (why === 'not-next') return [{ code: 'not-the-next-step' }];
  if (why === 'not-signed') return [{ code: 'hand-over-not-signed' }];
  return why ?? days;
}

export function whyNotGoOn(headers: readonly HeaderRow[], id: string, today: string): readonly Obstacle[] {
  const journey = find(journeysOn(headers, today), id);
  if (!journey?.stopped || isOver(journey)) return [{ code: 'journey-not-stopped' }];
  return uncovered(sightOf(groundsIn(headers), journey, today).going, journey.covered);
}

/** Each ending belongs to one half of the way. */
export function whyNotEnd(headers: readonly HeaderRow[], id: string, how: Ending, today: string): readonly Obstacle[] {
  const journey = find(journeysOn(headers, today), id);
  if (!journey || isOver(journey)) return [{ code: 'no-such-journey' }];
  const hasDeparted = journey.steps.length > 0;
  return obstaclesIn([
    [how === 'called-off' && hasDeparted, 'has-departed'],
    [how !== 'called-off' && !hasDeparted, 'has-not-departed'],
    [how === 'arrived-all-the-same' && journey.stopped === null, 'journey-not-stopped'],
  ]);
}

/** What everybody may read of an obstacle who reads of the return. */
export const shownCode = (o: GateObstacle): GateObstacle['code'] => saidTo([], o).code;
const inOrder = (codes: readonly string[]): string => codes.toSorted().join(' ');

/** What a decision against the gate would be taken against: what stands in the way of setting out and is not covered yet. */
export function standsAgainst(headers: readonly HeaderRow[], way: Way, today: string): readonly GateObstacle[] {
  const known = find(journeysOn(headers, today), way.journey);
  const { going, settingOut } = sightOf(groundsIn(headers), way, today);
  return uncovered((known?.steps.length ?? 0) === 0 ? settingOut : going, known?.covered ?? new Set());
}

type Deciding = Way & { readonly seen: readonly string[]; readonly reasons: string };
/** A decision is taken on what was read. Where something fell away meanwhile it covers nothing, and has to be taken anew. */
export function whyNotAgainst(headers: readonly HeaderRow[], { seen, reasons, ...way }: Deciding, today: string): readonly Obstacle[] {
  const journeys = journeysOn(headers, today);
  const known = find(journeys, way.journey);
  const stands = standsAgainst(headers, way, today);
  return obstaclesIn([
    [othersOpen(journeys, way.journey), 'journey-open-already'],
    [known !== undefined && isOver(known), 'no-such-journey'],
    [known !== undefined && !isSameWay(known, way), 'other-way-than-decided'],
    [stands.length === 0, known?.stopped ? 'gate-open-go-on' : 'gate-is-open'],
    [stands.length > 0 && inOrder(stands.map(shownCode)) !== inOrder(seen), 'gate-changed-meanwhile'],
    [saysTooLittle(reasons), 'against-needs-reasons'],
  ]);
}

