import type { ToShred } from '#src/platform/journal/shredding.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { serviceActor } from '#src/platform/action/service.ts';
import { eraseReport, listDue } from './model/erasing-actions.ts';
import { retention, RETENTION } from './model/roles.ts';
import { SECTIONS } from './model/vocabulary.ts';

/** Written down apart from database and backups: whoever restores an older one destroys the same again. */
type NoteErased = (what: ToShred, on: string) => void;

/** Erases what is due today; says how many reports that were. Without an agency that runs the service it does nothing. */
export async function eraseDue(ground: Ground, note: NoteErased): Promise<number> {
  const actor = await serviceActor(ground, RETENTION, retention.name);
  if (!actor) return 0;
  const perform = performOn(ground);
  const today = ground.now().toISOString().slice(0, 10);
  const due = await perform(listDue, actor, { today });
  if (!due.done) return 0;
  for (const report of due.value) {
    for (const section of SECTIONS) {
      const erased = await perform(eraseReport, actor, { report, section });
      if (erased.done && erased.value) note({ streamId: report, section, sequence: null, because: erased.value }, today);
    }
  }
  return due.value.length;
}

const EVERY_MS = 6 * 3_600_000;

/** Erases several times a day for as long as the server runs; what fails is tried again the next time, and told by name only. */
export function keepErasing(ground: () => Ground | null, note: NoteErased, failed: (name: string) => void): { stop: () => void } {
  const run = () => {
    const on = ground();
    if (on) eraseDue(on, note).catch((error: unknown) => failed(error instanceof Error ? error.name : 'unknown'));
  };
  const timer = setInterval(run, EVERY_MS).unref();
  // Shortly after the start, for a server that is started every morning never runs for six hours.
  const first = setTimeout(run, 60_000).unref();
  return {
    stop: () => {
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}
