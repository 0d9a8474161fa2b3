import { readers } from '#src/files/access-table.ts';
import { aboutSection, onFile, type OnFile } from '#src/files/actions/about.ts';
import type { Obstacle, StreamAction } from '#src/platform/action/action.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { claimIsSettled } from '../model/claim.ts';
import { seenIn, whyNotOption, whyNotReady } from '../model/deciding.ts';
import { adulthoodOf, whyNotCarriedOut, type Adulthood } from '../model/solutions.ts';
import { SOURCES_OF } from '../model/sources.ts';
import { currentSolution, decidedDetermination, interestsState, openDetermination, standingOf, type InterestsState, type Standing } from '../model/state.ts';
import { OPTIONS, type Option } from '../model/vocabulary.ts';

/** Something in the file that can be named: what it is, of which kind, and when it was recorded. */
export type Source = { readonly id: string; readonly is: string; readonly code: string | null; readonly on: string; readonly section: string };

const codeOf = ({ header }: HeaderRow): string | null => [header['what'], header['kind'], header['about'], header['wanted'], header['by']].find((code) => typeof code === 'string') ?? null;

function sourcesIn(headers: readonly HeaderRow[]): readonly Source[] {
  return headers
    .flatMap((h) => {
      const field = SOURCES_OF[h.kind];
      return field === undefined || h.section === null ? [] : [{ id: String(h.header[field]), is: field, code: codeOf(h), on: h.recorded_on, section: h.section }];
    })
    .toReversed();
}

export type Interests = {
  /** As far as the sections say that the reader sees. */
  readonly state: InterestsState;
  /** What stands in the way of deciding what is being weighed, whatever is decided; and of each option. Of a hidden section only that it has not cleared it. */
  readonly notReady: readonly Obstacle[];
  readonly notOption: Readonly<Record<Option, readonly Obstacle[]>>;
  /** What stands between a chosen solution and one that is there. */
  readonly notCarriedOut: readonly Obstacle[];
  readonly adulthood: Adulthood;
  /** Whether anybody in the country of origin may be asked; null for whoever does not see where that is told. */
  readonly mayAsk: boolean | null;
  /** How each determination stands today, over all sections. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** On what something can be weighed, as far as the reader sees it, newest first. */
  readonly sources: readonly Source[];
};

/** Where everything stands that is best for the child. */
export const seeInterests: StreamAction<OnFile, Interests> = {
  name: 'interests.see',
  does: 'see what is weighed and decided to be best for a child, what stands in the way, and how it is carried out',
  input: onFile,
  allow: readers('solution'),
  about: aboutSection('solution'),
  needs: ['headers'],
  run({ headers, sections, today }) {
    const seen = seenIn(headers, today);
    const shown = (o: Obstacle): Obstacle => saidTo(sections, o);
    const visible = headers.filter((h) => h.section === null || sections.includes(h.section));
    const state = interestsState(visible);
    const d = openDetermination(seen.state) ?? decidedDetermination(seen.state);
    const solution = currentSolution(seen.state);
    return {
      value: {
        state,
        notReady: d ? whyNotReady(seen, d).map(shown) : [],
        notOption: Object.fromEntries(OPTIONS.map((option) => [option, d ? whyNotOption(seen, d, option).map(shown) : []])) as unknown as Interests['notOption'],
        notCarriedOut: solution && solution.carriedOutOn === null ? whyNotCarriedOut(seen.state, seen.file, solution.solution, today).map(shown) : [],
        adulthood: adulthoodOf(seen.state, today),
        mayAsk: sections.includes('recognition') ? claimIsSettled(seen.state) : null,
        standings: new Map(seen.state.determinations.map((one) => [one.determination, standingOf(one, today)])),
        sources: sourcesIn(visible),
      },
    };
  },
};
