import { z } from 'zod';
import { aboutSection, based, decidedOn } from '#src/files/actions/about.ts';
import { solutionCarriedOut, solutionFellAway } from '#src/files/model/kinds.ts';
import { SOLUTION_ENDINGS } from '#src/files/model/vocabulary.ts';
import { seal } from '#src/files/model/words.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { adulthoodHeader, adulthoodPlanned, chosenHeader, legalHeader, legalStep, settledHeader, solutionChosen, solutionDecided } from '../model/kinds.ts';
import { whyNotCarriedOut, whyNotChoose, whyNotSettle } from '../model/solutions.ts';
import { currentSolution } from '../model/state.ts';
import { adulthoodWords, maybeWords, reasonWords, stepWords } from '../model/words.ts';
import { AROUND, DECIDING, keeping, onFile } from './about.ts';

const choosing = onFile.extend(based.shape).extend({ chosen: chosenHeader, words: maybeWords });
export const chooseSolution: StreamAction<z.infer<typeof choosing>, null> = {
  name: 'solution.choose',
  does: 'begin to carry out what was decided to be best for the child',
  input: choosing,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.solutions.some((s) => s.solution === known.input.chosen.solution),
      why: ({ state, today }) => whyNotChoose(state, known.input.chosen.determination, known.input.chosen.option, today),
      drafts: () => [draft(solutionChosen, known.input.chosen, { section: 'solution', body: seal(maybeWords, known.input.words) })],
    }),
};

const settling = onFile.extend(based.shape).extend({ settled: settledHeader, words: reasonWords });
export const settleSolution: StreamAction<z.infer<typeof settling>, null> = {
  name: 'solution.settle',
  does: 'record that whoever has to give leave for the solution in law did so',
  input: settling,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: ({ state, papers, today }) => whyNotSettle(state, known.input.settled.solution, known.input.settled, papers, today),
      drafts: () => [draft(solutionDecided, known.input.settled, { section: 'solution', body: seal(reasonWords, known.input.words) })],
    }),
};

const stepping = onFile.extend({ step: legalHeader, words: stepWords });
export const stepInLaw: StreamAction<z.infer<typeof stepping>, null> = {
  name: 'solution.step-in-law',
  does: 'write down a step in law for the solution: residence, guardianship, papers, and until when it holds',
  input: stepping,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: ({ state, today }) =>
        obstaclesIn([
          [currentSolution(state)?.solution !== known.input.step.solution, 'no-solution-to-settle'],
          [known.input.step.on > today, 'day-is-to-come'],
        ]),
      drafts: () => [draft(legalStep, known.input.step, { section: 'solution', body: seal(stepWords, known.input.words) })],
    }),
};

const carrying = onFile.extend(based.shape).extend({ solution: z.uuid(), carriedOutOn: z.iso.date() });
/** From here the closure gate of the file knows that there is a durable solution. */
export const carryOut: StreamAction<z.infer<typeof carrying>, null> = {
  name: 'solution.carry-out',
  does: 'record that the solution is carried out and the child is settled',
  input: carrying,
  allow: DECIDING,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: ({ state, file, today }) => [...whyNotCarriedOut(state, file, known.input.solution, today), ...obstaclesIn([[known.input.carriedOutOn > today, 'day-is-to-come']])],
      drafts: () => [draft(solutionCarriedOut, { solution: known.input.solution, carriedOutOn: known.input.carriedOutOn }, { section: null })],
    }),
};

const falling = onFile.extend({ solution: z.uuid(), because: z.enum(SOLUTION_ENDINGS) });
export const fallAway: StreamAction<z.infer<typeof falling>, null> = {
  name: 'solution.fall-away',
  does: 'record that the solution did not last or is given up, so that the file is not closed on it',
  input: falling,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.solutions.some((s) => s.solution === known.input.solution && s.fellAwayOn !== null),
      why: ({ state }) => obstaclesIn([[currentSolution(state)?.solution !== known.input.solution, 'no-solution-to-settle']]),
      drafts: () => [draft(solutionFellAway, { solution: known.input.solution, because: known.input.because }, { section: null })],
    }),
};

const planning = onFile.extend({ plan: adulthoodHeader, words: adulthoodWords });
export const planAdulthood: StreamAction<z.infer<typeof planning>, null> = {
  name: 'solution.plan-adulthood',
  does: 'write with the child the plan for when it is grown',
  input: planning,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.adulthood?.plan === known.input.plan.plan,
      why: ({ today }) => obstaclesIn([[known.input.plan.nextOn <= today, 'day-is-past']]),
      drafts: () => [draft(adulthoodPlanned, known.input.plan, { section: 'solution', body: seal(adulthoodWords, known.input.words) })],
    }),
};

export const SOLUTION_ACTIONS = [chooseSolution, settleSolution, stepInLaw, carryOut, fallAway, planAdulthood] as const;
