import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acting, useDatabase } from '#test/support/database.ts';
import { beginStream, openStream, takeRole, type Transaction } from './transaction.ts';

const database = useDatabase();
const SECTIONS = ['one', 'two', 'three'] as const;
const AGENCIES = [0, 1, 2].map((n) => `${n}0000000-0000-4000-8000-000000000000`) as [string, string, string];
/** Never at any table. */
const STRANGER = '90000000-0000-4000-8000-000000000000';
const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26'] as const;
const PEOPLE = ['person-1', 'person-2'] as const;

type Change = { what: 'party'; agency: string; section: string; isParty: boolean; endsOn: string | null } | { what: 'exclusion'; actor: string; isExcluded: boolean };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('party' as const), agency: fc.constantFrom(AGENCIES[1], AGENCIES[2]), section: fc.constantFrom(...SECTIONS), isParty: fc.boolean(), endsOn: fc.constantFrom(null, ...DAYS) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('exclusion' as const), actor: fc.constantFrom('person-2'), isExcluded: fc.boolean() }) },
);

/** What the agreement between agencies says, in a few lines and without a database. */
function visibleTo(changes: readonly Change[], agency: string, actor: string, today: string): readonly string[] {
  const excluded = changes.findLast((c) => c.what === 'exclusion' && c.actor === actor);
  if (excluded?.what === 'exclusion' && excluded.isExcluded) return [];
  if (agency === AGENCIES[0]) return SECTIONS;
  return SECTIONS.filter((section) => {
    const last = changes.findLast((c) => c.what === 'party' && c.agency === agency && c.section === section);
    return last?.what === 'party' && last.isParty && (last.endsOn === null || last.endsOn >= today);
  });
}

async function append(tx: Transaction, streamId: string, section: string | null): Promise<number> {
  const stream = await openStream(tx, streamId);
  const sequence = (stream?.headSequence ?? 0) + 1;
  const fixed = { stream_kind: 'test', kind: 'noted', version: 1, header: '{}', header_bytes: Buffer.from('{}'), sealed_body: null, sealed_key: null, recorded_on: DAYS[1], recorded_at: null };
  await tx.insertInto('entry').values({ ...fixed, stream_id: streamId, sequence, section, actor: 'person-1', previous_hash: stream?.headHash ?? Buffer.alloc(32), hash: randomBytes(32) }).execute();
  return sequence;
}

/** A stream with one entry in each section, and then the changes, one after the other. */
async function streamAfter(changes: readonly Change[]): Promise<string> {
  const streamId = randomUUID();
  await database.transaction(acting({ agency: AGENCIES[0] }), async (tx) => {
    await beginStream(tx, { streamId, kind: 'test', sections: SECTIONS, purpose: 'test', ground: 'test' });
    for (const section of SECTIONS) await append(tx, streamId, section);
    for (const c of changes) {
      const since_sequence = await append(tx, streamId, null);
      if (c.what === 'party') await tx.insertInto('party').values({ stream_id: streamId, agency: c.agency, section: c.section, since_sequence, is_party: c.isParty, purpose: 'test', ground: 'test', ends_on: c.endsOn }).execute();
      else await tx.insertInto('exclusion').values({ stream_id: streamId, actor: c.actor, since_sequence, is_excluded: c.isExcluded }).execute();
    }
  });
  return streamId;
}

type Seen = { opened: readonly string[]; read: readonly string[]; listed: boolean; folded: number };

const look = (streamId: string, agency: string | null, actor: string, today: string): Promise<Seen> =>
  database.transaction(acting({ agency, actor, today }), async (tx) => {
    const opened = (await openStream(tx, streamId))?.sections ?? [];
    const read = await tx.selectFrom('entry').select('section').distinct().where('section', 'is not', null).execute();
    const listed = await tx.selectFrom('stream').select('stream_id').where('stream_id', '=', streamId).execute();
    await takeRole(tx, 'keerpunt_rules');
    const folded = await tx.selectFrom('entry').select('sequence').execute();
    return { opened: opened.toSorted(), read: read.map((e) => e.section as string).toSorted(), listed: listed.length === 1, folded: folded.length };
  });

describe('for any history of invitations and exclusions', () => {
  it('each person reads exactly the sections that the agreement gives, and knows of the stream exactly when there is one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const streamId = await streamAfter(changes);
        for (const agency of [...AGENCIES, STRANGER]) {
          for (const actor of PEOPLE) {
            for (const today of DAYS) {
              const visible = visibleTo(changes, agency, actor, today).toSorted();
              const isThere = visible.length > 0;
              expect(await look(streamId, agency, actor, today)).toEqual({ opened: visible, read: visible, listed: isThere, folded: isThere ? 3 + changes.length : 0 });
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
  it('nothing is there for nobody: without an agency, an actor or a day', async () => {
    const streamId = await streamAfter([]);
    const nothing = { opened: [], read: [], listed: false, folded: 0 };
    expect(await look(streamId, null, 'person-1', DAYS[1])).toEqual(nothing);
    expect(await look(streamId, AGENCIES[0], '', DAYS[1])).toEqual(nothing);
    expect(await look(streamId, AGENCIES[0], 'person-1', '')).toEqual(nothing);
  });
});
