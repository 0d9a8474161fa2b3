import type { z } from 'zod';
import { isMissing, type FileState } from '#src/files/model/state.ts';
import { when, type Check, type Why } from '#src/platform/action/obstacles.ts';
import type * as kinds from './kinds.ts';
import { lackingConsents, stepOf, type Handover } from './state.ts';
import type { HandoverStep, Reply } from './vocabulary.ts';

/** What the rules look at beside the hand-over itself. */
export type Around = {
  readonly file: FileState;
  /** Whether a claim for protection is open or possible and the child's lawyer did not agree on paper. */
  readonly mayNeedProtection: boolean;
  /** Whether a journey is planned or under way that nothing stopped: what the gate of a return or a transfer asks is asked there. */
  readonly hasJourney: boolean;
  /** Whether the days are set on which somebody sees the child there. */
  readonly isFollowed: boolean;
  readonly today: string;
};

/** As long as the child may need protection from that country nobody there is asked anything: desks-and-law 10. It stands in `recognition`, where a partner does not read. */
const unprotected = ({ mayNeedProtection }: Around): Check => [mayNeedProtection, 'protection-may-be-needed', 'recognition'];

type Requested = Omit<z.output<typeof kinds.requestedHeader>, 'digest' | 'bytes'>;

export const whyNotRequest = (open: readonly Handover[], request: Requested, around: Around): Why =>
  when([
    unprotected(around),
    [open.some((h) => h.country === request.country && !['refused', 'withdrawn', 'confirmed'].includes(stepOf(h))), 'is-asked-already'],
    [request.country === around.file.opened?.country, 'is-led-there'],
    // Whose yes is needed is asked, and by its own way.
    [request.consents.some((a) => !request.authorities.includes(a)), 'consent-not-asked'],
    [request.isOutside && request.transfer === null, 'transfer-not-named'],
    [!request.isOutside && request.transfer !== null, 'transfer-not-needed'],
    [request.answerBy < around.today, 'answer-by-is-past'],
  ]);

type Written = Omit<z.output<typeof kinds.writtenHeader>, 'digest' | 'bytes'>;

/** At which steps each letter makes sense. */
const WRITTEN_AT: Readonly<Record<Written['what'], readonly HandoverStep[]>> = {
  reminder: ['requested', 'received', 'announced', 'arrived'],
  answer: ['more-asked'],
  announcement: ['accepted', 'announced'],
  closing: ['confirmed'],
  withdrawal: ['requested', 'received', 'more-asked', 'refused', 'accepted', 'announced'],
};

/** Taking it back is always possible; going on is not while the child may need protection. */
export function whyNotWrite(handover: Handover | undefined, letter: Written, around: Around): Why {
  if (!handover) return [{ code: 'no-such-handover' }];
  const goesOn = letter.what !== 'withdrawal' && letter.what !== 'closing';
  const announces = letter.what === 'announcement';
  return when([
    ...(goesOn ? [unprotected(around)] : []),
    [!WRITTEN_AT[letter.what].includes(stepOf(handover)), 'not-at-this-step'],
    // A word on the telephone is no yes: nobody takes a child across a border on one.
    [announces && lackingConsents(handover, true).length > 0, 'acceptance-not-on-paper'],
    [announces && isMissing(around.file), 'child-missing', 'chronology'],
    // Nobody is told to expect a child that may not set out.
    [announces && !around.hasJourney, 'journey-not-planned', 'solution'],
    // Silence is only noticed where somebody waits for an answer.
    [announces && !around.isFollowed, 'nobody-follows'],
    [announces && letter.arrivesOn === null, 'arrival-missing'],
    [announces && letter.arrivesOn !== null && letter.arrivesOn < around.today, 'arrival-is-past'],
    [announces && letter.escort === null, 'escort-missing'],
    [letter.what === 'withdrawal' && letter.because === null, 'reason-missing'],
    [letter.answerBy !== null && letter.answerBy < around.today, 'answer-by-is-past'],
  ]);
}

type Replied = Omit<z.output<typeof kinds.repliedHeader>, 'attachments' | 'hasNumber'>;

/** After which steps a reply can be true. What came is entered as it came, also where it takes something back. */
const REPLIED_AT: Readonly<Record<Reply, readonly HandoverStep[]>> = {
  received: ['requested', 'received', 'more-asked', 'refused'],
  'more-asked': ['requested', 'received', 'more-asked', 'refused'],
  refused: ['requested', 'received', 'more-asked', 'refused', 'accepted', 'announced'],
  accepted: ['requested', 'received', 'more-asked', 'refused', 'accepted'],
  arrived: ['announced'],
  confirmed: ['arrived'],
};

export function whyNotReply(handover: Handover | undefined, reply: Replied, sent: { readonly files: number; readonly number: string; readonly who: string }, today: string): Why {
  if (!handover) return [{ code: 'no-such-handover' }];
  const isPaper = reply.by !== 'telephone';
  return when([
    [!REPLIED_AT[reply.what].includes(stepOf(handover)), 'not-at-this-step'],
    [!handover.authorities.includes(reply.from), 'not-asked'],
    [isPaper && sent.files === 0, 'scan-missing'],
    [reply.by === 'letter' && handover.needsNumber && sent.number === '', 'number-missing'],
    [!isPaper && sent.who === '', 'who-missing'],
    [reply.what === 'refused' && reply.refusal === null, 'refusal-missing'],
    [reply.on > today, 'day-to-come'],
  ]);
}
