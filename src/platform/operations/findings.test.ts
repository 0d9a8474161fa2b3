import { describe, expect, it } from 'vitest';
import { findingsIn, type Facts } from './findings.ts';

const now = new Date('2026-11-25T10:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const look = { version: 180_004, applied: [], clockAheadMs: 12, lastBlock: { number: 700, closedAt: before(MINUTE) }, hasUnclosed: false };
const well: Facts = {
  now,
  isServerInstallation: true,
  database: { look },
  migrations: { pending: 0 },
  data: { folder: '/data', isThere: true, isWritable: true, isOpenToOthers: false },
  keys: { folder: '/keys', isThere: true, isWritable: true, isOpenToOthers: false, problems: [], isSet: true, isOnDeviceOfData: false },
  disk: { freeBytes: 20 * 1024 ** 3, bytes: 100 * 1024 ** 3 },
  lastBackupAt: before(9 * HOUR),
  witness: { number: 699, unreadable: 0 },
  mail: { state: 'works', since: null },
  jobs: { waiting: 2, dead: 0, oldestWaitingAt: before(MINUTE) },
  lateContacts: [],
};
const said = (changed: Partial<Facts>) => findingsIn({ ...well, ...changed }).filter(({ level }) => level !== 'fine').map(({ level, text }) => `${level}: ${text}`);
const ofDatabase = (changed: Partial<typeof look> | { lastBlock: null }) => said({ database: { look: { ...look, ...changed } as typeof look } });

describe('where all is well', () => {
  it('says so of each thing, and nothing else', () => {
    expect(findingsIn(well).map(({ level, text }) => `${level}: ${text}`)).toEqual([
      'fine: The database answers: PostgreSQL 18.4.',
      'fine: The clocks agree.',
      'fine: The schema is that of this version.',
      'fine: The data folder can be written.',
      'fine: The keys are there, whole, and closed to others.',
      'fine: 20.0 GiB are free where the data are.',
      'fine: The last backup was made 9 hours ago.',
      'fine: The last block is number 700, closed a minute ago.',
      'fine: The witness knows block 699.',
      'fine: Mail goes out.',
      'fine: 2 jobs wait.',
      'fine: Every contact was checked in time.',
    ]);
  });
  it('says nothing of what could not be looked at', () => expect(said({ disk: null, mail: null, jobs: null, witness: 'not-named', migrations: null })).toEqual([]));
});

describe('what is said', () => {
  it.each<[string, Partial<Facts>, string[]]>([
    ['where the database is away', { database: { why: 'it does not answer: ECONNREFUSED' }, migrations: null }, ['trouble: The database cannot be used: it does not answer: ECONNREFUSED']],
    ['where nobody has set anything up', { database: null, migrations: null, lastBackupAt: null, keys: { ...well.keys, isThere: false, isSet: false } }, ['warning: There is no database yet. Set one up with: keerpunt init', 'warning: There are no keys in /keys yet, so nobody can sign in. They are made by: keerpunt init']],
    ['of a schema that is behind', { migrations: { pending: 3 } }, ['warning: 3 changes of the schema are still to be made. They are made at the next start, or by: keerpunt database prepare']],
    ['of a schema from elsewhere', { migrations: { why: 'migration 1 was changed' } }, ['trouble: The schema of the database does not fit: migration 1 was changed']],
    ['of a data folder that is closed', { data: { ...well.data, isWritable: false } }, ['trouble: The data folder /data cannot be written. Give it to the user that Keerpunt runs as.']],
    ['of a data folder that is not there', { data: { ...well.data, isThere: false, isWritable: false } }, ['warning: There is no data folder /data yet.']],
    ['of keys that others can look at', { keys: { ...well.keys, isOpenToOthers: true } }, ['trouble: Other users of this machine can look into the folder of the keys. Do: chmod 700 /keys']],
    ['of a key file that is missing', { keys: { ...well.keys, problems: ['key file /keys/master-keys: gone'] } }, ['trouble: key file /keys/master-keys: gone']],
    ['of keys beside the data', { keys: { ...well.keys, isOnDeviceOfData: true } }, ['warning: The keys lie on the same disk as the data. Whoever takes that disk has both: put the keys on another one with --keys.']],
    ['of keys beside the data where somebody tries things out', { isServerInstallation: false, keys: { ...well.keys, isOnDeviceOfData: true } }, []],
    ['of a disk that fills', { disk: { freeBytes: 1.5 * 1024 ** 3, bytes: 10 * 1024 ** 3 } }, ['warning: 1.5 GiB are free where the data are. Make room.']],
    ['of a large disk that fills', { disk: { freeBytes: 4 * 1024 ** 3, bytes: 100 * 1024 ** 3 } }, ['warning: 4.0 GiB are free where the data are. Make room.']],
    ['of a disk that is full', { disk: { freeBytes: 0.2 * 1024 ** 3, bytes: 10 * 1024 ** 3 } }, ['trouble: 0.2 GiB are free where the data are. That is about to run out: make room now.']],
    ['where there is no backup', { lastBackupAt: null }, ['trouble: No backup is known of. Make one with: keerpunt backup --to FOLDER, and let the machine do that every night.']],
    ['of a backup of the night before last', { lastBackupAt: before(37 * HOUR) }, ['warning: The last backup was made 37 hours ago.']],
    ['of a backup that is too old', { lastBackupAt: before(8 * DAY) }, ['trouble: The last backup was made 8 days ago.']],
    ['of a witness that is empty', { witness: null }, ['trouble: The witness holds no block. Look whether it can be written from here.']],
    ['of a witness that lags', { witness: { number: 600, unreadable: 0 } }, ['trouble: The witness is 100 blocks behind.']],
    ['of a witness that lags a little', { witness: { number: 640, unreadable: 0 } }, []],
    ['of a witness that knows more than the database', { witness: { number: 701, unreadable: 0 } }, ['trouble: The witness knows block 701, and the database only 700. Blocks are gone: verify the journal before anything else is done.']],
    ['of a witness with lines cut off', { witness: { number: 700, unreadable: 2 } }, ['warning: The witness has 2 lines that cannot be read.']],
    ['of mail that fails', { mail: { state: 'fails', since: before(3 * HOUR) } }, ['trouble: Mail cannot be sent since 2026-11-25 07:00 UTC: nobody hears that something waits.']],
    ['where no mail is set up', { mail: { state: 'not-set-up', since: null } }, ['warning: No mail server is set up: nobody hears that something waits.']],
    ['of jobs that were given up', { jobs: { waiting: 0, dead: 4, oldestWaitingAt: null } }, ['trouble: 4 jobs were given up after several tries.']],
    ['of a job that waits and waits', { jobs: { waiting: 1, dead: 0, oldestWaitingAt: before(50 * MINUTE) } }, ['trouble: A job has waited for 50 minutes. Look whether the server runs.']],
    ['of contacts past their check date', { lateContacts: ['NL-a', 'SE-b'] }, ['trouble: Contacts past their check date: NL-a, SE-b. Look at their sources and note the day.']],
  ])('%s', (_, changed, expected) => expect(said(changed)).toEqual(expected));

  it('of an old PostgreSQL', () => {
    expect(ofDatabase({ version: 140_011 })).toEqual(['trouble: PostgreSQL 14 is too old: it has to be 15 or newer.']);
    expect(ofDatabase({ version: 150_000 })).toEqual([]);
  });
  it('of clocks that differ, either way', () => {
    expect(ofDatabase({ clockAheadMs: 6000 })[0]).toContain('6 seconds ahead of the clock of this machine');
    expect(ofDatabase({ clockAheadMs: -7000 })[0]).toContain('7 seconds behind the clock of this machine');
    expect(ofDatabase({ clockAheadMs: -4000 })).toEqual([]);
  });
  it('of blocks that stopped while more was recorded, and nothing of a quiet night', () => {
    const lastBlock = { number: 700, closedAt: before(8 * HOUR) };
    expect(ofDatabase({ lastBlock, hasUnclosed: true })).toEqual(['trouble: The last block was closed 8 hours ago, and more was recorded since. Look whether the server runs and its signing key is there.']);
    expect(ofDatabase({ lastBlock, hasUnclosed: false })).toEqual([]);
    expect(ofDatabase({ lastBlock: { number: 700, closedAt: before(10 * MINUTE) }, hasUnclosed: true })).toEqual([]);
  });
  it('where no block was ever closed', () => {
    expect(said({ database: { look: { ...look, lastBlock: null, hasUnclosed: true } } })).toEqual(['warning: No block was ever closed: what is recorded is chained, but nobody has signed for it.']);
    expect(said({ database: { look: { ...look, lastBlock: null, hasUnclosed: false } } })).toEqual([]);
  });
});
