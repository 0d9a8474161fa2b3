import { z } from 'zod';
import { atTable, readers, writers } from '#src/files/access-table.ts';
import { aboutFile, aboutSection, agencyOf, onFile, type OnFile } from '#src/files/actions/about.ts';
import { alsoTelling, othersAtTable } from '#src/files/actions/telling.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState, type FileState } from '#src/files/model/state.ts';
import { FILE_ROLES, shelter } from '#src/files/roles.ts';
import { seal } from '#src/files/model/words.ts';
import type { Known, Obstacle, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { when, whyNot, type Why } from '#src/platform/action/obstacles.ts';
import type { StreamProof } from '#src/platform/action/prove.ts';
import { knownNodes } from '#src/platform/nodes/store.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import { agreementOn, whyNotPack, wordsGoAlong } from '../model/agreement.ts';
import { mayNeedProtection } from '../model/claim.ts';
import { packageMade, packageMadeHeader, sectionPacked, shareAnswered, shareAnsweredHeader, shareAsked, shareAskedHeader } from '../model/kinds.ts';
import { handoverOf, handoverState, shareOf, type Share } from '../model/state.ts';
import { HOLDS_WORDS, SHARED_SECTIONS, type SharedSection } from '../model/vocabulary.ts';
import { agreementWords } from '../model/words.ts';
import { handing, SENDERS } from './about.ts';

const asking = onFile.extend({ asked: shareAskedHeader.omit({ agency: true }) });
export const askToShare: StreamAction<z.infer<typeof asking>, null, boolean> = {
  name: 'handover.ask-to-share',
  does: 'ask those who answer for the sections of a file whether these may go along, sealed, to an installation that is known here',
  input: asking,
  allow: SENDERS,
  about: aboutSection('reintegration'),
  needs: ['headers', 'table'],
  isForPagesOnly: true,
  lookUp: async (tx, { asked }) => (await knownNodes(tx)).some((node) => recipientId(node.recipient) === asked.recipient),
  run(known) {
    const { asked } = known.input;
    const result = handing(known, {
      section: 'reintegration',
      isKept: (s) => shareOf(s, asked.share) !== undefined,
      why: (s, { mayNeedProtection: closed, today }): Why =>
        when([
          [closed, 'protection-may-be-needed', 'recognition'],
          [handoverOf(s, asked.handover) === undefined, 'no-such-handover'],
          [!known.found, 'no-such-node'],
          [asked.sections.includes('justice') && asked.justiceGround === null, 'justice-needs-a-ground'],
          [asked.answerBy < today, 'answer-by-is-past'],
        ]),
      drafts: () => [draft(shareAsked, { ...asked, agency: agencyOf(known.actor) }, { section: null })],
    });
    return alsoTelling(result, othersAtTable(known));
  },
};

/** A question that waits, as far as whoever looks may know: which sections, and what those said whom she reads. */
export type Asked = { readonly share: Share; readonly sections: readonly { readonly section: SharedSection; readonly standing: 'agreed' | 'refused' | 'waits' | 'not-seen'; readonly words: boolean }[] };
export type Sharing = { readonly asked: readonly Asked[]; readonly state: FileState };

export const seeSharing: StreamAction<OnFile, Sharing> = {
  name: 'handover.see-sharing',
  does: 'see which sections of a file are asked to go along to another country, and what was said to that',
  input: onFile,
  allow: atTable(FILE_ROLES),
  about: aboutFile,
  needs: ['headers'],
  run({ headers, sections }) {
    const [file, state] = [fileState(headers), handoverState(headers)];
    const asked = state.shares.map((share) => ({
      share: { ...share, answers: share.answers.filter((a) => sections.includes(a.section)), packages: sections.includes('reintegration') ? share.packages : [] },
      sections: share.sections.map((section) => ({ section, standing: sections.includes(section) ? agreementOn(file, share, section) : ('not-seen' as const), words: sections.includes(section) && wordsGoAlong(share, section) })),
    }));
    return { value: { asked, state: file } };
  },
};

const answering = onFile.extend({ answer: shareAnsweredHeader.omit({ agency: true }), words: agreementWords });

const answerSection = (section: SharedSection): StreamAction<z.infer<typeof answering>, null> => ({
  name: `handover.agree-in-${section}`,
  does: `say for the section ${section} whether it may go along to another country, and whether the child’s own words may`,
  input: answering,
  // Where the child sleeps only those say who shelter it.
  allow: section === 'location' ? atTable([shelter]) : writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run(known) {
    const { answer, words } = known.input;
    return handing(known, {
      section,
      why: (s): Why => {
        const share = shareOf(s, answer.share);
        return when([
          [share === undefined || !share.sections.includes(section), 'section-not-asked'],
          [answer.withWords && !HOLDS_WORDS.includes(section), 'no-words-here'],
          [answer.withWords && answer.childSays !== 'yes', 'child-not-asked'],
        ]);
      },
      drafts: () => [draft(shareAnswered, { ...answer, agency: agencyOf(known.actor) }, { section, body: seal(agreementWords, words) })],
    });
  },
});
const inEach = <A>(make: (section: SharedSection) => A): Readonly<Record<SharedSection, A>> => Object.fromEntries(SHARED_SECTIONS.map((section) => [section, make(section)])) as Record<SharedSection, A>;
export const ANSWER_SHARE = inEach(answerSection);

function packingOf({ headers }: Pick<Known<unknown>, 'headers'>, share: string, sections: readonly SharedSection[]): readonly Obstacle[] {
  const state = handoverState(headers);
  const found = shareOf(state, share);
  return whyNotPack({ file: fileState(headers), share: found, handover: found && handoverOf(state, found.handover), sections, mayNeedProtection: mayNeedProtection(headers) });
}

const making = onFile.extend({ made: packageMadeHeader.omit({ recipient: true }) });
export const makePackage: StreamAction<z.infer<typeof making>, null> = {
  name: 'handover.make-package',
  does: 'have the agreed sections of a file packed and sealed for another country',
  input: making,
  allow: SENDERS,
  about: aboutSection('reintegration'),
  needs: ['headers'],
  isForPagesOnly: true,
  run(known) {
    const { made } = known.input;
    return handing(known, {
      section: 'reintegration',
      isKept: (s) => shareOf(s, made.share)?.packages.some((p) => p.package === made.package) ?? false,
      why: () => whyNot(packingOf(known, made.share, made.sections)),
      drafts: (s) => [draft(packageMade, { ...made, recipient: shareOf(s, made.share)?.recipient ?? '' }, { section: 'reintegration' })],
    });
  },
};

const packing = onFile.extend({ share: z.uuid(), package: z.uuid() });
export type Packed = { readonly proof: StreamProof; readonly withWords: boolean };

const packSection = (section: SharedSection): StreamAction<z.infer<typeof packing>, Packed> => ({
  name: `handover.pack-${section}`,
  does: `take the section ${section} of a file out with its keys, for a package that was agreed on`,
  input: packing,
  allow: readers(section),
  about: aboutSection(section),
  needs: ['headers', 'proof'],
  isForPagesOnly: true,
  run(known) {
    const { share: id, package: made } = known.input;
    const share = shareOf(handoverState(known.headers), id);
    // By the one who had it made, just now, and with what was said until now.
    const isMade = share?.packages.some((p) => p.package === made && p.sections.includes(section) && p.recordedOn === known.today) ?? false;
    const written = whyNotWritten(fileState(known.headers), agencyOf(known.actor), section);
    if (written) return { obstacles: written };
    const obstacles = isMade ? whyNot(packingOf(known, id, [section])) : ([{ code: 'no-such-package' }] as const);
    if (obstacles) return { obstacles };
    if (!known.proof || !share) return { obstacles: [{ code: 'section-shredded' }] };
    const withWords = wordsGoAlong(share, section);
    return { value: { proof: known.proof, withWords }, entries: [draft(sectionPacked, { share: id, package: made, withWords }, { section })] };
  },
});
export const PACK_SECTION = inEach(packSection);

export const SHARE_ACTIONS = [askToShare, seeSharing, ...Object.values(ANSWER_SHARE), makePackage, ...Object.values(PACK_SECTION)] as const;
