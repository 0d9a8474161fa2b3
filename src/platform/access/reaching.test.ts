import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { invite, readSection, SECTIONS } from '#test/support/actions.ts';
import { acting } from '#test/support/database.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { addRules, beginSmall, look, reach, RULES } from '#test/support/reaching.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { openStream } from '#src/platform/database/transaction.ts';

const ground = useGround();
const DAYS = ['2026-11-25', '2026-11-26', '2026-11-27'] as const;
const PEOPLE: readonly Actor[] = [...AGENCIES, STRANGER].map((agency, n) => ({ id: `service:person-${n}`, agency }));
type Section = (typeof SECTIONS)[number];

beforeAll(async () => {
  for (const who of PEOPLE) await ground.give(who, ['writer', 'reader']);
  await addRules(ground.database);
});

const step = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  section: fc.constantFrom(...SECTIONS, 'two' as const, 'two' as const),
  day: fc.integer({ min: 0, max: 2 }),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ how: fc.constantFrom('first' as const, 'emergency' as const), days: fc.constantFrom(-1, 0, 1, 1, 2, null) }) },
    // The fourth agency is never invited.
    { weight: 2, arbitrary: fc.record({ whom: fc.integer({ min: 0, max: 2 }), isParty: fc.boolean() }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Seat = { isParty: boolean; how: string; endsOn: string | null };
/** What the agreement between agencies says, without a database. */
type Table = Map<string, Seat>;
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const isIn = (seat: Seat | undefined, today: string) => seat !== undefined && seat.isParty && (seat.endsOn === null || seat.endsOn >= today);
const lasts = (seat: Seat | undefined, today: string) => isIn(seat, today) && seat?.how !== 'emergency';

/** Whether this step is within the agreement; then the table is changed by it. */
function follow(table: Table, { who, section, what }: Step, today: string): boolean {
  const seatOf = (agency: number, part: Section) => table.get(`${agency} ${part}`);
  if ('whom' in what) {
    const own = seatOf(who, section);
    const isLeaving = what.whom === who && !what.isParty;
    if (!(lasts(own, today) || (isLeaving && isIn(own, today)))) return false;
    table.set(`${what.whom} ${section}`, { isParty: what.isParty, how: 'invited', endsOn: null });
    return true;
  }
  const rule = section === 'one' ? { first: false, emergency: false } : RULES[section];
  const endsOn = what.days === null ? null : dayAfter(today, what.days);
  const isAtTable = SECTIONS.some((part) => lasts(seatOf(who, part), today));
  const wasNeverOpened = [0, 1, 2, 3].every((agency) => !table.has(`${agency} ${section}`));
  const ok =
    isAtTable &&
    (what.how === 'first' ? rule.first && wasNeverOpened && (endsOn === null || endsOn >= today) : rule.emergency && endsOn !== null && endsOn >= today && endsOn <= dayAfter(today, 1) && !lasts(seatOf(who, section), today));
  if (ok) table.set(`${who} ${section}`, { isParty: true, how: what.how, endsOn });
  return ok;
}

async function take(stream: string, { who, section, what }: Step, today: string): Promise<boolean> {
  const actor = PEOPLE[who] as Actor;
  const input = 'whom' in what ? { stream, section, agency: AGENCIES[what.whom], isParty: what.isParty } : { stream, section, how: what.how, endsOn: what.days === null ? null : dayAfter(today, what.days) };
  try {
    const answer = 'whom' in what ? await ground.perform(invite, actor, input) : await ground.perform(reach, actor, input);
    return answer.done;
  } catch {
    // The database, or the check of what an action declares, said no where the rules of a feature should have.
    return false;
  }
}

const visibleTo = (stream: string, { id, agency }: Actor, today: string) => ground.database.transaction(acting({ actor: id, agency, today }), async (tx) => (await openStream(tx, stream))?.sections ?? []);

async function compare(stream: string, table: Table, today: string): Promise<void> {
  for (const [who, actor] of PEOPLE.entries()) {
    const visible = SECTIONS.filter((section) => isIn(table.get(`${who} ${section}`), today));
    expect((await visibleTo(stream, actor, today)).toSorted()).toEqual(visible.toSorted());
    for (const section of SECTIONS) expect((await ground.perform(readSection, actor, { stream, section })).done).toBe(visible.includes(section));
    const looked = await ground.perform(look, actor, { stream });
    expect(looked.done).toBe(visible.length > 0);
    if (!looked.done) continue;
    const seats = [...table].filter(([, seat]) => isIn(seat, today)).map(([key, { how, endsOn }]) => `${key} ${how} ${endsOn}`);
    expect(looked.value.table.map((s) => `${PEOPLE.findIndex((p) => p.agency === s.agency)} ${s.section} ${s.how} ${s.endsOn}`).toSorted()).toEqual(seats.toSorted());
    expect(looked.value.openedSections.toSorted()).toEqual([...new Set([...table.keys()].map((key) => key.split(' ')[1]))].toSorted());
    // Of looks one sees those at one's own sections and at the whole, and no other.
    expect(looked.value.looks.rows.filter((row) => row.section !== null && !visible.includes(row.section as Section))).toEqual([]);
  }
}

describe('for any history of reaching, inviting and leaving', () => {
  it('each step is taken exactly when the agreement allows it, what is allowed is visible, and who never was at the table reaches nothing', async () => {
    const taken = { first: 0, emergency: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 16 }), async (steps) => {
        ground.clock.now = new Date(`${DAYS[0]}T10:00:00Z`);
        const stream = valueOf(await ground.perform(beginSmall, PEOPLE[0] as Actor, { words: 'x' }));
        valueOf(await ground.perform(invite, PEOPLE[0] as Actor, { stream, section: 'one', agency: AGENCIES[1] }));
        const table: Table = new Map(['0 one', '1 one'].map((key) => [key, { isParty: true, how: 'invited', endsOn: null }]));
        let today: string = DAYS[0];
        for (const each of steps.toSorted((a, b) => a.day - b.day)) {
          today = DAYS[each.day] as string;
          ground.clock.now = new Date(`${today}T10:00:00Z`);
          const isAllowed = follow(table, each, today);
          expect([each, await take(stream, each, today)]).toEqual([each, isAllowed]);
          if (!isAllowed) taken.refused++;
          else if ('how' in each.what) taken[each.what.how]++;
        }
        expect([...table.keys()].filter((key) => key.startsWith('3'))).toEqual([]);
        await compare(stream, table, today);
      }),
      { numRuns: 30 },
    );
    // It would prove nothing, if hardly anything were taken or refused.
    expect(Math.min(taken.first, taken.emergency, taken.refused)).toBeGreaterThan(5);
  }, 120_000);
});
