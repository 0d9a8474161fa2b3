import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import type { Ground, Perform } from '#src/platform/action/perform.ts';
import type { StreamProof } from '#src/platform/action/prove.ts';
import { readSealedAttachment } from '#src/platform/action/read-attachment.ts';
import type { Signer } from '#src/platform/journal/signing-keys.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { sealFile } from '#src/platform/packages/sealed-file.ts';
import { writeSections } from '#src/platform/packages/sections.ts';
import { PACK_SECTION } from '../actions/share-actions.ts';
import type { Handover, Share } from '../model/state.ts';
import type { CHILD_SAYS, SharedSection } from '../model/vocabulary.ts';
import { packAnswers } from '../actions/answers-actions.ts';
import { ANSWERS_PACKAGE, HANDOVER_PACKAGE, SAYS } from './about.ts';
import { isGivenBack } from './answers.ts';
import { mayGoAlong } from './travels.ts';

type With = { readonly ground: Pick<Ground, 'database' | 'now'>; readonly signer: Signer; readonly perform: Perform; readonly actor: Actor; readonly now: Date };
type What = { readonly file: string; readonly share: Share; readonly package: string; readonly sections: readonly SharedSection[]; readonly handover: Handover; readonly node: Pick<KnownNode, 'recipient'>; readonly country: Country };

/** What is sealed as it streams by, or why not. */
type Packed = { readonly pieces: AsyncGenerator<Buffer> } | Exclude<Answer<never>, { done: true }>;

/** What the receiver has to know before it opens anything, in codes. */
const saysOf = ({ share, handover, country }: What): Record<string, string> => ({
  [SAYS.handover]: handover.handover,
  [SAYS.from]: country,
  [SAYS.to]: handover.country,
  [SAYS.language]: handover.language,
  ...(share.justiceGround && share.sections.includes('justice') ? { [SAYS.justiceGround]: share.justiceGround } : {}),
  ...(handover.transfer ? { [SAYS.transfer]: handover.transfer } : {}),
});

/**
 * Packs the sections one after another, each by an action of its own: who may not read one, or was not agreed with, packs nothing at all.
 * Then it streams, sealed to the one key.
 */
export async function packFile(by: With, what: What): Promise<Packed> {
  const { file, share, package: id, sections, node } = what;
  const proofs: StreamProof[] = [];
  const speaking = new Set<string>();
  for (const section of sections) {
    const packed = await by.perform(PACK_SECTION[section], by.actor, { file, share: share.share, package: id });
    if (!packed.done) return packed;
    proofs.push(packed.value.proof);
    if (packed.value.withWords) speaking.add(section);
  }
  const [first, ...others] = proofs;
  if (!first) return { done: false, because: 'not-there' };
  // The child's own words stay behind unless they were agreed on for this section, and the child agreed.
  const staysBehind = ({ kind, section }: { kind: string; section: string | null }) => !mayGoAlong(kind, speaking.has(section ?? ''));
  const contents = writeSections({
    package: id,
    madeAt: by.now,
    about: HANDOVER_PACKAGE,
    says: saysOf(what),
    audience: [recipientId(node.recipient)],
    proofs: [first, ...others],
    staysBehind,
    signer: by.signer,
    sealedFile: (attachment) => readSealedAttachment(by.ground, by.actor, file, attachment),
  });
  return { pieces: sealFile([{ kind: 'key', publicKey: node.recipient }], contents, id) };
}

type Back = { readonly file: string; readonly received: string; readonly package: string; readonly childSays: (typeof CHILD_SAYS)[number] };

/** Packs how a child is for the installation from which its file came: answers, what happened in between, and nothing else of the file. */
export async function packBack(by: With, { file, received, package: id, childSays }: Back): Promise<Packed> {
  const packed = await by.perform(packAnswers, by.actor, { file, received, package: id, childSays });
  if (!packed.done) return packed;
  const { proof, to, stream, handover, withWords } = packed.value;
  const contents = writeSections({
    package: id,
    madeAt: by.now,
    about: ANSWERS_PACKAGE,
    says: { [SAYS.file]: stream, [SAYS.handover]: handover },
    audience: [recipientId(to.recipient)],
    proofs: [proof],
    staysBehind: ({ kind }) => !isGivenBack(kind),
    isSealed: !withWords,
    signer: by.signer,
    sealedFile: (attachment) => readSealedAttachment(by.ground, by.actor, file, attachment),
  });
  return { pieces: sealFile([{ kind: 'key', publicKey: to.recipient }], contents, id) };
}
