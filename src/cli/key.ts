import { existsSync } from 'node:fs';
import { createSigner } from '#src/platform/journal/signing-keys.ts';
import { noteShredding } from '#src/platform/journal/shredding-ledger.ts';
import { shred, SHREDDING_REASONS, type ShreddingReason, type ToShred } from '#src/platform/journal/shredding.ts';
import { imprintRules } from '#src/imprints.ts';
import { epochsInUse, renewImprints } from '#src/platform/action/renew-imprints.ts';
import { OPERATOR } from '#src/platform/people/rules.ts';
import { rotateDraftKeys } from '#src/platform/drafts/rotation.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { addEpoch, createImprintKeys, readImprintKeys, retireEpochs } from '#src/platform/vault/imprint-keys.ts';
import { keyFile, makeKeysFolder } from '#src/platform/vault/keys-folder.ts';
import { addMasterKey, createMasterKeys, readMasterKeys, retireMasterKeys } from '#src/platform/vault/master-keys.ts';
import { rotateSectionKeys } from '#src/platform/vault/rotation.ts';
import { masterKeysInUse, storedSectionKeys, waitForOthers } from '#src/platform/vault/store.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase, type DataPlace } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const now = () => new Date();
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Makes the keys for what is sealed and what is signed, where there are none. */
function init(keys: string): void {
  makeKeysFolder(keys);
  const [master, signing, imprint] = [keyFile(keys, 'master-keys'), keyFile(keys, 'signing-keys'), keyFile(keys, 'imprint-keys')];
  const missing = [master, signing, imprint].filter((file) => !existsSync(file));
  if (missing.length === 0) throw new UsageError(`there are keys in ${keys} already; with new ones nothing that was sealed would open`);
  if (missing.includes(master)) createMasterKeys(master);
  if (missing.includes(signing)) createSigner(signing);
  if (missing.includes(imprint)) createImprintKeys(imprint);
  say(`made ${missing.join(' and ')}. Keep a copy apart from the database and its backups.`);
}

function list(keys: string): void {
  const { currentKeyId, keys: all } = readMasterKeys(keyFile(keys, 'master-keys'));
  for (const id of all.keys()) say(`master key ${id}${id === currentKeyId ? ', current' : ', until nothing is wrapped by it any more'}`);
}

/** Wraps all section keys anew under a new master key. Killed half-way, the next run goes on with the same key. */
async function rotate(place: DataPlace, projectFolder: string): Promise<number> {
  const file = keyFile(place.keys, 'master-keys');
  const wasBegun = readMasterKeys(file).keys.size > 1;
  if (!wasBegun) addMasterKey(file);
  const { rewrapped, unopened, inUse } = await withDatabase(place, projectFolder, async (database) => {
    const [wrapper, store] = [wrapperFromFile(file), storedSectionKeys(database, now)];
    const first = await rotateSectionKeys(wrapper, store);
    // A transaction that began before may have kept a key wrapped by the old one meanwhile.
    await waitForOthers(database, now);
    const second = await rotateSectionKeys(wrapper, store);
    await rotateDraftKeys(database, wrapper, now);
    return { rewrapped: first.rewrapped + second.rewrapped, unopened: second.unopened, inUse: await masterKeysInUse(database, now()) };
  });
  for (const { stream_id, section } of unopened) process.stderr.write(`keerpunt: the key of ${section} in ${stream_id} does not open, and was left as it is\n`);
  const { keys } = retireMasterKeys(file, inUse);
  say(`${wasBegun ? 'took up a rotation that had been begun; ' : ''}${rewrapped} section keys are wrapped anew; master keys now: ${keys.size}. Backups from before open with a copy of the old key file only: keep one until they have expired.`);
  return unopened.length > 0 ? 1 : 0;
}

/** Writes all that streams are found by anew, under a new key and without opening a word. Killed half-way, the next run goes on. */
async function epoch(place: DataPlace, projectFolder: string): Promise<number> {
  const file = keyFile(place.keys, 'imprint-keys');
  const wasBegun = readImprintKeys(file).epochs.size > 1;
  const { current } = wasBegun ? readImprintKeys(file) : addEpoch(file);
  const rules = imprintRules({ projectFolder, keys: place.keys, now });
  const { renewed, unopened, inUse } = await withDatabase(place, projectFolder, async (database) => {
    const first = await renewImprints({ database, rules, now }, current);
    // A transaction that began before may have kept one by the old key meanwhile.
    await waitForOthers(database, now);
    const second = await renewImprints({ database, rules, now }, current);
    return { renewed: first.renewed + second.renewed, unopened: second.unopened, inUse: await epochsInUse({ database, now }) };
  });
  const { epochs } = retireEpochs(file, inUse);
  if (unopened.length > 0) process.stderr.write(`keerpunt: ${unopened.length} imprints do not open, and are found by nobody; \`keerpunt rebuild\` makes them again\n`);
  say(`${wasBegun ? 'took up a new epoch that had been begun; ' : ''}${renewed} imprints are written anew; keys of epochs now: ${epochs.size}. Tokens of before fit nothing any more.`);
  return unopened.length > 0 ? 1 : 0;
}

const DAY_MS = 86_400_000;

function daysFrom(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`KEERPUNT_BACKUPS_KEPT_DAYS takes a number of days, not ${text}`);
  return Number(text);
}

async function destroy(place: DataPlace, projectFolder: string, what: ToShred): Promise<void> {
  const at = now();
  const kept = daysFrom(process.env['KEERPUNT_BACKUPS_KEPT_DAYS'] ?? '35');
  // First into the ledger: a key that is noted and still there is destroyed by the next try, the other way round it could come back.
  noteShredding(keyFile(place.keys, 'shredded'), what, at.toISOString().slice(0, 10));
  const done = await withDatabase(place, projectFolder, (database) => shred(database, what, OPERATOR, at));
  const name = `${what.sequence === null ? 'all that was sealed in' : `the body of entry ${what.sequence} in`} ${what.section} of ${what.streamId}`;
  if (!done.done) throw new UsageError(done.because === 'not-there' ? `there is no such thing as ${name}` : `${name} was destroyed before`);
  const until = new Date(at.getTime() + kept * DAY_MS).toISOString().slice(0, 10);
  say(`${name} can be opened by nobody any more (${what.because}). Backups from before today still hold the key; they are kept ${kept} days, so the last of them expires on ${until}. Restoring one destroys it again, as long as the ledger in ${place.keys} is kept.`);
}

function shreddingFrom(values: { stream?: string | undefined; section?: string | undefined; entry?: string | undefined; because?: string | undefined }): ToShred {
  const { stream = '', section = '', entry, because = '' } = values;
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(stream)) throw new UsageError('key shred takes --stream ID');
  if (!/^[a-z][a-z-]{0,39}$/.test(section)) throw new UsageError('key shred takes --section NAME');
  if (!SHREDDING_REASONS.includes(because as ShreddingReason)) throw new UsageError(`key shred takes --because and one of ${SHREDDING_REASONS.join(', ')}`);
  if (entry !== undefined && !/^[1-9]\d{0,14}$/.test(entry)) throw new UsageError('--entry takes the number of an entry');
  return { streamId: stream, section, sequence: entry === undefined ? null : Number(entry), because: because as ShreddingReason };
}

/** The keys of an installation: made, wrapped anew, destroyed one by one. */
export const keyCommand: Command = {
  usage: [
    'key init [--data data] [--keys data/keys]',
    'key list [--data data] [--keys data/keys]',
    `key rotate ${PLACE_USAGE}`,
    `key epoch ${PLACE_USAGE}`,
    `key shred --stream ID --section NAME [--entry N] --because REASON ${PLACE_USAGE}`,
  ],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, stream: { type: 'string' }, section: { type: 'string' }, entry: { type: 'string' }, because: { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const place = placeFrom(values, projectFolder);
    try {
      switch (positionals.length === 1 ? positionals[0] : '') {
        case 'init':
          init(place.keys);
          return 0;
        case 'list':
          list(place.keys);
          return 0;
        case 'rotate':
          return await rotate(place, projectFolder);
        case 'epoch':
          return await epoch(place, projectFolder);
        case 'shred':
          await destroy(place, projectFolder, shreddingFrom(values));
          return 0;
        default:
          throw new UsageError('key takes init, list, rotate, epoch or shred');
      }
    } catch (error) {
      if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
      throw error;
    }
  },
};
