import type { Actor, Answer } from '#src/platform/action/action.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import { openOnce } from '../intake/open-once.ts';
import type { Mapping } from './mapping.ts';
import type { LineProblem } from './problem.ts';
import { readCases } from './read-cases.ts';

export type Found = { readonly cases: number; readonly problems: number };
type Checking = { readonly file: string; readonly mapping: Mapping; readonly today: string; readonly tell: (problem: LineProblem) => void };

/** Reads a whole file and tells everything that is wrong with it. Writes nothing. */
export async function checkCases({ tell, ...place }: Checking): Promise<Found> {
  let [cases, problems] = [0, 0];
  for await (const one of readCases(place)) {
    if ('imported' in one) cases++;
    else {
      for (const problem of one.problems) tell(problem);
      problems += one.problems.length;
    }
  }
  return { cases, problems };
}

export type ImportSum = { readonly opened: number; readonly there: number };
/** Why it stopped, and on which line; what came before stands whole. */
export type Stopped = ImportSum & { readonly line: number; readonly why: Exclude<Answer<never>, { done: true }> | 'changed-since-it-was-checked' };

type Importing = Omit<Checking, 'tell'> & {
  readonly perform: Perform;
  readonly actor: Actor;
  /** The identity of the file that a case has here; the same each time. */
  readonly fileOf: (number: string) => string;
};

/**
 * Opens a file for each case that has none yet, one after another: each is there whole or not at all. Where it was stopped or
 * killed, the next time goes on; what is there already is left as it is.
 */
export async function importCases({ perform, actor, fileOf, ...place }: Importing): Promise<ImportSum | Stopped> {
  let [opened, there] = [0, 0];
  for await (const one of readCases(place)) {
    if ('problems' in one) return { opened, there, line: one.line, why: 'changed-since-it-was-checked' };
    const answer = await openOnce(perform, actor, { ...one.imported, file: fileOf(one.number), origin: 'import' });
    if (!answer.done) return { opened, there, line: one.line, why: answer };
    if (answer.value === 'opened') opened++;
    else there++;
  }
  return { opened, there };
}
