import type { MessageWords } from './words.ts';
import type { Message } from './messages.ts';
import type { ReportState } from './state.ts';

/** One message of the reporter in their own words, with the question that came before it: what was asked decides what an answer is worth. */
type OwnWords = { readonly on: string; readonly text: string; readonly files: readonly string[]; readonly asked: { readonly text: string; readonly worker: string | null; readonly on: string } | null };

/** What a report takes along into a file. Who reported is in it only where they agreed. */
export type Carried = {
  readonly report: string;
  readonly about: { readonly on: string; readonly channel: string; readonly language: string; readonly country: string; readonly age: string | null; readonly dangerSaid: boolean; readonly wasAlone: string };
  readonly circumstances: readonly string[];
  readonly eventCountry: string | null;
  /** Who wrote: a professional, somebody who worries, or a child. */
  readonly way: string;
  /** Whether it is a child that speaks of itself. */
  readonly isByTheChild: boolean;
  readonly words: readonly OwnWords[];
  readonly check: { readonly outcome: string; readonly urgency: string | null; readonly incident: string | null; readonly lines: string | null } | null;
  readonly reporter: Pick<MessageWords, 'who' | 'contact' | 'safeContact'> | null;
};

const wordsOf = ({ read }: Message): MessageWords | null => ('words' in read ? read.words : null);

/** What the desk asked last before a message; what waits for a jurist or was turned back nobody was asked. */
function askedBefore(messages: readonly Message[], at: number): OwnWords['asked'] {
  const question = messages.slice(0, at).findLast((m) => m.direction === 'to-desk' || m.signOff === 'not-needed' || typeof m.signOff === 'object');
  if (!question || question.direction === 'to-desk') return null;
  return { text: wordsOf(question)?.text ?? '', worker: question.worker, on: question.on };
}

export function carriedFrom(report: string, state: ReportState, messages: readonly Message[]): Carried {
  const { received, closed, wasInDanger, mayNameReporter } = state;
  const first = messages[0] && wordsOf(messages[0]);
  const { who, contact, safeContact } = first ?? {};
  const words = messages.flatMap((message, at) => (message.direction === 'to-desk' ? [{ on: message.on, text: wordsOf(message)?.text ?? '', files: message.files, asked: askedBefore(messages, at) }] : []));
  return {
    report,
    about: { on: received?.on ?? '', channel: received?.channel ?? '', language: received?.language ?? '', country: received?.country ?? '', age: received?.age ?? null, dangerSaid: wasInDanger, wasAlone: received?.aloneNow ?? 'not-said' },
    circumstances: closed?.circumstances ?? [],
    eventCountry: closed?.eventCountry ?? null,
    way: received?.way ?? 'worried',
    isByTheChild: received?.way === 'child',
    words,
    check: received?.check ? { ...received.check, lines: first?.check ?? null } : null,
    reporter: mayNameReporter ? { ...(who ? { who } : {}), ...(contact ? { contact } : {}), ...(safeContact ? { safeContact } : {}) } : null,
  };
}
