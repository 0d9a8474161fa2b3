import { serviceActor } from '#src/platform/action/service.ts';
import { performOn, type Ground, type Perform } from '#src/platform/action/perform.ts';
import type { Action, Actor, Answer } from '#src/platform/action/action.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { hourAfter, PROMISED_HOURS } from '../model/inbox.ts';
import { hideEntry, lookAtReport, readConversation, saySafeOrDanger, sendReport, withdrawReport, writeToReport, type Conversation, type NewReport } from '../model/reporter-actions.ts';
import { reception, RECEPTION } from '../model/roles.ts';
import type { SafetyWord } from '../model/vocabulary.ts';
import { messageIdOf, type IdentityOf } from '../receipt/identity.ts';
import { QueueFull } from '../receipt/queue.ts';

/** Why it could not be done now; what was typed is still in the page. `busy` passes in a minute. */
export type NotNow = { isNotNow: true; because: 'away' | 'busy' };
type Look = { report: string; hasAnswer: boolean };

/** What the pages of the reporter can do. It keeps nothing between two requests. */
export type Reception = {
  /** Whether reports can be received here at all: there is a database, and an agency that runs a helpdesk. */
  isOpen(): Promise<boolean>;
  send(words: readonly string[], sent: Pick<NewReport, 'received' | 'words'>): Promise<'sent' | NotNow>;
  /** Null where the words open nothing, whatever the reason. */
  look(words: string): Promise<Look | null | NotNow>;
  read(report: string): Promise<Conversation | null | NotNow>;
  write(report: string, form: string, text: string): Promise<'written' | null | NotNow>;
  hide(report: string, message: string): Promise<'hidden' | null | NotNow>;
  say(report: string, says: SafetyWord): Promise<'said' | null | NotNow>;
  withdraw(report: string): Promise<'withdrawn' | null | NotNow>;
};

type Needs = { ground: () => Ground | null; key: () => SecretKey; identityOf: () => IdentityOf; now: () => Date };
type At = { perform: Perform; actor: Actor; key: SecretKey; identityOf: IdentityOf };

const REMEMBERED_MS = 10_000;

const AWAY: NotNow = { isNotNow: true, because: 'away' };
const BUSY: NotNow = { isNotNow: true, because: 'busy' };

/** For a reporter a "no" is one thing: it is not there. */
const valueOr = <V, R>(answer: Answer<V>, then: (value: V) => R): R | null => (answer.done ? then(answer.value) : null);

async function sendOnce({ perform, actor, key, identityOf }: At, now: Date, words: readonly string[], sent: Pick<NewReport, 'received' | 'words'>): Promise<'sent' | NotNow> {
  const report = await identityOf(words.join(' '));
  const input: NewReport = { ...sent, report, message: messageIdOf(key, report, JSON.stringify(sent.words)), answerBy: hourAfter(now, PROMISED_HOURS) };
  // Two tries at one moment take turns: beginning a stream holds the chain of looks of the agency.
  const answer = await perform(sendReport, actor, input);
  if (answer.done) return 'sent';
  // It arrived at an earlier try. What was changed in the text since then is added, and what was not is there already.
  const isKept = answer.because === 'obstacles' && (await perform(writeToReport, actor, input)).done;
  return isKept ? 'sent' : AWAY;
}

export function receptionFor({ ground, key, identityOf, now }: Needs): Reception {
  // Only for which agency: whether the role is still held is asked with each action, in its own transaction.
  let known: { on: Ground; actor: Actor; until: number } | undefined;

  async function actorOn(on: Ground): Promise<Actor | null> {
    if (known?.on === on && known.until > now().getTime()) return known.actor;
    const actor = await serviceActor(on, RECEPTION, reception.name);
    known = actor ? { on, actor, until: now().getTime() + REMEMBERED_MS } : undefined;
    return actor;
  }
  async function enter(): Promise<At | null> {
    const on = ground();
    const actor = on && (await actorOn(on));
    return on && actor && { perform: performOn(on), actor, key: key(), identityOf: identityOf() };
  }
  /** What fails in the middle was not kept, and is said to be tried again. */
  async function at<R>(work: (at: At) => Promise<R>): Promise<R | NotNow> {
    try {
      const entered = await enter();
      return entered ? await work(entered) : AWAY;
    } catch (error) {
      if (error instanceof QueueFull) return BUSY;
      return AWAY;
    }
  }
  const doing = <V, R>(action: (input: { perform: Perform; actor: Actor; key: SecretKey }) => Promise<Answer<V>>, then: (value: V) => R) => at(async (entered) => valueOr(await action(entered), then));
  const answerBy = () => hourAfter(now(), PROMISED_HOURS);
  const act = <I, V, R>(action: Action<I, V>, input: unknown, then: (value: V) => R) => doing(({ perform, actor }) => perform(action, actor, input), then);

  return {
    isOpen: async () => (await at(async () => true)) === true,
    send: (words, sent) => at((entered) => sendOnce(entered, now(), words, sent)),
    look: (words) =>
      at(async ({ perform, actor, identityOf: find }) => {
        const report = await find(words);
        return valueOr(await perform(lookAtReport, actor, { report }), ({ hasAnswer }) => ({ report, hasAnswer }));
      }),
    read: (report) => act(readConversation, { report }, (conversation) => conversation),
    write: (report, form, text) => doing(({ perform, actor, key: secret }) => perform(writeToReport, actor, { report, message: messageIdOf(secret, form, text), words: { text }, answerBy: answerBy() }), () => 'written' as const),
    hide: (report, message) => act(hideEntry, { report, message }, () => 'hidden' as const),
    say: (report, says) => act(saySafeOrDanger, { report, says, answerBy: answerBy() }, () => 'said' as const),
    withdraw: (report) => act(withdrawReport, { report }, () => 'withdrawn' as const),
  };
}

export const isNotNow = (result: unknown): result is NotNow => typeof result === 'object' && result !== null && 'isNotNow' in result;
