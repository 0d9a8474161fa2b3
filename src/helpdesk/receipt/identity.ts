import { createHash } from 'node:crypto';
import type { Algorithm } from '@node-rs/argon2';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { hasherWith } from './hasher.ts';
import { queueFor } from './queue.ts';
import { normaliseWords } from './words.ts';

/** Argon2id; the package exports the number only as a type. */
const ARGON2ID = 2 as Algorithm.Argon2id;
/** 64 MiB and three passes: about 55 ms of one core. What is guessed costs this each time, for every report there is. */
const COST = { algorithm: ARGON2ID, memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 };
const AT_ONCE = 2;
const WAITING = 40;

/** Sixteen bytes as an identity of the fourth kind, which only says that they look like chance. */
function uuidFrom(bytes: Buffer): string {
  const made = Buffer.from(bytes.subarray(0, 16));
  made[6] = ((made[6] as number) & 0x0f) | 0x40;
  made[8] = ((made[8] as number) & 0x3f) | 0x80;
  const hex = made.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export type IdentityOf = (words: string) => Promise<string>;

/**
 * Which report the words open. A hash with a salt of its own could not be looked up, so the salt is one for the installation and
 * the rest of the secret lies in a file apart from the database: whoever has the database alone cannot even begin to guess.
 * Throws QueueFull.
 */
export function identities(key: SecretKey): IdentityOf {
  const queue = queueFor(AT_ONCE, WAITING);
  const hashOf = hasherWith(AT_ONCE, { ...COST, salt: key.mac('salt', 'receipts').subarray(0, 16), secret: key.pepper });
  return (words) =>
    queue(async () => {
      const hash = await hashOf(normaliseWords(words));
      return uuidFrom(createHash('sha256').update('report').update(hash).digest());
    });
}

/** Which message this is: the same one when the same form is sent again, another one when a word of it was changed. */
export const messageIdOf = (key: SecretKey, form: string, text: string): string => uuidFrom(key.mac('message', `${form}\0${text}`));
