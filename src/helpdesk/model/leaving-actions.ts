import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { StreamProof } from '#src/platform/action/prove.ts';
import { aboutMessages, aboutReport, byDesk, byReception, keeping, onReport, workerOf, type OnReport } from './about.ts';
import { carriedFrom, type Carried } from './carried.ts';
import { becameFile, exported, identityAgreed } from './kinds.ts';
import { messagesOf } from './messages.ts';
import { helpdeskCoordinator, helpdeskJurist } from './roles.ts';
import { whyNotOpenToReporter, whyNotReply, whyNotWorkedOn } from './rules.ts';
import { reportState } from './state.ts';
import { EXPORT_PURPOSES } from './vocabulary.ts';

const exporting = onReport.extend({ purpose: z.enum(EXPORT_PURPOSES), recipient: z.hash('sha256').nullable() });
export const exportReport: StreamAction<z.infer<typeof exporting>, StreamProof> = {
  name: 'report.export',
  does: 'take the conversation out as a sealed package with its chain, saying why; the notes of the desk stay behind',
  input: exporting,
  allow: [
    { role: helpdeskJurist, relation: 'party' },
    { role: helpdeskCoordinator, relation: 'party' },
  ],
  isForPagesOnly: true,
  about: aboutMessages,
  needs: ['headers', 'proof'],
  run(known) {
    const { purpose, recipient } = known.input;
    if (!known.proof) return { obstacles: [{ code: 'section-shredded' }] };
    const header = { purpose, sealedTo: recipient === null ? ('words' as const) : ('key' as const), recipient, worker: workerOf(known.actor) };
    return keeping(known, (state) => whyNotOpenToReporter(state), known.proof, [draft(exported, header, { section: 'message' })]);
  },
};

const agreement = onReport.extend({ agrees: z.boolean() });
export const agreeToName: StreamAction<z.infer<typeof agreement>, null> = {
  name: 'report.agree-to-name',
  does: 'say whether a file may know who reported',
  input: agreement,
  allow: byReception,
  about: aboutReport,
  isDayOnly: true,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotOpenToReporter, null, [draft(identityAgreed, { agrees: known.input.agrees, worker: null }, { section: null })]),
};

export const noteAgreement: StreamAction<z.infer<typeof agreement>, null> = {
  name: 'report.note-agreement',
  does: 'write down that the reporter said whether a file may know who reported',
  input: agreement,
  allow: byDesk,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotWorkedOn, null, [draft(identityAgreed, { agrees: known.input.agrees, worker: workerOf(known.actor) }, { section: null })]),
};

export const carryReport: StreamAction<OnReport, Carried> = {
  name: 'report.carry',
  does: 'read what a report takes along into a file: never who reported unless they agreed, and not the notes of the desk',
  input: onReport,
  allow: byDesk,
  isForPagesOnly: true,
  about: aboutMessages,
  needs: ['headers', 'entries'],
  run({ headers, entries, input }) {
    const state = reportState(headers);
    const obstacles = whyNotReply(state);
    return obstacles ? { obstacles } : { value: carriedFrom(input.report, state, messagesOf(state, entries)) };
  },
};

const becoming = onReport.extend({ file: z.uuid() });
export const becomeFile: StreamAction<z.infer<typeof becoming>, null> = {
  name: 'report.become-file',
  does: 'say that a report went over into a file, where it is worked on from then on',
  input: becoming,
  allow: byDesk,
  isForPagesOnly: true,
  about: aboutReport,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotReply, null, [draft(becameFile, { file: known.input.file }, { section: null })]),
};

export const LEAVING_ACTIONS = [exportReport, agreeToName, noteAgreement, carryReport, becomeFile] as const;
