import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addNote, beginNarrow, invite, lookAround, reach, reachUnseen, readSection, SECTIONS } from '#test/support/actions.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';

const ground = useGround();
const writerAt = (n: number, agency: string) => ({ id: `b000000${n}-0000-4000-8000-000000000000`, agency });
const [one, two, stranger] = [writerAt(0, AGENCIES[0]), writerAt(1, AGENCIES[1]), writerAt(9, STRANGER)];
const TOMORROW = '2026-11-26';

beforeAll(async () => {
  for (const actor of [one, two, stranger]) await ground.give(actor, ['writer']);
  await ground.database.query(`insert into keerpunt.reach_rule values ('matter', 'one', false, true), ('matter', 'two', true, true), ('matter', 'three', true, false)`, [], 'postgres');
});

/** A matter in whose section one there is a note, with the second agency in section two. */
async function matter({ withSecond = true } = {}): Promise<string> {
  const stream = valueOf(await ground.perform(beginNarrow, one, { words: 'kept' }));
  if (!withSecond) return stream;
  valueOf(await ground.perform(reach, one, { stream, section: 'two', how: 'first' }));
  valueOf(await ground.perform(invite, one, { stream, section: 'two', agency: AGENCIES[1] }));
  return stream;
}
const code = async (answer: ReturnType<typeof ground.perform>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles[0].code : said.because;
};
const breakGlass = (stream: string, section: (typeof SECTIONS)[number], actor = two, endsOn: string | null = TOMORROW) => ground.perform(reach, actor, { stream, section, how: 'emergency', endsOn });

describe('a section where nobody ever was', () => {
  it('is opened by one at the table, who can put something there at once', async () => {
    const stream = await matter({ withSecond: false });
    valueOf(await ground.perform(reach, one, { stream, section: 'three', how: 'first', words: 'first here' }));
    const { entries } = valueOf(await ground.perform(readSection, one, { stream, section: 'three' }));
    expect(entries.map((e) => (e.body?.opened ? e.body.value.toString() : e.body))).toEqual(['first here']);
  });
  it('is not there for another one at the table, who is told to ask', async () => {
    const stream = await matter();
    valueOf(await ground.perform(reach, one, { stream, section: 'three', how: 'first' }));
    expect(await code(ground.perform(reach, two, { stream, section: 'three', how: 'first' }))).toBe('section-taken');
    expect(await code(ground.perform(readSection, two, { stream, section: 'three' }))).toBe('not-there');
  });
  it('stays closed to whoever is at no table, and to a way its rule does not allow', async () => {
    const stream = await matter({ withSecond: false });
    expect(await code(ground.perform(reach, stranger, { stream, section: 'three', how: 'first' }))).toBe('not-there');
    await expect(ground.perform(reach, two, { stream, section: 'three', how: 'first' })).resolves.toMatchObject({ because: 'not-there' });
    await expect(breakGlass(stream, 'three', one)).rejects.toThrow();
  });
});

describe('an emergency', () => {
  it('opens a section for a day, tells the table, and is over when that day is', async () => {
    const stream = await matter();
    expect(await code(ground.perform(readSection, two, { stream, section: 'one' }))).toBe('not-there');
    valueOf(await breakGlass(stream, 'one'));
    expect(valueOf(await ground.perform(readSection, two, { stream, section: 'one' })).entries).toHaveLength(1);
    const { table } = valueOf(await ground.perform(lookAround, one, { stream }));
    expect(table.find((seat) => seat.agency === AGENCIES[1] && seat.section === 'one')).toMatchObject({ how: 'emergency', endsOn: TOMORROW });
    ground.clock.now = new Date('2026-11-27T10:00:00Z');
    try {
      expect(await code(ground.perform(readSection, two, { stream, section: 'one' }))).toBe('not-there');
    } finally {
      ground.clock.now = new Date('2026-11-25T10:00:00Z');
    }
  });
  it('lasts no longer than tomorrow, and never begins in the past', async () => {
    const stream = await matter();
    for (const endsOn of [null, '2026-11-24', '2026-11-27']) await expect(breakGlass(stream, 'one', two, endsOn)).rejects.toThrow();
    expect(await code(ground.perform(readSection, two, { stream, section: 'one' }))).toBe('not-there');
  });
  it('lets nobody be invited, nor the agency stay: the database refuses', async () => {
    const stream = await matter();
    valueOf(await breakGlass(stream, 'one'));
    for (const agency of [AGENCIES[1], STRANGER]) await expect(ground.perform(invite, two, { stream, section: 'one', agency })).rejects.toThrow();
    expect(await code(ground.perform(readSection, stranger, { stream, section: 'one' }))).toBe('not-there');
  });
  it('is for those at the table: an agency that is there by emergency alone reaches nothing more', async () => {
    const stream = await matter();
    valueOf(await breakGlass(stream, 'one'));
    valueOf(await ground.perform(invite, one, { stream, section: 'two', agency: AGENCIES[1], isParty: false }));
    await expect(breakGlass(stream, 'two')).rejects.toThrow();
  });
  it('that an action does not tell the table of is a mistake, and opens nothing', async () => {
    const stream = await matter();
    await expect(ground.perform(reachUnseen, two, { stream, section: 'one', how: 'emergency', endsOn: TOMORROW })).rejects.toThrow();
    expect(await code(ground.perform(readSection, two, { stream, section: 'one' }))).toBe('not-there');
  });
});

describe('whoever goes past the application', () => {
  const asActor = { role: 'keerpunt_actor', actor: two.id, agency: two.agency, today: '2026-11-25' } as const;
  const seat = (stream: string, section: string, how: string, ends: string | null) => ({ stream_id: stream, agency: two.agency, section, since_sequence: 1, is_party: true, purpose: 'trial', ground: 'trial', ends_on: ends, how: how as 'first' });
  it('takes no seat without having reached it, in whatever way and until whenever', async () => {
    const stream = await matter();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SECTIONS), fc.constantFrom('invited', 'first', 'emergency'), fc.constantFrom(null, '2026-11-25', TOMORROW, '9999-12-31'), async (section, how, ends) => {
        fc.pre(!(section === 'two' && how === 'invited'));
        const taking = ground.database.transaction(asActor, async (tx) => {
          const { openStream } = await import('#src/platform/database/transaction.ts');
          await openStream(tx, stream);
          await tx.insertInto('party').values(seat(stream, section, how, ends)).execute();
        });
        await expect(taking).rejects.toThrow();
      }),
      { numRuns: 24 },
    );
  });
});

describe('who looked', () => {
  it('is seen newest first and page by page, also who tried and was refused', async () => {
    const stream = await matter();
    await ground.perform(readSection, stranger, { stream, section: 'one' });
    for (let n = 0; n < 5; n++) valueOf(await ground.perform(addNote, one, { stream, section: 'one', words: 'x' }));
    const first = valueOf(await ground.perform(lookAround, one, { stream, limit: 5 })).looks;
    expect(first.rows.map((row) => row.action)).toEqual(Array(5).fill('note.add'));
    const second = valueOf(await ground.perform(lookAround, one, { stream, before: first.next })).looks;
    expect(second.rows.filter((row) => row.agency === STRANGER)).toMatchObject([{ action: 'section.read', outcome: 'refused', day: '2026-11-25' }]);
  });
  it('hides looks at sections that one does not see', async () => {
    const stream = await matter();
    valueOf(await ground.perform(readSection, one, { stream, section: 'one' }));
    const { rows } = valueOf(await ground.perform(lookAround, two, { stream })).looks;
    expect(rows.filter((row) => row.section === 'one')).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });
});
