import { canBeReached, dutyDesks, writeDutyDesk } from '#src/platform/access/duty-desk.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { findAgency } from '#src/platform/people/store.ts';
import { ROLES } from '#src/roles.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, withDatabase } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

type Asked = { kind: string; role: string; agency: string };

async function set(tx: Transaction, { kind, role, agency }: Asked, now: Date): Promise<string> {
  const agencyId = await findAgency(tx, agency);
  if (agencyId === null) throw new UsageError(`there is no agency ${agency}`);
  if (!(await canBeReached(tx, kind))) throw new UsageError(`nothing of a ${kind} can be reached in an emergency`);
  const present = (await dutyDesks(tx)).find((desk) => desk.kind === kind);
  if (present?.agencyId === agencyId && present.role === role) return `nothing was to be done: ${agency} is the duty desk for every ${kind}`;
  await writeDutyDesk(tx, { kind, role, agencyId }, now);
  return `${agency} is the duty desk for every ${kind}, by whoever is ${role} there${present && present.agencyId !== agencyId ? `, in the place of ${present.agency}` : ''}`;
}

async function end(tx: Transaction, kind: string, now: Date): Promise<string> {
  const present = (await dutyDesks(tx)).find((desk) => desk.kind === kind);
  if (!present) return `nothing was to be done: there is no duty desk for a ${kind}`;
  await writeDutyDesk(tx, { kind, role: present.role, agencyId: null }, now);
  return `${present.agency} is no longer the duty desk for a ${kind}; what it was let into ends tomorrow at the latest`;
}

async function show(tx: Transaction): Promise<string> {
  const desks = await dutyDesks(tx);
  return desks.length === 0 ? 'there is no duty desk' : desks.map(({ kind, role, agency }) => `${agency} is the duty desk for every ${kind}, by whoever is ${role} there`).join('\n');
}

/** Which agency may come in an emergency where it is at no table. Said here and nowhere else: it is a way past every invitation. */
export const dutyDeskCommand: Command = {
  usage: [`duty-desk set KIND ROLE --agency NAME ${PLACE_USAGE}`, `duty-desk end KIND ${PLACE_USAGE}`, `duty-desk show ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options: { ...PLACE_OPTIONS, agency: { type: 'string' } } });
    const [what, kind = '', role = '', ...more] = positionals;
    const { agency = '' } = values;
    const now = new Date();
    if (what !== 'set' && what !== 'end' && what !== 'show') throw new UsageError('duty-desk takes set, end or show');
    if (what !== 'show' && !/^[a-z][a-z-]{0,39}$/.test(kind)) throw new UsageError(`duty-desk ${what} takes a kind of stream, such as file`);
    if (what === 'set' && (agency === '' || more.length > 0)) throw new UsageError('duty-desk set takes a kind, a role and --agency NAME');
    // A role that nobody can hold would be a desk that is never there, and nobody would notice before the night it is needed.
    if (what === 'set' && !ROLES.some((known) => known.name === role)) throw new UsageError(`there is no role ${role}`);
    const work = (tx: Transaction) => (what === 'set' ? set(tx, { kind, role, agency }, now) : what === 'end' ? end(tx, kind, now) : show(tx));
    process.stdout.write(`${await withDatabase(placeFrom(values, projectFolder), projectFolder, (database) => database.transaction(asOperator(now), work))}\n`);
    return 0;
  },
};
