import { join } from 'node:path';
import { z } from 'zod';
import type { FreeAction } from '#src/platform/action/action.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { imprintKeysFrom } from '#src/platform/vault/imprint-keys.ts';
import { findKnown, matcherFor, readWeights, searchSeen, type Searched, type Imprinted, type KnownAlready, type Matcher, type Profile } from '#src/matching/index.ts';
import { writer } from './actions.ts';
import { AGENCIES } from './ground.ts';
import { PROJECT } from './server.ts';

/** What the notes of section one say, one person after the other, each as a profile in JSON. */
function profileFrom(entries: readonly ReadEntry[]): Profile {
  const all = entries.flatMap(({ body }) => (body?.opened && body.value.length > 0 ? [JSON.parse(body.value.toString()) as Profile] : []));
  return { names: all.flatMap((p) => p.names), birthDates: all.flatMap((p) => p.birthDates), others: Object.assign({}, ...all.map((p) => p.others ?? {})) as NonNullable<Profile['others']> };
}

/** In the small feature of the tests: a matter is about the person that its first section names, until it is closed. */
const MATTERS: Imprinted = {
  streamKind: 'matter',
  section: 'one',
  standing: (headers) => ({ isFound: !headers.some((h) => h.kind === 'matter.closed'), ask: AGENCIES[0] }),
  profile: profileFrom,
};

const weights = readWeights(join(PROJECT, 'src/matching/weights.json'));
export const matcherWith = (keyFile: string, now = () => new Date(), imprinted = MATTERS): Matcher => matcherFor({ imprinted, keys: imprintKeysFrom(keyFile), weights, now });

export type Question = { profile?: Profile | undefined; stream?: string | undefined };
/** Asks whether somebody is known. */
export const askKnown: FreeAction<Question, KnownAlready, KnownAlready> = {
  name: 'matter.known',
  does: 'ask whether somebody is known already',
  input: z.object({ profile: z.custom<Profile>().optional(), stream: z.string().optional() }),
  allow: [{ role: writer, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx, { profile, stream }, { imprints }) => findKnown(tx, imprints, 'matter', profile ? { profile } : { stream: stream ?? '' }),
  run: ({ found }) => ({ value: found }),
};

/** Looks for somebody in what one sees. */
export const searchKnown: FreeAction<{ profile: Profile }, Searched, Searched> = {
  name: 'matter.search',
  does: 'look for somebody by name',
  input: z.object({ profile: z.custom<Profile>() }),
  allow: [{ role: writer, relation: 'none' }],
  about: 'nothing',
  lookUp: (tx, { profile }, { imprints }) => searchSeen(tx, imprints, 'matter', profile),
  run: ({ found }) => ({ value: found }),
};
