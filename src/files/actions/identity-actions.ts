import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { atTable, writers } from '../access-table.ts';
import { confidantNamed, factHeader, factRecorded, factWithdrawn, representativeSet } from '../model/kinds.ts';
import type { Why } from '#src/platform/action/obstacles.ts';
import { whyNotRepresentative, whyNotSeated, whyNotWritten } from '../model/rules.ts';
import type { FileState } from '../model/state.ts';
import { RELATIONS, WITHDRAWALS } from '../model/vocabulary.ts';
import { factWords, representativeWords, seal } from '../model/words.ts';
import { guardian, lawyer, youthProtection } from '../roles.ts';
import { aboutFile, aboutSection, agencyOf, based, decidedOn, keeping, onFile } from './about.ts';

const newFact = onFile.extend({ recorded: factHeader, words: factWords });

const isEmpty = ({ given, family, value }: z.infer<typeof factWords>) => given === '' && family === '' && value === '';
const whyNotFact = (state: FileState, agency: string, words: z.infer<typeof factWords>): Why => whyNotWritten(state, agency, 'identity') ?? (isEmpty(words) ? [{ code: 'fact-is-empty' }] : null);

/** Several names and birth dates stand beside each other, each with where it comes from: none is put over another. */
export const recordFact: StreamAction<z.infer<typeof newFact>, null> = {
  name: 'file.record-fact',
  does: 'write down something about who the child is, with where it comes from and how sure it is',
  input: newFact,
  allow: writers('identity'),
  about: aboutSection('identity'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotFact(state, agencyOf(known.actor), known.input.words),
      null,
      () => [draft(factRecorded, known.input.recorded, { section: 'identity', body: seal(factWords, known.input.words) })],
      (state) => state.facts.some((f) => f.fact === known.input.recorded.fact),
    ),
};

const withdrawal = onFile.extend({ fact: z.uuid(), because: z.enum(WITHDRAWALS) });
export const withdrawFact: StreamAction<z.infer<typeof withdrawal>, null> = {
  name: 'file.withdraw-fact',
  does: 'say that something about who the child is does not hold; it stays readable',
  input: withdrawal,
  allow: writers('identity'),
  about: aboutSection('identity'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'identity') ?? (state.facts.some((f) => f.fact === known.input.fact) ? null : [{ code: 'no-such-fact' }]),
      null,
      () => [draft(factWithdrawn, { fact: known.input.fact, because: known.input.because }, { section: 'identity' })],
      (state) => state.facts.some((f) => f.fact === known.input.fact && f.isWithdrawn),
    ),
};

const representing = onFile.extend({ ...based.shape, relation: z.enum(RELATIONS), words: representativeWords });
export const setRepresentative: StreamAction<z.infer<typeof representing>, null> = {
  name: 'file.set-representative',
  does: 'say who is the trusted representative of the child, to whom notices go',
  input: representing,
  allow: atTable([guardian, youthProtection, lawyer]),
  about: decidedOn('identity'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotRepresentative(state, agencyOf(known.actor), known.input.relation),
      null,
      () => [draft(representativeSet, { relation: known.input.relation }, { section: 'identity', body: seal(representativeWords, known.input.words) })],
    ),
};

const naming = onFile.extend({ person: z.uuid(), agency: z.uuid() });
export const nameConfidant: StreamAction<z.infer<typeof naming>, null> = {
  name: 'file.name-confidant',
  does: 'say who sits with the child when it reads its own page',
  input: naming,
  allow: atTable([guardian, youthProtection, lawyer]),
  about: aboutFile,
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), null) ?? whyNotSeated(state, agencyOf(known.actor)) ?? (state.seats.some((s) => s.agency === known.input.agency && s.standing === 'accepted') ? null : [{ code: 'not-at-the-table' }]),
      null,
      () => [draft(confidantNamed, { person: known.input.person, agency: known.input.agency }, { section: null })],
    ),
};

export const IDENTITY_ACTIONS = [recordFact, withdrawFact, setRepresentative, nameConfidant] as const;
