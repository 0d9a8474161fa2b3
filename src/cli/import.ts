import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkCases, importCases, importedFile, mappingSchema, type LineProblem, type Mapping, type Stopped } from '#src/files/importing/index.ts';
import { imprintRules } from '#src/imprints.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { makeReceiptKey } from '#src/platform/sessions/key-file.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { actorFor } from './actor.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase, type DataPlace } from './place.ts';
import { readArguments, readJsonFile, UsageError, type Command } from './usage.ts';

const now = () => new Date();
const say = (text: string) => process.stdout.write(`${text}\n`);
/** The place and a code, never what stands there: a terminal keeps what it showed. */
const sayProblem = ({ line, column, code }: LineProblem) => say(`line ${line}${column === null ? '' : `, column ${column}`}: ${code}`);

async function mappingIn(file: string): Promise<Mapping> {
  const read = mappingSchema.safeParse(await readJsonFile(file));
  if (read.success) return read.data;
  throw new UsageError(`the mapping cannot be used:\n${read.error.issues.map(({ path, message }) => `  ${path.join('.') || '(all)'}: ${message}`).join('\n')}`);
}

function fileIn(given: string): string {
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
  try {
    // It is read twice, so that nothing is written before all of it was found right.
    if (!statSync(file).isFile()) throw new UsageError(`${given} is no file`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${given}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  return file;
}

function sayStopped({ opened, there, line, why }: Stopped): void {
  const code = typeof why === 'string' ? why : why.because === 'obstacles' ? why.obstacles.map((o) => o.code).join(' ') : why.because;
  say(`stopped at line ${line}: ${code}; ${opened} opened, ${there} were there already; what was opened stays, and the next time goes on`);
}

type Asked = { file: string; mapping: Mapping; as: string; agency: string | undefined; place: DataPlace; projectFolder: string };

async function carryOut({ file, mapping, as, agency, place, projectFolder }: Asked): Promise<number> {
  try {
    return await withDatabase(place, projectFolder, async (database) => {
      const ground: Ground = { database, wrapper: wrapperFromFile(keyFile(place.keys, 'master-keys')), kinds: KINDS, lists: LISTS, imprints: imprintRules({ projectFolder, keys: place.keys, now }), now };
      const [actor, key] = [await actorFor(database, as, agency), makeReceiptKey(place.keys)];
      // Without the key nobody who has the database can try numbers until one fits.
      const fileOf = (number: string) => importedFile(key.mac('import', JSON.stringify([actor.agency, mapping.sender, number])));
      const sum = await importCases({ perform: performOn(ground), actor, fileOf, file, mapping, today: now().toISOString().slice(0, 10) });
      if ('why' in sum) {
        sayStopped(sum);
        return 1;
      }
      say(`${sum.opened} files opened, ${sum.there} were there already`);
      return 0;
    });
  } catch (error) {
    if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
    throw error;
  }
}

/** Takes over cases of another system, through the same action as the pages. */
export const importCommand: Command = {
  usage: [`import cases FILE.csv --mapping MAPPING.json --as SIGN-IN-NAME [--agency NAME] [--dry-run] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, mapping: { type: 'string' }, as: { type: 'string' }, agency: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what, given, ...more] = positionals;
    if (what !== 'cases' || given === undefined || more.length > 0) throw new UsageError('import takes: cases FILE.csv');
    const { mapping: mappingFile, as } = values;
    if (mappingFile === undefined) throw new UsageError('import cases needs --mapping MAPPING.json');
    if (as === undefined && !values['dry-run']) throw new UsageError('import cases needs --as SIGN-IN-NAME: who opens the files');
    const [mapping, file] = [await mappingIn(mappingFile), fileIn(given)];
    const { cases, problems } = await checkCases({ file, mapping, today: now().toISOString().slice(0, 10), tell: sayProblem });
    if (problems > 0) {
      say(`${problems} problems; nothing was written`);
      return 1;
    }
    if (values['dry-run'] || as === undefined) {
      say(`${cases} cases can be imported; nothing was written`);
      return 0;
    }
    return carryOut({ file, mapping, as, agency: values.agency, place: placeFrom(values, projectFolder), projectFolder });
  },
};
