import { createReadStream, statSync } from 'node:fs';
import { importedFile } from '#src/files/importing/imported-file.ts';
import { COUNTRIES, type Country } from '#src/knowledge/vocabulary.ts';
import type { Actor, Answer, SentFiles } from '#src/platform/action/action.ts';
import { ActionFailed } from '#src/platform/action/failed.ts';
import { formHash, newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { discard, stage } from '#src/platform/attachments/staging.ts';
import type { Ground, Perform } from '#src/platform/action/perform.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { MOST_PACKAGE_BYTES, receivePackage, type Received } from '#src/platform/packages/receive.ts';
import { PackageRefused, type PackageRefusal } from '#src/platform/packages/refused.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { receiveAnswers } from '../actions/answers-actions.ts';
import { receiveFile } from '../actions/receive-actions.ts';
import type { SharedSection } from '../model/vocabulary.ts';
import { ANSWERS_PACKAGE, HANDOVER_PACKAGE, SAYS } from './about.ts';
import { writtenAs } from './verified.ts';

export type TakingIn = {
  readonly ground: Ground;
  readonly perform: Perform;
  readonly actor: Actor & { readonly agency: string };
  readonly ownKeys: readonly Buffer[];
  readonly nodes: readonly KnownNode[];
  readonly identityKey: SecretKey;
  readonly now: Date;
  /** What the story of the new file says of where it came from. */
  readonly textOf: (node: string, day: string) => string;
};

/** The file that was opened, or in which how its child is was written down; otherwise why nothing was taken in, as the package says or as the action does. */
export type TakenIn = { readonly opened: string } | { readonly answered: string; readonly answers: number } | { readonly refused: PackageRefusal | 'no-own-key' } | { readonly answer: Exclude<Answer<never>, { done: true }>; readonly file: string };

const open = (path: string, { ownKeys, nodes, now }: TakingIn): Promise<Received> => receivePackage(createReadStream(path), { own: ownKeys, nodes, now, about: [HANDOVER_PACKAGE, ANSWERS_PACKAGE] });

/** Reads it to its very end and writes nothing: what is cut off or altered anywhere shows here. */
async function readThrough(path: string, by: TakingIn): Promise<Received> {
  const received = await open(path, by);
  for await (const file of received.files) for await (const _ of file.bytes) continue;
  return received;
}

/** In which country the file is led from now on: the one to which it was sent. */
const countryIn = ({ manifest }: Received): Country | undefined => COUNTRIES.find((c) => c === manifest.says[SAYS.to]);

type Staged = { readonly sent: SentFiles | null; readonly attached: { section: SharedSection; id: string }[] };

/** The files, sealed anew as they stream by; a picture is written anew too, as for every file that comes in. */
async function stageFiles(path: string, by: TakingIn, form: string): Promise<Staged> {
  const attached: Staged['attached'] = [];
  try {
    for await (const { section, name, bytes } of (await open(path, by)).files) {
      const staged = await stage(by.ground, { actor: by.actor, form: formHash(form), name, source: bytes });
      // A picture that cannot be written anew is not taken in; that it was there stands in the chain.
      if ('refused' in staged) for await (const _ of bytes) continue;
      else attached.push({ section: section as SharedSection, id: staged.file.id });
    }
  } catch (error) {
    for (const { id } of attached) await discard(by.ground, by.actor, id);
    throw error;
  }
  return { attached, sent: attached.length > 0 ? { form, ids: attached.map((a) => a.id) } : null };
}

const asCame = ({ written, signature, parts }: Received) => ({ manifest: writtenAs(written), signature: writtenAs(signature), parts: parts.map((part) => writtenAs(part.written)) });

async function keepFile(path: string, by: TakingIn, received: Received): Promise<TakenIn> {
  const country = countryIn(received);
  if (!country) return { refused: 'other-content' };
  // Not the sender's own identity: whoever has this database must not be able to look up a file of another installation.
  const file = importedFile(by.identityKey.mac('package', JSON.stringify([received.from.node, received.manifest.stream.id])));
  const { sent, attached } = await stageFiles(path, by, newFormSecret());
  const input = { file, ...asCame(received), country, text: by.textOf(received.from.name, received.manifest.madeAt.slice(0, 10)), attached, files: sent };
  const answer = await by.perform(receiveFile, by.actor, input).catch(isElsewhere);
  if (answer.done) return { opened: answer.value };
  for (const { id } of attached) await discard(by.ground, by.actor, id);
  // One that is here for others than this agency is as one that is here: it is taken in once.
  return { file, answer: answer.because === 'not-there' ? { done: false, because: 'obstacles', obstacles: [{ code: 'taken-in-already' }] } : answer };
}

/** What the database says where files should be added to something that is there for others only. */
const NOT_OPEN = 'KP003';
function isElsewhere(error: unknown): { readonly done: false; readonly because: 'not-there' } {
  if (error instanceof ActionFailed && error.code === NOT_OPEN) return { done: false, because: 'not-there' };
  throw error;
}

/** How a child is that was handed over from here. Which file it is stands in what was signed; who does not see that file is told nothing of it. */
async function keepAnswers(by: TakingIn, received: Received): Promise<TakenIn> {
  const file = received.manifest.says[SAYS.file] ?? '';
  const answer = await by.perform(receiveAnswers, by.actor, { file, ...asCame(received) });
  if (answer.done) return { answered: file, answers: answer.value };
  return { file, answer: answer.because === 'not-there' || answer.because === 'invalid' ? { done: false, because: 'obstacles', obstacles: [{ code: 'not-sent-there' }] } : answer };
}

/**
 * Takes in a package from a file that can be read twice: first all of it is verified and nothing written, then its files are sealed
 * and one action opens the file with it. What is refused leaves nothing.
 */
export async function takeIn(path: string, by: TakingIn): Promise<TakenIn> {
  if (by.ownKeys.length === 0) return { refused: 'no-own-key' };
  if (statSync(path).size > MOST_PACKAGE_BYTES) return { refused: 'too-large' };
  try {
    const received = await readThrough(path, by);
    return received.manifest.about === ANSWERS_PACKAGE ? await keepAnswers(by, received) : await keepFile(path, by, received);
  } catch (error) {
    if (error instanceof PackageRefused) return { refused: error.because };
    throw error;
  }
}
