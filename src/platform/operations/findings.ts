import type { DatabaseLook } from '../database/look.ts';

/** What was looked at. Null stands for what could not be looked at or is not there to be looked at. */
export type Facts = {
  now: Date;
  /** A PostgreSQL server of one's own, and not the one that comes along: then this is no installation to try things out. */
  isServerInstallation: boolean;
  /** `why`: in one line, as it is said when it is opened. Null where nobody has set one up yet. */
  database: { look: DatabaseLook } | { why: string } | null;
  /** Why the migrations of this Keerpunt and those of the database do not fit, or how many are still to be done. */
  migrations: { pending: number } | { why: string } | null;
  data: FolderFacts;
  keys: FolderFacts & { problems: readonly string[]; isSet: boolean; isOnDeviceOfData: boolean };
  disk: { freeBytes: number; bytes: number } | null;
  lastBackupAt: Date | null;
  /** Where a witness was named: the last line of it. */
  witness: { number: number; unreadable: number } | null | 'not-named';
  mail: { state: 'works' | 'fails' | 'not-set-up'; since: Date | null } | null;
  jobs: { waiting: number; dead: number; oldestWaitingAt: Date | null } | null;
  /** Contacts past their check date, by their id. */
  lateContacts: readonly string[];
};
export type FolderFacts = { folder: string; isThere: boolean; isWritable: boolean; isOpenToOthers: boolean };

/** `trouble`: somebody has to do something now. `warning`: somebody has to know. */
export type Finding = { level: 'trouble' | 'warning' | 'fine'; text: string };

const trouble = (text: string): Finding => ({ level: 'trouble', text });
const warning = (text: string): Finding => ({ level: 'warning', text });
const fine = (text: string): Finding => ({ level: 'fine', text });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;

/** PostgreSQL 15 is the oldest whose triggers and rights we use. */
const OLDEST_POSTGRES = 15;
const CLOCKS_APART_MS = 5000;
const BLOCK_LATE_MS = 15 * MINUTE;
const BLOCKS_BEHIND = 60;
const BACKUP_LATE_MS = 36 * HOUR;
const BACKUP_TOO_LATE_MS = 7 * DAY;
const JOB_LATE_MS = 30 * MINUTE;

function lasting(ms: number): string {
  if (ms < 2 * MINUTE) return 'a minute';
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} minutes`;
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} hours` : `${Math.round(ms / DAY)} days`;
}
const ago = (ms: number) => `${lasting(ms)} ago`;

function ofDatabase({ database }: Facts): Finding[] {
  if (database === null) return [warning('There is no database yet. Set one up with: keerpunt init')];
  if ('why' in database) return [trouble(`The database cannot be used: ${database.why}`)];
  const { version, clockAheadMs } = database.look;
  const major = Math.floor(version / 10_000);
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  return [
    major < OLDEST_POSTGRES ? trouble(`PostgreSQL ${major} is too old: it has to be ${OLDEST_POSTGRES} or newer.`) : fine(`The database answers: PostgreSQL ${major}.${version % 10_000}.`),
    Math.abs(clockAheadMs) > CLOCKS_APART_MS ? trouble(`The clock of the database is ${seconds} seconds ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the clock of this machine. Set both by a time server: sign-in codes and deadlines hang on it.`) : fine('The clocks agree.'),
  ];
}

function ofMigrations({ migrations }: Facts): Finding[] {
  if (migrations === null) return [];
  if ('why' in migrations) return [trouble(`The schema of the database does not fit: ${migrations.why}`)];
  return [migrations.pending > 0 ? warning(`${migrations.pending} changes of the schema are still to be made. They are made at the next start, or by: keerpunt database prepare`) : fine('The schema is that of this version.')];
}

function ofFolders({ data, keys, isServerInstallation }: Facts): Finding[] {
  const found: Finding[] = [];
  if (!data.isThere) found.push(warning(`There is no data folder ${data.folder} yet.`));
  else if (!data.isWritable) found.push(trouble(`The data folder ${data.folder} cannot be written. Give it to the user that Keerpunt runs as.`));
  else found.push(fine('The data folder can be written.'));
  if (!keys.isSet) return [...found, warning(`There are no keys in ${keys.folder} yet, so nobody can sign in. They are made by: keerpunt init`)];
  if (keys.isOpenToOthers) found.push(trouble(`Other users of this machine can look into the folder of the keys. Do: chmod 700 ${keys.folder}`));
  found.push(...keys.problems.map(trouble));
  if (keys.problems.length === 0) found.push(fine('The keys are there, whole, and closed to others.'));
  if (keys.isOnDeviceOfData && isServerInstallation) found.push(warning('The keys lie on the same disk as the data. Whoever takes that disk has both: put the keys on another one with --keys.'));
  return found;
}

function ofDisk({ disk }: Facts): Finding[] {
  if (!disk) return [];
  const [free, share] = [disk.freeBytes / GIB, disk.freeBytes / disk.bytes];
  const text = `${free.toFixed(1)} GiB are free where the data are.`;
  if (free < 0.5) return [trouble(`${text} That is about to run out: make room now.`)];
  return [free < 2 || share < 0.05 ? warning(`${text} Make room.`) : fine(text)];
}

function ofBackup({ lastBackupAt, database, now }: Facts): Finding[] {
  if (database === null) return [];
  if (!lastBackupAt) return [trouble('No backup is known of. Make one with: keerpunt backup --to FOLDER, and let the machine do that every night.')];
  const age = now.getTime() - lastBackupAt.getTime();
  if (age > BACKUP_TOO_LATE_MS) return [trouble(`The last backup was made ${ago(age)}.`)];
  return [age > BACKUP_LATE_MS ? warning(`The last backup was made ${ago(age)}.`) : fine(`The last backup was made ${ago(age)}.`)];
}

function ofBlocks({ database, witness, now }: Facts): Finding[] {
  if (database === null || 'why' in database) return [];
  const { lastBlock, hasUnclosed } = database.look;
  if (!lastBlock) return hasUnclosed ? [warning('No block was ever closed: what is recorded is chained, but nobody has signed for it.')] : [];
  const age = now.getTime() - lastBlock.closedAt.getTime();
  const found = [hasUnclosed && age > BLOCK_LATE_MS ? trouble(`The last block was closed ${ago(age)}, and more was recorded since. Look whether the server runs and its signing key is there.`) : fine(`The last block is number ${lastBlock.number}, closed ${ago(age)}.`)];
  if (witness === 'not-named') return found;
  if (!witness) return [...found, trouble('The witness holds no block. Look whether it can be written from here.')];
  if (witness.unreadable > 0) found.push(warning(`The witness has ${witness.unreadable} lines that cannot be read.`));
  if (witness.number > lastBlock.number) found.push(trouble(`The witness knows block ${witness.number}, and the database only ${lastBlock.number}. Blocks are gone: verify the journal before anything else is done.`));
  else if (lastBlock.number - witness.number > BLOCKS_BEHIND) found.push(trouble(`The witness is ${lastBlock.number - witness.number} blocks behind.`));
  else found.push(fine(`The witness knows block ${witness.number}.`));
  return found;
}

function ofMail({ mail }: Facts): Finding[] {
  if (!mail) return [];
  if (mail.state === 'not-set-up') return [warning('No mail server is set up: nobody hears that something waits.')];
  return [mail.state === 'fails' ? trouble(`Mail cannot be sent${mail.since ? ` since ${mail.since.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''}: nobody hears that something waits.`) : fine('Mail goes out.')];
}

function ofJobs({ jobs, now }: Facts): Finding[] {
  if (!jobs) return [];
  const found: Finding[] = [];
  const late = jobs.oldestWaitingAt ? now.getTime() - jobs.oldestWaitingAt.getTime() : 0;
  if (jobs.dead > 0) found.push(trouble(`${jobs.dead} jobs were given up after several tries.`));
  if (late > JOB_LATE_MS) found.push(trouble(`A job has waited for ${lasting(late)}. Look whether the server runs.`));
  return found.length > 0 ? found : [fine(`${jobs.waiting} jobs wait.`)];
}

function ofContacts({ lateContacts }: Facts): Finding[] {
  return lateContacts.length === 0 ? [fine('Every contact was checked in time.')] : [trouble(`Contacts past their check date: ${lateContacts.join(', ')}. Look at their sources and note the day.`)];
}

/** What is to be said about an installation, in the order in which one would look. Pure. */
export function findingsIn(facts: Facts): readonly Finding[] {
  return [ofDatabase, ofMigrations, ofFolders, ofDisk, ofBackup, ofBlocks, ofMail, ofJobs, ofContacts].flatMap((rule) => rule(facts));
}
