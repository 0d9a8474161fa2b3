import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { proposeRole } from '#src/platform/people/people.ts';
import { ADMINISTRATOR, OPERATOR } from '#src/platform/people/rules.ts';
import { addAgency, addPerson, hasAnybody, writePurpose } from '#src/platform/people/store.ts';
import { makeKeys } from '#src/platform/make-keys.ts';
import { makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, webAddressFrom, withDatabase } from './place.ts';
import { readArguments, readJsonFile, UsageError, type Command } from './usage.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
/** Only what can be typed on any keyboard, for it is typed at night. */
export const signInNameSchema = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@+-]{2,199}$/, 'takes 3 to 200 small letters, digits and . _ @ + -');
const firstSchema = z.strictObject({
  agency: z.strictObject({ name: text(200) }),
  administrator: z.strictObject({ name: text(200), signInName: signInNameSchema }),
});
type First = z.infer<typeof firstSchema>;

/** Said once: what is kept of the link cannot be turned back into it. */
export function sayLink(origin: string, token: string): void {
  process.stdout.write(`Set up signing in within 72 hours. This link works once and is not shown again:\n${origin}/sign-in/set-up/${token}\n`);
}

async function askFirst(): Promise<unknown> {
  if (!process.stdin.isTTY) throw new UsageError('init asks questions at a terminal; elsewhere give it a file: init --from FILE');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return {
      agency: { name: await terminal.question('Name of the first agency: ') },
      administrator: { name: await terminal.question('Name of the first administrator: '), signInName: await terminal.question('Name to sign in with: ') },
    };
  } finally {
    terminal.close();
  }
}

async function addFirst(tx: Transaction, keys: string, first: First, now: Date): Promise<string> {
  if (await hasAnybody(tx)) throw new UsageError('somebody has an account here already; add people with: keerpunt user add');
  // Only where nobody is yet: beside accounts that were made with another key, a new one would open none of them.
  makeKeys(keys);
  await writePurpose(tx, 'earnest');
  const agencyId = await addAgency(tx, first.agency.name, now);
  const personId = await addPerson(tx, { ...first.administrator, administers: true }, OPERATOR, now);
  // Nobody was there a moment ago, in this transaction.
  if (personId === null) throw new Error('the first of all was not the first');
  const done = await proposeRole(tx, { by: OPERATOR, personId, agencyId, role: ADMINISTRATOR }, now);
  if (!done.done) throw new UsageError(`the administrator could not be added: ${done.obstacles.join(', ')}`);
  return makeSetUpLink(tx, personId, now);
}

/** The first agency and the first administrator. From then on people are added by people. */
export const initCommand: Command = {
  usage: [`init [--from FILE|-] [--url https://…] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { ...PLACE_OPTIONS, from: { type: 'string' }, url: { type: 'string' } } });
    const origin = webAddressFrom(values.url ?? process.env['KEERPUNT_URL']) ?? 'http://localhost:3000';
    const given = firstSchema.safeParse(values.from === undefined ? await askFirst() : await readJsonFile(values.from));
    if (!given.success) throw new UsageError(given.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    const place = placeFrom(values, projectFolder);
    const now = new Date();
    const token = await withDatabase(place, projectFolder, (database) => database.transaction(asOperator(now), (tx) => addFirst(tx, place.keys, given.data, now)));
    sayLink(origin, token);
    return 0;
  },
};
