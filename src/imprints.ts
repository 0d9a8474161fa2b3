import { join } from 'node:path';
import { FILE_IMPRINTS } from './files/imprints.ts';
import { matcherFor, readWeights, type Imprinted } from './matching/index.ts';
import type { ImprintRules } from './platform/action/imprints.ts';
import { imprintKeysFrom } from './platform/vault/imprint-keys.ts';
import { keyFile } from './platform/vault/keys-folder.ts';

/** Which streams are found again by who they are about. */
const IMPRINTED: readonly Imprinted[] = [FILE_IMPRINTS];

type Place = { projectFolder: string; /** The folder of the keys. */ keys: string; now: () => Date };

/** How they are found, with the keys of this installation. Keys are made where there are none: imprints can be made again. */
export function imprintRules({ projectFolder, keys: folder, now }: Place, imprinted = IMPRINTED): ImprintRules {
  if (imprinted.length === 0) return new Map();
  const [keys, weights] = [imprintKeysFrom(keyFile(folder, 'imprint-keys')), readWeights(join(projectFolder, 'src/matching/weights.json'))];
  return new Map(imprinted.map((one) => [one.streamKind, matcherFor({ imprinted: one, keys, weights, now })]));
}
