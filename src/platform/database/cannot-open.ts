/** Why the database cannot be used, in one line that says what to do. It names folders and roles, never what is stored. */
export class CannotOpenDatabase extends Error {
  override readonly name = 'CannotOpenDatabase';
}

/** The same for what the operating system refused. */
export function cannotUse(folder: string, error: unknown): CannotOpenDatabase {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new CannotOpenDatabase(diskIsFull(folder));
  return new CannotOpenDatabase(`cannot write in the data folder ${folder}: ${code}`);
}

function diskIsFull(folder: string): string {
  return `the disk that holds ${folder} is full; make room and start again, nothing is lost`;
}

/** What PostgreSQL wrote before it gave up, as one line for whoever started it. */
export function explain(output: string, folder: string): CannotOpenDatabase {
  if (/no space left on device|disk quota exceeded/i.test(output)) return new CannotOpenDatabase(diskIsFull(folder));
  if (/permission denied|read-only file system/i.test(output)) {
    return new CannotOpenDatabase(`PostgreSQL may not use ${folder}: give it back to the user it runs as`);
  }
  const lines = output.trim().split('\n');
  const last = lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? '';
  const said = last.replace(/^.*?\b(FATAL|PANIC|error):\s*/, '').trim();
  return new CannotOpenDatabase(`PostgreSQL does not start: ${said || 'it said nothing'}; its log is in ${folder}`);
}
