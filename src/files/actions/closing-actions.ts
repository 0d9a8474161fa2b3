import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { whyNot } from '#src/platform/action/obstacles.ts';
import { atTable, writers } from '../access-table.ts';
import { accessAnswered, accessAsked, closed, decidedAgainst, noteAdded, reopened, tableTold } from '../model/kinds.ts';
import { closureObstacles, whyNotAnswerAccess, whyNotClose, whyNotReopen, whyNotSeated } from '../model/rules.ts';
import { fileState } from '../model/state.ts';
import { ACCESS_ANSWERS, ACCESS_ASKERS, ACCESS_REFUSALS, CLOSINGS } from '../model/vocabulary.ts';
import { maybeText, noteWords, seal } from '../model/words.ts';
import { careCoordinator, council, guardian, lawyer, youthProtection } from '../roles.ts';
import { aboutFile, aboutSection, agencyOf, keeping, onFile } from './about.ts';
import { alsoTelling, othersAtTable } from './telling.ts';

const closing = onFile.extend({ because: z.enum(CLOSINGS), note: z.uuid(), against: maybeText });
/** The closure gate. Closed against it, with reasons, is closed too: the table is told, and it is counted. */
export const closeFile: StreamAction<z.infer<typeof closing>, null> = {
  name: 'file.close',
  does: 'close a file whose closure gate is open, or against the gate with reasons, which the table is told',
  input: closing,
  allow: atTable([youthProtection, guardian, council, careCoordinator]),
  about: aboutSection('chronology'),
  needs: ['headers', 'table'],
  run(known) {
    const { because, note, against } = known.input;
    const state = fileState(known.headers);
    const refused = whyNotClose(state, agencyOf(known.actor));
    if (refused) return { obstacles: refused };
    const obstacles = whyNot(closureObstacles(state, because));
    const end = draft(closed, { because }, { section: null });
    const told = othersAtTable(known);
    if (!obstacles) return alsoTelling({ value: null, entries: [end] }, told);
    if (against === '') return { obstacles };
    const decided = [
      draft(decidedAgainst, { gate: 'closure', obstacles: obstacles.map((o) => o.code) }, { section: null }),
      draft(noteAdded, { note }, { section: 'chronology', body: seal(noteWords, { text: against }) }),
      draft(tableTold, { what: 'decided-against-gate' }, { section: null }),
      end,
    ];
    return alsoTelling({ value: null, entries: decided }, told);
  },
};

export const reopenFile: StreamAction<z.infer<typeof onFile>, null> = {
  name: 'file.reopen',
  does: 'reopen a file that was closed',
  input: onFile,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run: (known) => keeping(known, (state) => whyNotReopen(state, agencyOf(known.actor)), null, () => [draft(reopened, {}, { section: null })], (state) => state.closed === null),
};

const asking = onFile.extend({ request: z.uuid(), asker: z.enum(ACCESS_ASKERS), askedOn: z.iso.date() });
export const askAccess: StreamAction<z.infer<typeof asking>, null> = {
  name: 'file.ask-access',
  does: 'record that somebody asked to see what the file says',
  input: asking,
  allow: writers('chronology'),
  about: aboutFile,
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotSeated(state, agencyOf(known.actor)),
      null,
      () => [draft(accessAsked, { request: known.input.request, asker: known.input.asker, askedOn: known.input.askedOn }, { section: null })],
      (state) => state.requests.some((r) => r.request === known.input.request),
    ),
};

const answering = onFile.extend({ request: z.uuid(), answer: z.enum(ACCESS_ANSWERS), refusals: z.array(z.enum(ACCESS_REFUSALS)) });
/** `location` and the child's words never go out of themselves: whoever answers picks what is given, desks-and-law 25. */
export const answerAccess: StreamAction<z.infer<typeof answering>, null> = {
  name: 'file.answer-access',
  does: 'record how somebody who asked to see the file was answered, and on what ground it was refused',
  input: answering,
  allow: atTable([youthProtection, guardian, lawyer, careCoordinator]),
  about: aboutFile,
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotSeated(state, agencyOf(known.actor)) ?? whyNotAnswerAccess(state, known.input.request, known.input.answer, known.input.refusals),
      null,
      () => [draft(accessAnswered, { request: known.input.request, answer: known.input.answer, refusals: known.input.refusals }, { section: null })],
    ),
};

export const CLOSING_ACTIONS = [closeFile, reopenFile, askAccess, answerAccess] as const;
