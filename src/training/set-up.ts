import type { IdentityOf } from '#src/helpdesk/receipt/identity.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { Database } from '#src/platform/database/database.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { asOperator, asRegistrar } from '#src/platform/people/operator.ts';
import { confirmRole, proposeRole, type Done } from '#src/platform/people/people.ts';
import { ADMINISTRATOR, MEMBER, OPERATOR, type Role } from '#src/platform/people/rules.ts';
import { addAgency, addPerson, findAgency, findBySignInName, isForTraining, serviceRoles, waitingProposals, writePurpose, writeServiceRole } from '#src/platform/people/store.ts';
import type { Door } from '#src/platform/sessions/door.ts';
import { choosePassword, finishSetUp, makeSetUpLink } from '#src/platform/sessions/set-up.ts';
import { canBeReached, dutyDesks, writeDutyDesk } from '#src/platform/access/duty-desk.ts';
import { dutyDesk } from '#src/files/roles.ts';
import { openTrainingFile } from './file.ts';
import { openTrainingPlaces } from './places.ts';
import { sendTrainingReports } from './reports.ts';
import { codeNow, readAuthenticators, writeAuthenticators } from './authenticators.ts';
import { DUTY_DESK, TRAINING_PASSWORD, TRAINING_PEOPLE, TRAINING_SERVICES, type TrainingPerson } from './people.ts';

/** Their first codes were used then, so that those of this moment still work. */
const SET_UP_BEFORE_MS = 600_000;

type Place = { database: Pick<Database, 'transaction'>; door: Door; ground: Ground; identityOf: IdentityOf; data: string };

/** A "no" here is a mistake of ours: these people were invented so that there is none. */
function held<T>(done: Done<T>): T {
  if (!done.done) throw new Error(`an invented person was refused: ${done.obstacles.join(', ')}`);
  return done;
}

/** Adds somebody with her roles, unless an earlier start did. */
async function addOnce(tx: Transaction, person: TrainingPerson, now: Date): Promise<string> {
  const known = await findBySignInName(tx, person.signInName);
  if (known !== null) return known;
  const agencyId = (await findAgency(tx, person.agency)) ?? (await addAgency(tx, person.agency, now));
  const administers = person.roles === 'administrator';
  const personId = await addPerson(tx, { signInName: person.signInName, name: person.name, administers }, OPERATOR, now);
  if (personId === null) throw new Error('an invented person is there twice');
  const roles: readonly Role[] = person.roles === 'administrator' ? [ADMINISTRATOR] : [MEMBER, ...person.roles];
  for (const role of roles) held(await proposeRole(tx, { by: OPERATOR, personId, agencyId, role }, now));
  return personId;
}

/** As anybody sets up signing in, with an authenticator that lies in a file. */
async function letIn(place: Place, personId: string): Promise<Buffer> {
  const then = new Date(place.door.now().getTime() - SET_UP_BEFORE_MS);
  const door: Door = { ...place.door, now: () => then };
  const token = await place.database.transaction(asOperator(place.door.now()), (tx) => makeSetUpLink(tx, personId, then));
  const chosen = await choosePassword(door, { token, password: TRAINING_PASSWORD });
  if (chosen.outcome !== 'chosen') throw new Error(`the password for training was not taken: ${chosen.outcome}`);
  const from = { network: 'training', deviceToken: null, label: 'training' };
  const done = await finishSetUp(door, { token, code: codeNow(chosen.secret, then) }, from);
  if (done.outcome !== 'done') throw new Error(`the code for training was not taken: ${done.outcome}`);
  return chosen.secret;
}

/** Somebody who was invented, at the agency where she works. */
async function actorCalled(tx: Transaction, signInName: string): Promise<{ id: string; agency: string }> {
  const person = TRAINING_PEOPLE.find((one) => one.signInName === signInName);
  const [id, agency] = [await findBySignInName(tx, signInName), person ? await findAgency(tx, person.agency) : null];
  if (id === null || agency === null) throw new Error(`nobody invented is called ${signInName}`);
  return { id, agency };
}

/** Lets in everybody who was invented. What an earlier start did, whole or half, is taken up from there. */
export async function setUpTraining(place: Place): Promise<void> {
  const { database, door, data } = place;
  const now = door.now();
  await database.transaction(asOperator(now), async (tx) => {
    if ((await isForTraining(tx)) === undefined) await writePurpose(tx, 'training');
  });
  await database.transaction(asOperator(now), async (tx) => {
    const given = new Set((await serviceRoles(tx)).map((known) => `${known.service} ${known.role}`));
    for (const { agency, service, role } of TRAINING_SERVICES.filter((wanted) => !given.has(`${wanted.service} ${wanted.role}`))) {
      const agencyId = (await findAgency(tx, agency)) ?? (await addAgency(tx, agency, now));
      await writeServiceRole(tx, { service, role, agencyId, isHeld: true }, now);
    }
  });
  const authenticators = new Map(readAuthenticators(data));
  const firsts = new Map<string, string>();
  for (const person of TRAINING_PEOPLE) {
    const personId = await database.transaction(asOperator(now), (tx) => addOnce(tx, person, now));
    const second = firsts.get(person.agency) ?? personId;
    firsts.set(person.agency, second);
    await database.transaction(asRegistrar(second, now), async (tx) => {
      for (const membershipId of await waitingProposals(tx, personId)) held(await confirmRole(tx, { by: second, membershipId }, now));
    });
    if (authenticators.has(person.signInName)) continue;
    authenticators.set(person.signInName, await letIn(place, personId));
    writeAuthenticators(data, authenticators);
  }
  await database.transaction(asOperator(now), async (tx) => {
    const agencyId = await findAgency(tx, DUTY_DESK);
    const isThere = (await dutyDesks(tx)).some((desk) => desk.kind === 'file');
    if (agencyId !== null && !isThere && (await canBeReached(tx, 'file'))) await writeDutyDesk(tx, { kind: 'file', role: dutyDesk.name, agencyId }, now);
  });
  await sendTrainingReports(place.ground, place.identityOf);
  // Everybody is invented, and nobody is told.
  const untold = { ...place.ground, enqueue: async () => undefined };
  const called = (signInName: string) => database.transaction(asOperator(now), (tx) => actorCalled(tx, signInName));
  await openTrainingFile(untold, called);
  await openTrainingPlaces(untold, called);
}
