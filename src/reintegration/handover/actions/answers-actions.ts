import { z } from 'zod';
import { aboutSection, agencyOf, onFile } from '#src/files/actions/about.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState } from '#src/files/model/state.ts';
import type { Obstacle, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { whyNot } from '#src/platform/action/obstacles.ts';
import type { StreamProof } from '#src/platform/action/prove.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { knownNodes } from '#src/platform/nodes/store.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { ringsFor, tellAll } from '../../following/actions/answering.ts';
import { followingState, SECTION } from '../../following/model/state.ts';
import { answersPacked, answersReceived } from '../model/kinds.ts';
import { handoverState, type HandoverState } from '../model/state.ts';
import { CHILD_SAYS, MOST_ANSWERS } from '../model/vocabulary.ts';
import { ANSWERS_PACKAGE, SAYS } from '../package/about.ts';
import { comeBack } from '../package/answers.ts';
import { asCame, verifiedAs, type Verified } from '../package/verified.ts';
import { SENDERS } from './about.ts';

const packing = onFile.extend({ package: z.uuid(), received: z.uuid(), childSays: z.enum(CHILD_SAYS) });
/** To whom it goes and about what, as that installation calls it. */
export type PackedAnswers = { readonly proof: StreamProof; readonly to: KnownNode; readonly stream: string; readonly handover: string; readonly withWords: boolean };

/** How a child is that came with a package is given back to where it came from. Its own words go only where it says so. */
export const packAnswers: StreamAction<z.infer<typeof packing>, PackedAnswers, readonly KnownNode[]> = {
  name: 'handover.pack-answers',
  does: 'seal how a child is that was handed over, for the installation from which its file came',
  input: packing,
  allow: SENDERS,
  about: aboutSection(SECTION),
  needs: ['headers', 'proof'],
  isForPagesOnly: true,
  lookUp: (tx) => knownNodes(tx),
  run(known) {
    const closed = whyNotWritten(fileState(known.headers), agencyOf(known.actor), SECTION);
    if (closed) return { obstacles: closed };
    const { received: id, package: made, childSays } = known.input;
    const { answers, triggers } = followingState(known.headers);
    const received = handoverState(known.headers).received.find((r) => r.package === id);
    const to = known.found.find((node) => node.node === received?.node);
    if (!received || received.handover === null) return { obstacles: [{ code: 'no-such-package' }] };
    if (!to) return { obstacles: [{ code: 'no-such-node' }] };
    if (answers.length + triggers.length === 0) return { obstacles: [{ code: 'no-answers-yet' }] };
    if (!known.proof) return { obstacles: [{ code: 'section-shredded' }] };
    const withWords = childSays === 'yes';
    return {
      value: { proof: known.proof, to, stream: received.stream, handover: received.handover, withWords },
      entries: [draft(answersPacked, { package: made, received: id, answers: answers.slice(-MOST_ANSWERS).map((a) => a.answer), withWords }, { section: SECTION })],
    };
  },
};

const receiving = onFile.extend(asCame);

/** Why this file takes nothing from there: it was not sent there, or for another hand-over. */
function whyNotFrom(state: HandoverState, { manifest, from }: Verified, file: string): readonly Obstacle[] {
  const handover = manifest.says[SAYS.handover];
  const isSent = state.shares.some((share) => share.handover === handover && share.packages.some((p) => p.recipient === recipientId(from.recipient)));
  return manifest.says[SAYS.file] === file && isSent ? [] : [{ code: 'not-sent-there' }];
}

/** How a child is that was handed over, as the installation to which its file went says it. Each answer is taken in once. */
export const receiveAnswers: StreamAction<z.infer<typeof receiving>, number, readonly KnownNode[]> = {
  name: 'handover.receive-answers',
  does: 'take in how a child is that was handed over, as the installation says to which its file went',
  input: receiving,
  allow: SENDERS,
  about: aboutSection(SECTION),
  needs: ['headers', 'table'],
  isForPagesOnly: true,
  lookUp: (tx) => knownNodes(tx),
  run(known) {
    const closed = whyNotWritten(fileState(known.headers), agencyOf(known.actor), SECTION);
    if (closed) return { obstacles: closed };
    const { file, manifest: given, signature, parts } = known.input;
    const held = verifiedAs(ANSWERS_PACKAGE, known.input, known.found);
    if (!held || held.sections.some(({ section }) => section !== SECTION)) return { obstacles: [{ code: 'damaged' }] };
    const { answers, entries, outcomes, obstacles } = comeBack(held.sections, known.headers, known.today);
    const why = whyNot([...whyNotFrom(handoverState(known.headers), held, file), ...obstacles]);
    if (why) return { obstacles: why };
    if (entries.length === 0) return { obstacles: [{ code: 'taken-in-already' }] };
    if (answers.length > MOST_ANSWERS) return { obstacles: [{ code: 'too-large' }] };
    const { manifest, digest, from } = held;
    const header = { package: manifest.package, node: from.node, handover: String(manifest.says[SAYS.handover]), madeOn: manifest.madeAt.slice(0, 10), answers: [...answers], manifest: digest.toString('hex') };
    return {
      value: answers.length,
      entries: [draft(answersReceived, header, { section: SECTION, body: JSON.stringify({ manifest: given, signature, parts }) }), ...entries],
      jobs: outcomes.some((outcome) => ringsFor({ outcome }, known.table).length > 0) ? tellAll(known.table) : [],
    };
  },
};

export const ANSWERS_ACTIONS = [packAnswers, receiveAnswers] as const;
