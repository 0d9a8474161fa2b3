import { join } from 'node:path';
import { CannotOpenDatabase } from '#src/platform/database/cannot-open.ts';
import { readMigrations } from '#src/platform/database/migrations.ts';
import { asOwner } from '#src/platform/database/owner.ts';
import { sayVerification } from '#src/platform/journal/verify.ts';
import { fileFor, makeBackup } from '#src/platform/operations/backup.ts';
import { BackupUnusable } from '#src/platform/operations/manifest.ts';
import { noteBackup, type BackupNote } from '#src/platform/operations/last-backup.ts';
import { readBackup } from '#src/platform/operations/read-backup.ts';
import { restore } from '#src/platform/operations/restore.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { readLedger, shredAgain } from '#src/platform/journal/shredding-ledger.ts';
import { OPERATOR } from '#src/platform/people/rules.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, versionOf, withDatabase } from './place.ts';
import { called, publicKeysFrom, witnessLinesFrom } from './proofs.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

/** What cannot be done is said in one line. */
async function explaining<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CannotOpenDatabase || error instanceof BackupUnusable || error instanceof KeyFileUnusable) throw new UsageError(error.message);
    throw error;
  }
}

/** The backup is there, whether or not it can be noted. */
function note(data: string, made: BackupNote): void {
  try {
    noteBackup(data, made);
  } catch (error) {
    process.stderr.write(`keerpunt: cannot note the backup in ${data}, so doctor will not know of it: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`);
  }
}

/** Writes a backup while the server goes on. */
export const backupCommand: Command = {
  usage: [`backup --to FILE|FOLDER ${PLACE_USAGE}`, 'backup check FILE'],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: { ...PLACE_OPTIONS, to: { type: 'string' } } });
    const [what, file] = positionals;
    if (what === 'check' && file !== undefined) {
      const { start, manifest } = await explaining(() => readBackup(called(file)));
      process.stdout.write(`whole: ${manifest.parts.length} parts as of ${start.at}, made by Keerpunt ${start.version}\n`);
      return 0;
    }
    if (what !== undefined || values.to === undefined) throw new UsageError('backup takes --to FILE or FOLDER, or check FILE');
    const place = placeFrom(values, projectFolder);
    const to = fileFor(called(values.to), new Date());
    const made = await explaining(() => asOwner(place, false, ({ client }) => makeBackup({ client, data: place.data, version: versionOf(projectFolder) }, to)));
    note(place.data, made);
    process.stdout.write(`${made.file}: ${made.rows} rows and ${made.files} files as of ${made.at}, ${made.bytes} bytes. The keys are not in it; keep them elsewhere.\n`);
    return 0;
  },
};

/** Restores a backup into a new folder or an empty database, and verifies what came of it. */
export const restoreCommand: Command = {
  usage: ['restore FILE --data NEWFOLDER [--keys FOLDER] [--public-keys FILE] [--witness FILE] [--owner-url postgresql://…]'],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, data: { type: 'string' }, witness: { type: 'string' }, 'public-keys': { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [file] = positionals;
    if (file === undefined || values.data === undefined) throw new UsageError('restore takes a FILE and --data NEWFOLDER');
    const place = placeFrom({ ...values, data: values.data }, projectFolder);
    const restored = await explaining(async () => {
      const publicKeys = publicKeysFrom(values['public-keys'], place.keys);
      const witness = witnessLinesFrom(values.witness);
      if (witness.length > 0 && !publicKeys) throw new UsageError('a witness is held against signed blocks; name their keys with --keys or --public-keys');
      return { publicKeys, ...(await restore({ file: called(file), into: place, migrations: readMigrations(join(projectFolder, 'migrations')), publicKeys, witness })) };
    });
    const { start, rows, migrated, verification, publicKeys } = restored;
    process.stdout.write(`${rows} rows as of ${start.at}${migrated.length > 0 ? `, then applied ${migrated.join(', ')}` : ''}\n${sayVerification(verification)}`);
    if (!publicKeys) process.stdout.write('Blocks were not looked at: there were no keys to hold them against. Put the keys in their folder and verify the journal.\n');
    if (verification.broken) {
      process.stderr.write('keerpunt: what was restored does not hold, and nobody can start on it\n');
      return 1;
    }
    const ledger = readLedger(keyFile(place.keys, 'shredded'));
    const again = ledger.length === 0 ? 0 : await withDatabase(place, projectFolder, (database) => shredAgain(database, ledger, OPERATOR, new Date()));
    process.stdout.write(`Restored. Keys that were destroyed after the backup and are destroyed again, as the ledger in the folder of the keys says: ${again}. Nobody is signed in; roles that were taken away after it have to be taken away again.\n`);
    return 0;
  },
};
