import { asOwner } from '#src/platform/database/owner.ts';
import { CannotOpenDatabase } from '#src/platform/database/cannot-open.ts';
import { bringToWitness, closeNow } from '#src/platform/journal/closing.ts';
import { readSigner, writePublicKeys } from '#src/platform/journal/signing-keys.ts';
import { sayVerification, verifyJournal } from '#src/platform/journal/verify.ts';
import { fileWitness } from '#src/platform/journal/witness.ts';
import { journalIn } from '#src/platform/operations/journal-source.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase, type DataPlace } from './place.ts';
import { publicKeysFrom, witnessFile, witnessLinesFrom } from './proofs.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const now = () => new Date();

type Asked = { place: DataPlace; witness: string | undefined; publicKeys: string | undefined; stream: string | undefined };

/** Reads all of it in one transaction, so that it is one moment, and some at a time. */
async function verify({ place, witness, publicKeys, stream }: Asked): Promise<number> {
  const keys = publicKeysFrom(publicKeys, place.keys);
  const seen = witnessLinesFrom(witness);
  if (seen.length > 0 && !keys) throw new UsageError('a witness is held against signed blocks; name their keys with --keys or --public-keys');
  const result = await asOwner(place, false, async ({ client }) => {
    await client.query('begin transaction isolation level repeatable read, read only');
    return verifyJournal(journalIn(client, keys, seen, stream));
  });
  process.stdout.write(sayVerification(result));
  if (!keys) process.stdout.write('Blocks were not looked at: there are no keys to hold them against.\n');
  return result.broken ? 1 : 0;
}

async function close(place: DataPlace, witness: string, projectFolder: string): Promise<void> {
  const signer = readSigner(keyFile(place.keys, 'signing-keys'));
  const [block, brought] = await withDatabase(place, projectFolder, async (database) => {
    const made = await closeNow({ database, signer, now });
    return [made, await bringToWitness({ database, now }, fileWitness(witness))] as const;
  });
  process.stdout.write(`${block ? `block ${block.number} is closed over ${block.head_count} streams` : 'nothing went on since the last block'}; the witness was handed ${brought}\n`);
}

/** Holds the journal against itself and against a witness, on a database that runs, one that lies still, or a backup. */
export const journalCommand: Command = {
  usage: [`journal verify [--witness FILE] [--public-keys FILE] [--stream ID] ${PLACE_USAGE}`, `journal close [--witness FILE] ${PLACE_USAGE}`, `journal public-keys ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, witness: { type: 'string' }, 'public-keys': { type: 'string' }, stream: { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what] = positionals;
    const place = placeFrom(values, projectFolder);
    if (values.stream !== undefined && !UUID.test(values.stream)) throw new UsageError(`--stream takes the id of a stream, not ${values.stream}`);
    try {
      if (what === 'verify') return await verify({ place, witness: values.witness, publicKeys: values['public-keys'], stream: values.stream });
      if (what === 'close') await close(place, witnessFile(values.witness, place.data), projectFolder);
      else if (what === 'public-keys') process.stdout.write(writePublicKeys(readSigner(keyFile(place.keys, 'signing-keys')).publicKeys));
      else throw new UsageError('journal takes verify, close or public-keys');
      return 0;
    } catch (error) {
      if (error instanceof CannotOpenDatabase || error instanceof KeyFileUnusable) throw new UsageError(error.message);
      throw error;
    }
  },
};
