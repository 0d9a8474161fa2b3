import { randomUUID } from 'node:crypto';
import { fingerprint, readCard, writeCard } from '#src/platform/nodes/card.ts';
import { makeOwnKey, ownCard } from '#src/platform/nodes/own-key.ts';
import { knownNodes, writeNode } from '#src/platform/nodes/store.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { KeyFileUnusable } from '#src/platform/vault/key-file.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase, type DataPlace } from './place.ts';
import { readArguments, readTextFile, UsageError, type Command } from './usage.ts';

const now = () => new Date();
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What the others add with `node add`; the key is made where there is none. What is read out goes to the terminal, not into the card. */
function sayCard({ keys }: DataPlace): void {
  makeOwnKey(keys);
  const card = ownCard(keys);
  process.stdout.write(writeCard(card));
  process.stderr.write(`keerpunt: read this out on the telephone to whoever adds it: ${fingerprint(card)}\n`);
}

async function add(place: DataPlace, projectFolder: string, { name, file, heard }: { name: string; file: string; heard: string }): Promise<string> {
  const text = await readTextFile(file);
  const card = readCard(text);
  if (!card) throw new UsageError(`${file} is no card of an installation: the others make one with keerpunt node card`);
  // Whoever could change the card on its way could be the sender of everything that comes: what was heard is typed, not looked at.
  if (heard.replaceAll(/\s/g, '') !== fingerprint(card).replaceAll(' ', '')) throw new UsageError('the fingerprint is not that of this card. Ring the others on a number that you had before, and have them read it out');
  return withDatabase(place, projectFolder, (database) =>
    database.transaction(asOperator(now()), async (tx) => {
      const known = await knownNodes(tx);
      const same = known.find((node) => node.name === name);
      const taken = known.find((node) => node.name !== name && node.recipient.equals(card.recipient));
      if (taken) throw new UsageError(`this card is that of ${taken.name}`);
      await writeNode(tx, { node: same?.node ?? randomUUID(), name, card: writeCard(card) }, now());
      return same ? `${name} has the keys of this card from now on` : `${name} is known: packages from there are taken in, and can be sent there`;
    }),
  );
}

const end = (place: DataPlace, projectFolder: string, name: string): Promise<string> =>
  withDatabase(place, projectFolder, (database) =>
    database.transaction(asOperator(now()), async (tx) => {
      const known = (await knownNodes(tx)).find((node) => node.name === name);
      if (!known) return `nothing was to be done: ${name} is not known`;
      await writeNode(tx, { node: known.node, name, card: null }, now());
      return `${name} is no longer known: nothing from there is taken in`;
    }),
  );

const list = (place: DataPlace, projectFolder: string): Promise<string> =>
  withDatabase(place, projectFolder, (database) =>
    database.transaction(asOperator(now()), async (tx) => {
      const known = await knownNodes(tx);
      return known.length === 0 ? 'no other installation is known' : known.map((node) => `${node.name}  ${fingerprint(node)}`).join('\n');
    }),
  );

/** Which other installations this one exchanges packages with. Said here and nowhere else: whoever is known can send files of children. */
export const nodeCommand: Command = {
  usage: [`node card ${PLACE_USAGE}`, `node add NAME FILE --heard FINGERPRINT ${PLACE_USAGE}`, `node end NAME ${PLACE_USAGE}`, `node list ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: { ...PLACE_OPTIONS, heard: { type: 'string' } } });
    const [what, name = '', file = '', ...more] = positionals;
    const place = placeFrom(values, projectFolder);
    try {
      if (what === 'card' && name === '') sayCard(place);
      else if (what === 'list' && name === '') say(await list(place, projectFolder));
      else if (what === 'end' && name !== '' && file === '') say(await end(place, projectFolder, name));
      else if (what === 'add' && file !== '' && more.length === 0) {
        if (values.heard === undefined) throw new UsageError('node add takes --heard FINGERPRINT: what the others read out to you on the telephone');
        if (name.length > 200) throw new UsageError('the name is too long');
        say(await add(place, projectFolder, { name, file, heard: values.heard }));
      } else throw new UsageError('node takes card, add NAME FILE, end NAME or list');
      return 0;
    } catch (error) {
      if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
      throw error;
    }
  },
};
