import { createHash } from 'node:crypto';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import type { Perform } from '#src/platform/action/perform.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Carried } from './model/carried.ts';
import { becomeFile, carryReport } from './model/leaving-actions.ts';

/**
 * Whoever keeps files: begins the file of this identity with what a report brings along. Called again with the same identity after
 * it broke off, it says done and begins none a second time. It acts as the same person, who needs the right to begin a file there.
 */
export type TakesReport = (actor: Actor, file: string, carried: Carried) => Promise<Answer<null>>;

/** Files, as far as the desk has to know of them: who begins one, whose role may, and where it is then. */
export type FilesBeside = { readonly takes: TakesReport; readonly roles: readonly string[]; readonly path: (file: string) => string };

/** The words for codes of a report, for whoever takes it over. */
export const reportTexts = ({ t }: Pick<Site, 't'>) => ({ circumstance: (code: string) => t(`desk.circumstance.${code}` as MessageKey), age: (code: string) => t(`age.${code}` as MessageKey) });

/** One report becomes one file: its identity follows from the report's, so that a second try finds the first. */
export function fileOf(report: string): string {
  const hex = createHash('sha256').update(`file of report ${report}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** First the file, then the report says that it went over: killed between, the report is still here, and trying again ends it. */
export async function becomeFileBy(takes: TakesReport, { perform, actor }: { perform: Perform; actor: Actor }, report: string): Promise<Answer<string>> {
  const file = fileOf(report);
  const carried = await perform(carryReport, actor, { report });
  if (!carried.done) return carried;
  const begun = await takes(actor, file, carried.value);
  if (!begun.done) return begun;
  const done = await perform(becomeFile, actor, { report, file });
  return done.done ? { done: true, value: file } : done;
}
