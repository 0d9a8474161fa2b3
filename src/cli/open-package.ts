import { createReadStream, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cleanName } from '#src/platform/attachments/file-name.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import { signatureProblem, type PublicKeys } from '#src/platform/journal/signing-keys.ts';
import { contentsOf, readSigned, type Signed } from '#src/platform/packages/contents.ts';
import type { Opener } from '#src/platform/packages/recipients.ts';
import { PackageRefused } from '#src/platform/packages/refused.ts';
import { openFile } from '#src/platform/packages/sealed-file.ts';
import { FORMAT_OF_SECTIONS, sectionsOf } from '#src/platform/packages/sections.ts';
import { verifySectionFiles, verifySections } from '#src/platform/packages/verify-sections.ts';
import { verifyFiles, verifyManifest, type PackageProblem, type ReadLink, type VerifiedFile } from '#src/platform/packages/verify.ts';
import { packageDocument } from '#src/reintegration/handover/package/document.tsx';
import { SAYS } from '#src/reintegration/handover/package/about.ts';
import { UsageError } from './usage.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const SAYS_OF: Record<PackageProblem['what'], string> = {
  'unknown-key': 'it is signed by a key that was not named',
  'wrong-signature': 'its signature does not fit: it was altered after it was signed',
  'entry-altered': 'an entry was altered',
  'entry-missing': 'an entry is missing before this one',
  'body-does-not-open': 'the words of an entry do not open',
  'file-altered': 'a file was altered',
  'file-of-no-entry': 'a file belongs to no entry',
};
const sayProblem = ({ what, at }: PackageProblem): string => `${SAYS_OF[what]}${at === undefined ? '' : ` (${at})`}`;

/** What was said, as somebody reads it. */
function readable({ sequence, kind, recordedOn, recordedAt, actor, header, body }: ReadLink): string {
  return [`${sequence}. ${recordedAt ?? recordedOn}  ${kind}  by ${actor}`, JSON.stringify(header), ...(body === null ? [] : [body])].join('\n');
}

/** Files as they stream by, numbered, so that no name of one takes the place of another. Gives their names and what does not hold. */
async function writeFiles<F extends VerifiedFile>(out: string, files: AsyncIterable<F>): Promise<{ written: { file: F; name: string }[]; problems: PackageProblem[] }> {
  const written: { file: F; name: string }[] = [];
  const problems: PackageProblem[] = [];
  for await (const file of files) {
    const name = `${written.length + 1}-${cleanName(file.name, 'other')}`;
    await pipeline(Readable.from(file.bytes), createWriteStream(join(out, name), { mode: 0o600, flags: 'wx' }));
    const found = file.problem();
    if (found) problems.push({ ...found, at: file.id });
    written.push({ file, name });
  }
  return { written, problems };
}

type Out = { readonly out: string; readonly publicKeys: PublicKeys | null };
type Opened = { readonly entries: number; readonly files: number; readonly madeOn: string; readonly problems: readonly PackageProblem[] };

async function openConversation(signed: Signed, { out, publicKeys }: Out): Promise<Opened> {
  const contents = contentsOf(signed);
  const { problems, entries } = verifyManifest(contents, publicKeys);
  mkdirSync(out, { mode: 0o700 });
  writeFileSync(join(out, 'conversation.txt'), `${entries.map(readable).join('\n\n')}\n`, { mode: 0o600 });
  const files = await writeFiles(out, verifyFiles(contents));
  return { entries: entries.length, files: files.written.length, madeOn: contents.manifest.madeOn, problems: [...problems, ...files.problems] };
}

type Reading = { readonly projectFolder: string; readonly language: string | undefined };

/** A child's file that was handed over: one page that any browser shows, in the language of whoever gets it, and its files beside it. */
async function openHandover(signed: Signed, { out, publicKeys }: Out, { projectFolder, language: asked }: Reading): Promise<Opened> {
  const read = await sectionsOf(signed);
  const { problems, sections } = verifySections(read);
  const wrong = publicKeys && signatureProblem(publicKeys, read.digest, read.signature, 'package');
  mkdirSync(out, { mode: 0o700 });
  const files = await writeFiles(out, verifySectionFiles(read));
  const found = [...(wrong ? [{ what: wrong }] : []), ...problems, ...files.problems];
  const language: Language = LANGUAGES.find((l) => l === (asked ?? read.manifest.says[SAYS.language])) ?? 'en';
  const messages = readMessages(projectFolder)[language];
  const words = { language, t: translatorFor(language, messages), has: (key: string) => messages[key] !== undefined };
  const named = files.written.map(({ file, name }) => ({ section: file.section, name }));
  writeFileSync(join(out, 'file.html'), packageDocument(words, { sections, madeAt: read.manifest.madeAt, files: named, problems: found.map(sayProblem) }), { mode: 0o600 });
  return { entries: sections.reduce((sum, part) => sum + part.entries.length, 0), files: named.length, madeOn: read.manifest.madeAt.slice(0, 10), problems: found };
}

type Opening = Reading & Out & { readonly file: string; readonly opener: Opener };

/** Opens a package into a folder, and says what holds and what does not. Needs no database and no connection. */
export async function openPackage({ file, opener, ...how }: Opening): Promise<number> {
  if (existsSync(how.out)) throw new UsageError(`${how.out} is there already; name a folder that is not`);
  const signed = await readSigned(openFile(opener, createReadStream(file)));
  if (signed.format !== 1 && signed.format !== FORMAT_OF_SECTIONS) throw new PackageRefused(typeof signed.format === 'number' && signed.format > FORMAT_OF_SECTIONS ? 'unknown-version' : 'damaged');
  const { entries, files, madeOn, problems } = await (signed.format === 1 ? openConversation(signed, how) : openHandover(signed, how, how));
  say(`${entries} entries and ${files} files in ${how.out}, made on ${madeOn}`);
  if (!how.publicKeys) say('who signed it was not looked at: name the public keys of whoever sent it with --public-keys FILE');
  for (const problem of problems) process.stderr.write(`keerpunt: ${sayProblem(problem)}\n`);
  if (problems.length === 0) say(how.publicKeys ? 'signature, chain and files hold' : 'chain and files hold');
  return problems.length > 0 ? 1 : 0;
}
