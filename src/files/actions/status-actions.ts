import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { atTable, writers } from '../access-table.ts';
import { signNoted, signsHeader, signsRecorded, statusHeader, statusSet, tableTold } from '../model/kinds.ts';
import { isStepDown, whyNotStatus, whyNotWritten } from '../model/rules.ts';
import { fileState } from '../model/state.ts';
import { seal, signsWords, statusWords } from '../model/words.ts';
import { careCoordinator, council, guardian, lawyer, police, prosecutor, youthProtection } from '../roles.ts';
import { aboutSection, agencyOf, based, decidedOn, keeping, onFile } from './about.ts';
import { alsoTelling, othersAtTable } from './telling.ts';

const newSigns = onFile.extend({ signs: signsHeader, lines: signsWords.shape.lines });
export const recordSigns: StreamAction<z.infer<typeof newSigns>, null> = {
  name: 'file.record-signs',
  does: 'add the outcome of a check with the signs that were seen',
  input: newSigns,
  allow: writers('recognition'),
  about: aboutSection('recognition'),
  needs: ['headers'],
  run(known) {
    const { signs, lines } = known.input;
    const entry = draft(signsRecorded, signs, { section: 'recognition', body: seal(signsWords, { lines }) });
    // What only has to be watched is no new sign; it lowers nothing either.
    const told = signs.check.outcome === 'keep-watching' ? [] : [draft(signNoted, { because: 'check' }, { section: null })];
    return keeping(known, (state) => whyNotWritten(state, agencyOf(known.actor), 'recognition'), null, () => [entry, ...told]);
  },
};

const step = onFile.extend({ ...based.shape, step: statusHeader, words: statusWords });
/** A step down is told to everybody at the table, and takes reasons in writing. */
export const setStatus: StreamAction<z.infer<typeof step>, null> = {
  name: 'file.set-status',
  does: 'record what was decided about the status of the child, by whom, on what and with what effect',
  input: step,
  allow: atTable([police, youthProtection, council, guardian, lawyer, prosecutor, careCoordinator]),
  about: decidedOn('recognition'),
  needs: ['headers', 'table'],
  run(known) {
    const { step: header, words } = known.input;
    const result = keeping(
      known,
      (state) => whyNotStatus(state, agencyOf(known.actor), header.status, words.reasons, header.bases),
      null,
      (state) => [draft(statusSet, header, { section: 'recognition', body: seal(statusWords, words) }), ...(isStepDown(state, header.status) ? [draft(tableTold, { what: 'status-lowered' }, { section: null })] : [])],
    );
    return isStepDown(fileState(known.headers), header.status) ? alsoTelling(result, othersAtTable(known)) : result;
  },
};

export const STATUS_ACTIONS = [recordSigns, setStatus] as const;
