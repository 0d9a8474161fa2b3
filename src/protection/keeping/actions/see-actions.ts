import { readers } from '#src/files/access-table.ts';
import { aboutSection, onFile, type OnFile } from '#src/files/actions/about.ts';
import { stateFor } from '#src/files/model/state.ts';
import type { Obstacle, StreamAction } from '#src/platform/action/action.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import { keepingState, obstaclesTo, plannedFrom, type KeepingState } from '../model/state.ts';
import { futureDueOn, reviewDueOn } from '../model/safety.ts';

export type Kept = {
  readonly state: KeepingState;
  /** What stands against each release, by its id. Of a section that the reader does not see only that it has not cleared it. */
  readonly obstacles: ReadonlyMap<string, readonly Obstacle[]>;
  readonly reviewDueOn: string | null;
  readonly futureDueOn: string | null;
  /** The days on which the child was placed, so far as the reader knows. */
  readonly placedOn: readonly string[];
};

/** Where everything stands that keeps the child safe. */
export const seeKeeping: StreamAction<OnFile, Kept> = {
  name: 'protection.see',
  does: 'see how a child is kept safe: releases and what stands against them, plans, and whether it is missing',
  input: onFile,
  allow: readers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run({ headers, sections }) {
    const state = keepingState(headers);
    const file = stateFor(headers, sections);
    const { arrivedOn, changedOn } = plannedFrom(file);
    const shown = (o: Obstacle): Obstacle => saidTo(sections, o);
    return {
      value: {
        state,
        obstacles: new Map(state.releases.map((r) => [r.release, obstaclesTo(headers, r).map(shown)])),
        reviewDueOn: state.hasToChange ? state.lookedOn : reviewDueOn({ arrivedOn, lookedOn: state.lookedOn, changedOn }),
        futureDueOn: futureDueOn({ arrivedOn, hasPlan: state.future !== null }),
        placedOn: file.events.filter((e) => e.what === 'placed' || e.what === 'moved').map((e) => e.happened ?? e.on),
      },
    };
  },
};
