import { createHash } from 'node:crypto';
import { readPublicKeys, writePublicKeys, type PublicKeys } from '#src/platform/journal/signing-keys.ts';
import { readRecipient, recipientId, recipientLineOf } from '#src/platform/packages/recipients.ts';
import { frame } from '#src/platform/vault/framing.ts';

/** What another installation needs to send to this one and to know what comes from it. Nothing in it is secret. */
export type Card = { /** To which packages are sealed. */ readonly recipient: Buffer; /** Whose signatures count as its own. */ readonly signingKeys: PublicKeys };

/** An installation that whoever runs this one said to know. */
export type KnownNode = Card & { readonly node: string; readonly name: string };

const HEAD = 'keerpunt-node 1';

/** The card as a text that can be sent by mail. */
export const writeCard = ({ recipient, signingKeys }: Card): string => `${HEAD}\n${recipientLineOf(recipient)}\n${writePublicKeys(signingKeys)}`;

/** Null where it is no whole card. */
export function readCard(text: string): Card | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map((line) => line.trim());
  if (lines[0] !== HEAD) return null;
  const recipient = readRecipient(lines[1] ?? '');
  const signingKeys = readPublicKeys(`${lines.slice(2).join('\n')}\n`);
  return recipient && signingKeys.size > 0 ? { recipient, signingKeys } : null;
}

const DIGITS = 4;
const GROUPS = 8;

/** What is read out over the telephone, on a number that was known before: eight groups of four. Another card has others. */
export function fingerprint({ recipient, signingKeys }: Card): string {
  const keys = writePublicKeys(new Map([...signingKeys].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  const digest = createHash('sha256').update(frame('nodes.card.1', [recipientId(recipient), keys])).digest('hex');
  return (digest.slice(0, DIGITS * GROUPS).match(/.{4}/g) ?? []).join(' ');
}
