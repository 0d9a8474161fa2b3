import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { confirmedHeader, evidenceConfirmed, evidenceGiven, evidenceHeader, evidenceWithdrawn } from '../model/kinds.ts';
import { whyNotConfirm, whyNotEvidence, whyNotWithdraw } from '../model/rules.ts';
import { WITHDRAWN_BECAUSE } from '../model/vocabulary.ts';
import { confirmedWords, evidenceWords, reasonWords } from '../model/words.ts';
import { isThere, keeping } from './about.ts';

const giving = onFile.extend(based.shape).extend({ given: evidenceHeader, words: evidenceWords });
export const giveEvidence: StreamAction<z.infer<typeof giving>, null> = {
  name: 'return.give-evidence',
  does: 'record that a condition of the return gate is met or is not, and on what that rests',
  input: giving,
  allow: writers('solution'),
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { given, words } = known.input;
    return keeping(known, {
      isKept: isThere(known.headers, evidenceGiven.name, 'evidence', given.evidence),
      why: () => whyNotEvidence(known.headers, given, known),
      drafts: () => [draft(evidenceGiven, given, { section: 'solution', body: seal(evidenceWords, words) })],
    });
  },
};

const confirming = onFile.extend(based.shape).extend({ confirmed: confirmedHeader, words: confirmedWords });
export const confirmEvidence: StreamAction<z.infer<typeof confirming>, null> = {
  name: 'return.confirm-evidence',
  does: 'record that a condition was looked at again and is still met',
  input: confirming,
  allow: writers('solution'),
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { confirmed, words } = known.input;
    return keeping(known, {
      isKept: false,
      why: () => whyNotConfirm(known.headers, confirmed, known.today),
      drafts: () => [draft(evidenceConfirmed, confirmed, { section: 'solution', body: seal(confirmedWords, words) })],
    });
  },
};

const withdrawing = onFile.extend({ evidence: z.uuid(), because: z.enum(WITHDRAWN_BECAUSE), words: reasonWords });
/** Without a version: what closes the gate never waits for somebody to read the page again. */
export const withdrawEvidence: StreamAction<z.infer<typeof withdrawing>, null> = {
  name: 'return.withdraw-evidence',
  does: 'take back what a condition rested on, which stops a journey',
  input: withdrawing,
  allow: writers('solution'),
  about: aboutSection('solution'),
  needs: ['headers'],
  run(known) {
    const { evidence, because, words } = known.input;
    return keeping(known, {
      isKept: known.headers.some((h) => h.kind === evidenceWithdrawn.name && h.header['evidence'] === evidence),
      why: () => whyNotWithdraw(known.headers, evidence),
      drafts: () => [draft(evidenceWithdrawn, { evidence, because }, { section: 'solution', body: seal(reasonWords, words) })],
    });
  },
};

export const EVIDENCE_ACTIONS = [giveEvidence, confirmEvidence, withdrawEvidence] as const;
