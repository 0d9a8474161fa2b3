import { hash, verify, type Algorithm } from '@node-rs/argon2';
import type { SignInKey } from './secrets.ts';

/** Argon2id; the package exports the number only as a type. */
const ARGON2ID = 2 as Algorithm.Argon2id;
/** OWASP's first choice: 46 MiB, one pass. Its threads are four at most, so signing in never takes more than 184 MiB. */
const COST = { algorithm: ARGON2ID, memoryCost: 47_104, timeCost: 1, parallelism: 1 };
const SHORTEST = 12;
/** Long enough for a sentence, short enough to be read by nobody's attack on our memory. */
const LONGEST = 200;
const FEWEST_DIFFERENT = 5;

export type PasswordObstacle = 'short' | 'long' | 'name' | 'plain';

/** Length counts; what people are forced to add to a password they write on the screen. */
export function passwordObstacles(password: string, signInName: string): PasswordObstacle[] {
  const found: PasswordObstacle[] = [];
  const letters = [...password.normalize('NFKC')];
  if (letters.length < SHORTEST) found.push('short');
  if (letters.length > LONGEST) found.push('long');
  const [ownName = ''] = signInName.split('@');
  if (ownName.length > 3 && password.toLowerCase().includes(ownName)) found.push('name');
  if (new Set(letters).size < FEWEST_DIFFERENT) found.push('plain');
  return found;
}

export const hashPassword = (key: SignInKey, password: string): Promise<string> => hash(password.normalize('NFKC'), { ...COST, secret: key.pepper });

let ofNobody: Promise<string> | undefined;

/** Whether it is the password. Without a hash as much work is done, so that the time does not tell whether the name exists. */
export async function isPassword(key: SignInKey, password: string, kept: string | null): Promise<boolean> {
  ofNobody ??= hashPassword(key, 'the password of nobody');
  const against = kept ?? (await ofNobody);
  // Longer ones are not even tried; nobody has one.
  const isRight = await verify(against, [...password.normalize('NFKC')].slice(0, LONGEST + 1).join(''), { secret: key.pepper });
  return isRight && kept !== null;
}
