import type { Answer } from '#src/platform/action/action.ts';
import type { ClaimRefusal } from '#src/platform/attachments/store.ts';
import type { Received } from '#src/platform/attachments/staging.ts';
import { hourAfter, PROMISED_HOURS } from '../model/inbox.ts';
import { hasMessage, sendReport, writeToReport, type NewReport } from '../model/reporter-actions.ts';
import { messageIdOf } from '../receipt/identity.ts';
import type { At } from './entrance.ts';

/** Why files were not taken. The words were not kept either, so that both arrive together. */
export type FilesRefused = ClaimRefusal | 'upload-gone';

/** A form as it came in: its secret, the files that were here before, by their ids, and those that came with it. */
export type SentForm = { readonly form: string; readonly kept: readonly string[]; readonly received: readonly Pick<Received, 'id' | 'name' | 'type' | 'bytes'>[] };

const filesOf = ({ form, kept, received }: SentForm) => {
  const ids = [...new Set([...kept, ...received.map((file) => file.id)])];
  return ids.length > 0 ? { form, ids } : null;
};

/**
 * What tells two tries of one form apart. Files that came along get another id each time the browser sends them, and are known
 * by what they are; with one more file it is another message, or the file would be left out without a word.
 */
const printOf = (text: string, { kept, received }: SentForm): string => (kept.length + received.length === 0 ? text : JSON.stringify([text, [...kept].toSorted(), received.map(({ name, type, bytes }) => [name, type, bytes])]));

const REFUSALS: ReadonlySet<string> = new Set<FilesRefused>(['upload-gone', 'already-sent', 'quota-stream', 'quota-agency']);

function refusalIn(answer: Answer<unknown>): FilesRefused | null {
  const code = !answer.done && answer.because === 'obstacles' ? answer.obstacles[0].code : '';
  return REFUSALS.has(code) ? (code as FilesRefused) : null;
}

/** Whether an earlier try of the same form arrived, with the files it had then. */
async function hasArrived({ perform, actor }: At, report: string, message: string): Promise<boolean> {
  const answer = await perform(hasMessage, actor, { report, message });
  return answer.done && answer.value;
}

export async function sendOnce(at: At, now: Date, words: readonly string[], sent: Pick<NewReport, 'received' | 'words' | 'tells'>, form: SentForm): Promise<'sent' | { refused: FilesRefused | 'away' }> {
  const { perform, actor, key, identityOf } = at;
  const report = await identityOf(words.join(' '));
  const message = messageIdOf(key, report, printOf(JSON.stringify(sent.words), form));
  const input: NewReport = { ...sent, report, message, answerBy: hourAfter(now, PROMISED_HOURS), files: filesOf(form) };
  // Two tries at one moment take turns: beginning a stream holds the chain of looks of the agency.
  const answer = await perform(sendReport, actor, input);
  if (answer.done) return 'sent';
  if (answer.because !== 'obstacles') return { refused: 'away' };
  // It arrived at an earlier try. What was changed in the text since then is added, and what was not is there already.
  if (await hasArrived(at, report, message)) return 'sent';
  const refusal = refusalIn(answer);
  if (refusal) return { refused: refusal };
  const added = await perform(writeToReport, actor, input);
  return added.done ? 'sent' : { refused: refusalIn(added) ?? 'away' };
}

/** Null where there is nothing that could be written to. */
export async function writeOnce(at: At, now: Date, report: string, form: SentForm, text: string): Promise<'written' | null | { refused: FilesRefused }> {
  const { perform, actor, key } = at;
  const message = messageIdOf(key, form.form, printOf(text, form));
  const answer = await perform(writeToReport, actor, { report, message, words: { text }, answerBy: hourAfter(now, PROMISED_HOURS), files: filesOf(form) });
  if (answer.done) return 'written';
  const refusal = refusalIn(answer);
  if (!refusal) return null;
  return (await hasArrived(at, report, message)) ? 'written' : { refused: refusal };
}
