import * as interests from '#src/best-interests/model/kinds.ts';
import * as files from '#src/files/model/kinds.ts';
import { replied, requested, written } from '../model/kinds.ts';

/**
 * Kinds of entries that go along where their section does. It is a list of what goes and not of what stays: what nobody thought of stays
 * behind. What is not here and never may be: whether the child asked for protection and what its lawyer said to that, who agreed to
 * what here, links between children.
 */
const GOES_ALONG: ReadonlySet<string> = new Set([
  ...[files.factRecorded, files.factWithdrawn, files.eventAdded, files.signsRecorded, files.statusSet, files.noteAdded, files.documentAdded, files.promiseMade, files.promiseKept].map((kind) => kind.name),
  ...[interests.weighed, interests.compared, interests.decided, interests.solutionChosen, interests.solutionDecided, interests.legalStep, interests.adulthoodPlanned].map((kind) => kind.name),
  ...[requested, written, replied].map((kind) => kind.name),
  // How it is kept safe and how it looks, of rooms that stand beside this one.
  'safety.planned',
  'safety.reviewed',
  'future.planned',
  'missing.sheet-set',
]);

/** What holds the child's own words, or what somebody made of them: only where that was agreed, and the child says yes. */
const OWN_WORDS: ReadonlySet<string> = new Set([files.wordsRecorded.name, interests.heard.name, 'missing.interviewed']);

export const mayGoAlong = (kind: string, withWords: boolean): boolean => GOES_ALONG.has(kind) || (withWords && OWN_WORDS.has(kind));
export const TRAVELLING: readonly string[] = [...GOES_ALONG, ...OWN_WORDS];
