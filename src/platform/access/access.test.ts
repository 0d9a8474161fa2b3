import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNote, beginMatter, closeMatter, exclude, invite, readSection, replaceNote, SECTIONS } from '#test/support/actions.ts';
import { acting } from '#test/support/database.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import type { Actor, Answer } from '#src/platform/action/action.ts';
import { openStream } from '#src/platform/database/transaction.ts';

const ground = useGround();
const ROLES = ['writer', 'reader', 'chair'] as const;
const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26'] as const;
const INVITED = [AGENCIES[1], AGENCIES[2]] as const;
const NAMES = ['one', 'two'] as const;
/** Invited again and again by whoever may; nobody acts for it. */
const BYSTANDER = '80000000-0000-4000-8000-000000000000';

type Change = { what: 'party'; agency: string; section: (typeof SECTIONS)[number]; isParty: boolean; endsOn: string | null } | { what: 'exclusion'; name: string; isExcluded: boolean };
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('party' as const), agency: fc.constantFrom(...INVITED), section: fc.constantFrom(...SECTIONS), isParty: fc.boolean(), endsOn: fc.constantFrom(null, ...DAYS) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('exclusion' as const), name: fc.constantFrom(...NAMES), isExcluded: fc.boolean() }) },
);
/** For each agency and name the roles held there; the names are new in each run, so that no run gives roles to another. */
const roles = fc.array(fc.subarray([...ROLES]), { minLength: 8, maxLength: 8 });

/** Everybody holds everything and sits everywhere: of what chance draws, hardly anything may be allowed. */
const OPEN_TO_ALL: [Change[], (typeof ROLES)[number][][]] = [
  INVITED.flatMap((agency) => SECTIONS.map((section) => ({ what: 'party' as const, agency, section, isParty: true, endsOn: null }))),
  Array.from({ length: 8 }, () => [...ROLES]),
];

let worlds = 0;

/** A matter begun by its owner, and then the history with notes in its middle, all of it by actions. */
async function worldAfter(changes: readonly Change[], held: readonly (readonly string[])[]) {
  const world = ++worlds;
  const idOf = (name: string) => `${name}-${world}`;
  const owner: Actor = { id: idOf('owner'), agency: AGENCIES[0] };
  await ground.give(owner, ['writer']);
  const stream = valueOf(await ground.perform(beginMatter, owner, { words: 'secret' }));
  const middle = Math.floor(changes.length / 2);
  for (const c of [...changes.slice(0, middle), 'notes' as const, ...changes.slice(middle)]) {
    if (c === 'notes') {
      for (const section of SECTIONS) valueOf(await ground.perform(addNote, owner, { stream, section, words: `secret of ${section}` }));
      continue;
    }
    if (c.what === 'party') valueOf(await ground.perform(invite, owner, { stream, section: c.section, agency: c.agency, isParty: c.isParty, endsOn: c.endsOn }));
    else valueOf(await ground.perform(exclude, owner, { stream, actor: idOf(c.name), isExcluded: c.isExcluded }));
  }
  const people = [...AGENCIES, STRANGER].flatMap((agency, a) => NAMES.map((name, n) => ({ id: idOf(name), agency, roles: held[a * 2 + n] ?? [] })));
  for (const person of people) await ground.give(person, person.roles);
  return { stream, people };
}

const today = () => ground.now().toISOString().slice(0, 10);

/** What the database lets this person see of the stream, without any of our code that decides. */
const visibleTo = (stream: string, { id, agency }: Actor) =>
  ground.database.transaction(acting({ actor: id, agency, today: today() }), async (tx) => {
    const opened = (await openStream(tx, stream))?.sections ?? [];
    const rows = await tx.selectFrom('entry').select(['section', 'sequence']).execute();
    const lists = await tx.selectFrom('list_row').select(['section']).where('stream_id', '=', stream).execute();
    return { opened, rows, listed: lists.length };
  });

/** Allowed is also what the rules, or somebody who was quicker, then stopped. */
const isAllowed = (answer: Answer<unknown>) => answer.done || answer.because === 'obstacles' || answer.because === 'changed-meanwhile';

describe('for any people, agencies, sections and actions', () => {
  it('what is allowed is visible, reading is allowed for exactly what is visible, and to a stranger nothing is there', async () => {
    let allowedCount = 0;
    let refusedCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 7 }), roles, async (changes, held) => {
        const { stream, people } = await worldAfter(changes, held);
        for (const person of people) {
          const { opened, rows, listed } = await visibleTo(stream, person);
          if (person.agency === STRANGER) expect([opened, rows, listed]).toEqual([[], [], 0]);
          for (const section of SECTIONS) {
            const isVisible = opened.includes(section);
            const read = await ground.perform(readSection, person, { stream, section });
            expect(isAllowed(read)).toBe(isVisible && (person.roles.includes('reader') || person.roles.includes('writer')));
            if (read.done) {
              expect(read.value.entries).toHaveLength(rows.filter((r) => r.section === section).length);
              expect(read.value.entries.map((e) => e.body?.opened)).not.toContain(false);
            }
            for (const answer of [
              await ground.perform(replaceNote, person, { stream, section, words: 'x', base: 'stale' }),
              await ground.perform(invite, person, { stream, section, agency: BYSTANDER }),
            ]) {
              expect(isAllowed(answer)).toBe(isVisible && person.roles.includes('writer'));
              if (isAllowed(answer)) allowedCount++;
              else refusedCount++;
            }
          }
          const closed = await ground.perform(closeMatter, person, { stream });
          expect(isAllowed(closed)).toBe(opened.length > 0 && person.roles.includes('chair'));
          expect(await ground.perform(exclude, person, { stream, actor: 'bystander' })).toMatchObject({ done: false });
        }
      }),
      { numRuns: 12, examples: [OPEN_TO_ALL] },
    );
    // The test would prove nothing, if hardly anything were allowed or hardly anything refused.
    expect(Math.min(allowedCount, refusedCount)).toBeGreaterThan(20);
  });
  it('a list shows a row to exactly those who may see its section, whatever comes first, the row or the invitation', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 7 }), async (changes) => {
        const { stream, people } = await worldAfter(changes, []);
        for (const person of people) {
          const { opened } = await visibleTo(stream, person);
          const rows = await ground.database.transaction(acting({ actor: person.id, agency: person.agency, today: today() }), (tx) => tx.selectFrom('list_row').select('section').where('stream_id', '=', stream).execute());
          const shown = rows.map((r) => r.section).toSorted();
          expect(shown).toEqual(opened.length === 0 ? [] : [...opened, null].toSorted());
          const places = await ground.database.transaction(acting({ actor: person.id, agency: person.agency, today: today() }), (tx) =>
            tx.selectFrom('list_place as p').innerJoin('list_row as r', (j) => j.onRef('r.stream_id', '=', 'p.stream_id').onRef('r.list', '=', 'p.list').onRef('r.item', '=', 'p.item')).select('r.section').where('p.stream_id', '=', stream).execute());
          expect(places.map((r) => r.section).toSorted(), 'in order').toEqual(shown);
          const bare = await ground.database.transaction(acting({ actor: person.id, agency: person.agency, today: today() }), (tx) => tx.selectFrom('list_place').select('item').where('stream_id', '=', stream).execute());
          expect(bare).toHaveLength(shown.length);
        }
      }),
      { numRuns: 15 },
    );
  });
});
