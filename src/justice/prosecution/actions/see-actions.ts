import type { z } from 'zod';
import { atTable, readers } from '#src/files/access-table.ts';
import { aboutFile, aboutSection, agencyOf, onFile, type OnFile } from '#src/files/actions/about.ts';
import { fileState, stateFor, type FileState } from '#src/files/model/state.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { contactsBefore, firstContact, recognitionTime, type Contact, type FirstContact } from '../model/contacts.ts';
import { gateOn, isPunishedAlthoughRecognised } from '../model/facts.ts';
import { shownTo } from '../model/gate.ts';
import { exploitersMeasure } from '../model/measures.ts';
import { prosecutionState, type Assessment, type ProsecutionState } from '../model/state.ts';
import type { GateState } from '../model/vocabulary.ts';
import { whyNotShown } from './about.ts';
import { rulesGiven } from './rules-now.ts';

const seeing = onFile.extend(rulesGiven.shape);

/** What everybody at the table may know of a prosecution, and nothing more: desks-and-law C3. */
export type AtTable = { readonly gate: GateState; readonly isPunishedAlthoughRecognised: boolean };

/**
 * Worked out anew from all headers each time, so that it never lags behind what was decided where the asker does not see. What stands
 * against prosecuting, and what was decided, is not in it.
 */
export const seeGate: StreamAction<z.infer<typeof seeing>, AtTable> = {
  name: 'prosecution.see-gate',
  does: 'see whether the prosecution gate of a child is open, closed or departed from, and whether the child is punished although recognised',
  input: seeing,
  allow: atTable(FILE_ROLES),
  about: aboutFile,
  needs: ['headers'],
  isForPagesOnly: true,
  run: ({ input, headers, today }) => ({ value: { gate: gateOn(headers, input.rules, today).state, isPunishedAlthoughRecognised: isPunishedAlthoughRecognised(headers) } }),
};

export type Seen = {
  readonly state: ProsecutionState;
  readonly gate: { readonly state: GateState; readonly obstacles: ReturnType<typeof shownTo> };
  readonly isPunishedAlthoughRecognised: boolean;
  readonly clock: FirstContact;
  readonly contacts: { readonly all: readonly Contact[]; readonly missed: readonly Contact[] };
  readonly recognition: ReturnType<typeof recognitionTime>;
  readonly exploiters: ReturnType<typeof exploitersMeasure>;
};

/** What of the file the reader does not see is left out of every figure. */
const seenOf = (headers: Parameters<typeof stateFor>[0], sections: readonly string[]) => headers.filter((h) => h.section === null || sections.includes(h.section));

/** Everything about what the child is accused of, for whoever may know it. */
export const seeProsecution: StreamAction<z.infer<typeof seeing>, Seen> = {
  name: 'prosecution.see',
  does: 'see of what a child is accused, what was decided and what stands against it, and what came of those who exploited it',
  input: seeing,
  allow: readers('justice'),
  about: aboutSection('justice'),
  needs: ['headers'],
  isForPagesOnly: true,
  run({ input, headers, sections, today, actor }) {
    const refused = whyNotShown(fileState(headers), agencyOf(actor));
    if (refused) return { obstacles: refused };
    const { state, obstacles } = gateOn(headers, input.rules, today);
    const seen = seenOf(headers, sections);
    const file = stateFor(headers, sections);
    return {
      value: {
        state: prosecutionState(seen),
        gate: { state, obstacles: shownTo(obstacles, sections) },
        isPunishedAlthoughRecognised: isPunishedAlthoughRecognised(headers),
        clock: firstContact(file, today),
        contacts: contactsBefore(file, today),
        recognition: recognitionTime(seen),
        exploiters: exploitersMeasure(seen),
      },
    };
  },
};

export type Assessments = { readonly all: readonly Assessment[]; readonly ledger: FileState['ledger']; readonly clock: FirstContact };

/** Whether somebody trained has looked, for those who decide or advise on recognition: of accusations nothing stands in it. */
export const seeAssessments: StreamAction<OnFile, Assessments> = {
  name: 'prosecution.see-assessments',
  does: 'see whether somebody trained assessed if the child is a victim, and how long ago the first contact was',
  input: onFile,
  allow: readers('recognition'),
  about: aboutSection('recognition'),
  needs: ['headers'],
  run({ headers, sections, today }) {
    const file = stateFor(headers, sections);
    return { value: { all: prosecutionState(seenOf(headers, sections)).assessments, ledger: file.ledger, clock: firstContact(file, today) } };
  },
};
