import { z } from 'zod';
import { atTable, writers } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, onFile } from '#src/files/actions/about.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState } from '#src/files/model/state.ts';
import { lawyer } from '#src/files/roles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { drafted, draftedHeader, issued, signedOff } from './kinds.ts';
import { whyNotDraft, whyNotIssue, whyNotSign } from './rules.ts';
import { paperOf } from './state.ts';
import { HOMES, type Home } from './vocabulary.ts';
import { digestOf, issuedWords, LONGEST_GUARDED, MOST_GUARDED, paperWords, signerWords, wordsDigest } from './words.ts';

const drafting = onFile.extend({ paper: draftedHeader.omit({ digest: true }), words: paperWords });
/** What the file keeps back, read by our own page just before: no rule sees the words of another section. */
const keptBack = z.array(z.string().max(LONGEST_GUARDED)).max(MOST_GUARDED);
const of = onFile.extend({ document: z.uuid(), revision: z.int().min(1), digest: z.hash('sha256'), isReadBySuspect: z.literal(true), keptBack });
const signing = of.extend({ signer: signerWords });
/** The largest paper that is kept, as text. */
const LARGEST_PDF = 8 * 1024 * 1024;
const issuing = of.extend({ pdf: z.base64().max(LARGEST_PDF) });

const draftPaper = (home: Home): StreamAction<z.infer<typeof drafting>, null> => ({
  name: `document.draft-in-${home}`,
  does: `write a paper that shall leave the file, or change it before it leaves, in the section ${home}`,
  input: drafting,
  allow: writers(home),
  about: aboutSection(home),
  needs: ['headers', 'entries', 'table'],
  // Filled by our own page from what was read there; a program would write what no page showed.
  isForPagesOnly: true,
  run({ input: { paper, words }, actor, headers, entries, table }) {
    const refused = whyNotWritten(fileState(headers), agencyOf(actor), home) ?? whyNotDraft(home, paperOf(entries, paper.document), paper, table);
    if (refused) return { obstacles: refused };
    return { value: null, entries: [draft(drafted, { ...paper, digest: wordsDigest(words) }, { section: home, body: JSON.stringify(words) })] };
  },
});

const signPaper = (home: Home): StreamAction<z.infer<typeof signing>, null> => ({
  name: `document.sign-off-in-${home}`,
  does: `stand, as a jurist and by name, for a paper that somebody else wrote in the section ${home}`,
  input: signing,
  allow: atTable([lawyer]),
  about: aboutSection(home),
  needs: ['headers', 'entries'],
  isForPagesOnly: true,
  run({ input: { document, revision, digest, signer, keptBack: kept }, actor, headers, entries, today }) {
    const refused = whyNotWritten(fileState(headers), agencyOf(actor), home) ?? whyNotSign(paperOf(entries, document), { actor: actor.id, revision, digest, today, keptBack: kept, signer });
    if (refused) return { obstacles: refused };
    return { value: null, entries: [draft(signedOff, { document, revision, digest }, { section: home, body: JSON.stringify(signer) })] };
  },
});

const issuePaper = (home: Home): StreamAction<z.infer<typeof issuing>, null> => ({
  name: `document.issue-in-${home}`,
  does: `let a paper leave that another person, a jurist, stands for; it is frozen then, in the section ${home}`,
  input: issuing,
  allow: writers(home),
  about: aboutSection(home),
  needs: ['headers', 'entries'],
  isForPagesOnly: true,
  run({ input: { document, revision, digest, pdf, keptBack: kept }, actor, headers, entries, today }) {
    const refused = whyNotWritten(fileState(headers), agencyOf(actor), home) ?? whyNotIssue(paperOf(entries, document), { actor: actor.id, revision, digest, today, keptBack: kept });
    if (refused) return { obstacles: refused };
    const bytes = Buffer.from(pdf, 'base64');
    const header = { document, revision, digest: digestOf(bytes), bytes: bytes.length };
    return { value: null, entries: [draft(issued, header, { section: home, body: JSON.stringify(issuedWords.parse({ pdf })) })] };
  },
});

const inEach = <A>(make: (home: Home) => A): Readonly<Record<Home, A>> => Object.fromEntries(HOMES.map((home) => [home, make(home)])) as Record<Home, A>;
export const DRAFT_PAPER = inEach(draftPaper);
export const SIGN_PAPER = inEach(signPaper);
export const ISSUE_PAPER = inEach(issuePaper);

export const PAPER_ACTIONS = [...Object.values(DRAFT_PAPER), ...Object.values(SIGN_PAPER), ...Object.values(ISSUE_PAPER)] as const;
