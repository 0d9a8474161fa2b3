import { documentAdded, missingBegun, signNoted, signsRecorded, wordsRecorded } from '#src/files/model/kinds.ts';
import { familySignsOf, fileState, isMissing, type FileState } from '#src/files/model/state.ts';
import { FAMILY_SIGNS } from '#src/files/model/vocabulary.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { claimIsSettled } from '../../model/claim.ts';
import { decided } from '../../model/kinds.ts';
import { decidedDetermination, interestsState, standingOf, type Determination, type InterestsState, type Tracing } from '../../model/state.ts';
import { OPTIONS } from '../../model/vocabulary.ts';
import { voiceOf, type Voice } from '../../model/voices.ts';
import type { Gate } from './vocabulary.ts';

/** What others recorded, as far as a gate looks at it: codes and days of headers only. */
export type ReturnFacts = {
  readonly determination: {
    /** Which gates what was decided can lead through. */
    readonly finds: readonly Gate[];
    readonly reviewOn: string;
    /** Something came since it was decided or found to hold. */
    readonly isOvertaken: boolean;
    readonly isCompared: boolean;
    readonly hasGuardian: boolean;
    readonly hasLawyer: boolean;
  } | null;
  readonly heard: Voice;
  /** The child said no after it was decided, and in which section that stands. */
  readonly objects: { readonly section: string } | null;
  readonly family: 'not-traced' | 'not-assessed' | 'not-fit' | 'fit';
  readonly claim: 'stands' | 'clear';
  readonly isMissing: boolean;
  readonly hasFamilySign: boolean;
  /** The number of the last entry that changes what is known of the danger. */
  readonly changedAt: number;
  /** Papers in the file, and those that were erased. */
  readonly papers: ReadonlySet<string>;
  readonly papersGone: ReadonlySet<string>;
};

/** What a decided option can lead to: a return, or a transfer to where somebody else answers for the child. */
const LEADS_TO: Readonly<Record<string, readonly Gate[]>> = { stay: [], family: ['return', 'transfer'], 'care-in-origin': ['return'], elsewhere: ['transfer'] };

function determinationIn(state: InterestsState): ReturnFacts['determination'] {
  const last: Determination | undefined = decidedDetermination(state);
  if (!last?.decided || last.reviewOn === null) return null;
  const isGiven = (of: string) => last.views.some((view) => view.of === of && view.standing === 'given');
  return {
    finds: LEADS_TO[last.decided.option] ?? [],
    reviewOn: last.reviewOn,
    // Whether its day is over is asked of the day it is; whether something came, of the entries alone.
    isOvertaken: standingOf(last, last.reviewOn) === 'new-facts',
    isCompared: OPTIONS.every((option) => last.options.some((o) => o.option === option)),
    hasGuardian: isGiven('guardian'),
    hasLawyer: isGiven('lawyer'),
  };
}

/** The last time counts: what the child said when it was free to speak does not speak for what it says beside somebody else. */
const heardIn = (state: InterestsState, file: FileState): Voice => voiceOf(state, file, Math.max(0, state.hearings.length - 1));

const isSought = ({ wanted, answer }: Tracing): boolean => wanted !== 'assess-care' && answer !== null && (answer.found === 'found' || answer.found === 'not-found');

/** Found is not assessed, and assessed is not fit. Where a child goes into care there, its family was looked for all the same. */
function familyIn({ tracings }: InterestsState): ReturnFacts['family'] {
  if (!tracings.some(isSought)) return 'not-traced';
  const looked = tracings.filter(({ answer, judged }) => answer?.lookedAt === 'assessed' && judged !== null);
  const last = looked.toSorted((a, b) => (a.judged?.on ?? '').localeCompare(b.judged?.on ?? '')).at(-1);
  if (last === undefined || last.judged?.judgement === 'not-enough') return 'not-assessed';
  return last.judged?.judgement === 'fit' ? 'fit' : 'not-fit';
}

/** Whom this state protects is sent to no other on anybody's word. */
const claimIn = (state: InterestsState): ReturnFacts['claim'] => (state.claim !== 'granted' && claimIsSettled(state) ? 'clear' : 'stands');

/** What the child tells its lawyer alone is told nobody, and so closes nothing that others look at: desks-and-law C2. */
const PRIVILEGED = 'counsel';

function objectionIn(headers: readonly HeaderRow[]): ReturnFacts['objects'] {
  const since = headers.findLast((h) => h.kind === decided.name)?.sequence ?? 0;
  const said = headers.findLast((h) => h.kind === wordsRecorded.name && h.section !== PRIVILEGED && h.header['kind'] === 'objection');
  return said && said.sequence > since ? { section: said.section ?? '' } : null;
}

const CHANGES: ReadonlySet<string> = new Set([signNoted.name, missingBegun.name]);
const isChange = ({ kind, header }: HeaderRow): boolean => CHANGES.has(kind) || (kind === signsRecorded.name && FAMILY_SIGNS.some((sign) => header[sign] === 'seen'));

const documentsIn = (rows: readonly HeaderRow[]): ReadonlySet<string> => new Set(rows.map((h) => String(h.header['document'])));

/** What a gate looks at, from all sections of a file. */
export function factsOf(headers: readonly HeaderRow[]): ReturnFacts {
  const [file, state] = [fileState(headers), interestsState(headers)];
  const papers = headers.filter((h) => h.kind === documentAdded.name);
  return {
    determination: determinationIn(state),
    heard: heardIn(state, file),
    objects: objectionIn(headers),
    family: familyIn(state),
    claim: claimIn(state),
    isMissing: isMissing(file),
    hasFamilySign: familySignsOf(file) === 'seen',
    changedAt: headers.findLast(isChange)?.sequence ?? 0,
    papers: documentsIn(papers),
    papersGone: documentsIn(papers.filter((h) => h.section !== null && file.erased.includes(h.section))),
  };
}
