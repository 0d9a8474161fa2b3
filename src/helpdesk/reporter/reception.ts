import type { Ground } from '#src/platform/action/perform.ts';
import type { Action, Actor, Answer } from '#src/platform/action/action.ts';
import type { FoundAttachment } from '#src/platform/attachments/open.ts';
import type { ReceivedForm } from '#src/platform/attachments/receive.ts';
import { namesOf, type Received } from '#src/platform/attachments/staging.ts';
import { hourAfter, PROMISED_HOURS } from '../model/inbox.ts';
import { hideEntry, lookAtReport, openOwnFile, readConversation, saySafeOrDanger, withdrawReport, type Conversation, type NewReport } from '../model/reporter-actions.ts';
import { agreeToName } from '../model/leaving-actions.ts';
import type { SafetyWord } from '../model/vocabulary.ts';
import { QueueFull } from '../receipt/queue.ts';
import { entrance, type At, type EntranceNeeds } from './entrance.ts';
import { receiveFiles, type SentBody } from './receive-files.ts';
import { sendOnce, writeOnce, type FilesRefused, type SentForm } from './sending.ts';

/** Why it could not be done now; what was typed is still in the page. `busy` passes in a minute; the others are about files. */
export type NotNow = { isNotNow: true; because: 'away' | 'busy' | FilesRefused };
type Look = { report: string; hasAnswer: boolean };

/** What the pages of the reporter can do. It keeps nothing between two requests. */
export type Reception = {
  /** Whether reports can be received here at all: there is a database, and an agency that runs a helpdesk. */
  isOpen(): Promise<boolean>;
  /** Takes in a form with files; where that cannot be, its words without them. Throws MultipartRefused. */
  receive(sent: SentBody, mayKeep: boolean): Promise<ReceivedForm>;
  /** Files that came in before and wait, with their names. */
  waiting(form: string, ids: readonly string[]): Promise<readonly Received[]>;
  send(words: readonly string[], sent: Pick<NewReport, 'received' | 'words' | 'tells'>, form: SentForm): Promise<'sent' | NotNow>;
  /** Null where the words open nothing, whatever the reason. */
  look(words: string): Promise<Look | null | NotNow>;
  read(report: string): Promise<Conversation | null | NotNow>;
  write(report: string, form: SentForm, text: string): Promise<'written' | null | NotNow>;
  /** A file of an answer, and what is needed to send it. */
  open(report: string, attachment: string): Promise<{ ground: Ground; actor: Actor; answer: Answer<FoundAttachment> } | NotNow>;
  hide(report: string, message: string): Promise<'hidden' | null | NotNow>;
  say(report: string, says: SafetyWord, tells: NewReport['tells']): Promise<'said' | null | NotNow>;
  agree(report: string, agrees: boolean): Promise<'agreed' | null | NotNow>;
  withdraw(report: string): Promise<'withdrawn' | null | NotNow>;
};

const AWAY: NotNow = { isNotNow: true, because: 'away' };
const BUSY: NotNow = { isNotNow: true, because: 'busy' };

/** For a reporter a "no" is one thing: it is not there. */
const valueOr = <V, R>(answer: Answer<V>, then: (value: V) => R): R | null => (answer.done ? then(answer.value) : null);

const isRefused = (result: unknown): result is { refused: FilesRefused | 'away' } => typeof result === 'object' && result !== null && 'refused' in result;
const orNotNow = <R>(result: R): Exclude<R, { refused: unknown }> | NotNow => (isRefused(result) ? { isNotNow: true, because: result.refused } : (result as Exclude<R, { refused: unknown }>));

export function receptionFor(needs: EntranceNeeds): Reception {
  const { now } = needs;
  const enter = entrance(needs);
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
  const act = <I, V, R>(action: Action<I, V>, input: unknown, then: (value: V) => R) => at(async ({ perform, actor }) => valueOr(await perform(action, actor, input), then));

  return {
    isOpen: async () => (await at(async () => true)) === true,
    receive: async (sent, mayKeep) => receiveFiles(mayKeep ? await enter().catch(() => null) : null, sent),
    async waiting(form, ids) {
      if (ids.length === 0) return [];
      const found = await at(({ ground, actor }) => namesOf(ground, actor, { form, ids }));
      return isNotNow(found) ? [] : found;
    },
    send: (words, sent, form) => at(async (entered) => orNotNow(await sendOnce(entered, now(), words, sent, form))),
    look: (words) =>
      at(async ({ perform, actor, identityOf: find }) => {
        const report = await find(words);
        return valueOr(await perform(lookAtReport, actor, { report }), ({ hasAnswer }) => ({ report, hasAnswer }));
      }),
    read: (report) => act(readConversation, { report }, (conversation) => conversation),
    write: (report, form, text) => at(async (entered) => orNotNow(await writeOnce(entered, now(), report, form, text))),
    open: (report, attachment) => at(async ({ ground, perform, actor }) => ({ ground, actor, answer: await perform(openOwnFile, actor, { report, attachment }) })),
    hide: (report, message) => act(hideEntry, { report, message }, () => 'hidden' as const),
    say: (report, says, tells) => act(saySafeOrDanger, { report, says, answerBy: hourAfter(now(), PROMISED_HOURS), tells }, () => 'said' as const),
    agree: (report, agrees) => act(agreeToName, { report, agrees }, () => 'agreed' as const),
    withdraw: (report) => act(withdrawReport, { report }, () => 'withdrawn' as const),
  };
}

export const isNotNow = (result: unknown): result is NotNow => typeof result === 'object' && result !== null && 'isNotNow' in result;
