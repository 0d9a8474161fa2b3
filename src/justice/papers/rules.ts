import { when, type Check, type Why } from '#src/platform/action/obstacles.ts';
import { findings, type Looking } from './check.ts';
import { isSigned, type Paperwork } from './state.ts';
import { GOES_TO, mayLieIn, tellsOf, type DocumentKind, type Home, type Receiver } from './vocabulary.ts';
import { wordsDigest, type SignerWords } from './words.ts';

type Seated = { readonly agency: string; readonly section: string };

/** The sections whose readers include everybody who sits where the paper lies: of others nothing may be written there. */
export const mayBeToldIn = (table: readonly Seated[], home: Home, sections: readonly string[]): readonly string[] => {
  const here = table.filter((s) => s.section === home).map((s) => s.agency);
  return sections.filter((section) => here.every((agency) => table.some((s) => s.section === section && s.agency === agency)));
};

type Drafting = { readonly kind: DocumentKind; readonly receiver: Receiver; readonly revision: number; readonly tells: readonly string[]; readonly abroad: string | null; readonly leavesGdpr: boolean };

/** Why a paper cannot be begun or changed so. */
export function whyNotDraft(home: Home, paper: Paperwork | undefined, { kind, receiver, revision, tells, abroad, leavesGdpr }: Drafting, table: readonly Seated[]): Why {
  const allowed: readonly string[] = mayBeToldIn(table, home, tellsOf(home, receiver));
  return when([
    [!mayLieIn(home, kind), 'paper-is-of-counsel'],
    [!GOES_TO[kind].includes(receiver) || (receiver === 'authority-abroad') !== (abroad !== null), 'paper-not-for-receiver'],
    [tells.some((section) => !allowed.includes(section)), 'paper-tells-too-much'],
    [paper !== undefined && paper.issued !== null, 'paper-is-issued'],
    [paper !== undefined && (paper.last.kind !== kind || paper.last.receiver !== receiver || paper.last.abroad !== abroad || paper.last.leavesGdpr !== leavesGdpr), 'paper-is-another'],
    [revision !== (paper?.last.revision ?? 0) + 1, 'paper-changed-meanwhile'],
  ]);
}

/** What the paper says that may not go out, each once. */
const unfit = ({ words, last, signed }: Paperwork, standing: Standing): readonly Check[] => {
  if (words === null) return [[true, 'paper-is-erased']];
  const signer = standing.signer ?? signed?.words;
  return [
    ...[...new Set(findings(words, standing, signer ? [signer.name, signer.capacity] : []).map((f) => f.code))].map((code) => [true, code] as const),
    [words.parts.every((p) => p.statements.length === 0), 'paper-is-empty'],
    [last.leavesGdpr && !words.transferGround, 'names-no-transfer-ground'],
  ];
};

/** Who acts on which revision, on which day, and what the file keeps back by now: it may hold a place today that it did not when this was written. */
type Standing = Looking & { readonly actor: string; readonly revision: number; readonly digest: string; readonly signer?: SignerWords };

/** Whether what is signed or sent is what lies there. */
const isSame = ({ last, words }: Paperwork, { revision, digest }: Standing): boolean => last.revision === revision && words !== null && wordsDigest(words) === digest && last.digest === digest;

/** Four eyes: whoever wrote in it stands for nothing. */
export function whyNotSign(paper: Paperwork | undefined, standing: Standing): Why {
  if (!paper) return [{ code: 'no-such-paper' }];
  return when([
    [paper.issued !== null, 'paper-is-issued'],
    [!isSame(paper, standing), 'paper-changed-meanwhile'],
    [paper.writers.includes(standing.actor), 'signs-own-words'],
    ...unfit(paper, standing),
  ]);
}

export function whyNotIssue(paper: Paperwork | undefined, standing: Standing): Why {
  if (!paper) return [{ code: 'no-such-paper' }];
  return when([
    [paper.issued !== null, 'paper-is-issued'],
    [!isSame(paper, standing), 'paper-changed-meanwhile'],
    [!isSigned(paper), 'nobody-signed'],
    [isSigned(paper) && paper.signed?.by === standing.actor, 'issues-what-one-signed'],
    ...unfit(paper, standing),
  ]);
}
