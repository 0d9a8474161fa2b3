import type { Transaction } from '#src/platform/database/transaction.ts';
import { OPERATOR } from '#src/platform/people/rules.ts';
import { readCard, type KnownNode } from './card.ts';

/** The installations that are known now, by name. One whose card cannot be read any more is not known. */
export async function knownNodes(tx: Transaction): Promise<KnownNode[]> {
  const rows = await tx.selectFrom('known_node').distinctOn('node').select(['node', 'name', 'card']).orderBy('node').orderBy('number', 'desc').execute();
  return rows
    .flatMap(({ node, name, card }) => {
      const read = card === null ? null : readCard(card);
      return read ? [{ node, name, ...read }] : [];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** From now on this card is that of the installation; without one it is no longer known. */
export async function writeNode(tx: Transaction, { node, name, card }: { node: string; name: string; card: string | null }, now: Date): Promise<void> {
  await tx.insertInto('known_node').values({ node, name, card, recorded_on: now.toISOString().slice(0, 10), recorded_by: OPERATOR }).execute();
}
