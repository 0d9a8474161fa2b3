import type { z } from 'zod';
import { daysAfter } from '#src/files/model/days.ts';
import { foldOf, type HeaderRow } from '#src/platform/journal/fold.ts';
import * as kinds from './kinds.ts';
import type { Authority, HandoverStep, SharedSection } from './vocabulary.ts';

type Of<K extends { header: z.ZodObject }> = z.output<K['header']> & { readonly recordedOn: string; readonly sequence: number };

export type Handover = Of<typeof kinds.requested> & { readonly letters: readonly Of<typeof kinds.written>[]; readonly replies: readonly Of<typeof kinds.replied>[] };
export type Share = Of<typeof kinds.shareAsked> & { /** The last word of each agency, section by section. */ readonly answers: readonly (z.output<typeof kinds.shareAnsweredHeader> & { readonly section: SharedSection; readonly on: string })[]; readonly packages: readonly Of<typeof kinds.packageMade>[] };
type ReceivedPackage = Of<typeof kinds.packageReceived>;

/** What headers say about handing this child over, and about how it came. */
export type HandoverState = { readonly handovers: readonly Handover[]; readonly shares: readonly Share[]; readonly received: readonly ReceivedPackage[] };
const EMPTY: HandoverState = { handovers: [], shares: [], received: [] };

const inHandover = (s: HandoverState, id: string, change: (h: Handover) => Partial<Handover>): HandoverState => ({ ...s, handovers: s.handovers.map((h) => (h.handover === id ? { ...h, ...change(h) } : h)) });
const inShare = (s: HandoverState, id: string, change: (h: Share) => Partial<Share>): HandoverState => ({ ...s, shares: s.shares.map((h) => (h.share === id ? { ...h, ...change(h) } : h)) });
const of = <H>({ header, recordedOn, sequence }: { header: H; recordedOn: string; sequence: number }): H & { recordedOn: string; sequence: number } => ({ ...header, recordedOn, sequence });

const fold = foldOf<HandoverState>(EMPTY, (on) => [
  // The same one twice is one: of two forms that came at once the first holds.
  on(kinds.requested, (s, e) => (s.handovers.some((h) => h.handover === e.header.handover) ? s : { ...s, handovers: [...s.handovers, { ...of(e), letters: [], replies: [] }] })),
  on(kinds.written, (s, e) => inHandover(s, e.header.handover, (h) => ({ letters: [...h.letters, of(e)] }))),
  on(kinds.replied, (s, e) => inHandover(s, e.header.handover, (h) => ({ replies: [...h.replies, of(e)] }))),
  on(kinds.shareAsked, (s, e) => (s.shares.some((h) => h.share === e.header.share) ? s : { ...s, shares: [...s.shares, { ...of(e), answers: [], packages: [] }] })),
  on(kinds.shareAnswered, (s, { header, section, recordedOn }) => {
    const answer = { ...header, section: section as SharedSection, on: recordedOn };
    return inShare(s, header.share, (h) => ({ answers: [...h.answers.filter((a) => a.agency !== answer.agency || a.section !== answer.section), answer] }));
  }),
  on(kinds.packageMade, (s, e) => inShare(s, e.header.share, (h) => ({ packages: [...h.packages, of(e)] }))),
  on(kinds.packageReceived, (s, e) => ({ ...s, received: [...s.received, of(e)] })),
]);

export const handoverState = (headers: readonly HeaderRow[]): HandoverState => fold(headers);

export const handoverOf = ({ handovers }: HandoverState, id: string): Handover | undefined => handovers.find((h) => h.handover === id);
export const shareOf = ({ shares }: HandoverState, id: string): Share | undefined => shares.find((s) => s.share === id);

const said = (h: Handover, what: string) => h.replies.findLast((r) => r.what === what);
const wrote = (h: Handover, what: string) => h.letters.findLast((l) => l.what === what);

/** The last word of an authority on whether it takes the child. */
function wordOf({ replies }: Handover, authority: Authority, isPaperOnly: boolean): 'accepted' | 'refused' | null {
  const last = replies.findLast((r) => r.from === authority && (r.what === 'refused' || (r.what === 'accepted' && (!isPaperOnly || r.by !== 'telephone'))));
  return last ? (last.what as 'accepted' | 'refused') : null;
}

/** Those whose yes is waited for; where the route names nobody, one of those who are asked suffices. */
export function lackingConsents(h: Handover, isPaperOnly: boolean): readonly Authority[] {
  if (h.consents.length > 0) return h.consents.filter((a) => wordOf(h, a, isPaperOnly) !== 'accepted');
  return h.authorities.some((a) => wordOf(h, a, isPaperOnly) === 'accepted') ? [] : h.authorities;
}

/** Whether whoever has to say yes has said so, if only on the telephone. */
const isAccepted = (h: Handover): boolean => lackingConsents(h, false).length === 0;

/** How far a hand-over is. */
export function stepOf(h: Handover): HandoverStep {
  if (wrote(h, 'withdrawal')) return 'withdrawn';
  if (said(h, 'confirmed')) return 'confirmed';
  if (said(h, 'arrived')) return 'arrived';
  // What was refused by one whose yes is needed is refused, whatever others said before.
  const deciding = h.consents.length > 0 ? h.consents : h.authorities;
  if (deciding.some((a) => wordOf(h, a, false) === 'refused')) return 'refused';
  if (isAccepted(h)) return wrote(h, 'announcement') ? 'announced' : 'accepted';
  const [asked, answered] = [said(h, 'more-asked'), wrote(h, 'answer')];
  if (asked && (!answered || answered.sequence < asked.sequence)) return 'more-asked';
  return h.replies.length > 0 ? 'received' : 'requested';
}

export const isOver = (h: Handover): boolean => ['confirmed', 'withdrawn'].includes(stepOf(h));

/** Who has to do something now, since when, and until when it is not late. */
export type Waiting = { readonly for: readonly Authority[] | 'us'; readonly since: string; readonly dueOn: string };

/** Our own advice, no law: how long it is waited for a sign that the child came, and that all is well. */
const DAYS_TO_CONFIRM = 7;
const DAYS_FOR_US = 5;

/** Null where nobody is waited for any more. */
export function waitingOf(h: Handover): Waiting | null {
  const step = stepOf(h);
  const since = [h.recordedOn, ...h.letters.map((l) => l.recordedOn), ...h.replies.map((r) => r.recordedOn)].toSorted().at(-1) ?? h.recordedOn;
  const arrives = wrote(h, 'announcement')?.arrivesOn ?? since;
  switch (step) {
    case 'requested':
    case 'received': {
      const dueOn = h.letters.findLast((l) => l.answerBy !== null)?.answerBy ?? h.answerBy;
      return { for: lackingConsents(h, false), since: [h.recordedOn, ...h.letters.map((l) => l.recordedOn)].toSorted().at(-1) ?? since, dueOn };
    }
    case 'announced':
      return { for: h.authorities, since: wrote(h, 'announcement')?.recordedOn ?? since, dueOn: arrives };
    case 'arrived':
      return { for: h.authorities, since, dueOn: daysAfter(said(h, 'arrived')?.on ?? since, DAYS_TO_CONFIRM) };
    case 'more-asked':
    case 'refused':
    case 'accepted':
      return { for: 'us', since, dueOn: daysAfter(since, DAYS_FOR_US) };
    default:
      return null;
  }
}
