import { createRecipient, readPrivateKey, type Opener } from '#src/platform/packages/recipients.ts';
import { PackageRefused } from '#src/platform/packages/refused.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom } from './place.ts';
import { called, publicKeysFrom } from './proofs.ts';
import { REFUSED } from './say-refused.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function openerFrom(key: string | undefined): Opener {
  if (key !== undefined) return { kind: 'key', privateKey: readPrivateKey(called(key)) };
  const words = process.env['KEERPUNT_PACKAGE_WORDS'];
  if (words === undefined) throw new UsageError('package open takes --key FILE, or the words in KEERPUNT_PACKAGE_WORDS');
  return { kind: 'words', words };
}

/** Sealed packages: the key to receive them, opening one, and taking one in. */
export const packageCommand: Command = {
  usage: ['package key FILE', 'package open FILE --out FOLDER [--key FILE] [--public-keys FILE] [--language nl|en|sv|ro|bs]', `package import FILE --as SIGN-IN-NAME [--agency NAME] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, out: { type: 'string' }, key: { type: 'string' }, 'public-keys': { type: 'string' }, language: { type: 'string' }, as: { type: 'string' }, agency: { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what, file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('package takes key FILE, open FILE or import FILE');
    try {
      if (what === 'key') {
        say(createRecipient(called(file)));
        return 0;
      }
      if (what === 'import') {
        if (values.as === undefined) throw new UsageError('package import takes --as SIGN-IN-NAME: who opens the file');
        // Read when it is needed: opening a package needs no database and no pictures.
        const { takePackage } = await import('./take-package.ts');
        return await takePackage({ file, as: values.as, agency: values.agency, place: placeFrom(values, projectFolder), projectFolder });
      }
      if (what !== 'open' || values.out === undefined) throw new UsageError('package open takes --out FOLDER');
      const { openPackage } = await import('./open-package.ts');
      return await openPackage({ file: called(file), out: called(values.out), opener: openerFrom(values.key), publicKeys: values['public-keys'] === undefined ? null : publicKeysFrom(values['public-keys'], ''), language: values.language, projectFolder });
    } catch (error) {
      if (error instanceof PackageRefused) throw new UsageError(REFUSED[error.because]);
      if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`cannot read ${file}: ENOENT`);
      throw error;
    }
  },
};
