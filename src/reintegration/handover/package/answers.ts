import type { z } from 'zod';
import { followUpOf, whyNotAsked } from '#src/reintegration/following/actions/about.ts';
import { whyNotAnswered } from '#src/reintegration/following/actions/answer-actions.ts';
import { answerEntry, keptOf, type Answering } from '#src/reintegration/following/actions/answering.ts';
import { answered, answersHeader, triggered } from '#src/reintegration/following/model/kinds.ts';
import { followingState, SECTION, type FollowingState } from '#src/reintegration/following/model/state.ts';
import { TRIGGER } from '#src/reintegration/following/model/vocabulary.ts';
import { answerWords, triggerWords } from '#src/reintegration/following/model/words.ts';
import { seal } from '#src/files/model/words.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ReadPart } from '#src/platform/packages/verify-sections.ts';
import { entriesOf } from './taken-over.ts';

type Answer = z.output<typeof answered.header>;
/** What was answered, without under which follow-up and by which way. */
const answersOf = (given: Answer): Answering['answers'] => answersHeader.strip().parse(given);

/** What an installation gives back of how a child is: kinds, and nothing else of the section in which they stand. */
const GIVEN_BACK: ReadonlySet<string> = new Set([answered.name, triggered.name]);
export const isGivenBack = (kind: string): boolean => GIVEN_BACK.has(kind);

/**
 * Under which follow-up here an answer stands. One that is not asked here, or not yet, is not lost: it stands as something that
 * happened, and asks whoever follows the child here to look.
 */
function placeFor(state: FollowingState, { moment, trigger, answer }: Answer, triggers: readonly string[], today: string): Answering['about'] {
  const isTold = trigger !== null && triggers.includes(trigger);
  const asked = { moment, trigger };
  const isAsked = followUpOf(state, asked) !== undefined && obstaclesIn(whyNotAsked(state, asked, today)).length === 0;
  return isTold || isAsked ? asked : { moment: TRIGGER, trigger: answer };
}

type Said = { readonly header: Answer; readonly recordedOn: string };
/** Whether somebody spoke with the child on a later day: who was found is not looked for. On the same day nobody knows which came first, and it rings. */
const isSeenSince = ({ recordedOn }: Said, all: readonly Said[]): boolean => all.some(({ header }) => header.spoken !== 'not-spoken' && (header.seenOn ?? '') > recordedOn);

const newIn = <T>(all: readonly T[], idOf: (one: T) => string, known: readonly string[]): readonly T[] => all.filter((one, at) => !known.includes(idOf(one)) && all.findIndex((other) => idOf(other) === idOf(one)) === at);

export type ComeBack = { readonly answers: readonly string[]; readonly entries: readonly Draft[]; readonly outcomes: readonly Answer['outcome'][]; readonly obstacles: readonly Obstacle[] };

/** What is new here of what came back, with what it brings with it; `obstacles` where an answer speaks against itself. */
export function comeBack(sections: readonly ReadPart[], headers: readonly HeaderRow[], today: string): ComeBack {
  const state = followingState(headers);
  const triggers = newIn(entriesOf(sections, triggered), (t) => t.header.trigger, state.triggers.map((t) => t.trigger));
  const fresh = newIn(entriesOf(sections, answered), (a) => a.header.answer, state.answers.map((a) => a.answer));
  const told = [...triggers.map((t) => t.header.trigger), ...state.triggers.map((t) => t.trigger)];
  const entries = triggers.map(({ header }) => draft(triggered, header, { section: SECTION, body: seal(triggerWords, {}) }));
  let isMissing = false;
  for (const said of fresh) {
    const { header, body } = said;
    const about = placeFor(state, header, told, today);
    if (about.trigger === header.answer) entries.push(draft(triggered, { trigger: header.answer, what: 'other-worry' }, { section: SECTION, body: seal(triggerWords, {}) }));
    const words = answerWords.safeParse(body);
    const answering: Answering = { answer: header.answer, about, way: 'installation', link: null, answers: answersOf(header), words: words.success ? words.data : answerWords.parse({ words: '', question: '' }) };
    const isPast: boolean = header.outcome === 'missing' && (isMissing || isSeenSince(said, fresh));
    entries.push(...(isPast ? [answerEntry(answering)] : keptOf(answering, headers)));
    isMissing ||= header.outcome === 'missing' && !isPast;
  }
  return {
    answers: fresh.map(({ header }) => header.answer),
    entries,
    outcomes: fresh.filter((said) => said.header.outcome !== 'missing' || !isSeenSince(said, fresh)).map(({ header }) => header.outcome),
    obstacles: obstaclesIn(fresh.flatMap(({ header }) => whyNotAnswered(header, today))),
  };
}
