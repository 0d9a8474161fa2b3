import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { filesSent } from '#src/platform/attachments/sent.ts';
import { aboutDesk, aboutMessages, byDesk, keeping, onReport, workerOf } from './about.ts';
import { closed, closedHeader, messageAdded, passedOn, passedOnHeader, signedOff, turnedBack } from './kinds.ts';
import { helpdeskCoordinator, helpdeskJurist } from './roles.ts';
import { whyNotClose, whyNotDecided, whyNotReply, whyNotWorkedOn } from './rules.ts';
import { text, writeWords } from './words.ts';

/** Of two who answer at once the second is told that something came between, and keeps what was typed. */
const aboutMessagesAsRead = { ...aboutMessages, base: (i: { base: string }) => i.base };

const reply = onReport.extend({ message: z.uuid(), text, isLegal: z.boolean(), base: z.string(), files: filesSent });
type Reply = z.infer<typeof reply>;

const answering = (name: string, does: string, asks: boolean): StreamAction<Reply, null> => ({
  name,
  does,
  input: reply,
  allow: byDesk,
  about: aboutMessagesAsRead,
  needs: ['headers'],
  uploads: (i) => i.files,
  run: (known) => {
    const { message, isLegal, text: words } = known.input;
    const header = { message, direction: 'to-reporter' as const, isLegal, asks, worker: workerOf(known.actor), attachments: [...known.uploads] };
    return keeping(known, whyNotReply, null, [draft(messageAdded, header, { section: 'message', body: writeWords({ text: words }) })]);
  },
});
export const replyToReport = answering('report.reply', 'answer the reporter; legal advice waits until a jurist signed it', false);
export const askMore = answering('report.ask-more', 'ask the reporter for more; what is legal waits until a jurist signed it', true);

const decision = onReport.extend({ message: z.uuid(), base: z.string() });
export const signOff: StreamAction<z.infer<typeof decision>, null> = {
  name: 'report.sign-off',
  does: 'sign a legal answer, which is shown to the reporter from then on',
  input: decision,
  allow: [{ role: helpdeskJurist, relation: 'party' }],
  about: aboutMessagesAsRead,
  needs: ['headers'],
  run: (known) => {
    const { message } = known.input;
    return keeping(known, (state) => whyNotDecided(state, message), null, [draft(signedOff, { message, jurist: workerOf(known.actor) }, { section: 'message' })]);
  },
};

const turning = decision.extend({ text });
export const turnBack: StreamAction<z.infer<typeof turning>, null> = {
  name: 'report.turn-back',
  does: 'turn a legal answer back, saying why; the reporter never sees it',
  input: turning,
  allow: [{ role: helpdeskJurist, relation: 'party' }],
  about: aboutMessagesAsRead,
  needs: ['headers'],
  run: (known) => {
    const { message, text: words } = known.input;
    return keeping(known, (state) => whyNotDecided(state, message), null, [draft(turnedBack, { message, jurist: workerOf(known.actor) }, { section: 'message', body: writeWords({ text: words }) })]);
  },
};

const closing = onReport.extend({ base: z.string(), closing: closedHeader });
export const closeReport: StreamAction<z.infer<typeof closing>, null> = {
  name: 'report.close',
  does: 'close a report with its outcome, the advice that was given and the circumstances',
  input: closing,
  allow: byDesk,
  about: aboutMessagesAsRead,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotClose, null, [draft(closed, known.input.closing, { section: 'message' })]),
};

const passing = onReport.extend({ passing: passedOnHeader, text });
export const passOn: StreamAction<z.infer<typeof passing>, null> = {
  name: 'report.pass-on',
  does: 'record that something about an adult was disclosed to a competent authority, with ground, purpose and the words',
  input: passing,
  allow: [
    { role: helpdeskJurist, relation: 'party' },
    { role: helpdeskCoordinator, relation: 'party' },
  ],
  about: aboutDesk,
  needs: ['headers'],
  run: (known) => keeping(known, whyNotWorkedOn, null, [draft(passedOn, known.input.passing, { section: 'desk', body: writeWords({ text: known.input.text }) })]),
};

export const ANSWER_ACTIONS = [replyToReport, askMore, signOff, turnBack, closeReport, passOn] as const;
