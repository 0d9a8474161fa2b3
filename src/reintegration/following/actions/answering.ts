import type { z } from 'zod';
import { fileState } from '#src/files/model/state.ts';
import { missingBegun, signNoted, tableTold } from '#src/files/model/kinds.ts';
import { seal } from '#src/files/model/words.ts';
import { TELL_AGENCY } from '#src/files/actions/telling.ts';
import type { Known } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import type { Wanted } from '#src/platform/action/wanted.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { answered, type answersHeader } from '../model/kinds.ts';
import { SECTION, type FollowingState } from '../model/state.ts';
import type { FollowUpOutcome } from '../model/vocabulary.ts';
import { answerWords } from '../model/words.ts';

type Table = Known<unknown>['table'];

/** Everybody at the table hears by mail that something cannot wait, also the agency through which it came: who was there may be asleep. */
export const tellAll = (table: Table): readonly Wanted[] => [...new Set(table.map((seat) => seat.agency))].map((agency) => ({ job: TELL_AGENCY, payload: { agency, isUrgent: true } }));

export type Answering = {
  readonly answer: string;
  readonly about: Pick<FollowingState['answers'][number], 'moment' | 'trigger'>;
  readonly way: FollowingState['answers'][number]['way'];
  readonly link: string | null;
  readonly answers: z.output<typeof answersHeader>;
  readonly words: z.output<typeof answerWords>;
};

const RINGS: ReadonlySet<FollowUpOutcome> = new Set(['missing', 'exploited-again']);

/** The answer itself, whatever follows from it. */
export function answerEntry({ answer, about, way, link, answers, words }: Answering): Draft {
  const header = { answer, moment: about.moment, trigger: about.trigger, way, link, childsView: words.words !== '', ...answers };
  return draft(answered, header, { section: SECTION, body: seal(answerWords, words) });
}

/**
 * What is kept of an answer. A child that is missing is missing for everybody, by the entry by which it always is; one that is
 * exploited again is a new sign, at which a status that was not established is open again.
 */
export function keptOf(answering: Answering, headers: readonly HeaderRow[]): readonly Draft[] {
  const kept = answerEntry(answering);
  switch (answering.answers.outcome) {
    case 'missing':
      // That it is missing was perhaps said already. It carries the identity of the answer, so that one answer says it once.
      return fileState(headers).missing.some((m) => m.how === null) ? [kept] : [kept, draft(missingBegun, { missing: answering.answer }, { section: null })];
    case 'exploited-again':
      return [kept, draft(signNoted, { because: 'event' }, { section: null }), draft(tableTold, { what: 'exploited-again' }, { section: null })];
    default:
      return [kept];
  }
}

/** Who is told of it at once. */
export const ringsFor = ({ outcome }: { outcome: FollowUpOutcome }, table: Table): readonly Wanted[] => (RINGS.has(outcome) ? tellAll(table) : []);
