import { createReadStream, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cleanName } from '#src/platform/attachments/file-name.ts';
import { readContents } from '#src/platform/packages/contents.ts';
import { createRecipient, readPrivateKey, type Opener } from '#src/platform/packages/recipients.ts';
import { openFile, PackageRefused } from '#src/platform/packages/sealed-file.ts';
import { verifyFiles, verifyManifest, type PackageProblem, type ReadLink } from '#src/platform/packages/verify.ts';
import type { PublicKeys } from '#src/platform/journal/signing-keys.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { called, publicKeysFrom } from './proofs.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const REFUSED: Record<PackageRefused['because'], string> = {
  'no-package': 'this is no package of Keerpunt',
  'does-not-open': 'the package is sealed to somebody else: neither these words nor this key open it',
  damaged: 'the package was altered or cut off; nothing that was written may be used',
};

const SAYS: Record<PackageProblem['what'], string> = {
  'unknown-key': 'it is signed by a key that was not named',
  'wrong-signature': 'its signature does not fit: it was altered after it was signed',
  'entry-altered': 'an entry was altered',
  'entry-missing': 'an entry is missing before this one',
  'body-does-not-open': 'the words of an entry do not open',
  'file-altered': 'a file was altered',
  'file-of-no-entry': 'a file belongs to no entry',
};
const sayProblem = ({ what, at }: PackageProblem): string => `${SAYS[what]}${at === undefined ? '' : ` (${at})`}`;

function openerFrom(key: string | undefined): Opener {
  if (key !== undefined) return { kind: 'key', privateKey: readPrivateKey(called(key)) };
  const words = process.env['KEERPUNT_PACKAGE_WORDS'];
  if (words === undefined) throw new UsageError('package open takes --key FILE, or the words in KEERPUNT_PACKAGE_WORDS');
  return { kind: 'words', words };
}

/** What was said, as somebody reads it. */
function readable({ sequence, kind, recordedOn, recordedAt, actor, header, body }: ReadLink): string {
  return [`${sequence}. ${recordedAt ?? recordedOn}  ${kind}  by ${actor}`, JSON.stringify(header), ...(body === null ? [] : [body])].join('\n');
}

/** Opens a package into a folder, and says what holds and what does not. Needs no database and no connection. */
async function open(file: string, out: string, opener: Opener, publicKeys: PublicKeys | null): Promise<number> {
  if (existsSync(out)) throw new UsageError(`${out} is there already; name a folder that is not`);
  const contents = await readContents(openFile(opener, createReadStream(called(file))));
  const { problems, entries } = verifyManifest(contents, publicKeys);
  mkdirSync(out, { mode: 0o700 });
  writeFileSync(join(out, 'conversation.txt'), `${entries.map(readable).join('\n\n')}\n`, { mode: 0o600 });
  let files = 0;
  for await (const { id, name, bytes, problem } of verifyFiles(contents)) {
    await pipeline(Readable.from(bytes), createWriteStream(join(out, `${++files}-${cleanName(name, 'other')}`), { mode: 0o600, flags: 'wx' }));
    const found = problem();
    if (found) problems.push({ ...found, at: id });
  }
  say(`${entries.length} entries and ${files} files in ${out}, made on ${contents.manifest.madeOn}`);
  if (!publicKeys) say('who signed it was not looked at: name the public keys of whoever sent it with --public-keys FILE');
  for (const problem of problems) process.stderr.write(`keerpunt: ${sayProblem(problem)}\n`);
  if (problems.length === 0) say(publicKeys ? 'signature, chain and files hold' : 'chain and files hold');
  return problems.length > 0 ? 1 : 0;
}

/** Sealed packages: the key to receive them, and opening one. */
export const packageCommand: Command = {
  usage: ['package key FILE', 'package open FILE --out FOLDER [--key FILE] [--public-keys FILE]'],
  async run(args) {
    const options = { out: { type: 'string' }, key: { type: 'string' }, 'public-keys': { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what, file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('package takes key FILE or open FILE');
    try {
      if (what === 'key') {
        say(await createRecipient(called(file)));
        return 0;
      }
      if (what !== 'open' || values.out === undefined) throw new UsageError('package open takes --out FOLDER');
      return await open(file, called(values.out), openerFrom(values.key), values['public-keys'] === undefined ? null : publicKeysFrom(values['public-keys'], ''));
    } catch (error) {
      if (error instanceof PackageRefused) throw new UsageError(REFUSED[error.because]);
      if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`cannot read ${file}: ENOENT`);
      throw error;
    }
  },
};
