import { z } from 'zod';
import { readers, writers } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, onFile, type OnFile } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import type { Obstacle, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import { filesSent } from '#src/platform/attachments/sent.ts';
import { replied, repliedHeader, requested, requestedHeader, written, writtenHeader } from '../model/kinds.ts';
import { whyNotReply, whyNotRequest, whyNotWrite } from '../model/rules.ts';
import { handoverOf, handoverState, type HandoverState } from '../model/state.ts';
import { letterWords, replyWords, requestWords, sealedLetter, sealedRequest } from '../model/words.ts';
import { aroundOf, handing, letterOf, madePdf, SENDERS } from './about.ts';

/** Where hand-overs stand; of the claim for protection only whether it closes them, and to whoever may not read that only that something is not cleared. */
export type Seen = { readonly state: HandoverState; readonly closed: Obstacle | null };

export const seeHandovers: StreamAction<OnFile, Seen> = {
  name: 'handover.see',
  does: 'see how far the hand-over of a child to another country is, and who is asked',
  input: onFile,
  allow: readers('reintegration'),
  about: aboutSection('reintegration'),
  needs: ['headers'],
  run(known) {
    const closed = aroundOf(known).mayNeedProtection ? saidTo(known.sections, { code: 'protection-may-be-needed', section: 'recognition' }) : null;
    return { value: { state: handoverState(known.headers.filter((h) => h.section === null || known.sections.includes(h.section))), closed } };
  },
};

const requesting = onFile.extend({ request: requestedHeader.omit({ digest: true, bytes: true, agency: true }), words: requestWords, pdf: madePdf });
export const requestHandover: StreamAction<z.infer<typeof requesting>, null> = {
  name: 'handover.request',
  does: 'ask another country by its official way to take a child over, with the letter that asks it',
  input: requesting,
  allow: SENDERS,
  about: aboutSection('reintegration'),
  needs: ['headers'],
  // The route comes from the pack of the country, and the letter from our own page.
  isForPagesOnly: true,
  run(known) {
    const { request, words, pdf } = known.input;
    const header = { ...request, agency: agencyOf(known.actor) };
    return handing(known, {
      section: 'reintegration',
      isKept: (s) => handoverOf(s, request.handover) !== undefined,
      why: (s, around) => whyNotRequest(s.handovers, header, around),
      drafts: () => [draft(requested, { ...header, ...letterOf(pdf) }, { section: 'reintegration', body: seal(sealedRequest, { words, pdf }) })],
    });
  },
};

const writing = onFile.extend({ letter: writtenHeader.omit({ digest: true, bytes: true }), words: letterWords, pdf: madePdf });
export const writeLetter: StreamAction<z.infer<typeof writing>, null> = {
  name: 'handover.write',
  does: 'write a further letter of a hand-over: remind, answer, announce the child, thank, or take it back',
  input: writing,
  allow: SENDERS,
  about: aboutSection('reintegration'),
  needs: ['headers'],
  isForPagesOnly: true,
  run(known) {
    const { letter, words, pdf } = known.input;
    return handing(known, {
      section: 'reintegration',
      isKept: (s) => s.handovers.some((h) => h.letters.some((l) => l.letter === letter.letter)),
      why: (s, around) => whyNotWrite(handoverOf(s, letter.handover), letter, around),
      drafts: () => [draft(written, { ...letter, ...letterOf(pdf) }, { section: 'reintegration', body: seal(sealedLetter, { words, pdf }) })],
    });
  },
};

const replying = onFile.extend({ reply: repliedHeader.omit({ attachments: true, hasNumber: true }), words: replyWords, files: filesSent });
export const enterReply: StreamAction<z.infer<typeof replying>, null> = {
  name: 'handover.reply',
  does: 'enter what another country answered by letter, e-mail or telephone, with its scan and its registration number',
  input: replying,
  allow: writers('reintegration'),
  about: aboutSection('reintegration'),
  needs: ['headers'],
  uploads: (i) => i.files,
  run(known) {
    const { reply, words } = known.input;
    return handing(known, {
      section: 'reintegration',
      isKept: (s) => s.handovers.some((h) => h.replies.some((r) => r.reply === reply.reply)),
      why: (s, { today }) => whyNotReply(handoverOf(s, reply.handover), reply, { files: known.uploads.length, number: words.number, who: words.who }, today),
      drafts: () => [draft(replied, { ...reply, hasNumber: words.number !== '', attachments: [...known.uploads] }, { section: 'reintegration', body: seal(replyWords, words) })],
    });
  },
};

export const STEP_ACTIONS = [seeHandovers, requestHandover, writeLetter, enterReply] as const;
