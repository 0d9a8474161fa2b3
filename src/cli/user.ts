import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { disablePerson, proposeRole } from '#src/platform/people/people.ts';
import { ADMINISTRATOR, MEMBER, OPERATOR } from '#src/platform/people/rules.ts';
import { addPerson, findAgency, findBySignInName, readAccount } from '#src/platform/people/store.ts';
import { makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { sayLink, signInNameSchema } from './init.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, webAddressFrom, withDatabase } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

type NewUser = { signInName: string; name: string; agency: string; administers: boolean };

async function add(tx: Transaction, user: NewUser, now: Date): Promise<string> {
  const agencyId = await findAgency(tx, user.agency);
  if (agencyId === null) throw new UsageError(`there is no agency ${user.agency}`);
  const personId = await addPerson(tx, user, OPERATOR, now);
  if (personId === null) throw new UsageError(`somebody signs in as ${user.signInName} already`);
  const role = user.administers ? ADMINISTRATOR : MEMBER;
  const done = await proposeRole(tx, { by: OPERATOR, personId, agencyId, role }, now);
  if (!done.done) throw new UsageError(`not added: ${done.obstacles.join(', ')}`);
  return makeSetUpLink(tx, personId, now);
}

async function find(tx: Transaction, signInName: string): Promise<string> {
  const personId = await findBySignInName(tx, signInName);
  if (personId === null) throw new UsageError(`nobody signs in as ${signInName}`);
  return personId;
}

async function disable(tx: Transaction, signInName: string, now: Date): Promise<void> {
  const done = await disablePerson(tx, { by: OPERATOR, personId: await find(tx, signInName) }, now);
  if (!done.done) throw new UsageError(`not disabled: ${done.obstacles.join(', ')}`);
}

/** For somebody who lost everything. What she signed in with before goes when she uses it. */
async function newLink(tx: Transaction, signInName: string, now: Date): Promise<string> {
  const personId = await find(tx, signInName);
  if ((await readAccount(tx, personId))?.isDisabled !== false) throw new UsageError(`${signInName} is disabled`);
  return makeSetUpLink(tx, personId, now);
}

function signInNameFrom(typed: string | undefined): string {
  const given = signInNameSchema.safeParse(typed ?? '');
  if (!given.success) throw new UsageError(`a name to sign in with ${given.error.issues[0]?.message ?? 'is missing'}`);
  return given.data;
}

/** Adds, disables and lets in again. Gives no role that reads: that takes two people. */
export const userCommand: Command = {
  usage: [
    `user add SIGN-IN-NAME --name NAME --agency NAME [--administrator] [--url https://…] ${PLACE_USAGE}`,
    `user disable SIGN-IN-NAME ${PLACE_USAGE}`,
    `user link SIGN-IN-NAME [--url https://…] ${PLACE_USAGE}`,
  ],
  async run(args, projectFolder) {
    const options = { ...PLACE_OPTIONS, name: { type: 'string' }, agency: { type: 'string' }, administrator: { type: 'boolean', default: false }, url: { type: 'string' } } as const;
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options });
    const [what, typed, ...more] = positionals;
    if (what !== 'add' && what !== 'disable' && what !== 'link') throw new UsageError('user takes add, disable or link');
    if (more.length > 0) throw new UsageError(`user ${what} takes one name to sign in with`);
    const signInName = signInNameFrom(typed);
    const { name = '', agency = '', administrator } = values;
    if (what === 'add' && (name.trim() === '' || agency.trim() === '')) throw new UsageError('user add needs --name and --agency');
    const origin = webAddressFrom(values.url ?? process.env['KEERPUNT_URL']) ?? 'http://localhost:3000';
    const now = new Date();
    const token = await withDatabase(placeFrom(values, projectFolder), projectFolder, (database) =>
      database.transaction(asOperator(now), async (tx) => {
        if (what === 'add') return add(tx, { signInName, name, agency, administers: administrator }, now);
        if (what === 'link') return newLink(tx, signInName, now);
        await disable(tx, signInName, now);
        return null;
      }),
    );
    if (token === null) process.stdout.write(`${signInName} is disabled and signed out everywhere\n`);
    else sayLink(origin, token);
    return 0;
  },
};
