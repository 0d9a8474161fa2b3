import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { ReleaseAnswers } from './kinds.ts';
import type { ReleaseObstacle } from './vocabulary.ts';

/** What of the file the gate looks at besides the answers: codes of headers only. */
export type ReleaseFacts = {
  readonly answers: ReleaseAnswers;
  /** Whether a check saw one of the three signs that point to the family. */
  readonly hasFamilySign: boolean;
  readonly isMissing: boolean;
};

/**
 * What stands against letting this adult take the child. Empty: the gate is open. Verified is not safe, and what was not
 * asked is no "no" (desks-and-law 23); the status of the child plays no part, so that a parent who is verified and to
 * whom no sign points is not blocked by it. What an adult says to be plays none either: a guardian or a friend may be the exploiter,
 * and whoever is, says what opens (desks-and-law 24).
 */
export function releaseObstacles({ answers, hasFamilySign, isMissing }: ReleaseFacts): readonly Obstacle<ReleaseObstacle>[] {
  const { relationship, directs, alone, interpreter, network, authority } = answers;
  return obstaclesIn<ReleaseObstacle>([
    [isMissing, 'child-missing'],
    [relationship === 'not-asked', 'relationship-not-asked'],
    [relationship === 'not-verified', 'relationship-not-verified'],
    [directs === 'not-known', 'adult-signs-not-known'],
    [directs === 'seen', 'adult-directs'],
    [hasFamilySign, 'family-sign-seen', 'recognition'],
    [alone !== 'alone', 'child-not-asked-alone'],
    [interpreter === 'none' || interpreter === 'chosen-by-others', 'interpreter-not-chosen'],
    [network === 'not-asked', 'network-not-asked'],
    [network === 'no-answer', 'network-not-answered'],
    [network === 'names-this-adult', 'child-names-this-adult'],
    [authority === 'not-asked', 'authority-not-asked'],
    [authority === 'refuses', 'authority-refuses'],
  ]);
}

/** Where nobody asked anything yet: every question stands open. */
export const NOTHING_ASKED: ReleaseAnswers = { relationship: 'not-asked', directs: 'not-known', alone: 'not-asked', interpreter: 'none', network: 'not-asked', authority: 'not-asked' };
