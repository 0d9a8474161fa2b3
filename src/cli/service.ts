import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { findAgency, serviceRoles, writeServiceRole } from '#src/platform/people/store.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

type Asked = { service: string; role: string; agency: string; isHeld: boolean };

async function change(tx: Transaction, { service, role, agency, isHeld }: Asked, now: Date): Promise<string> {
  const agencyId = await findAgency(tx, agency);
  if (agencyId === null) throw new UsageError(`there is no agency ${agency}`);
  const isHeldNow = (await serviceRoles(tx)).some((held) => held.agencyId === agencyId && held.service === service && held.role === role);
  if (isHeldNow === isHeld) return `nothing was to be done: ${service} ${isHeld ? 'is' : 'is not'} ${role} at ${agency}`;
  await writeServiceRole(tx, { service, role, agencyId, isHeld }, now);
  return `${service} is ${isHeld ? '' : 'no longer '}${role} at ${agency}`;
}

async function list(tx: Transaction): Promise<string> {
  const held = await serviceRoles(tx);
  return held.length === 0 ? 'no service has a role' : held.map(({ service, role, agency }) => `${service} is ${role} at ${agency}`).join('\n');
}

/** What services of ours may do for an agency: the reception that takes reports, jobs that run at night. */
export const serviceCommand: Command = {
  usage: [`service allow|end SERVICE ROLE --agency NAME ${PLACE_USAGE}`, `service list ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: { ...PLACE_OPTIONS, agency: { type: 'string' } } });
    const [what, service = '', role = '', ...more] = positionals;
    const now = new Date();
    const on = (work: (tx: Transaction) => Promise<string>) => withDatabase(placeFrom(values, projectFolder), projectFolder, (database) => database.transaction(asOperator(now), work));
    if (what !== 'list' && what !== 'allow' && what !== 'end') throw new UsageError('service takes allow, end or list');
    if (what !== 'list') {
      if (!/^service:[a-z][a-z-]{0,39}$/.test(service)) throw new UsageError('a service is called service:NAME, such as service:reception');
      if (!/^[a-z][a-z-]{0,39}$/.test(role)) throw new UsageError('a role takes small letters and hyphens');
      if (!values.agency || more.length > 0) throw new UsageError(`service ${what} takes a service, a role and --agency NAME`);
    }
    const { agency = '' } = values;
    process.stdout.write(`${await on((tx) => (what === 'list' ? list(tx) : change(tx, { service, role, agency, isHeld: what === 'allow' }, now)))}\n`);
    return 0;
  },
};
