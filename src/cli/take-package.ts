import { imprintRules } from '#src/imprints.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import { fileNumber } from '#src/files/model/number.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { readOwnKeys } from '#src/platform/nodes/own-key.ts';
import { makeReceiptKey } from '#src/platform/sessions/key-file.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { keyFile } from '#src/platform/vault/keys-folder.ts';
import { seeNodes } from '#src/reintegration/handover/actions/receive-actions.ts';
import { takeIn } from '#src/reintegration/handover/package/take-in.ts';
import { actorFor } from './actor.ts';
import { withDatabase, type DataPlace } from './place.ts';
import { called } from './proofs.ts';
import { REFUSED } from './say-refused.ts';
import { UsageError } from './usage.ts';

const now = () => new Date();
const say = (line: string) => process.stdout.write(`${line}\n`);

type Taking = { file: string; as: string; agency: string | undefined; place: DataPlace; projectFolder: string };

/** Takes a file in that was handed over, by the same rules as the page: verified whole first, and once only. */
export async function takePackage({ file, as, agency, place, projectFolder }: Taking): Promise<number> {
  return withDatabase(place, projectFolder, async (database) => {
    const ground: Ground = { database, wrapper: wrapperFromFile(keyFile(place.keys, 'master-keys')), kinds: KINDS, lists: LISTS, imprints: imprintRules({ projectFolder, keys: place.keys, now }), now };
    const actor = await actorFor(database, as, agency);
    const perform = performOn(ground);
    const nodes = await perform(seeNodes, actor, {});
    if (!nodes.done) throw new UsageError(`${as} may not take files in`);
    const taken = await takeIn(called(file), { ground, perform, actor, ownKeys: readOwnKeys(place.keys), nodes: nodes.value, identityKey: makeReceiptKey(place.keys), now: now(), textOf: (node, on) => `${node}, ${on}` });
    if ('opened' in taken) {
      say(`file ${fileNumber(taken.opened)} is opened with what came`);
      return 0;
    }
    if ('answered' in taken) {
      say(`${taken.answers === 1 ? 'one answer is' : `${taken.answers} answers are`} written down in file ${fileNumber(taken.answered)}`);
      return 0;
    }
    if ('refused' in taken) throw new UsageError(taken.refused === 'no-own-key' ? 'this installation has no key yet: make one with keerpunt node card' : REFUSED[taken.refused]);
    const { answer } = taken;
    const code = answer.because === 'obstacles' ? answer.obstacles.map((o) => o.code).join(' ') : answer.because;
    process.stderr.write(`keerpunt: nothing was taken in: ${code === 'taken-in-already' ? `this file is here already, as ${fileNumber(taken.file)}` : code}\n`);
    return 1;
  });
}
