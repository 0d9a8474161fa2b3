import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES, useGround, valueOf } from '#test/support/ground.ts';
import { askKnown, matcherWith } from '#test/support/known.ts';
import { drawing, keepMany, miswritten, profileFor, type Person } from '#test/support/many-people.ts';
import { performOn, type Perform } from '#src/platform/action/perform.ts';
import type { Matcher } from './matcher.ts';
import { tokensFor } from './matcher.ts';
import { registerOf } from './register.ts';
import { findSharing } from './store.ts';

const ground = useGround();
const folder = mkdtempSync(join(tmpdir(), 'keerpunt-many-'));
const anna = { id: 'anna', agency: AGENCIES[0] };
const PEOPLE = 6000;
let perform: Perform;
let matcher: Matcher;
let people: Person[];
let streams: string[];

beforeAll(async () => {
  matcher = matcherWith(join(folder, 'imprint-keys'));
  perform = performOn({ ...ground, imprints: new Map([['matter', matcher]]) });
  await ground.give(anna, ['writer']);
  ({ people, streams } = await keepMany(ground.database.query, matcher, PEOPLE, [AGENCIES[0], AGENCIES[1]]));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('among many', () => {
  it('the database looks at the same ones as the register in memory, by which is measured', async () => {
    const draw = drawing(7);
    const register = registerOf(people.map((person) => matcher.write(profileFor(person))));
    // Past the quota: what is looked at, not what is told.
    const acting = { role: 'keerpunt_actor', actor: 'anna', agency: AGENCIES[0], today: '2026-11-25' } as const;
    let overflowing = 0;
    for (let at = 0; at < 40; at++) {
      const asked = matcher.write(profileFor(miswritten(people[at * 37] as Person, draw)));
      const { candidates } = await ground.database.transaction(acting, (tx) => findSharing(tx, 'matter', tokensFor(matcher.keys(), asked), null, Buffer.from([at])));
      const seen = register.candidatesFor(asked).filter((place) => place % 2 === 0);
      if (register.candidatesFor(asked).length >= 300) {
        overflowing++;
        continue;
      }
      expect(candidates.flatMap(({ stream }) => stream ?? []).toSorted()).toEqual(seen.map((place) => streams[place]).toSorted());
      expect(candidates.filter(({ stream }) => stream === null)).toHaveLength(register.candidatesFor(asked).length - seen.length);
    }
    expect(overflowing).toBeLessThan(20);
  });
  it('what more than six hundred share leads to nobody, in the database as in memory', async () => {
    const twin: Person = { given: 'Twin', family: 'Kunstnaam', birthDate: '2010-05-05' };
    const asked = matcher.write(profileFor(twin));
    const many = registerOf(Array.from({ length: 601 }, () => asked));
    expect(many.candidatesFor(asked)).toEqual([]);
    expect(registerOf(Array.from({ length: 600 }, () => asked)).candidatesFor(asked)).toHaveLength(300);
    const keep = async (count: number) => {
      for (let at = 0; at < count; at += 1) await ground.database.query('insert into keerpunt.stream (stream_id, stream_kind) values ($1, $2)', [`77777777-0000-4000-8000-${String(at).padStart(12, '0')}`, 'matter']);
      const { tokens, sealed, epoch } = matcher.imprint('77777777-0000-4000-8000-000000000000', profileFor(twin)) ?? {};
      await ground.database.query(
        `insert into keerpunt.imprint (stream_id, stream_kind, section, epoch, tokens, sealed, ask, is_found) select stream_id, 'matter', 'one', $1, $2::int[], $3, $4::uuid, true from keerpunt.stream where stream_id::text like '77777777%'`,
        [epoch, `{${tokens?.join()}}`, sealed, AGENCIES[1]],
      );
    };
    await keep(601);
    const found = () => ground.database.transaction({ role: 'keerpunt_actor', actor: 'bert', agency: AGENCIES[0], today: '2026-11-25' }, (tx) => findSharing(tx, 'matter', tokensFor(matcher.keys(), asked), null, Buffer.from([1])));
    expect((await found()).candidates).toHaveLength(0);
    await ground.database.query(`delete from keerpunt.imprint where stream_id = '77777777-0000-4000-8000-000000000000'`);
    expect((await found()).candidates).toHaveLength(300);
    await ground.database.query(`delete from keerpunt.imprint where stream_id::text like '77777777%'`);
  });
  it('most are found again under another spelling, first and soon', async () => {
    const draw = drawing(11);
    const times: number[] = [];
    let first = 0;
    const ASKED = 100;
    for (let at = 0; at < ASKED; at++) {
      const place = at * 58;
      const began = performance.now();
      const { candidates } = valueOf(await perform(askKnown, anna, { profile: profileFor(miswritten(people[place] as Person, draw)) }));
      times.push(performance.now() - began);
      if (candidates[0]?.stream === streams[place]) first++;
    }
    expect(first / ASKED).toBeGreaterThan(0.85);
    // With the beat at which answers come, and on a machine that does other things too.
    expect(times.toSorted((a, b) => a - b)[ASKED / 2]).toBeLessThan(30);
  });
});
