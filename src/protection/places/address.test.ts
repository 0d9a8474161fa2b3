import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '#src/actions.ts';
import { answerInvitation, BREAK_GLASS, END_PARTY, INVITE } from '#src/files/actions/party-actions.ts';
import { lookAtFile, READ_SECTION, readLooks } from '#src/files/actions/read-actions.ts';
import { EMERGENCY_SECTIONS, SECTIONS } from '#src/files/model/vocabulary.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { offeredTo } from '#src/platform/api/openapi.ts';
import { ROLES } from '#src/roles.ts';
import { useFiles, who } from '#test/support/files.ts';
import { AGENCIES, STRANGER, valueOf } from '#test/support/ground.ts';
import { aPlace, childAtDesk, desk, HOUSE, manager } from '#test/support/places.ts';
import { lookAtChild } from './actions/child-actions.ts';
import { answerHold, holdBed } from './actions/hold-actions.ts';
import { listStays, listWaitingChildren, matchChild } from './actions/match-actions.ts';
import { registerPlace, showTo } from './actions/place-actions.ts';
import { offerPlacement, PLACEMENT_STEP, sayWhere, tellPlacement } from './actions/placement-actions.ts';
import { listPlaces, readAddress, readPlace } from './actions/read-place.ts';
import { PLACES_ROLES } from './roles.ts';

const ground = useFiles();
const AT = '2026-11-25T10:00:00.000Z';

/** Everybody there is: one of each role, and a whole agency that is at no table until somebody invites it. */
const everybody = (): readonly (Actor & { agency: string })[] => [...FILE_ROLES.map((role) => who(role.name)), desk, elsewhere, manager];
const elsewhere = { id: 'd0000009-0000-4000-8000-000000000000', agency: STRANGER };
beforeAll(async () => {
  const all = [...FILE_ROLES, ...PLACES_ROLES].map((role) => role.name);
  await ground.give(desk, all);
  await ground.give(elsewhere, all);
  await ground.give(manager, ['shelter-manager']);
});

/** Everything that an answer says, sealed words included where they were opened. */
function saidIn(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString();
  if (value instanceof Map) return saidIn([...value]);
  if (Array.isArray(value)) return value.map(saidIn).join('\n');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, one]) => `${key} ${saidIn(one)}`).join('\n');
  return String(value);
}

type World = { place: string; file: string; placement: string; hold: string; address: string };

async function world(): Promise<World> {
  const address = `Verzonnen Schuilpad ${randomUUID()}`;
  const place = valueOf(await ground.perform(registerPlace, manager, aPlace({ address: { address } })));
  valueOf(await ground.perform(showTo, manager, { place, agency: desk.agency, isShown: true }));
  return { place, file: await childAtDesk(ground), placement: randomUUID(), hold: randomUUID(), address };
}

type Try = (w: World, actor: Actor & { agency: string }, other: string, section: (typeof SECTIONS)[number]) => Promise<unknown>;
const handOver = { calledBy: 'M' };

/** What anybody may try, in any order: what is not permitted is refused, and a refusal may say nothing either. */
const TRIES: Readonly<Record<string, Try>> = {
  read: (w, a, _, section) => ground.perform(READ_SECTION[section], a, { file: w.file }),
  look: (w, a) => ground.perform(lookAtFile, a, { file: w.file }),
  looks: (w, a) => ground.perform(readLooks, a, { file: w.file }),
  child: (w, a) => ground.perform(lookAtChild, a, { file: w.file }),
  place: (w, a) => ground.perform(readPlace, a, { place: w.place }),
  address: (w, a) => ground.perform(readAddress, a, { place: w.place }),
  places: (_, a) => ground.perform(listPlaces, a, { at: AT }),
  match: (w, a) => ground.perform(matchChild, a, { file: w.file, at: AT }),
  waiting: (_, a) => ground.perform(listWaitingChildren, a, {}),
  stays: (_, a) => ground.perform(listStays, a, {}),
  show: (w, a, agency) => ground.perform(showTo, a, { place: w.place, agency, isShown: true }),
  invite: (w, a, agency, section) => ground.perform(INVITE[section], a, { file: w.file, agency, purpose: 'shelter', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }),
  accept: (w, a) => ground.perform(answerInvitation, a, { file: w.file, answer: 'accepted' }),
  leave: (w, a) => ground.perform(answerInvitation, a, { file: w.file, answer: 'left' }),
  end: (w, a, agency, section) => ground.perform(END_PARTY[section], a, { file: w.file, agency, because: 'mistake' }),
  glass: (w, a, _, section) => {
    const broken = EMERGENCY_SECTIONS.find((one) => one === section);
    return broken ? ground.perform(BREAK_GLASS[broken], a, { file: w.file, because: 'danger-to-life' }) : Promise.resolve(null);
  },
  hold: (w, a) => ground.perform(holdBed, a, { place: w.place, hold: w.hold, at: AT, until: '2026-11-26T10:00:00.000Z', words: { asked: 'x' } }),
  answer: (w, a) => ground.perform(answerHold, a, { place: w.place, hold: w.hold, refusal: null }),
  offer: (w, a) => ground.perform(offerPlacement, a, { file: w.file, placement: w.placement, place: w.place, hold: w.hold, because: 'safest-now', at: AT }),
  take: (w, a) => ground.perform(PLACEMENT_STEP.accepted, a, { file: w.file, placement: w.placement, handOver }),
  arrive: (w, a) => ground.perform(PLACEMENT_STEP.arrived, a, { file: w.file, placement: w.placement }),
  where: (w, a) => ground.perform(sayWhere, a, { file: w.file, placement: w.placement, address: { address: w.address } }),
  tell: (w, a) => ground.perform(tellPlacement, a, { file: w.file }),
};

/** Who is at the table of `location` now, asked of the database and not of the code that decides. */
async function atLocation(file: string): Promise<ReadonlySet<string>> {
  const rows = await ground.database.query("select distinct on (agency) agency, is_party from keerpunt.party where stream_id = $1 and section = 'location' order by agency, since_sequence desc", [file]);
  return new Set(rows.filter((row) => row['is_party']).map((row) => String(row['agency'])));
}

/** Everything that is stored in the open: rows, headers, records. Bodies are sealed, and looked through as well. */
async function storedInTheOpen(): Promise<string> {
  const tables = await ground.database.query("select tablename from pg_tables where schemaname = 'keerpunt'", [], 'postgres');
  const texts: string[] = [];
  for (const { tablename } of tables) {
    const rows = await ground.database.query(`select string_agg(to_jsonb(t)::text, ' ') as said from keerpunt."${String(tablename)}" as t`, [], 'postgres');
    texts.push(String(rows[0]?.['said'] ?? ''));
  }
  return texts.join('\n');
}

let shown = 0;
describe('an address', () => {
  it('is shown by no sequence of actions to anybody without location and outside the agency of the place', async () => {
    const tries = Object.keys(TRIES);
    const step = fc.record({ what: fc.constantFrom(...tries), actor: fc.nat(FILE_ROLES.length + 2), other: fc.constantFrom(...AGENCIES, STRANGER), section: fc.oneof(fc.constant('location' as const), fc.constantFrom(...SECTIONS)) });
    // A start that gets somewhere, so that there is an address in the file that somebody could see.
    const start = ['hold', 'answer', 'offer', 'take', 'invite', 'accept', 'where'];
    await fc.assert(
      fc.asyncProperty(fc.nat(start.length), fc.array(step, { minLength: 15, maxLength: 30 }), async (length, steps) => {
        const w = await world();
        const people = everybody();
        const asking: Record<string, Actor & { agency: string }> = { hold: desk, answer: manager, offer: desk, take: desk, invite: desk, accept: who('shelter-worker'), where: who('shelter-worker') };
        for (const what of start.slice(0, length)) await TRIES[what]?.(w, asking[what] ?? desk, HOUSE, 'location');
        for (const { what, actor, other, section } of steps) {
          const one = people[actor] ?? desk;
          const before = await atLocation(w.file);
          const said = saidIn(await TRIES[what]?.(w, one, other, section));
          if (!said.includes(w.address)) continue;
          shown++;
          expect([what, one.agency === HOUSE || before.has(one.agency)]).toEqual([what, true]);
        }
      }),
      { numRuns: 20 },
    );
    // It can be seen by those who may: otherwise this would prove nothing.
    expect(shown).toBeGreaterThan(0);
  }, 120_000);
  it('stands nowhere in the open in the database, nor in what was sealed', async () => {
    const w = await world();
    const said = await storedInTheOpen();
    expect(said).toContain(w.place);
    for (const secret of [w.address, Buffer.from(w.address).toString('hex'), Buffer.from(w.address).toString('base64')]) expect(said).not.toContain(secret);
  });
  it('is given to programs by no action but those of the place itself and of location', () => {
    const offered = offeredTo(ACTIONS, ROLES).filter((action) => typeof action.about === 'object' && 'sections' in action.about && 'kind' in action.about && action.about.kind === 'place' && (action.about.sections as readonly (string | null)[]).includes('address'));
    expect(offered.map((action) => action.name).toSorted()).toEqual(['place.read-address', 'place.set-address']);
    expect(offered.every((action) => action.allow.every(({ role }) => role.name.startsWith('shelter-')))).toBe(true);
  });
});
