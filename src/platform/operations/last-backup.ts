import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const noteSchema = z.object({ at: z.iso.datetime(), file: z.string(), bytes: z.int() });
export type BackupNote = z.infer<typeof noteSchema>;

const noteFile = (data: string) => join(data, 'last-backup.json');

/** Notes in the data folder that there is a backup, so that one can be told when there has been none for long. */
export function noteBackup(data: string, { at, file, bytes }: BackupNote): void {
  const unfinished = `${noteFile(data)}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ at, file, bytes } satisfies BackupNote));
  renameSync(unfinished, noteFile(data));
}

/** The last backup as it was noted; null when there was none, or nobody can read the note. */
export function lastBackup(data: string): BackupNote | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(noteFile(data), 'utf8')));
  } catch {
    return null;
  }
}
